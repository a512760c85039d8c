// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/queries.h"
#include "app/cli/query_json.h"
#include "app/cli/query_ledger.h"
#include "core/service/build_health.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

namespace cboard::cli {

namespace {

    struct HealthArguments : QueryArguments {
        std::string baseline;
    };

    void writeDiagnostic(JsonOutput& json, const query::BuildDiagnostic& one)
    {
        json.beginObject().member("severity", one.isError ? "error" : "warning");
        json.member("file", one.file).member("message", one.message).member("flag", one.flag);
        json.member("text", one.text).member("line", one.line).member("count", one.count);
        json.endObject();
    }

    void writeSide(JsonOutput& json, const char* key, const query::BuildSide& side)
    {
        json.key(key).beginObject().member("build", side.id);
        json.member("status", statusClassKey(side.status)).member("log", side.hasLog);
        json.member("excerpt", side.isExcerpt).member("errors", side.errors);
        json.member("warnings", side.warnings).member("duration", side.durationSeconds);
        json.member("size", side.sizeBytes).endObject();
    }

    void writeHealth(JsonOutput& json, const query::BuildHealthRow& row)
    {
        json.beginObject().member("config", row.names.config);
        json.member("arch", row.names.architecture).member("compiler", row.names.compiler);
        writeSide(json, "now", row.now);
        writeSide(json, "before", row.before);
        json.member("slower", row.isSlower).member("larger", row.isLarger);
        writeRows(json, "new", row.added, writeDiagnostic);
        writeRows(json, "fixed", row.fixed, writeDiagnostic);
        json.endObject();
    }

    void printJson(Session& session, const query::BuildHealthSnapshot& found)
    {
        JsonDocument document;
        document.json.key("revision");
        writeRevision(document.json, found.revision);
        writeCommit(document.json, "baseline", found.baseline.value_or(query::RevisionRef{}));
        document.json.member("new_errors", found.newErrors);
        document.json.member("new_warnings", found.newWarnings);
        document.json.member("fixed_errors", found.fixedErrors);
        document.json.member("fixed_warnings", found.fixedWarnings);
        writeRows(document.json, "rows", found.rows, writeHealth);
        document.printTo(session);
    }

    /// A line per new or fixed diagnostic of a build.
    TablePrinter diagnosticTable(const query::BuildHealthSnapshot& found)
    {
        TablePrinter table(
            {{"change"}, {"severity"}, {"config"}, {"arch"}, {"compiler"}, {"text"}});
        for (const query::BuildHealthRow& row : found.rows) {
            const auto add = [&](const char* change, const query::BuildDiagnostic& one) {
                table.addRow({change, one.isError ? "error" : "warning", row.names.config,
                              row.names.architecture, row.names.compiler, one.text});
            };
            for (const query::BuildDiagnostic& one : row.added) {
                add("new", one);
            }
            for (const query::BuildDiagnostic& one : row.fixed) {
                add("fixed", one);
            }
            if (row.isSlower || row.isLarger) {
                table.addRow({row.isSlower ? "slower" : "larger", "", row.names.config,
                              row.names.architecture, row.names.compiler,
                              row.isSlower
                                  ? fmt::format("{:.0f} s, was {:.0f} s", *row.now.durationSeconds,
                                                *row.before.durationSeconds)
                                  : fmt::format("{} bytes, was {}", *row.now.sizeBytes,
                                                *row.before.sizeBytes)});
            }
        }
        return table;
    }

    Result<void> showHealth(QueryContext& context, const std::string& baseline)
    {
        query::BuildHealthRequest request;
        request.common = context.common;
        CBOARD_TRY(const auto revision, findRevision(context));
        request.revision = revision.id;
        if (!baseline.empty()) {
            const query::BranchKey branch{revision.tree, revision.branch, revision.repositoryUrl};
            CBOARD_TRY(const auto found, findBaseline(context, baseline, branch, revision.id));
            request.baseline = found.id;
        }
        CBOARD_TRY(const auto found, service::buildHealth(context.engine, request, context.task));
        if (context.session.isJson()) {
            printJson(context.session, *found);
            return {};
        }
        printTable(context, diagnosticTable(*found));
        context.session.tell(fmt::format(
            "{} builds against {}: {} new errors, {} new warnings, {} and {} fixed",
            found->rows.size(), revisionName(found->baseline.value_or(query::RevisionRef{})),
            found->newErrors, found->newWarnings, found->fixedErrors, found->fixedWarnings));
        return {};
    }

} // namespace

Action setupQueryBuildHealth(CLI::App& app)
{
    auto arguments = std::make_shared<HealthArguments>();
    addBranchOptions(app, *arguments);
    addRevisionOption(app, *arguments);
    app.add_option("--baseline", arguments->baseline,
                   "Compared with (default: the revision before): hash, describe name or tag of "
                   "any branch, HEAD~N of this one, or branch:TREE/BRANCH");
    addFilterOptions(app, *arguments);
    return [arguments](Session& session) {
        return runQuery(session, *arguments, [&arguments](QueryContext& context) {
            return showHealth(context, arguments->baseline);
        });
    };
}

} // namespace cboard::cli
