// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/testtree/path_runs.h"

#include "ui/testtree/breakdown_folds.h"
#include "ui/widgets/common_columns.h"

#include <QCoreApplication>

namespace cboard::ui {

namespace {

    QString tr(const char* text)
    {
        return QCoreApplication::translate("TestTree", text);
    }

    TableColumn<PathRun> runColumn(ColumnHead head, std::string query::TestTreeRun::*member)
    {
        TableColumn<PathRun> column;
        column.head = std::move(head);
        column.text = [member](const PathRun& row) { return fromUtf8(row.run.*member); };
        return column;
    }

    TableColumn<PathRun> outcomeColumn()
    {
        TableColumn<PathRun> column;
        column.head = {QStringLiteral("status"), tr("Status"), 12};
        column.text = [](const PathRun& row) {
            const QString outcome = query::hasMark(row.run.marks, query::CellMark::New)
                ? tr("new fail")
                : statusWord(row.run.status);
            return row.after == 0 ? outcome
                                  : tr("%1 and %2 after it").arg(outcome, countText(row.after));
        };
        column.tooltip = [](const PathRun& row) {
            return row.after == 0 ? QString()
                                  : tr("Its run broke down here; what failed after it has the "
                                       "same cause and stands in the tree behind this path");
        };
        column.status = [](const PathRun& row) { return row.run.status; };
        column.sortKey = [](const PathRun& row) {
            return QVariant(static_cast<int>(row.run.status));
        };
        return column;
    }

    TableColumn<PathRun> tookColumn()
    {
        TableColumn<PathRun> column;
        column.head = {QStringLiteral("duration"), tr("Took"), 8, true};
        column.text = [](const PathRun& row) { return durationText(row.run.durationSeconds); };
        column.sortKey = [](const PathRun& row) {
            return QVariant(row.run.durationSeconds.value_or(-1));
        };
        return column;
    }

} // namespace

std::shared_ptr<const PathRuns> pathRuns(const query::TestTreeSnapshot& snapshot, std::int32_t node)
{
    const FoldedRuns folded = foldedRuns(snapshot, node);
    const TestTreeRuns found = runsBelow(snapshot, node, PathRuns::Limit + folded.followers.size());
    auto runs = std::make_shared<PathRuns>();
    runs->total = found.total;
    runs->isLeaf = found.isLeaf;
    runs->rows.reserve(found.runs.size());
    runs->folded = std::ssize(folded.followers);
    for (const TestTreeRunRef& ref : found.runs) {
        const auto run = static_cast<std::uint32_t>(ref.run);
        if (runs->rows.size() < PathRuns::Limit && !folded.followers.contains(run)) {
            const auto after = folded.countAfter.find(run);
            runs->rows.push_back({snapshot.pathOf(ref.node), snapshot.run(run),
                                  after == folded.countAfter.end() ? 0 : after->second});
        }
    }
    return runs;
}

std::shared_ptr<const TableSpec<PathRun>> pathRunTable(bool isLeaf)
{
    auto spec = std::make_shared<TableSpec<PathRun>>();
    spec->id = [](const PathRun& row) { return fromUtf8(row.run.id); };
    auto board =
        runColumn({QStringLiteral("board"), tr("Board"), 24}, &query::TestTreeRun::platform);
    board.text = [](const PathRun& row) {
        return row.run.platform.empty() ? tr("no board") : fromUtf8(row.run.platform);
    };
    TableColumn<PathRun> path;
    path.head = {QStringLiteral("path"), tr("Path"), 30};
    path.head.isHidden = isLeaf;
    path.text = [](const PathRun& row) { return fromUtf8(row.path); };
    path.tooltip = path.text;
    spec->columns = {
        board,
        outcomeColumn(),
        runColumn({QStringLiteral("config"), tr("Configuration"), 0}, &query::TestTreeRun::config),
        runColumn({QStringLiteral("lab"), tr("Lab"), 14}, &query::TestTreeRun::lab),
        tookColumn(),
        path};
    return spec;
}

} // namespace cboard::ui
