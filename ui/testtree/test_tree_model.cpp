// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/testtree/test_tree_model.h"

#include "ui/base/text_format.h"
#include "ui/testtree/breakdown_folds.h"

namespace cboard::ui {

void TestTreeModel::setLayout(std::shared_ptr<const TestTreeLayout> layout)
{
    beginResetModel();
    m_layout = std::move(layout);
    endResetModel();
}

bool TestTreeModel::updateLayout(std::shared_ptr<const TestTreeLayout> layout)
{
    if (!m_layout || layout->children != m_layout->children) {
        return false;
    }
    m_layout = std::move(layout);
    const int last = rowCount() - 1;
    emit dataChanged(index(0, 0), index(last, ColumnCount - 1)); // Open nodes below repaint, too.
    return true;
}

QModelIndex TestTreeModel::indexOf(std::int32_t node) const
{
    if (!m_layout || node <= 0 || !m_layout->isShown(node)) {
        return {};
    }
    return createIndex(m_layout->rowInParent[static_cast<std::size_t>(node)], PathColumn,
                       static_cast<quintptr>(node));
}

std::int32_t TestTreeModel::nodeOf(const QModelIndex& index)
{
    return index.isValid() ? static_cast<std::int32_t>(index.internalId()) : 0;
}

QModelIndex TestTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent)) {
        return {};
    }
    return createIndex(row, column, static_cast<quintptr>(m_layout->child(nodeOf(parent), row)));
}

QModelIndex TestTreeModel::parent(const QModelIndex& index) const
{
    return index.isValid() ? indexOf(m_layout->parent(nodeOf(index))) : QModelIndex();
}

int TestTreeModel::rowCount(const QModelIndex& parent) const
{
    if (!m_layout || m_layout->snapshot->nodes.empty() || parent.column() > 0) {
        return 0;
    }
    return m_layout->childCount(nodeOf(parent));
}

int TestTreeModel::columnCount(const QModelIndex& /*parent*/) const
{
    return ColumnCount;
}

QVariant TestTreeModel::countOf(const query::TestTreeNode& node, int column)
{
    const StatusCounts& counts = node.counts;
    switch (column) {
    case NewColumn:
        return node.marks[query::CellMark::New];
    case FailColumn:
        return static_cast<qint64>(counts[StatusClass::Fail]);
    case InfraColumn:
        return static_cast<qint64>(counts.infrastructure());
    case PassColumn:
        return static_cast<qint64>(counts[StatusClass::Pass]);
    case OtherColumn:
        return static_cast<qint64>(counts.total() - counts[StatusClass::Fail]
                                   - counts.infrastructure() - counts[StatusClass::Pass]);
    case BoardsColumn:
        return static_cast<qint64>(node.boardCount);
    default:
        return {};
    }
}

QString TestTreeModel::descriptionOf(std::int32_t node) const
{
    const QString path = fromUtf8(m_layout->snapshot->pathOf(node));
    QString text = QStringLiteral("%1: %2").arg(path, countsText(m_layout->node(node).counts));
    if (m_layout->isFolded(node)) {
        const QString first = fromUtf8(m_layout->snapshot->pathOf(m_layout->parent(node)));
        text += QLatin1Char('\n') + tr("Failed after its run had broken down in %1").arg(first);
    } else if (m_layout->foldedCount(node) > 0) {
        text += QLatin1Char('\n')
            + tr("The run broke down here: %1")
                  .arg(fromUtf8(breakdownCause(*m_layout->snapshot, node)));
    }
    return text;
}

QVariant TestTreeModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !m_layout) {
        return {};
    }
    const std::int32_t at = nodeOf(index);
    const query::TestTreeNode& node = m_layout->node(at);
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == TimeColumn) {
            const double seconds = m_layout->seconds[static_cast<std::size_t>(at)];
            return seconds > 0 ? durationText(seconds) : QString();
        }
        return index.column() == PathColumn ? QVariant(fromUtf8(node.name))
                                            : countOf(node, index.column());
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return descriptionOf(at);
    case Qt::TextAlignmentRole:
        return index.column() > BarColumn ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                          : QVariant();
    case NodeRole:
        return at;
    case CountsRole:
        return QVariant::fromValue(node.counts);
    case StatusRole:
        return QVariant::fromValue(node.counts.worst());
    case OwnFailRole:
        return node.subtreeSize > 1 && hasOwnFail(*m_layout->snapshot, at);
    case SuiteFailRole:
        return failsAsSuite(*m_layout->snapshot, at);
    case FoldedCountRole:
        return m_layout->foldedCount(at);
    default:
        return {};
    }
}

QVariant TestTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return section > BarColumn ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                   : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case PathColumn:
        return tr("Path");
    case BarColumn:
        return tr("Runs");
    case NewColumn:
        return tr("New");
    case FailColumn:
        return tr("Fail");
    case InfraColumn:
        return tr("Infra");
    case PassColumn:
        return tr("Pass");
    case OtherColumn:
        return tr("Other");
    case BoardsColumn:
        return tr("Boards");
    case TimeColumn:
        return tr("Time");
    default:
        return {};
    }
}

} // namespace cboard::ui
