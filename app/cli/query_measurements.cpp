// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/queries.h"
#include "app/cli/query_json.h"
#include "app/cli/query_ledger.h"
#include "core/service/measurements.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

namespace cboard::cli {

namespace {

    struct MeasurementArguments : QueryArguments {
        std::string path;
        std::string board;
    };

    void writePoint(JsonOutput& json, const query::MeasuredPoint& point)
    {
        json.beginObject().member("revision", revisionName(point.revision));
        writeCommit(json, "commit", point.revision);
        json.member("run", point.run).member("value", point.value).member("runs", point.runs);
        json.member("change", point.isChange).endObject();
    }

    void printJson(Session& session, const query::MeasurementsSnapshot& found)
    {
        JsonDocument document;
        document.json.member("without_value", found.withoutValue);
        writeRows(document.json, "rows", found.rows,
                  [](JsonOutput& json, const query::MeasurementRow& row) {
                      beginCell(json, row.names);
                      json.member("unit", row.unit).member("median", row.median);
                      json.member("low", row.low).member("high", row.high);
                      json.member("change", row.change).member("outside", row.isOutside());
                      writeRows(json, "points", row.points, writePoint);
                      json.endObject();
                  });
        document.printTo(session);
    }

    /// The newest change of level; nothing without one.
    std::string changeText(const query::MeasurementRow& row)
    {
        for (auto point = row.points.rbegin(); point != row.points.rend(); ++point) {
            if (point->isChange) {
                return fmt::format("{:+.4g} at {}", row.change, revisionName(point->revision));
            }
        }
        return {};
    }

    TablePrinter table(const query::MeasurementsSnapshot& found)
    {
        std::vector<TableColumn> columns{
            {"newest", Align::Right}, {"median", Align::Right}, {"usual"}, {"unit"}, {"change"}};
        append(columns, cellColumns());
        TablePrinter printer(std::move(columns));
        for (const query::MeasurementRow& row : found.rows) {
            std::vector<std::string> cells{
                fmt::format("{:.4g}{}", row.points.back().value, row.isOutside() ? " !" : ""),
                fmt::format("{:.4g}", row.median),
                fmt::format("{:.4g} to {:.4g}", row.low, row.high), row.unit, changeText(row)};
            append(cells, cellTexts(row.names));
            printer.addRow(std::move(cells));
        }
        return printer;
    }

    Result<void> showMeasurements(QueryContext& context, const MeasurementArguments& arguments)
    {
        query::HistoryRequest request;
        request.common = context.common;
        CBOARD_TRY(request.branch, findBranch(context));
        request.path = arguments.path;
        request.platform = arguments.board;
        request.lastRevisions = arguments.last.value_or(request.lastRevisions);
        CBOARD_TRY(const auto found, service::measurements(context.engine, request, context.task));
        if (context.session.isJson()) {
            printJson(context.session, *found);
        } else {
            printTable(context, table(*found));
        }
        return {};
    }

} // namespace

Action setupQueryMeasurements(CLI::App& app)
{
    auto arguments = std::make_shared<MeasurementArguments>();
    addBranchOptions(app, *arguments);
    app.add_option("--path", arguments->path, "Path of the test that measures")->required();
    app.add_option("--board,--platform", arguments->board, "Only this board");
    app.add_option("--last", arguments->last, "So many revisions (default: 100)")->type_name("N");
    addFilterOptions(app, *arguments);
    return [arguments](Session& session) {
        return runQuery(session, *arguments, [&arguments](QueryContext& context) {
            return showMeasurements(context, *arguments);
        });
    };
}

} // namespace cboard::cli
