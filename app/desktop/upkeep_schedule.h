// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/log_analysis.h"
#include "core/service/upkeep.h"
#include "ui/base/background_task.h"
#include "ui/base/context.h"

#include <QObject>
#include <QTimer>

#include <chrono>

namespace cboard::desktop {

/// Runs service::upkeep(), then service::analyzeLogs(), when the store has been quiet for a while,
/// so that the next question over histories is answered at once and errors are known by name. The
/// user sees each in the list of tasks and can stop it; it goes on after the next change. While
/// work is paused it rests, and begins where it was afterwards. GUI thread only.
class UpkeepSchedule : public QObject {
    Q_OBJECT

public:
    static constexpr std::chrono::seconds UsualQuiet{5};

    /// \p context is copied; its workbench, pools and tasks outlive this object.
    explicit UpkeepSchedule(const ui::Context& context,
                            std::chrono::milliseconds quiet = UsualQuiet);

    /// The store was opened, or a commit changed it.
    void onStoreChanged();

signals:
    void finished(bool isDone); ///< False when one of both was stopped or failed.
    void errorsFound(); ///< Lists that name errors show more when they are read again.

private:
    void followPause();
    void readHistories();
    void readLogs();
    void finish(const char* what, const Error* error);

    ui::Context m_context;
    QTimer m_quiet;
    ui::BackgroundTask<service::Upkeep> m_histories;
    ui::BackgroundTask<service::LogAnalysis> m_logs;
};

} // namespace cboard::desktop
