// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/queries.h"
#include "app/cli/query_json.h"
#include "app/cli/query_ledger.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace cboard::cli {

namespace {

    struct CompareArguments : QueryArguments {
        std::vector<std::string> revisions;
        std::string baseline;
        bool isAll = false;
    };

    constexpr std::array<std::string_view, 3> Kinds = {"builds", "boots", "tests"};

    void writeSummary(JsonOutput& json, const query::CompareSnapshot& found)
    {
        json.key("summary").beginObject();
        for (std::size_t kind = 0; kind < Kinds.size(); ++kind) {
            json.key(Kinds.at(kind)).beginObject();
            for (std::size_t change = 0; change < query::CellChangeCount; ++change) {
                json.member(cellChangeKey(static_cast<query::CellChange>(change)),
                            found.counts.at(kind).at(change));
            }
            json.endObject();
        }
        json.endObject();
    }

    void writeRow(JsonOutput& json, const query::CompareRow& row)
    {
        beginCell(json, row.names);
        json.member("kind", row.kind).member("change", cellChangeKey(row.change));
        json.key("statuses").beginArray();
        for (const StatusClass status : row.statuses) {
            json.value(statusClassKey(status));
        }
        json.endArray().key("mixed").beginArray();
        for (const bool isMixed : row.areMixed) {
            json.value(isMixed);
        }
        json.endArray().endObject();
    }

    template <typename IsWanted>
    void print(QueryContext& context, const query::CompareSnapshot& found, IsWanted&& isWanted)
    {
        if (context.session.isJson()) {
            JsonDocument document;
            writeInfo(document.json, found.info);
            document.json.key("revisions").beginArray();
            for (const query::RevisionRef& revision : found.revisions) {
                writeRevision(document.json, revision);
            }
            document.json.endArray();
            writeSummary(document.json, found);
            document.json.key("rows").beginArray();
            for (const query::CompareRow& row : found.rows) {
                if (isWanted(row)) {
                    writeRow(document.json, row);
                }
            }
            document.json.endArray();
            document.printTo(context.session);
            return;
        }
        std::vector<TableColumn> columns{{"change"}, {"kind"}};
        append(columns, cellColumns());
        for (const query::RevisionRef& revision : found.revisions) {
            columns.push_back({revisionName(revision)});
        }
        TablePrinter table(std::move(columns));
        for (const query::CompareRow& row : found.rows) {
            if (!isWanted(row)) {
                continue;
            }
            std::vector<std::string> cells{std::string(cellChangeKey(row.change)), row.kind};
            append(cells, cellTexts(row.names));
            for (std::size_t i = 0; i < row.statuses.size(); ++i) {
                cells.push_back(std::string(statusClassKey(row.statuses[i]))
                                + (row.areMixed[i] ? " (mixed)" : ""));
            }
            table.addRow(std::move(cells));
        }
        printTable(context, table);
    }

    Result<void> showComparison(QueryContext& context, const CompareArguments& arguments)
    {
        query::CompareRequest request;
        request.common = context.common;
        request.withUnchanged = arguments.isAll;
        for (const std::string& name : arguments.revisions) {
            CBOARD_TRY(const auto revision, findNamed(context, name));
            request.revisions.push_back(revision.id);
        }
        if (!arguments.baseline.empty()) {
            CBOARD_TRY(const auto newest,
                       context.engine.revision(
                           {context.common.unfiltered(), request.revisions.back()}, context.task));
            const query::RevisionRef& shown = newest->row.revision;
            CBOARD_TRY(const auto baseline,
                       findBaseline(context, arguments.baseline,
                                    {shown.tree, shown.branch, shown.repositoryUrl}, shown.id));
            request.revisions.insert(request.revisions.begin(), baseline.id);
        }
        CBOARD_TRY(const auto found, context.engine.compare(request, context.task));
        print(context, *found, [](const query::CompareRow&) { return true; });
        return {};
    }

    /// The baseline, else the revision before.
    Result<std::int64_t> findBefore(QueryContext& context, const std::string& baseline,
                                    const query::RevisionRef& revision)
    {
        if (!baseline.empty()) {
            CBOARD_TRY(const auto named,
                       findBaseline(context, baseline,
                                    {revision.tree, revision.branch, revision.repositoryUrl},
                                    revision.id));
            return named.id;
        }
        query::RevisionsRequest request{
            .common = context.common,
            .branch = {revision.tree, revision.branch, revision.repositoryUrl},
            .limit = 2,
            .newest = revision.id};
        request.common.filter = {};
        CBOARD_TRY(const auto revisions, context.engine.revisions(request, context.task));
        if (revisions->rows.size() < 2) {
            return fail(ErrorKind::NotFound,
                        "there is no revision before " + revisionName(revision));
        }
        return revisions->rows.back().revision.id;
    }

    Result<void> showCoverage(QueryContext& context, const std::string& baseline)
    {
        CBOARD_TRY(const auto revision, findRevision(context));
        CBOARD_TRY(const auto before, findBefore(context, baseline, revision));
        const query::CompareRequest request{.common = context.common,
                                            .revisions = {before, revision.id}};
        CBOARD_TRY(const auto found, context.engine.compare(request, context.task));
        print(context, *found, [](const query::CompareRow& row) {
            return row.change == query::CellChange::Vanished
                || row.change == query::CellChange::Pending;
        });
        return {};
    }

} // namespace

Action setupQueryCompare(CLI::App& app)
{
    auto arguments = std::make_shared<CompareArguments>();
    app.add_option(
           "revisions", arguments->revisions,
           "Two to eight with the baseline, oldest first: hash, describe name or tag of any "
           "branch; HEAD, HEAD~N with --tree")
        ->required()
        ->expected(1, 8);
    addBranchOptions(app, *arguments);
    addBaselineOption(app, arguments->baseline, "What the others are compared with, the first");
    app.add_flag("--all", arguments->isAll, "Unchanged cells, too");
    addFilterOptions(app, *arguments);
    return [arguments](Session& session) {
        return runQuery(session, *arguments, [&arguments](QueryContext& context) {
            return showComparison(context, *arguments);
        });
    };
}

Action setupQueryCoverage(CLI::App& app)
{
    auto arguments = std::make_shared<CompareArguments>();
    addBranchOptions(app, *arguments);
    addRevisionOption(app, *arguments);
    addBaselineOption(app, arguments->baseline,
                      "What ran there and not in the revision (default: the revision before)");
    addFilterOptions(app, *arguments);
    return [arguments](Session& session) {
        return runQuery(session, *arguments, [&arguments](QueryContext& context) {
            return showCoverage(context, arguments->baseline);
        });
    };
}

} // namespace cboard::cli
