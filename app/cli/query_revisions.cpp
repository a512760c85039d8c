// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/queries.h"
#include "app/cli/query_arguments.h"
#include "app/cli/query_json.h"

#include <CLI/CLI.hpp>

#include <array>
#include <memory>

namespace cboard::cli {

namespace {

    constexpr std::int64_t DefaultRevisions = 30;

    void addCountColumns(std::vector<TableColumn>& columns)
    {
        for (const char* kind : {"build", "boot", "test"}) {
            for (const char* part : {".pass", ".fail", ".infra"}) {
                columns.push_back({std::string(kind) + part, Align::Right});
            }
        }
    }

    void addCountCells(std::vector<std::string>& cells, const query::ResultCounts& counts)
    {
        for (const StatusCounts* part : {&counts.builds, &counts.boots, &counts.tests}) {
            cells.push_back(std::to_string((*part)[StatusClass::Pass]));
            cells.push_back(std::to_string((*part)[StatusClass::Fail]));
            cells.push_back(std::to_string(part->infrastructure()));
        }
    }

    void writeTreeRow(JsonOutput& json, const query::TreeRow& row)
    {
        json.beginObject().member("tree", row.tree).member("branch", row.branch);
        json.member("url", row.repositoryUrl);
        writeTexts(json, "origins", row.origins);
        json.key("newest");
        writeRevision(json, row.newest);
        writeResultCounts(json, row.counts);
        json.key("trend").beginArray();
        for (const query::TrendPoint& point : row.trend) {
            json.beginObject().member("revision", point.revision);
            writeResultCounts(json, point.counts);
            json.endObject();
        }
        json.endArray().member("revisions", row.revisionCount);
        json.member("last_data", row.lastData).endObject();
    }

    Result<void> showTrees(QueryContext& context)
    {
        CBOARD_TRY(const auto trees, context.engine.trees({context.common}, context.task));
        if (context.session.isJson()) {
            JsonDocument document;
            writeInfo(document.json, trees->info);
            writeRows(document.json, "rows", trees->rows, writeTreeRow);
            document.printTo(context.session);
            return {};
        }
        std::vector<TableColumn> columns{{"tree"}, {"branch"}, {"newest"}};
        addCountColumns(columns);
        columns.push_back({"revisions", Align::Right});
        columns.push_back({"last data"});
        TablePrinter table(columns);
        for (const query::TreeRow& row : trees->rows) {
            std::vector<std::string> cells{row.tree, row.branch, revisionName(row.newest)};
            addCountCells(cells, row.counts);
            cells.push_back(std::to_string(row.revisionCount));
            cells.push_back(timeText(row.lastData));
            table.addRow(std::move(cells));
        }
        printTable(context, table);
        return {};
    }

    void writeRevisionRow(JsonOutput& json, const query::RevisionRow& row)
    {
        json.beginObject().key("revision");
        writeRevision(json, row.revision);
        writeResultCounts(json, row.counts);
        writeTexts(json, "origins", row.origins);
        json.member("valid", row.isValid).member("last_data", row.lastData).endObject();
    }

    Result<void> showRevisions(QueryContext& context)
    {
        query::RevisionsRequest request{.common = context.common,
                                        .branch = {},
                                        .limit = context.arguments.last.value_or(DefaultRevisions)};
        CBOARD_TRY(request.branch, findBranch(context));
        CBOARD_TRY(const auto revisions, context.engine.revisions(request, context.task));
        if (context.session.isJson()) {
            JsonDocument document;
            writeInfo(document.json, revisions->info);
            writeRows(document.json, "rows", revisions->rows, writeRevisionRow);
            document.printTo(context.session);
            return {};
        }
        std::vector<TableColumn> columns{{"revision"}, {"commit"}, {"time"}};
        addCountColumns(columns);
        columns.push_back({"subject"});
        TablePrinter table(columns);
        for (const query::RevisionRow& row : revisions->rows) {
            std::vector<std::string> cells{revisionName(row.revision), row.revision.commit,
                                           timeText(row.revision.time)};
            addCountCells(cells, row.counts);
            cells.push_back(row.revision.subject);
            table.addRow(std::move(cells));
        }
        printTable(context, table);
        return {};
    }

} // namespace

Action setupQueryTrees(CLI::App& app)
{
    auto arguments = std::make_shared<QueryArguments>();
    addFilterOptions(app, *arguments);
    return [arguments](Session& session) { return runQuery(session, *arguments, showTrees); };
}

Action setupQueryRevisions(CLI::App& app)
{
    auto arguments = std::make_shared<QueryArguments>();
    addBranchOptions(app, *arguments);
    app.add_option("--last", arguments->last, "How many (default: 30)")->type_name("N");
    addFilterOptions(app, *arguments);
    return [arguments](Session& session) { return runQuery(session, *arguments, showRevisions); };
}

} // namespace cboard::cli
