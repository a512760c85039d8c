// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"
#include "ui/base/released_beside.h"
#include "ui/base/task_list.h"

#include <QFutureWatcher>
#include <QThreadPool>
#include <QtConcurrentRun>

#include <exception>
#include <functional>
#include <memory>
#include <utility>

namespace cboard::ui {

/// Runs \p job and turns whatever it throws into Error Internal.
template <typename T>
Result<T> runGuarded(const std::function<Result<T>(const TaskContext&)>& job,
                     const TaskContext& task)
{
    CBOARD_TRY_VOID(task.check()); // Cancelled before a thread was free.
    try {
        return job(task);
    } catch (const std::exception& error) {
        return fail(ErrorKind::Internal, error.what());
    } catch (...) {
        return fail(ErrorKind::Internal, "unknown exception");
    }
}

/// The only way for a widget to start work. GUI thread only.
///
/// A new start cancels the old one; a replaced, cancelled or destroyed task never calls back.
/// Jobs capture values and snapshots, never a widget. A snapshot that a job returns is freed beside
/// the GUI thread.
template <typename T>
class BackgroundTask {
public:
    using Job = std::function<Result<T>(const TaskContext&)>;
    using Done = std::function<void(Result<T>)>;

    BackgroundTask(QThreadPool& pool, TaskList& tasks)
        : m_pool(pool)
        , m_tasks(tasks)
    {
        QObject::connect(&m_watcher, &QFutureWatcherBase::finished, &m_watcher, [this] {
            if (!m_done) {
                return;
            }
            m_tasks.remove(m_state.get());
            const auto done = std::exchange(m_done, {}); // `done` may restart or destroy us.
            done(m_watcher.future().takeResult());
        });
    }
    BackgroundTask(const BackgroundTask&) = delete;
    BackgroundTask& operator=(const BackgroundTask&) = delete;
    ~BackgroundTask() { cancel(); }

    /// \p title names the work in the status bar while it runs.
    void start(const QString& title, Job job, Done done)
    {
        cancel();
        m_state = std::make_shared<TaskState>(title);
        m_done = std::move(done);
        m_tasks.add(m_state);
        m_watcher.setFuture(QtConcurrent::run(&m_pool, [job = std::move(job), state = m_state] {
            const TaskContext task(
                state->stopSource().get_token(),
                [state](const Progress& progress) { state->setProgress(progress); });
            return releasedBeside(runGuarded<T>(job, task));
        })); // setFuture drops pending events of the old future.
    }

    void cancel()
    {
        if (m_state) {
            m_state->stopSource().request_stop();
            m_tasks.remove(m_state.get());
        }
        m_done = {};
    }

    /// Asks the job to end early; `done` still gets what it returns.
    void stop()
    {
        if (m_state) {
            m_state->stopSource().request_stop();
        }
    }

    bool isRunning() const { return static_cast<bool>(m_done); }

private:
    QThreadPool& m_pool;
    TaskList& m_tasks;
    std::shared_ptr<TaskState> m_state;
    Done m_done;
    QFutureWatcher<Result<T>> m_watcher;
};

} // namespace cboard::ui
