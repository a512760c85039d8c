// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/queries.h"
#include "app/cli/query_json.h"
#include "app/cli/query_ledger.h"
#include "core/service/culprit.h"
#include "core/service/flaky_regressions.h"
#include "core/service/regression_errors.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <set>

namespace cboard::cli {

namespace {

    struct LedgerArguments : QueryArguments {
        std::string baseline;
    };

    void writeCulprit(JsonOutput& json, const std::optional<service::Culprit>& culprit)
    {
        if (!culprit) {
            json.member("culprit", std::optional<std::string>());
            return;
        }
        json.key("culprit").beginObject().member("commit", culprit->commit);
        json.member("subject", culprit->subject).endObject();
    }

    void writeRow(JsonOutput& json, const query::RegressionRow& row, const service::NoteOf& noteOf)
    {
        json.beginObject().member("state", regressionStateKey(row.state)).member("kind", row.kind);
        json.member("title", row.title).member("fingerprint", row.fingerprint);
        json.key("cells").beginArray();
        for (const query::RegressionCell& cell : row.cells) {
            beginCell(json, cell.names);
            json.member("record", cell.recordId).endObject();
        }
        json.endArray();
        writeCommit(json, "last_good", row.lastGood);
        writeCommit(json, "first_bad", row.firstBad);
        writeCommit(json, "last_bad", row.lastBad);
        writeCommit(json, "fixed_in", row.fixedIn.value_or(query::RevisionRef{}));
        json.key("issues").beginArray();
        for (const query::AttachedIssue& issue : row.issues) {
            json.beginObject().member("id", issue.id).member("subject", issue.subject).endObject();
        }
        json.endArray();
        writeCulprit(json, service::culpritOf(row, noteOf));
        json.member("untested_between", row.untestedBetween);
        json.member("failing_for", row.failingFor).member("confidence", row.confidence).endObject();
    }

    template <typename IsWanted>
    void writeRows(JsonOutput& json, const char* key, const query::RegressionsSnapshot& found,
                   const service::NoteOf& noteOf, IsWanted&& isWanted)
    {
        json.key(key).beginArray();
        for (const query::RegressionRow& row : found.rows) {
            if (isWanted(row)) {
                writeRow(json, row, noteOf);
            }
        }
        json.endArray();
    }

    /// \param flaky What flaky cells did last: rows of the same shape, none of them a regression.
    void printJson(Session& session, const query::RegressionsSnapshot& found,
                   const query::RegressionsSnapshot& flaky, const service::NoteOf& noteOf)
    {
        JsonDocument document;
        writeInfo(document.json, found.info);
        document.json.key("revision");
        writeRevision(document.json, found.revision);
        writeCommit(document.json, "baseline", found.baseline.value_or(query::RevisionRef{}));
        writeRows(document.json, "regressions", found, noteOf, [](const auto&) { return true; });
        writeRows(document.json, "fixed", found, noteOf, [](const query::RegressionRow& row) {
            return row.state == query::RegressionState::Fixed;
        });
        writeRows(document.json, "flaky", flaky, noteOf, [](const auto&) { return true; });
        document.json.key("lab_incidents").beginArray();
        for (const query::LabIncidentRow& row : found.labIncidents) {
            document.json.beginObject().member("lab", row.lab);
            document.json.member("revision", revisionName(row.revision));
            writeCommit(document.json, "commit", row.revision);
            document.json.member("time", row.revision.time).endObject();
        }
        document.json.endArray();
        document.printTo(session);
    }

    std::vector<std::string> rangeTexts(const query::RegressionRow& row)
    {
        return {revisionName(row.lastGood),
                revisionName(row.firstBad),
                row.fixedIn ? revisionName(*row.fixedIn) : std::string(),
                std::to_string(row.untestedBetween),
                std::to_string(row.failingFor),
                percentText(row.confidence)};
    }

    void addRangeColumns(std::vector<TableColumn>& columns)
    {
        for (const char* title : {"last good", "first bad", "fixed in"}) {
            columns.push_back({title});
        }
        for (const char* title : {"untested", "failing for", "confidence"}) {
            columns.push_back({title, Align::Right});
        }
    }

    /// A line per regression.
    TablePrinter rowTable(const query::RegressionsSnapshot& found)
    {
        std::vector<TableColumn> columns{{"state"}, {"kind"}, {"title"}, {"cells", Align::Right}};
        addRangeColumns(columns);
        TablePrinter table(std::move(columns));
        for (const query::RegressionRow& row : found.rows) {
            std::vector<std::string> cells{std::string(regressionStateKey(row.state)), row.kind,
                                           row.title, std::to_string(row.cells.size())};
            append(cells, rangeTexts(row));
            table.addRow(std::move(cells));
        }
        return table;
    }

    /// A line per cell, for programs that read CSV.
    TablePrinter cellTable(const query::RegressionsSnapshot& found)
    {
        std::vector<TableColumn> columns{{"state"}, {"kind"}};
        append(columns, cellColumns());
        addRangeColumns(columns);
        columns.push_back({"id"});
        TablePrinter table(std::move(columns));
        for (const query::RegressionRow& row : found.rows) {
            for (const query::RegressionCell& cell : row.cells) {
                std::vector<std::string> cells{std::string(regressionStateKey(row.state)),
                                               row.kind};
                append(cells, cellTexts(cell.names));
                append(cells, rangeTexts(row));
                cells.push_back(cell.recordId);
                table.addRow(std::move(cells));
            }
        }
        return table;
    }

