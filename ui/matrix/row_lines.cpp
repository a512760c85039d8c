// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/row_lines.h"

#include "core/store/unknown_values.h"
#include "ui/base/text_format.h"
#include "ui/matrix/families.h"
#include "ui/matrix/path_tree.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>
#include <numeric>

namespace cboard::ui {

namespace {

    using query::MatrixSnapshot;

    StatusClass toneOf(RowState state)
    {
        switch (state) {
        case RowState::New:
        case RowState::LabConflict:
        case RowState::StillFailing:
        case RowState::Flaky:
            return StatusClass::Fail;
        case RowState::Infrastructure:
            return StatusClass::Error;
        case RowState::Pass:
            return StatusClass::Pass;
        case RowState::Other:
            break;
        }
        return StatusClass::Skip;
    }

    /// Boards without a name are no board of any state: they stand apart, behind all others.
    QString namelessHeading()
    {
        return QCoreApplication::translate("Matrix",
                                           "No board named: Ingest, Unknown values, tells by whom");
    }

    /// How each row is named by the grouping; empty texts without one.
    std::vector<QString> groupKeys(const MatrixSnapshot& matrix, const std::vector<RowFacts>& facts,
                                   RowOrder order, const RowGrouping& grouping)
    {
        std::vector<QString> keys(matrix.rows.size());
        if (grouping.by == RowGrouping::By::State && order == RowOrder::WorstFirst) {
            const bool areBoards = matrix.rowFields == std::vector<std::string>{"platform"};
            for (std::size_t row = 0; row < keys.size(); ++row) {
                const bool isNameless =
                    areBoards && store::namesNoBoard(matrix.rows[row].fields.front());
                keys[row] = isNameless ? namelessHeading() : rowStateHeading(facts[row].state);
            }
        } else if (grouping.by == RowGrouping::By::Family) {
            const auto& names = matrix.rowFields;
            const auto field = static_cast<std::size_t>(
                std::find(names.begin(), names.end(), grouping.field) - names.begin());
            for (std::size_t row = 0; row < keys.size() && field < names.size(); ++row) {
                keys[row] = familyOf(grouping.field, matrix.rows[row].fields[field]);
            }
        }
        return keys;
    }

    bool isBefore(const RowFacts& a, const RowFacts& b, RowOrder order)
    {
        if (order == RowOrder::WorstFirst) {
            if (a.state != b.state) {
                return a.state < b.state;
            }
            if (a.failingFor != b.failingFor) {
                return a.failingFor < b.failingFor;
            }
        }
        return a.name < b.name;
    }

    /// Rows of a group stand together; groups in the order of their first rows, or of their names.
    std::vector<int> orderedRows(const std::vector<RowFacts>& facts,
                                 const std::vector<QString>& keys, RowOrder order)
    {
        const auto at = [](int row) { return static_cast<std::size_t>(row); };
        std::vector<int> rows(facts.size());
        std::iota(rows.begin(), rows.end(), 0);
        std::stable_sort(rows.begin(), rows.end(),
                         [&](int a, int b) { return isBefore(facts[at(a)], facts[at(b)], order); });
        QHash<QString, qsizetype> places;
        for (const int row : rows) {
            if (!places.contains(keys[at(row)])) {
                places.insert(keys[at(row)], places.size());
            }
        }
        if (const auto nameless = places.find(namelessHeading()); nameless != places.end()) {
            *nameless = std::ssize(rows);
        }
        std::stable_sort(rows.begin(), rows.end(), [&](int a, int b) {
            const QString& left = keys[at(a)];
            const QString& right = keys[at(b)];
            return order == RowOrder::ByName ? left < right
                                             : places.value(left) < places.value(right);
        });
        return rows;
    }

    void addToGroup(MatrixGroup& group, const MatrixArrangement& arrangement,
                    const MatrixSnapshot& matrix, int row, RowState state)
    {
        const auto at = static_cast<std::size_t>(row);
        ++group.rowCount;
        group.counts += matrix.rows[at].counts;
        group.worst = std::min(group.worst, state);
        group.tone = std::min(group.tone, toneOf(state)); // The heading tells the worst of it.
        for (std::size_t i = arrangement.offsets[at]; i < arrangement.offsets[at + 1]; ++i) {
            const query::MatrixCell& cell = matrix.cells[i];
            ++group.columns[static_cast<std::size_t>(cell.column)][cell.status];
        }
    }

