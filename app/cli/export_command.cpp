// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/commands.h"
#include "app/cli/open_workbench.h"
#include "core/service/file_replacement.h"
#include "core/service/record_export.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

namespace cboard::cli {

namespace {

    struct ExportArguments {
        std::string format = "kcidb";
        std::string output;
        std::string filter;
        std::string kind = "tests";
    };

    constexpr std::array<std::string_view, RecordKindCount> Kinds = {"checkouts", "builds", "tests",
                                                                     "issues", "incidents"};

    RecordKind kindOf(std::string_view key)
    {
        const auto* place = std::find(Kinds.begin(), Kinds.end(), key);
        return place == Kinds.end() ? RecordKind::Test
                                    : static_cast<RecordKind>(place - Kinds.begin());
    }

    Result<store::RecordCounts> exportToFile(store::Store& store,
                                             const service::ExportRequest& request,
                                             const std::string& path, const TaskContext& task)
    {
        CBOARD_TRY(auto file, service::FileReplacement::create(path));
        Result<void> written;
        const auto sink = [&](std::string_view bytes) {
            written = file.write(bytes);
            return written.has_value();
        };
        auto counts = service::exportRecords(store, request, sink, task);
        CBOARD_TRY_VOID(written);
        if (counts) {
            CBOARD_TRY_VOID(file.commit());
        }
        return counts;
    }

    Result<store::RecordCounts> exportToOutput(Session& session, store::Store& store,
                                               const service::ExportRequest& request)
    {
        const auto sink = [&session](std::string_view bytes) {
            session.print(bytes);
            return !session.outputEnded();
        };
        auto counts = service::exportRecords(store, request, sink, session.task());
        if (!counts && session.outputEnded()) {
            return store::RecordCounts{}; // said already, or the reader had enough
        }
        return counts;
    }

    void reportCounts(Session& session, const std::string& file, const store::RecordCounts& counts)
    {
        if (session.isJson()) {
            JsonDocument document;
            document.json.member("file", file).key("records").beginObject();
            for (std::size_t kind = 0; kind < Kinds.size(); ++kind) {
                document.json.member(Kinds.at(kind), counts.at(kind));
            }
            document.json.endObject();
            document.printTo(session);
            return;
        }
        session.tell(fmt::format("{}: {} checkouts, {} builds, {} tests, {} issues, {} incidents",
                                 file, counts[0], counts[1], counts[2], counts[3], counts[4]));
    }

    ExitCode runExport(Session& session, const ExportArguments& arguments)
    {
        const auto format = service::parseExportFormat(arguments.format);
        if (session.isJson() && arguments.output.empty() && format != service::ExportFormat::Json) {
            return session.report(Error{ErrorKind::Invalid,
                                        0,
                                        "--json prints a report; give the export a file with "
                                        "--output",
                                        {}});
        }
        const auto common = commonRequest(session, arguments.filter);
        if (!common) {
            return session.report(common.error());
        }
        const auto workbench = openWorkbench(session, Access::Read);
        if (!workbench) {
            return session.report(workbench.error());
        }
        const service::ExportRequest request{.format =
                                                 format.value_or(service::ExportFormat::Kcidb),
                                             .filter = common->filter,
                                             .now = common->now,
                                             .kind = kindOf(arguments.kind)};
        store::Store& store = (*workbench)->store();
        const auto counts = arguments.output.empty()
            ? exportToOutput(session, store, request)
            : exportToFile(store, request, arguments.output, session.task());
        if (!counts) {
            return session.report(counts.error());
        }
        if (!arguments.output.empty()) {
            reportCounts(session, arguments.output, *counts);
        }
        return ExitCode::AllDone;
    }

} // namespace

Action setupExport(CLI::App& app)
{
    auto arguments = std::make_shared<ExportArguments>();
    app.add_option("--format", arguments->format, "kcidb (one document of schema 5.3), csv, json")
        ->check(CLI::IsMember({"kcidb", "csv", "json"}))
        ->capture_default_str();
    app.add_option("--output", arguments->output, "File to replace (default: standard output)")
        ->type_name("FILE");
    app.add_option("--filter", arguments->filter,
                   "Only records that match, for example "
                   "\"tree:mainline status:fail\"");
    app.add_option("--kind", arguments->kind, "Kind of record for csv")
        ->check(CLI::IsMember({"checkouts", "builds", "tests", "issues", "incidents"}))
        ->capture_default_str();
    return [arguments](Session& session) { return runExport(session, *arguments); };
}

} // namespace cboard::cli
