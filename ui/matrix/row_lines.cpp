// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/row_lines.h"

#include "ui/matrix/families.h"
#include "ui/shell/text_format.h"

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

    /// How each row is named by the grouping; empty texts without one.
    std::vector<QString> groupKeys(const MatrixSnapshot& matrix, const std::vector<RowFacts>& facts,
                                   RowOrder order, const RowGrouping& grouping)
    {
        std::vector<QString> keys(matrix.rows.size());
        if (grouping.by == RowGrouping::By::State && order == RowOrder::WorstFirst) {
            std::transform(facts.begin(), facts.end(), keys.begin(),
                           [](const RowFacts& row) { return rowStateHeading(row.state); });
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
        std::stable_sort(rows.begin(), rows.end(), [&](int a, int b) {
            const QString& left = keys[at(a)];
            const QString& right = keys[at(b)];
            return order == RowOrder::ByName ? left < right
                                             : places.value(left) < places.value(right);
        });
        return rows;
    }

    void addToGroup(MatrixGroup& group, const MatrixArrangement& arrangement,
                    const MatrixSnapshot& matrix, int row)
    {
        const auto at = static_cast<std::size_t>(row);
        ++group.rowCount;
        group.counts += matrix.rows[at].counts;
        for (std::size_t i = arrangement.offsets[at]; i < arrangement.offsets[at + 1]; ++i) {
            const query::MatrixCell& cell = matrix.cells[i];
            ++group.columns[static_cast<std::size_t>(cell.column)][cell.status];
        }
    }

} // namespace

void addLines(MatrixArrangement& arrangement, const MatrixSnapshot& matrix,
              const std::vector<RowFacts>& facts, RowOrder order, const RowGrouping& grouping)
{
    const auto keys = groupKeys(matrix, facts, order, grouping);
    for (const int row : orderedRows(facts, keys, order)) {
        const auto at = static_cast<std::size_t>(row);
        if (!keys[at].isEmpty()
            && (arrangement.groups.empty() || arrangement.groups.back().key != keys[at])) {
            MatrixGroup group;
            group.key = keys[at];
            group.tone = toneOf(facts[at].state);
            group.columns.resize(matrix.columns.size());
            group.firstRow = static_cast<int>(arrangement.orderedRows.size());
            arrangement.groups.push_back(std::move(group));
        }
        arrangement.orderedRows.push_back(row);
        if (!arrangement.groups.empty()) {
            MatrixGroup& group = arrangement.groups.back();
            addToGroup(group, arrangement, matrix, row);
            // Under a family the heading tells the worst of it.
            group.tone = std::min(group.tone, toneOf(facts[at].state),
                                  [](StatusClass a, StatusClass b) { return a < b; });
        }
    }
    foldGroups(arrangement, {});
}

void foldGroups(MatrixArrangement& arrangement, const QSet<QString>& folded)
{
    arrangement.lines.clear();
    arrangement.shownRows.clear();
    arrangement.lineOfRow.assign(arrangement.orderedRows.size(), -1);
    arrangement.shownIndex.assign(arrangement.orderedRows.size(), -1);
    const auto addRows = [&arrangement](std::size_t first, std::size_t end) {
        for (std::size_t i = first; i < end; ++i) {
            const int row = arrangement.orderedRows[i];
            const auto at = static_cast<std::size_t>(row);
            arrangement.lineOfRow[at] = static_cast<int>(arrangement.lines.size());
            arrangement.shownIndex[at] = static_cast<int>(arrangement.shownRows.size());
            arrangement.shownRows.push_back(row);
            MatrixLine line;
            line.row = row;
            arrangement.lines.push_back(line);
        }
    };
    if (arrangement.groups.empty()) {
        addRows(0, arrangement.orderedRows.size());
    }
    for (std::size_t i = 0; i < arrangement.groups.size(); ++i) {
        const MatrixGroup& group = arrangement.groups[i];
        MatrixLine line;
        line.heading = QStringLiteral("%1  %2").arg(group.key, countText(group.rowCount));
        line.tone = group.tone;
        line.group = static_cast<int>(i);
        line.isFolded = folded.contains(group.key);
        arrangement.lines.push_back(line);
        if (!line.isFolded) {
            const auto first = static_cast<std::size_t>(group.firstRow);
            addRows(first, first + static_cast<std::size_t>(group.rowCount));
        }
    }
}

} // namespace cboard::ui
