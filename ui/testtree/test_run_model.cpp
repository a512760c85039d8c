// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/testtree/test_run_model.h"

#include "ui/shell/text_format.h"
#include "ui/theme/status_palette.h"

namespace cboard::ui {

void TestRunModel::setNode(std::shared_ptr<const query::TestTreeSnapshot> snapshot,
                           std::int32_t node)
{
    beginResetModel();
    m_snapshot = std::move(snapshot);
    m_runs = runsBelow(*m_snapshot, node, Limit);
    endResetModel();
}

void TestRunModel::clear()
{
    beginResetModel();
    m_snapshot.reset();
    m_runs = {};
    endResetModel();
}

const query::TestTreeRun* TestRunModel::runAt(int row) const
{
    if (row < 0 || row >= rowCount()) {
        return nullptr;
    }
    const TestTreeRunRef& ref = m_runs.runs[static_cast<std::size_t>(row)];
    return &m_snapshot->runs[static_cast<std::size_t>(ref.run)];
}

QString TestRunModel::pathAt(int row) const
{
    if (runAt(row) == nullptr) {
        return {};
    }
    return fromUtf8(m_snapshot->pathOf(m_runs.runs[static_cast<std::size_t>(row)].node));
}

int TestRunModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_runs.runs.size());
}

int TestRunModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TestRunModel::data(const QModelIndex& index, int role) const
{
    const query::TestTreeRun* run = runAt(index.row());
    if (run == nullptr) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        break;
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2, %3")
            .arg(statusWord(run->status), fromUtf8(run->platform), pathAt(index.row()));
    case Qt::ToolTipRole:
        return pathAt(index.row());
    case Qt::TextAlignmentRole:
        return index.column() == DurationColumn ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                                : QVariant();
    case StatusRole:
        return QVariant::fromValue(run->status);
    case IdRole:
        return fromUtf8(run->id);
    default:
        return {};
    }
    switch (index.column()) {
    case StatusColumn:
        return statusWord(run->status);
    case BoardColumn:
        return run->platform.empty() ? tr("no board") : fromUtf8(run->platform);
    case ConfigColumn:
        return fromUtf8(run->config);
    case LabColumn:
        return fromUtf8(run->lab);
    case DurationColumn:
        return durationText(run->durationSeconds);
    case PathColumn:
        return pathAt(index.row());
    default:
        return {};
    }
}

QVariant TestRunModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        const Qt::Alignment side = section == DurationColumn ? Qt::AlignRight : Qt::AlignLeft;
        return role == Qt::TextAlignmentRole ? QVariant(side | Qt::AlignVCenter) : QVariant();
    }
    switch (section) {
    case StatusColumn:
        return tr("Status");
    case BoardColumn:
        return tr("Board");
    case ConfigColumn:
        return tr("Config");
    case LabColumn:
        return tr("Lab");
    case DurationColumn:
        return tr("Took");
    case PathColumn:
        return tr("Path");
    default:
        return {};
    }
}

} // namespace cboard::ui
