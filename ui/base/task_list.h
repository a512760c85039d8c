// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/task_context.h"
#include "ui/base/work_pause.h"

#include <QAbstractListModel>
#include <QElapsedTimer>
#include <QTimer>

#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

namespace cboard::ui {

/// One piece of work, shared by the thread that does it, the task list and whoever started it.
class TaskState {
public:
    explicit TaskState(QString title)
        : m_title(std::move(title))
    {
    }

    const QString& title() const { return m_title; }
    std::stop_source& stopSource() { return m_stop; }

    /// Thread-safe; called by the worker.
    void setProgress(const Progress& progress);
    struct Snapshot {
        qint64 done = 0;
        qint64 total = 0;
        std::string step;
    };
    Snapshot progress() const; ///< Thread-safe.

private:
    QString m_title;
    std::stop_source m_stop;
    mutable std::mutex m_mutex;
    Snapshot m_progress; // guarded by m_mutex
};

/// All running work, for the status bar: title, progress, cancel. GUI thread only. Progress is
/// polled ten times a second, so workers never signal.
class TaskList : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { TitleRole = Qt::UserRole + 1, DoneRole, TotalRole, StepRole, ElapsedMsRole };

    explicit TaskList(QObject* parent = nullptr);

    void add(const std::shared_ptr<TaskState>& task);
    void remove(const TaskState* task);
    void cancel(int row);
    void cancelAll();
    WorkPause& pause() { return m_pause; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Entry {
        std::shared_ptr<TaskState> task;
        QElapsedTimer since;
        TaskState::Snapshot progress;
    };

    void poll();

    WorkPause m_pause;
    std::vector<Entry> m_entries;
    QTimer m_timer;
};

} // namespace cboard::ui
