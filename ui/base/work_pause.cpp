// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/work_pause.h"

namespace cboard::ui {

bool WorkPause::isPaused() const
{
    const std::lock_guard lock(m_mutex);
    return m_isPaused;
}

void WorkPause::setPaused(bool isPaused)
{
    if (isPaused == this->isPaused()) {
        return;
    }
    {
        const std::lock_guard lock(m_mutex);
        m_isPaused = isPaused;
    }
    m_resumed.notify_all();
    emit changed();
}

void WorkPause::waitWhilePaused(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    m_resumed.wait(lock, stop, [this] { return !m_isPaused; });
}

} // namespace cboard::ui