    Result<void> showRegressions(QueryContext& context, const std::string& baseline)
    {
        query::RegressionsRequest request;
        request.common = context.common;
        CBOARD_TRY(request.branch, findBranch(context));
        if (!context.arguments.revision.empty()) {
            CBOARD_TRY(const auto revision, findRevision(context));
            request.revision = revision.id;
        }
        if (!baseline.empty()) {
            CBOARD_TRY(const auto revision,
                       findBaseline(context, baseline, request.branch, request.revision));
            request.baseline = revision.id;
        }
        request.lastRevisions = context.arguments.last.value_or(request.lastRevisions);
        CBOARD_TRY(const auto found,
                   service::regressionsByError(context.engine, context.session.storeFile(), request,
                                               context.task));
        if (!found->info.isComplete) {
            context.session.tell("some logs cannot be read (see \"cboard store check\"): what they "
                                 "show is named by its path or board");
        }
        if (context.session.isJson()) {
            CBOARD_TRY(const auto flaky,
                       service::flakyRegressions(context.engine, request, *found, context.task));
            CBOARD_TRY(const auto noteOf, service::notesOf(context.session.storeFile()));
            printJson(context.session, *found, *flaky, noteOf);
            return {};
        }
        printTable(context, context.arguments.isCsv ? cellTable(*found) : rowTable(*found));
        return {};
    }

    std::string textOf(const query::FlakyCell& cell)
    {
        return cell.kind + ' ' + query::cellTarget(cell.names);
    }

    /// The cells that were flaky at the baseline already are left out.
    Result<std::vector<query::FlakyCell>> newlyFlaky(QueryContext& context,
                                                     query::FlakyRequest request,
                                                     const query::FlakySnapshot& now,
                                                     const std::string& baseline)
    {
        if (baseline.empty()) {
            return now.rows;
        }
        CBOARD_TRY(const auto before,
                   findBaseline(context, baseline, request.branch, request.revision));
        request.branch = {before.tree, before.branch, before.repositoryUrl};
        request.revision = before.id;
        CBOARD_TRY(const auto then, context.engine.flaky(request, context.task));
        std::set<std::string> known;
        for (const query::FlakyCell& cell : then->rows) {
            known.insert(textOf(cell));
        }
        std::vector<query::FlakyCell> rows = now.rows;
        std::erase_if(rows, [&known](const auto& cell) { return known.count(textOf(cell)) != 0; });
        return rows;
    }

    Result<void> showFlaky(QueryContext& context, const std::string& baseline)
    {
        query::FlakyRequest request;
        request.common = context.common;
        CBOARD_TRY(request.branch, findBranch(context));
        if (!context.arguments.revision.empty()) {
            CBOARD_TRY(const auto revision, findRevision(context));
            request.revision = revision.id;
        }
        request.lastRevisions = context.arguments.last.value_or(request.lastRevisions);
        CBOARD_TRY(const auto found, context.engine.flaky(request, context.task));
        CBOARD_TRY(const auto rows, newlyFlaky(context, request, *found, baseline));
        if (context.session.isJson()) {
            JsonDocument document;
            writeInfo(document.json, found->info);
            document.json.key("flaky").beginArray();
            for (const query::FlakyCell& row : rows) {
                beginCell(document.json, row.names);
                document.json.member("kind", row.kind);
                writeFlakiness(document.json, row.flakiness);
                writeCommit(document.json, "last_run", row.lastRun);
                document.json.endObject();
            }
            document.json.endArray();
            document.printTo(context.session);
            return {};
        }
        std::vector<TableColumn> columns{{"score", Align::Right},
                                         {"pass rate", Align::Right},
                                         {"flips", Align::Right},
                                         {"disagreements", Align::Right},
                                         {"runs", Align::Right}};
        append(columns, cellColumns());
        columns.push_back({"last run"});
        TablePrinter table(std::move(columns));
        for (const query::FlakyCell& row : rows) {
            std::vector<std::string> cells{
                std::to_string(row.flakiness.score()), percentText(row.flakiness.passRate()),
                std::to_string(row.flakiness.flips), std::to_string(row.flakiness.disagreements),
                std::to_string(row.flakiness.runs)};
            append(cells, cellTexts(row.names));
            cells.push_back(revisionName(row.lastRun));
            table.addRow(std::move(cells));
        }
        printTable(context, table);
        return {};
    }

} // namespace

Action setupQueryRegressions(CLI::App& app)
{
    auto arguments = std::make_shared<LedgerArguments>();
    addBranchOptions(app, *arguments);
    app.add_option("--revision", arguments->revision,
                   "As it was at this one: hash, describe name, tag, HEAD~N (default: HEAD)");
    addBaselineOption(
        app, arguments->baseline,
        "What passed there and fails now, in place of each cell's last result before");
    app.add_option("--last", arguments->last,
                   "Regressions that began or were there in so many revisions (default: 100)")
        ->type_name("N");
    addFilterOptions(app, *arguments);
    constexpr const char* Json =
        "In JSON the regressions, those of them that are fixed, and beside them what flaky cells "
        "did last (\"flaky\", rows of the same shape: no regressions).";
    app.footer(app.get_footer() + "\n\n" + Json);
    return [arguments](Session& session) {
        return runQuery(session, *arguments, [&arguments](QueryContext& context) {
            return showRegressions(context, arguments->baseline);
        });
    };
}

Action setupQueryFlaky(CLI::App& app)
{
    auto arguments = std::make_shared<LedgerArguments>();
    addBranchOptions(app, *arguments);
    addRevisionOption(app, *arguments);
    addBaselineOption(app, arguments->baseline, "Only cells that were not flaky there yet");
    app.add_option("--last", arguments->last, "Cells that ran in so many revisions (default: 30)")
        ->type_name("N");
    addFilterOptions(app, *arguments);
    return [arguments](Session& session) {
        return runQuery(session, *arguments, [&arguments](QueryContext& context) {
            return showFlaky(context, arguments->baseline);
        });
    };
}

} // namespace cboard::cli
