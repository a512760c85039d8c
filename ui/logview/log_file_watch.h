// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/logs/sources/file_source.h"
#include "ui/base/background_task.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace cboard::ui {

/// Looks at an opened file once a second, in the background, and says what became of it.
class LogFileWatch : public QObject {
    Q_OBJECT

public:
    static constexpr int IntervalMs = 1000;
    static constexpr int FastIntervalMs = 200;

    LogFileWatch(QThreadPool& pool, TaskList& tasks, QObject* parent = nullptr);

    /// Null stops.
    void setFile(std::shared_ptr<const logs::FileSource> file);
    /// For who waits for what comes next.
    void setFast(bool isFast) { m_timer.setInterval(isFast ? FastIntervalMs : IntervalMs); }

signals:
    /// Each time it differs from what was said last; for a file that grows, each time it grew.
    void changed(cboard::logs::FileChange change);

private:
    struct Look {
        logs::FileChange change = logs::FileChange::None;
        std::uint64_t size = 0;
        bool operator==(const Look&) const = default;
    };
    void look();

    std::shared_ptr<const logs::FileSource> m_file;
    Look m_said;
    QTimer m_timer;
    BackgroundTask<Look> m_look;
};

} // namespace cboard::ui
