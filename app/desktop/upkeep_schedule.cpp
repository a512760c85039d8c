// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/upkeep_schedule.h"

#include "core/base/log.h"
#include "ui/settings/preferences.h"

namespace cboard::desktop {

UpkeepSchedule::UpkeepSchedule(const ui::Context& context, std::chrono::milliseconds quiet)
    : m_context(context)
    , m_task(*context.jobs, *context.tasks)
{
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(quiet);
    connect(&m_quiet, &QTimer::timeout, this, &UpkeepSchedule::run);
}

void UpkeepSchedule::run()
{
    service::ClonePaths clones;
    if (m_context.preferences != nullptr) {
        clones = service::ClonePaths::of(m_context.preferences->file());
    }
    const auto job = [workbench = m_context.workbench, clones = std::move(clones),
                      now = m_context.now()](const TaskContext& task) {
        return service::upkeep(*workbench, clones, now, task);
    };
    m_task.start(tr("Reading what histories need"), job, [this](const auto& done) {
        if (!done && done.error().kind != ErrorKind::Cancelled) {
            // Questions are answered without it, only later.
            log::write(log::Level::Warning, "desktop", "upkeep: " + describe(done.error()));
        }
        for (const std::string& problem : done ? done->problems : std::vector<std::string>()) {
            log::write(log::Level::Warning, "desktop", problem);
        }
        emit finished(done.has_value());
    });
}

} // namespace cboard::desktop
