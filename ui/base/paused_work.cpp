// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/paused_work.h"

#include "ui/base/task_list.h"

#include <QCoreApplication>

namespace cboard::ui {

namespace {

    QString title()
    {
        return QCoreApplication::translate("PausedWork", "Paused: nothing comes in");
    }

} // namespace

PausedWork::PausedWork(TaskList& tasks, std::function<void()> cancel)
    : m_tasks(tasks)
    , m_task(std::make_shared<TaskState>(title()))
{
    m_onCancel.emplace(m_task->stopSource().get_token(), std::move(cancel));
    m_tasks.add(m_task);
}

PausedWork::~PausedWork()
{
    m_tasks.remove(m_task.get());
}

bool PausedWork::isIn(const TaskList& tasks)
{
    for (int row = 0; row < tasks.rowCount(); ++row) {
        if (tasks.index(row).data(TaskList::TitleRole).toString() == title()) {
            return true;
        }
    }
    return false;
}

PausedBanner::PausedBanner(const TaskList& tasks, const QString& text, QWidget* parent)
    : QLabel(text, parent)
    , m_tasks(tasks)
{
    constexpr int Side = 16;
    constexpr int Above = 8;
    setObjectName(QStringLiteral("paused"));
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    QFont bold = font();
    bold.setBold(true);
    setFont(bold);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Highlight);
    setForegroundRole(QPalette::HighlightedText);
    setContentsMargins(Side, Above, Side, Above);
    connect(&tasks, &TaskList::rowsInserted, this, &PausedBanner::follow);
    connect(&tasks, &TaskList::rowsRemoved, this, &PausedBanner::follow);
    follow();
}

void PausedBanner::follow()
{
    setVisible(PausedWork::isIn(m_tasks));
}

} // namespace cboard::ui
