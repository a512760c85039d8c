// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/context.h"
#include "ui/base/view.h"

#include <QFrame>

class QLabel;
class QProgressBar;
class QToolButton;

namespace cboard::ui {

/// The bottom line: how old the data is, rows shown of all, and the running tasks with progress
/// and cancel. A task shows once it has run for 300 ms.
class StatusStrip : public QFrame {
    Q_OBJECT

public:
    explicit StatusStrip(const Context& context, QWidget* parent = nullptr);

    void showStatus(const ViewStatus& status);
    void cancelTask() const; ///< The one that is shown.
    void showNote(const QString& note); ///< For a few seconds.

private:
    void showTasks();

    Context m_context;
    QLabel* m_age;
    QLabel* m_rows;
    QLabel* m_note;
    QLabel* m_task;
    QProgressBar* m_progress;
    QToolButton* m_cancel;
    int m_shownTask = -1;
};

} // namespace cboard::ui
