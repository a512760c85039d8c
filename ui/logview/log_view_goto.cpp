// SPDX-License-Identifier: GPL-3.0-or-later
// Where the log view is led: to marked lines, to a line by its number, to a time, to another log.
#include "core/logs/find_time.h"
#include "ui/base/navigator.h"
#include "ui/base/state_panel.h"
#include "ui/logview/error_list.h"
#include "ui/logview/log_view.h"
#include "ui/logview/next_failure.h"

#include <QLineEdit>

#include <algorithm>

namespace cboard::ui {

/// In the order of the list: through what rules found, then through the other marked lines.
void LogView::goToMark(bool isForward)
{
    const int here = m_errors->rowAtOrAbove(m_canvas->currentRow());
    if (m_errors->rowCount() == 0) {
        return;
    }
    const bool isOnMark = here >= 0
        && m_errors->index(here, 0).data(ErrorListModel::RowRole).toLongLong()
            == m_canvas->currentRow();
    const int next = isForward ? here + 1 : (isOnMark ? here - 1 : here);
    const int target = std::clamp(next, 0, m_errors->rowCount() - 1);
    goTo(m_errors->index(target, 0).data(ErrorListModel::RowRole).toLongLong(),
         LogCanvas::Reveal::Context);
    followInLists();
}

void LogView::askForLine()
{
    m_lineField->show();
    nameLineField();
    m_lineField->selectAll();
    m_lineField->setFocus(Qt::ShortcutFocusReason);
}

void LogView::closeLineField()
{
    if (!m_lineField->isHidden()) {
        m_lineField->hide();
        m_canvas->setFocus();
    }
}

/// By its number; a time is looked for.
void LogView::goToLine(const QString& text)
{
    if (!m_document) {
        return;
    }
    if (m_document->showsBytes()) {
        goToOffset(text);
        return;
    }
    bool isNumber = false;
    const qint64 line = text.toLongLong(&isNumber);
    if (isNumber && !text.startsWith(QLatin1Char('+'))) {
        goTo(m_document->text->index().rowOfLine(line), LogCanvas::Reveal::Centre);
        closeLineField();
        return;
    }
    const auto moment = logs::parseLogMoment(text.trimmed().toStdString());
    if (!moment) {
        m_panel->showContent(tr("Neither a line number nor a time: 12:34:56, or +123.4 for seconds "
                                "since the start"));
        return;
    }
    m_findTime.start(
        tr("Looking for a time"),
        [text = m_document->text, moment = *moment](const TaskContext& task) {
            return logs::findMoment(*text, moment, task);
        },
        [this](const Result<std::optional<std::int64_t>>& row) { showMoment(row); });
}

void LogView::showMoment(const Result<std::optional<std::int64_t>>& row)
{
    if (row && *row) {
        goTo(**row, LogCanvas::Reveal::Centre);
        m_panel->showContent();
        closeLineField();
    } else if (row) {
        m_panel->showContent(tr("The log ends before that time"));
    } else if (row.error().kind == ErrorKind::NotFound) {
        m_panel->showContent(m_document->clock == LogClock::Kernel
                                 ? tr("The lines carry no time of day, only seconds since the "
                                      "start: +123.4")
                                 : tr("The lines of this log carry no times"));
    }
}

/// The log of the next failure of the revision, here.
void LogView::goToFailure(bool isForward)
{
    if (!m_document || m_document->isFile()) {
        return;
    }
    m_nextFailure.start(
        tr("Looking for the next failure"),
        [engine = m_context.engine, isForward,
         request = query::RecordRequest{m_context.common(), m_state.recordKind,
                                        m_state.record.toStdString()}](const TaskContext& task) {
            return findNextFailure(*engine, request, isForward, task);
        },
        [this](const Result<std::string>& id) {
            if (id) {
                ViewState next = state();
                next.record = QString::fromStdString(*id);
                next.options.remove(QStringLiteral("line"));
                m_context.navigator->open(next);
            } else if (id.error().kind == ErrorKind::NotFound) {
                m_panel->showContent(tr("No further failure of this kind and revision has a log"));
            }
        });
}

} // namespace cboard::ui
