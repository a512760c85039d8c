// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/revision/gone_rows.h"

#include "ui/testtree/disappeared_tests.h"
#include "ui/widgets/common_columns.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace cboard::ui {

namespace {

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Revision", text);
    }

    const std::string& boardOf(const query::TestTreeSnapshot& tree, std::size_t place)
    {
        return tree.table->names[tree.table->runs[tree.runs[place].run].platform];
    }

    /// Runs of one board or path, the worst of which can be opened.
    struct Sum {
        StatusCounts counts;
        std::size_t worst = 0;

        void add(const query::TestTreeSnapshot& tree, std::size_t place)
        {
            if (counts.total() == 0 || tree.runs[place].status < tree.runs[worst].status) {
                worst = place;
            }
            ++counts[tree.runs[place].status];
        }
    };

    using Boards = std::map<std::string, Sum>;

    Boards boardsOf(const query::TestTreeSnapshot& tree)
    {
        Boards boards;
        for (std::size_t place = 0; place < tree.runs.size(); ++place) {
            boards[boardOf(tree, place)].add(tree, place);
        }
        boards.erase(std::string());
        return boards;
    }

    void addBoards(std::vector<GoneRow>& rows, const query::TestTreeSnapshot& now,
                   const query::TestTreeSnapshot& before)
    {
        const Boards shown = boardsOf(now);
        for (const auto& [board, sum] : boardsOf(before)) {
            if (!shown.contains(board)) {
                rows.push_back({GoneRow::Kind::Board, fromUtf8(board), sum.counts, 1,
                                before.runId(sum.worst)});
            }
        }
    }

    void addPaths(std::vector<GoneRow>& rows, const query::TestTreeSnapshot& gone)
    {
        for (std::size_t i = 1; i < gone.nodes.size(); ++i) {
            const query::TestTreeNode& node = gone.nodes[i];
            Sum sum;
            for (std::int64_t run = 0; run < node.ownRuns; ++run) {
                sum.add(gone, static_cast<std::size_t>(node.firstRun + run));
            }
            if (node.ownRuns > 0) {
                rows.push_back({GoneRow::Kind::Test,
                                fromUtf8(gone.pathOf(static_cast<std::int32_t>(i))), sum.counts,
                                node.boardCount, gone.runId(sum.worst)});
            }
        }
    }

    QString kindText(GoneRow::Kind kind)
    {
        return kind == GoneRow::Kind::Board ? tr("board") : tr("test");
    }

} // namespace

GoneTests goneTests(const query::TestTreeSnapshot& now, const query::TestTreeSnapshot& before)
{
    GoneTests found;
    found.before = before.revision;
    if (!before.nodes.empty()) {
        addBoards(found.rows, now, before);
        addPaths(found.rows, disappearedTests(now, before));
    }
    return found;
}

std::shared_ptr<const TableSpec<GoneRow>> goneTable()
{
    auto spec = std::make_shared<TableSpec<GoneRow>>();
    spec->id = [](const GoneRow& row) { return kindText(row.kind) + QLatin1Char(' ') + row.name; };
    auto name = plainColumn<GoneRow>(headOf("name", tr("Ran last time"), 0),
                                     [](const GoneRow& row) { return row.name; });
    name.tooltip = name.text;
    spec->columns = {name,
                     plainColumn<GoneRow>(headOf("kind", tr("Kind"), 7),
                                          [](const GoneRow& row) { return kindText(row.kind); }),
                     numberColumn<GoneRow>(headOf("boards", tr("Boards"), 8),
                                           [](const GoneRow& row) { return row.boards; }),
                     countsColumn<GoneRow>(
                         headOf("runs", tr("Runs then"), 34),
                         [](const GoneRow& row) -> const StatusCounts& { return row.counts; })};
    return spec;
}

} // namespace cboard::ui
