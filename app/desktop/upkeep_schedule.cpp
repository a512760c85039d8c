// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/upkeep_schedule.h"

#include "core/base/log.h"
#include "core/service/workbench.h"
#include "ui/base/preferences.h"

#include <QThread>

#include <algorithm>

namespace cboard::desktop {

UpkeepSchedule::UpkeepSchedule(const ui::Context& context, std::chrono::milliseconds quiet)
    : m_context(context)
    , m_histories(*context.jobs, *context.tasks)
    , m_logs(*context.jobs, *context.tasks)
{
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(quiet);
    connect(&m_quiet, &QTimer::timeout, this, &UpkeepSchedule::readHistories);
    connect(&context.tasks->pause(), &ui::WorkPause::changed, this, &UpkeepSchedule::followPause);
}

void UpkeepSchedule::onStoreChanged()
{
    if (!m_context.tasks->pause().isPaused()) {
        m_quiet.start();
    }
}

/// What was read by then is kept: only the rest is read afterwards.
void UpkeepSchedule::followPause()
{
    if (m_context.tasks->pause().isPaused()) {
        m_quiet.stop();
        m_histories.cancel();
        m_logs.cancel();
    } else {
        onStoreChanged();
    }
}

void UpkeepSchedule::readHistories()
{
    m_logs.cancel();
    service::ClonePaths clones;
    if (m_context.preferences != nullptr) {
        clones = service::ClonePaths::of(m_context.preferences->file());
    }
    const auto job = [workbench = m_context.workbench, clones = std::move(clones),
                      common = m_context.common()](const TaskContext& task) {
        return service::upkeep(*workbench, clones, common, task);
    };
    m_histories.start(tr("Reading what histories need"), job, [this](const auto& done) {
        if (!done) {
            finish("upkeep", &done.error());
            return;
        }
        for (const std::string& problem : done->problems) {
            log::write(log::Level::Warning, "desktop", problem);
        }
        readLogs();
    });
}

void UpkeepSchedule::readLogs()
{
    const auto job = [file = m_context.workbench->store().file()](const TaskContext& task) {
        const auto threads = static_cast<unsigned>(std::max(QThread::idealThreadCount() - 1, 1));
        return service::analyzeLogs(file, threads, task);
    };
    m_logs.start(tr("Reading the logs of what failed"), job, [this](const auto& done) {
        if (done && done->withErrors > 0) {
            emit errorsFound();
        }
        finish("log analysis", done ? nullptr : &done.error());
    });
}

/// Questions are answered without it, only later.
void UpkeepSchedule::finish(const char* what, const Error* error)
{
    if (error != nullptr && error->kind != ErrorKind::Cancelled) {
        log::write(log::Level::Warning, "desktop", what + (": " + describe(*error)));
    }
    emit finished(error == nullptr);
}

} // namespace cboard::desktop
