// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/table_model.h"

#include "ui/base/text_format.h"

#include <algorithm>

namespace cboard::ui {

namespace {

    int alignmentOf(const ColumnHead& head)
    {
        return static_cast<int>(Qt::AlignVCenter
                                | (head.isNumber ? Qt::AlignRight : Qt::AlignLeft));
    }

} // namespace

void TableModel::setRows(RowsPtr rows, ArrangementPtr arrangement)
{
    beginResetModel();
    m_rows = std::move(rows);
    m_arrangement = std::move(arrangement);
    m_lines = m_arrangement ? tableLines(*m_arrangement, m_folded) : std::vector<TableLine>();
    endResetModel();
}

int TableModel::rowOfLine(int line) const
{
    return line >= 0 && line < rowCount() ? m_lines[static_cast<std::size_t>(line)].row : -1;
}

QString TableModel::idOfLine(int line) const
{
    if (line < 0 || line >= rowCount()) {
        return {};
    }
    const TableLine& at = m_lines[static_cast<std::size_t>(line)];
    return at.row >= 0 ? m_rows->id(at.row)
        : at.gone >= 0 ? m_arrangement->gone[static_cast<std::size_t>(at.gone)].id
                       : QString();
}

int TableModel::lineOfRow(int row) const
{
    const auto place = std::find_if(m_lines.begin(), m_lines.end(),
                                    [row](const TableLine& line) { return line.row == row; });
    return row < 0 || place == m_lines.end() ? -1 : static_cast<int>(place - m_lines.begin());
}

int TableModel::lineOfGroup(int group) const
{
    const auto place = std::find_if(m_lines.begin(), m_lines.end(),
                                    [group](const TableLine& line) { return line.group == group; });
    return group < 0 || place == m_lines.end() ? -1 : static_cast<int>(place - m_lines.begin());
}

int TableModel::lineOfId(const QString& id) const
{
    return lineOfFirst({id});
}

int TableModel::lineOfFirst(const QStringList& ids) const
{
    int found = -1;
    qsizetype rank = ids.size();
    for (std::size_t line = 0; line < m_lines.size() && rank > 0; ++line) {
        const QString id = idOfLine(static_cast<int>(line));
        const qsizetype place = id.isEmpty() ? -1 : ids.indexOf(id);
        if (place >= 0 && place < rank) {
            found = static_cast<int>(line);
            rank = place;
        }
    }
    return found;
}

const TableGroup* TableModel::groupOfLine(int line) const
{
    if (line < 0 || line >= rowCount()) {
        return nullptr;
    }
    const int group = m_lines[static_cast<std::size_t>(line)].group;
    return group < 0 ? nullptr : &m_arrangement->groups[static_cast<std::size_t>(group)];
}

void TableModel::toggleFold(int line)
{
    if (const TableGroup* group = groupOfLine(line)) {
        QSet<QString> keys = m_folded;
        if (!keys.remove(group->key)) {
            keys.insert(group->key);
        }
        setFolded(std::move(keys));
    }
}

void TableModel::setAllFolded(bool isFolded)
{
    QSet<QString> keys;
    for (std::size_t i = 0; m_arrangement && isFolded && i < m_arrangement->groups.size(); ++i) {
        keys.insert(m_arrangement->groups[i].key);
    }
    setFolded(std::move(keys));
}

void TableModel::unfold(int row)
{
    if (m_folded.isEmpty() || !m_arrangement || lineOfRow(row) >= 0) {
        return;
    }
    const auto& order = m_arrangement->order;
    const auto place = static_cast<int>(std::find(order.begin(), order.end(), row) - order.begin());
    QSet<QString> keys = m_folded;
    for (const TableGroup& group : m_arrangement->groups) {
        if (group.first <= place && place < group.end) {
            keys.remove(group.key);
        }
    }
    setFolded(std::move(keys));
}

void TableModel::setFolded(QSet<QString> keys)
{
    m_folded = std::move(keys);
    setRows(m_rows, m_arrangement);
}

int TableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int TableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_rows ? 0 : m_rows->columnCount();
}

QVariant TableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return alignmentOf(m_rows->head(index.column()));
    }
    if (const TableGroup* group = groupOfLine(index.row())) {
        return groupData(*group, index.column(), role);
    }
    if (const int gone = m_lines[static_cast<std::size_t>(index.row())].gone; gone >= 0) {
        return goneData(m_arrangement->gone[static_cast<std::size_t>(gone)], index.column(), role);
    }
    return m_rows->data(rowOfLine(index.row()), index.column(), role);
}

QVariant TableModel::groupData(const TableGroup& group, int column, int role) const
{
    const auto at = static_cast<std::size_t>(column);
    switch (role) {
    case Qt::DisplayRole:
        if (column == 0) {
            return QStringLiteral("%1  %2").arg(group.text.isEmpty() ? tr("(none)") : group.text,
                                                countText(group.sums.rows));
        }
        return m_rows->head(column).isSummed
            ? QVariant(countText(static_cast<qint64>(group.sums.numbers[at])))
            : QVariant();
    case Qt::ToolTipRole:
        return column == 0 ? QVariant(group.text) : QVariant();
    case CountsRole:
        return column > 0 && group.sums.counts[at].total() > 0
            ? QVariant::fromValue(group.sums.counts[at])
            : QVariant();
    case GroupLevelRole:
        return group.level;
    case FoldedRole:
        return m_folded.contains(group.key);
    default:
        return {};
    }
}

QVariant TableModel::goneData(const GoneLine& gone, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return column == 0 ? QVariant(gone.text) : QVariant();
    case Qt::ToolTipRole:
        return tr("Not in this list any more");
    case MutedRole:
        return true;
    default:
        return {};
    }
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) {
        return {};
    }
    const ColumnHead& head = m_rows->head(section);
    switch (role) {
    case Qt::DisplayRole:
        return head.title;
    case Qt::TextAlignmentRole:
        return alignmentOf(head);
    default:
        return {};
    }
}

} // namespace cboard::ui
