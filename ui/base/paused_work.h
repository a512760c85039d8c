// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace cboard::ui {

class TaskList;
class TaskState;

/// While it lives, a row of the task list says in every window that nothing comes in.
class PausedWork {
public:
    /// \p cancel is called when the user cancels that row: what waits shall end.
    PausedWork(TaskList& tasks, std::function<void()> cancel);
    PausedWork(const PausedWork&) = delete;
    PausedWork& operator=(const PausedWork&) = delete;
    ~PausedWork();

    static bool isIn(const TaskList& tasks);

private:
    TaskList& m_tasks;
    std::shared_ptr<TaskState> m_task;
    std::optional<std::stop_callback<std::function<void()>>> m_onCancel;
};

/// A loud line across a page while there is paused work; hidden otherwise.
class PausedBanner : public QLabel {
    Q_OBJECT

public:
    /// \p text says what does not happen meanwhile, and what goes on with it.
    PausedBanner(const TaskList& tasks, const QString& text, QWidget* parent = nullptr);

private:
    void follow();

    const TaskList& m_tasks;
};

} // namespace cboard::ui
