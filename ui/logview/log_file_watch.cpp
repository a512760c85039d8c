// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/log_file_watch.h"

namespace cboard::ui {

LogFileWatch::LogFileWatch(QThreadPool& pool, TaskList& tasks, QObject* parent)
    : QObject(parent)
    , m_look(pool, tasks)
{
    m_timer.setInterval(IntervalMs);
    connect(&m_timer, &QTimer::timeout, this, &LogFileWatch::look);
}

void LogFileWatch::setFile(std::shared_ptr<const logs::FileSource> file)
{
    m_look.cancel();
    m_file = std::move(file);
    m_said = {logs::FileChange::None, m_file ? m_file->size() : 0};
    m_file ? m_timer.start() : m_timer.stop();
}

void LogFileWatch::look()
{
    if (m_look.isRunning()) {
        return;
    }
    m_look.start(
        tr("Looking at the log file"),
        [file = m_file](const TaskContext&) -> Result<Look> {
            Look look;
            CBOARD_TRY(look.change, file->change());
            CBOARD_TRY(look.size, file->currentSize());
            return look;
        },
        [this](const Result<Look>& look) {
            if (look && *look != m_said) {
                m_said = *look;
                emit changed(look->change);
            }
        });
}

} // namespace cboard::ui
