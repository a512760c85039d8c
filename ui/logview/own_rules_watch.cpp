// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/own_rules_watch.h"

#include "core/service/own_rules.h"

namespace cboard::ui {

OwnRulesWatch::OwnRulesWatch(QThreadPool& pool, TaskList& tasks, std::filesystem::path storeFile,
                             QObject* parent)
    : QObject(parent)
    , m_storeFile(std::move(storeFile))
    , m_look(pool, tasks)
{
    m_timer.setInterval(IntervalMs);
    connect(&m_timer, &QTimer::timeout, this, &OwnRulesWatch::look);
}

void OwnRulesWatch::look()
{
    if (m_look.isRunning()) {
        return;
    }
    m_look.start(
        tr("Looking at the own rules"),
        [file = m_storeFile](const TaskContext&) { return service::ownRulesText(file); },
        [this](const Result<std::string>& rules) {
            if (rules) {
                emit read(*rules); // What cannot be read is said when it is to be used.
            }
        });
}

} // namespace cboard::ui
