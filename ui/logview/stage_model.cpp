// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/stage_model.h"

namespace cboard::ui {

QString stageDurationText(const logs::Stage& stage)
{
    if (!stage.duration) {
        return {};
    }
    constexpr qint64 PerSecond = 1'000'000;
    constexpr qint64 PerMinute = 60 * PerSecond;
    const qint64 duration = stage.duration->count();
    const QString known = duration < PerMinute
        ? StageModel::tr("%1 s").arg(static_cast<double>(duration) / PerSecond, 0, 'f', 3)
        : StageModel::tr("%1 min %2 s")
              .arg(duration / PerMinute)
              .arg(duration % PerMinute / PerSecond, 2, 10, QLatin1Char('0'));
    // Dots behind it looked like a column that is too narrow.
    return stage.hasEnded ? known : QStringLiteral("\u2265 ") + known;
}

void StageModel::setOutline(std::shared_ptr<const LogOutline> outline)
{
    beginResetModel();
    m_outline = std::move(outline);
    const std::size_t count = m_outline ? m_outline->parts.size() : 0;
    m_children.assign(count + 1, {});
    m_rowOf.assign(count, 0);
    for (std::size_t part = 0; part < count; ++part) {
        auto& siblings = m_children[static_cast<std::size_t>(m_outline->parts[part].parent) + 1];
        m_rowOf[part] = static_cast<int>(siblings.size());
        siblings.push_back(static_cast<int>(part));
    }
    endResetModel();
}

const std::vector<int>& StageModel::childrenOf(const QModelIndex& parent) const
{
    static const std::vector<int> None;
    const std::size_t at = parent.isValid() ? static_cast<std::size_t>(parent.internalId()) + 1 : 0;
    return at < m_children.size() && parent.column() <= 0 ? m_children[at] : None;
}

QModelIndex StageModel::indexOfPart(int part) const
{
    return part < 0
        ? QModelIndex()
        : createIndex(m_rowOf[static_cast<std::size_t>(part)], 0, static_cast<quintptr>(part));
}

QModelIndex StageModel::index(int row, int column, const QModelIndex& parent) const
{
    const std::vector<int>& children = childrenOf(parent);
    if (row < 0 || row >= static_cast<int>(children.size()) || column < 0
        || column >= ColumnCount) {
        return {};
    }
    return createIndex(row, column, static_cast<quintptr>(children[static_cast<std::size_t>(row)]));
}

QModelIndex StageModel::parent(const QModelIndex& child) const
{
    return child.isValid() ? indexOfPart(m_outline->parts[child.internalId()].parent)
                           : QModelIndex();
}

int StageModel::rowCount(const QModelIndex& parent) const
{
    return static_cast<int>(childrenOf(parent).size());
}

int StageModel::columnCount(const QModelIndex& /*parent*/) const
{
    return ColumnCount;
}

QVariant StageModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const LogOutline::Part& part = m_outline->parts[index.internalId()];
    if (role == RowRole) {
        return static_cast<qint64>(part.rows.begin);
    }
    if (role == Qt::TextAlignmentRole && index.column() != NameColumn) {
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    }
    if (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole) {
        const QString duration = stageDurationText(part.stage);
        return tr("%1, lines %2 to %3%4")
                   .arg(partName(part.stage))
                   .arg(part.stage.firstLine)
                   .arg(part.stage.lastLine)
                   .arg(duration.isEmpty() ? QString() : QStringLiteral(", ") + duration)
            + (part.stage.hasEnded ? QString() : tr("; its end is not in the log"));
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
    case NameColumn:
        return partName(part.stage);
    case DurationColumn:
        return stageDurationText(part.stage);
    default:
        return static_cast<qint64>(part.stage.firstLine);
    }
}

QVariant StageModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal) {
        return {};
    }
    switch (section) {
    case NameColumn:
        return tr("Stage");
    case DurationColumn:
        return tr("Took");
    default:
        return tr("Line");
    }
}

} // namespace cboard::ui
