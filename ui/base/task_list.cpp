// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/task_list.h"

#include <algorithm>

namespace cboard::ui {

namespace {
    constexpr int PollMs = 100;
}

void TaskState::setProgress(const Progress& progress)
{
    const std::lock_guard lock(m_mutex);
    m_progress.done = progress.done;
    m_progress.total = progress.total;
    m_progress.step = progress.step;
}

TaskState::Snapshot TaskState::progress() const
{
    const std::lock_guard lock(m_mutex);
    return m_progress;
}

TaskList::TaskList(QObject* parent)
    : QAbstractListModel(parent)
{
    m_timer.setInterval(PollMs);
    connect(&m_timer, &QTimer::timeout, this, &TaskList::poll);
}

void TaskList::add(const std::shared_ptr<TaskState>& task)
{
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_entries.push_back({task, {}, {}});
    m_entries.back().since.start();
    endInsertRows();
    m_timer.start();
}

void TaskList::remove(const TaskState* task)
{
    const auto place = std::find_if(m_entries.begin(), m_entries.end(), [task](const Entry& entry) {
        return entry.task.get() == task;
    });
    if (place == m_entries.end()) {
        return;
    }
    const int row = static_cast<int>(place - m_entries.begin());
    beginRemoveRows({}, row, row);
    m_entries.erase(place);
    endRemoveRows();
    if (m_entries.empty()) {
        m_timer.stop();
    }
}

void TaskList::cancel(int row)
{
    if (row >= 0 && row < rowCount()) {
        m_entries[static_cast<std::size_t>(row)].task->stopSource().request_stop();
    }
}

void TaskList::cancelAll()
{
    for (const Entry& entry : m_entries) {
        entry.task->stopSource().request_stop();
    }
}

int TaskList::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant TaskList::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const Entry& entry = m_entries[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case TitleRole:
        return entry.task->title();
    case DoneRole:
        return entry.progress.done;
    case TotalRole:
        return entry.progress.total;
    case StepRole:
        return QString::fromStdString(entry.progress.step);
    case ElapsedMsRole:
        return entry.since.elapsed();
    default:
        return {};
    }
}

void TaskList::poll()
{
    for (Entry& entry : m_entries) {
        entry.progress = entry.task->progress();
    }
    if (!m_entries.empty()) {
        emit dataChanged(index(0), index(rowCount() - 1));
    }
}

} // namespace cboard::ui
