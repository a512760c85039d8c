// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/commands.h"
#include "app/cli/open_workbench.h"
#include "app/cli/output.h"
#include "app/cli/progress_line.h"
#include "app/cli/read_arguments.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <chrono>
#include <memory>

namespace cboard::cli {

namespace {

    struct IngestArguments {
        ReadArguments read;
        std::vector<std::string> paths;
    };

    std::int64_t recordTotal(const ingest::Report& report)
    {
        std::int64_t total = 0;
        for (const std::int64_t count : report.records) {
            total += count;
        }
        return total;
    }

    void writeReport(JsonOutput& json, const ingest::Report& report, double seconds)
    {
        json.key("documents").beginObject().member("accepted", report.accepted);
        json.member("unchanged", report.unchanged).member("refused", report.refusedCount);
        json.endObject().key("records").beginObject();
        constexpr std::array Keys = {"checkouts", "builds", "tests", "issues", "incidents"};
        for (std::size_t kind = 0; kind < Keys.size(); ++kind) {
            json.member(Keys.at(kind), report.records.at(kind));
        }
        json.endObject().key("refused").beginArray();
        for (const ingest::Refused& refused : report.refused) {
            writeRefused(json, refused.path, refused.refusal);
        }
        json.endArray().member("cancelled", report.isCancelled);
        json.member("bytes", report.bytes).member("seconds", seconds);
    }

    void printReport(Session& session, const ingest::Report& report, double seconds)
    {
        for (const ingest::Refused& refused : report.refused) {
            note("refused: " + describeRefused(refused.path, refused.refusal));
        }
        const auto unnamed = report.refusedCount - static_cast<std::int64_t>(report.refused.size());
        if (unnamed > 0) {
            note(fmt::format("refused: {} more, see \"cboard rejects list\"", unnamed));
        }
        if (session.isQuiet()) {
            return;
        }
        session.print(fmt::format(
            "documents: {} accepted, {} unchanged, {} refused\n"
            "new or changed: {} checkouts, {} builds, {} tests, {} issues, {} incidents\n"
            "{:.1f} MB in {:.2f} s, {:.0f} rows/s\n",
            report.accepted, report.unchanged, report.refusedCount, report.records[0],
            report.records[1], report.records[2], report.records[3], report.records[4],
            static_cast<double>(report.bytes) / 1e6, seconds,
            seconds > 0 ? static_cast<double>(recordTotal(report)) / seconds : 0));
        if (report.isCancelled) {
            session.tell("cancelled; what was stored before stays");
        }
    }

    ExitCode exitCode(const ingest::Report& report)
    {
        if (report.refusedCount == 0 && !report.isCancelled) {
            return ExitCode::AllDone;
        }
        return report.accepted + report.unchanged > 0 ? ExitCode::SomeFailed
                                                      : ExitCode::NothingDone;
    }

    std::vector<std::filesystem::path> toPaths(const std::vector<std::string>& texts)
    {
        return {texts.begin(), texts.end()};
    }

    ExitCode runIngest(Session& session, const IngestArguments& arguments)
    {
        const auto options = ingestOptions(session, arguments.read);
        if (!options) {
            return session.report(options.error());
        }
        const auto start = std::chrono::steady_clock::now();
        const auto workbench = openWorkbench(session, Access::Write);
        if (!workbench) {
            return session.report(workbench.error());
        }
        ProgressLine progress(!session.isQuiet());
        const auto observer = [&progress](const ingest::Report& soFar, const std::string& path) {
            progress.show(fmt::format("{} documents, {} records, {:.0f} MB  {}",
                                      soFar.accepted + soFar.unchanged + soFar.refusedCount,
                                      recordTotal(soFar), static_cast<double>(soFar.bytes) / 1e6,
                                      path));
        };
        const auto report =
            (*workbench)->ingest(toPaths(arguments.paths), *options, observer, session.task());
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        progress.clear();
        if (!report) {
            return session.report(report.error());
        }
        if (session.isJson()) {
            JsonDocument document;
            writeReport(document.json, *report, seconds.count());
            document.printTo(session);
        } else {
            printReport(session, *report, seconds.count());
        }
        return exitCode(*report);
    }

} // namespace

Action setupIngest(CLI::App& app)
{
    auto arguments = std::make_shared<IngestArguments>();
    app.add_option("path", arguments->paths, "Files, folders, archives; - for standard input")
        ->required()
        ->type_name("PATH");
    addMergeOption(app, arguments->read);
    addReadOptions(app, arguments->read);
    return [arguments](Session& session) { return runIngest(session, *arguments); };
}

} // namespace cboard::cli
