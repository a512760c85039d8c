// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace cboard::ui {

/// Whether what nobody waits for shall rest: results that are read in, and what the program
/// prepares of them by itself. One for all windows; it ends with the program. What the user asks a
/// view is answered as ever.
class WorkPause : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    bool isPaused() const; ///< Thread-safe.
    void setPaused(bool isPaused); ///< GUI thread.
    void toggle() { setPaused(!isPaused()); }
    /// Blocks a worker's thread while it is paused, until \p stop is requested. What the worker has
    /// begun stays open: other programs that want to write wait, too.
    void waitWhilePaused(const std::stop_token& stop);

signals:
    void changed();

private:
    mutable std::mutex m_mutex;
    bool m_isPaused = false; // guarded by m_mutex
    std::condition_variable_any m_resumed;
};

} // namespace cboard::ui
