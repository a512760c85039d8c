// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/desktop_options.h"
#include "app/desktop/personal.h"
#include "app/desktop/upkeep_schedule.h"
#include "core/service/workbench.h"
#include "ui/base/background_task.h"
#include "ui/base/context.h"
#include "ui/base/task_list.h"
#include "ui/logview/log_cache.h"
#include "ui/theme/theme.h"
#include "ui/widgets/table_memory.h"

#include <QThreadPool>

#include <memory>
#include <optional>

namespace cboard::ui {
class Windows;
}

namespace cboard::desktop {

/// The store that \p options name, else the default one.
std::filesystem::path storePath(const DesktopOptions& options);

/// The objects of a running program, in the order in which they need each other. Pools wait for
/// their threads when they go, which is before the store that the threads read.
class Application {
public:
    Application(std::unique_ptr<service::Workbench> workbench, const DesktopOptions& options);
    Application(const Application&) = delete;
    Application& operator=(const Application&) = delete;
    ~Application();

    /// Draws one view and returns when the file is written. Runs an event loop.
    Result<void> render(ui::RenderOptions options, bool isKindKnown);

    /// Opens the windows of the last time, with \p address in a tab of its own.
    /// \returns what is wrong with what was kept; the windows open in any case.
    Result<void> showWindows(const std::optional<ui::ViewState>& address);
    ui::Windows* windows() const { return m_windows.get(); } ///< Null before showWindows().
    /// Keeps the state of the windows, after the event loop.
    Result<void> finish();

private:
    void followStore();
    void prepareLogRules();
    Result<void> findRecord(ui::ViewState& state, bool isKindKnown);
    void findFailedBoot(ui::ViewState& state);

    std::unique_ptr<service::Workbench> m_workbench;
    std::filesystem::path m_storeFile;
    ui::TaskList m_tasks;
    ui::Theme m_theme;
    ui::LogCache m_logs;
    ui::TableMemory m_tables;
    QThreadPool m_jobs;
    QThreadPool m_queries;
    ui::Context m_context;
    std::optional<Personal> m_personal;
    std::unique_ptr<UpkeepSchedule> m_upkeep; ///< Null before showWindows().
    ui::BackgroundTask<bool> m_logRules{m_jobs, m_tasks};
    std::unique_ptr<ui::Windows> m_windows;
};

} // namespace cboard::desktop
