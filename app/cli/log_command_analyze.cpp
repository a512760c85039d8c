// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/log_command.h"
#include "app/cli/log_command_logspec.h"
#include "app/cli/output.h"
#include "core/logs/rules/error_finder.h"
#include "core/service/own_rules.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

namespace cboard::cli {

namespace {

    struct AnalyzeArguments {
        LogArguments log;
        std::string rulesFile; ///< Empty: those of the store.
        bool withNoise = false;
        LogspecArguments logspec;
    };

    Result<std::shared_ptr<const logs::RuleSet>> rulesOf(Session& session, const std::string& path)
    {
        if (path.empty()) {
            return service::logRules(session.storeFile());
        }
        CBOARD_TRY(const LogInput file, readLogFile(session, path));
        return logs::RuleSet::parse(file.text).map_error(
            [&path](Error error) { return withContext(std::move(error), path); });
    }

    void writeTrace(JsonOutput& json, const logs::CallTrace& trace)
    {
        json.beginObject().member("first_line", trace.firstLine);
        json.member("last_line", trace.lastLine).key("functions").beginArray();
        for (const std::string& function : trace.functions) {
            json.value(function);
        }
        json.endArray().endObject();
    }

    void writeError(JsonOutput& json, const logs::FoundError& error)
    {
        json.beginObject().member("kind", error.kind);
        json.member("severity", logs::severityKey(error.severity));
        json.member("first_line", error.firstLine).member("last_line", error.lastLine);
        json.member("begin_byte", error.beginByte).member("end_byte", error.endByte);
        json.member("title", error.title).key("fields").beginObject();
        for (const auto& [name, value] : error.fields) {
            json.member(name, value);
        }
        json.endObject().key("call_trace");
        if (error.trace) {
            writeTrace(json, *error.trace);
        } else {
            json.raw("null");
        }
        json.member("fingerprint", error.fingerprint.id);
        json.member("fingerprint_text", error.fingerprint.text).endObject();
    }

    bool isShown(const logs::FoundError& error, const AnalyzeArguments& arguments)
    {
        return error.severity != logs::Severity::Noise || arguments.withNoise;
    }

    void printJson(Session& session, const logs::LogErrors& found,
                   const AnalyzeArguments& arguments)
    {
        JsonDocument document;
        document.json.key("counts").beginObject();
        for (std::size_t i = 0; i < found.countBySeverity.size(); ++i) {
            document.json.member(logs::severityKey(static_cast<logs::Severity>(i)),
                                 found.countBySeverity[i]);
        }
        document.json.endObject().member("left_out", found.leftOut);
        document.json.key("errors").beginArray();
        for (const logs::FoundError& error : found.errors) {
            if (isShown(error, arguments)) {
                writeError(document.json, error);
            }
        }
        document.json.endArray();
        document.printTo(session);
    }

    void printText(Session& session, const logs::LogErrors& found,
                   const AnalyzeArguments& arguments)
    {
        std::string text;
        for (const logs::FoundError& error : found.errors) {
            if (isShown(error, arguments)) {
                appendPrintable(text,
                                fmt::format("{}-{}: {} {}: {}", error.firstLine, error.lastLine,
                                            logs::severityKey(error.severity), error.kind,
                                            error.title));
                text += '\n';
            }
        }
        session.print(text);
        if (found.leftOut > 0) {
            session.tell(fmt::format("{} more errors are not listed", found.leftOut));
        }
    }

    ExitCode analyzeByLogspec(Session& session, const AnalyzeArguments& arguments)
    {
        const auto input = readLog(session, arguments.log);
        return input ? runLogspec(session, arguments.logspec, *input)
                     : session.report(input.error());
    }

    ExitCode analyze(Session& session, const AnalyzeArguments& arguments)
    {
        if (!arguments.logspec.parser.empty()) {
            return analyzeByLogspec(session, arguments);
        }
        return examineLog(session, arguments.log, rulesOf(session, arguments.rulesFile),
                          logs::findErrors, [&](const auto& found) {
                              session.isJson() ? printJson(session, found, arguments)
                                               : printText(session, found, arguments);
                          });
    }

} // namespace

Action setupLogAnalyze(CLI::App& app)
{
    auto arguments = std::make_shared<AnalyzeArguments>();
    addLogInput(app, arguments->log);
    app.add_option("--rules", arguments->rulesFile,
                   "Rules to use in place of the shipped ones and those in STORE.rules")
        ->type_name("FILE");
    app.add_flag("--noise", arguments->withNoise, "Also what is known to mean nothing");
    addLogspecOptions(app, arguments->logspec);
    return [arguments](Session& session) { return analyze(session, *arguments); };
}

} // namespace cboard::cli
