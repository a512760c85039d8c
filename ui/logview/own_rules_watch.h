// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/background_task.h"

#include <QObject>
#include <QTimer>

#include <filesystem>
#include <string>

namespace cboard::ui {

/// Reads the own rules of a store once a second, in the background: they may be edited by hand.
class OwnRulesWatch : public QObject {
    Q_OBJECT

public:
    static constexpr int IntervalMs = 1000;

    OwnRulesWatch(QThreadPool& pool, TaskList& tasks, std::filesystem::path storeFile,
                  QObject* parent = nullptr);

    /// Only while somebody looks at what the rules mark.
    void setRunning(bool isRunning) { isRunning ? m_timer.start() : m_timer.stop(); }

signals:
    void read(const std::string& rules);

private:
    void look();

    std::filesystem::path m_storeFile;
    QTimer m_timer;
    BackgroundTask<std::string> m_look;
};

} // namespace cboard::ui
