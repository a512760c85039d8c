// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/status_strip.h"

#include "ui/base/state_panel.h"
#include "ui/base/task_list.h"
#include "ui/base/text_format.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QTimer>
#include <QToolButton>

#include <algorithm>

namespace cboard::ui {

namespace {
    constexpr int QuickTaskMs = 300;
    constexpr int LeastNoteMs = 4000;
    constexpr int LetterMs = 60; ///< To read one.
} // namespace

StatusStrip::StatusStrip(const Context& context, QWidget* parent)
    : QFrame(parent)
    , m_context(context)
    , m_age(new QLabel(this))
    , m_rows(new QLabel(this))
    , m_note(new QLabel(this))
    , m_task(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_cancel(new QToolButton(this))
{
    for (QLabel* label : {m_age, m_rows, m_note, m_task}) {
        label->setTextFormat(Qt::PlainText);
    }
    m_note->setObjectName(QStringLiteral("note"));
    m_progress->setFixedWidth(140);
    m_progress->setFixedHeight(8);
    m_progress->setTextVisible(false);
    m_cancel->setText(tr("Cancel"));
    m_cancel->setAutoRaise(true);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 3, 12, 3);
    layout->setSpacing(18);
    layout->addWidget(m_age);
    layout->addWidget(m_rows);
    layout->addWidget(m_note);
    layout->addStretch(1);
    layout->addWidget(m_task);
    layout->addWidget(m_progress);
    layout->addWidget(m_cancel);
    setFixedHeight(sizeHint().height()); // A task that comes and goes moves nothing.
    connect(m_cancel, &QToolButton::clicked, this, &StatusStrip::cancelTask);
    connect(m_context.tasks, &TaskList::dataChanged, this, &StatusStrip::showTasks);
    connect(m_context.tasks, &TaskList::rowsRemoved, this, &StatusStrip::showTasks);
    connect(&m_context.tasks->pause(), &WorkPause::changed, this, &StatusStrip::showTasks);
    showTasks();
}

void StatusStrip::showStatus(const ViewStatus& status)
{
    m_age->setText(status.dataTime
                       ? tr("Last data %1").arg(ageText(status.dataTime, m_context.now()))
                       : QString());
    m_age->setVisible(status.dataTime.has_value()); // What is not there takes no room.
    m_age->setToolTip(exactTimeText(status.dataTime));
    QString rows;
    if (status.shown >= 0 && status.total >= 0) {
        rows = status.shown == status.total
            ? (status.total == 1 ? tr("1 row") : tr("%1 rows").arg(countText(status.total)))
            : tr("%1 of %2 rows shown").arg(countText(status.shown), countText(status.total));
        if (!status.isComplete) {
            rows += QLatin1Char('+');
        }
    }
    if (status.pending > 0) {
        rows += (rows.isEmpty() ? QString() : QStringLiteral(" · "))
            + tr("%1 still running").arg(countText(status.pending));
    }
    m_rows->setText(rows);
    m_rows->setVisible(!rows.isEmpty());
}

/// While work is paused that is what there is to be cancelled.
void StatusStrip::cancelTask() const
{
    if (m_context.tasks->pause().isPaused()) {
        m_context.tasks->pause().setPaused(false);
    } else {
        m_context.tasks->cancel(m_shownTask);
    }
}

void StatusStrip::showNote(const QString& note)
{
    m_note->setText(note);
    const auto readMs = std::max(LeastNoteMs, LetterMs * static_cast<int>(note.size()));
    QTimer::singleShot(readMs, m_note, [label = m_note, note] {
        if (label->text() == note) {
            label->clear();
        }
    });
}

void StatusStrip::showTasks()
{
    TaskList& tasks = *m_context.tasks;
    m_shownTask = -1;
    int running = 0;
    for (int row = 0; row < tasks.rowCount(); ++row) {
        if (tasks.index(row).data(TaskList::ElapsedMsRole).toLongLong() >= QuickTaskMs) {
            m_shownTask = m_shownTask < 0 ? row : m_shownTask;
            ++running;
        }
    }
    const bool isPaused = tasks.pause().isPaused();
    m_task->setVisible(isPaused || m_shownTask >= 0);
    m_cancel->setVisible(isPaused || m_shownTask >= 0);
    m_cancel->setText(isPaused ? tr("Resume") : tr("Cancel"));
    m_progress->setVisible(!isPaused && m_shownTask >= 0);
    if (isPaused) {
        m_task->setText(tr("Paused: nothing comes in"));
        return;
    }
    if (m_shownTask < 0) {
        return;
    }
    const QModelIndex task = tasks.index(m_shownTask);
    const QString title = task.data(TaskList::TitleRole).toString();
    m_task->setText(running > 1 ? tr("%1, and %2 more").arg(title).arg(running - 1) : title);
    const auto total = task.data(TaskList::TotalRole).toLongLong();
    const auto done = task.data(TaskList::DoneRole).toLongLong();
    constexpr int Steps = 1000;
    if (total > 0) {
        m_progress->setRange(0, Steps);
        m_progress->setValue(static_cast<int>(done * Steps / total));
    } else {
        setBusy(*m_progress);
    }
}

} // namespace cboard::ui
