// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/log_command_logspec.h"

#include "app/cli/output.h"
#include "core/logs/logspec/kcidb_issues.h"
#include "core/logs/logspec/log_input.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <vector>

namespace cboard::cli {

namespace {

    namespace logspec = logs::logspec;

    logspec::LineEnds lineEndsOf(const LogspecArguments& arguments, const LogInput& input)
    {
        if (!arguments.lineEnds.empty()) {
            return arguments.lineEnds == "kept" ? logspec::LineEnds::Kept
                                                : logspec::LineEnds::Normalised;
        }
        // The worker of KCIDB normalises gzip files only, the command line of logspec all.
        const bool isKept = !arguments.origin.empty() && !input.isGzip;
        return isKept ? logspec::LineEnds::Kept : logspec::LineEnds::Normalised;
    }

    logspec::ResultKind kindOf(std::string_view parser)
    {
        using logspec::ResultKind;
        for (const ResultKind kind : {ResultKind::Build, ResultKind::Kselftest}) {
            if (logspec::parserOf(kind) == parser) {
                return kind;
            }
        }
        return ResultKind::Boot;
    }

    void printIssues(Session& session, const logspec::WorkerReport& report)
    {
        if (session.isJson()) {
            session.print(logspec::toJson(report) + '\n');
            return;
        }
        std::string lines;
        for (const logspec::Issue& issue : report.issues) {
            appendPrintable(lines, fmt::format("{}{}\n", issue.id, issue.comment), true);
        }
        session.print(lines);
    }

    void printErrors(Session& session, const logspec::Analysis& analysis, logspec::Detail detail)
    {
        if (session.isJson()) {
            session.print(logspec::toJson(analysis, detail) + '\n');
            return;
        }
        std::string lines;
        for (const logspec::LogError& error : analysis.errors) {
            appendPrintable(
                lines, fmt::format("{}  {}  {}\n", error.signature, error.type(), error.summary()),
                true);
        }
        session.print(lines);
    }

} // namespace

void addLogspecOptions(CLI::App& app, LogspecArguments& arguments)
{
    const auto names = logspec::parserNames();
    auto* const parser = app.add_option("--logspec", arguments.parser,
                                        "Print what this parser of logspec 1.0.0 prints");
    parser->check(CLI::IsMember(std::vector<std::string>(names.begin(), names.end())));
    app.add_option("--line-ends", arguments.lineEnds,
                   "Of --logspec: what becomes of CR (default: as logspec does)")
        ->check(CLI::IsMember({"normalised", "kept"}))
        ->needs(parser);
    app.add_flag("--full", arguments.isFull, "Of --logspec: the hidden fields too")->needs(parser);
    auto* const origin = app.add_option("--issues-of", arguments.origin,
                                        "Print the KCIDB issues and incidents of this origin");
    auto* const result = app.add_option("--result", arguments.resultId,
                                        "Id of the build or test that the log belongs to");
    origin->type_name("ORIGIN")->needs(parser)->needs(result);
    result->type_name("ID")->needs(origin);
}

ExitCode runLogspec(Session& session, const LogspecArguments& arguments, const LogInput& input)
{
    const std::string text = logspec::decodeLog(input.text, lineEndsOf(arguments, input));
    const auto analysis = logspec::analyze(arguments.parser, text, session.task());
    if (!analysis) {
        return session.report(analysis.error());
    }
    if (!arguments.origin.empty()) {
        printIssues(session,
                    logspec::reportOf(*analysis, kindOf(arguments.parser), arguments.origin,
                                      arguments.resultId));
    } else {
        printErrors(session, *analysis,
                    arguments.isFull ? logspec::Detail::Full : logspec::Detail::Public);
    }
    return ExitCode::AllDone;
}

} // namespace cboard::cli