    /// Leaves those of the open groups that the next row does not stand in, begins the others.
    void enterGroups(MatrixArrangement& arrangement, std::vector<std::size_t>& open,
                     const QStringList& keys, std::size_t columnCount)
    {
        std::size_t kept = 0;
        const auto count = static_cast<std::size_t>(keys.size());
        while (kept < open.size() && kept < count
               && arrangement.groups[open[kept]].key == keys[static_cast<qsizetype>(kept)]) {
            ++kept;
        }
        open.resize(kept);
        for (std::size_t depth = kept; depth < count; ++depth) {
            MatrixGroup group;
            group.key = keys[static_cast<qsizetype>(depth)];
            const qsizetype above =
                depth == 0 ? 0 : keys[static_cast<qsizetype>(depth) - 1].size() + 1;
            group.title = group.key.mid(above);
            group.depth = static_cast<int>(depth);
            group.firstRow = static_cast<int>(arrangement.orderedRows.size());
            group.columns.resize(columnCount);
            open.push_back(arrangement.groups.size());
            arrangement.groups.push_back(std::move(group));
        }
    }

    /// Below its nodes a path is called by what they do not say, and stands further right.
    void nameByNodes(RowHeaderColumn& paths, const PathTree& tree)
    {
        for (std::size_t row = 0; row < paths.texts.size(); ++row) {
            const QStringList& nodes = tree.groups[row];
            const qsizetype above = nodes.isEmpty() ? 0 : nodes.back().size() + 1;
            const QString name = paths.texts[row].mid(above);
            paths.names.push_back(QString(nodes.size(), QChar(0x2003))
                                  + (name.isEmpty() ? paths.texts[row] : name));
        }
    }

} // namespace

void addLines(MatrixArrangement& arrangement, const MatrixSnapshot& matrix,
              const std::vector<RowFacts>& facts, RowOrder order, const RowGrouping& grouping)
{
    PathTree tree;
    const auto& names = matrix.rowFields;
    const auto field = static_cast<std::size_t>(
        std::find(names.begin(), names.end(), grouping.field) - names.begin());
    if (grouping.by == RowGrouping::By::Tree && field < names.size()) {
        tree = pathTree(matrix, facts, order, field);
        nameByNodes(arrangement.headers[field], tree);
    } else {
        const auto keys = groupKeys(matrix, facts, order, grouping);
        tree.rows = orderedRows(facts, keys, order);
        for (const QString& key : keys) {
            tree.groups.push_back(key.isEmpty() ? QStringList() : QStringList{key});
        }
    }
    std::vector<std::size_t> open; // Groups around the row.
    for (const int row : tree.rows) {
        const auto at = static_cast<std::size_t>(row);
        enterGroups(arrangement, open, tree.groups[at], matrix.columns.size());
        arrangement.orderedRows.push_back(row);
        for (const std::size_t group : open) {
            addToGroup(arrangement.groups[group], arrangement, matrix, row, facts[at].state);
        }
    }
    foldGroups(arrangement, {});
}

namespace {

    void addRow(MatrixArrangement& arrangement, std::size_t place)
    {
        const int row = arrangement.orderedRows[place];
        const auto at = static_cast<std::size_t>(row);
        arrangement.lineOfRow[at] = static_cast<int>(arrangement.lines.size());
        arrangement.shownIndex[at] = static_cast<int>(arrangement.shownRows.size());
        arrangement.shownRows.push_back(row);
        MatrixLine line;
        line.row = row;
        arrangement.lines.push_back(line);
    }

    void addHeading(MatrixArrangement& arrangement, std::size_t place, bool isFolded)
    {
        const MatrixGroup& group = arrangement.groups[place];
        MatrixLine line;
        line.heading = QStringLiteral("%1  %2").arg(group.title, countText(group.rowCount));
        line.tone = group.tone;
        line.group = static_cast<int>(place);
        line.isFolded = isFolded;
        arrangement.lines.push_back(line);
    }

} // namespace

void foldGroups(MatrixArrangement& arrangement, const QSet<QString>& folded)
{
    arrangement.lines.clear();
    arrangement.shownRows.clear();
    arrangement.lineOfRow.assign(arrangement.orderedRows.size(), -1);
    arrangement.shownIndex.assign(arrangement.orderedRows.size(), -1);
    const auto& groups = arrangement.groups;
    std::size_t row = 0;
    for (std::size_t group = 0; row < arrangement.orderedRows.size() || group < groups.size();) {
        if (group == groups.size() || static_cast<std::size_t>(groups[group].firstRow) > row) {
            addRow(arrangement, row++);
            continue;
        }
        const bool isFolded = folded.contains(groups[group].key);
        addHeading(arrangement, group, isFolded);
        const int end = groups[group].firstRow + groups[group].rowCount;
        ++group;
        if (isFolded) { // With the groups inside it.
            row = static_cast<std::size_t>(end);
            while (group < groups.size() && groups[group].firstRow < end) {
                ++group;
            }
        }
    }
}

} // namespace cboard::ui
