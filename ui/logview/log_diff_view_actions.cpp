// SPDX-License-Identifier: GPL-3.0-or-later
// Moving through a diff of logs, its keys and its state.
#include "core/logs/diff/time_alignment.h"
#include "ui/base/state_panel.h"
#include "ui/logview/log_diff_view.h"
#include "ui/logview/log_header.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>

#include <algorithm>

namespace cboard::ui {

/// The two are read for their times once, when somebody asks.
void LogDiffView::setByTime(bool isByTime)
{
    m_byTime.cancel();
    if (!isByTime || m_timeRows || !m_diff) {
        align();
        emit stateChanged();
        return;
    }
    m_byTime.start(
        tr("Comparing times"),
        [before = m_diff->before.document->text,
         now = m_diff->now.document->text](const TaskContext& task) {
            return logs::alignByTime(*before, *now, task).map([](logs::AlignedRows rows) {
                return std::make_shared<const logs::AlignedRows>(std::move(rows));
            });
        },
        [this](Result<std::shared_ptr<const logs::AlignedRows>> rows) {
            if (rows) {
                m_timeRows = std::move(*rows);
                align();
            } else {
                m_time->setChecked(false);
                m_panel->showContent(
                    tr("Not shown by time: %1").arg(QString::fromStdString(rows.error().message)));
            }
            emit statusChanged();
            emit stateChanged();
        });
    emit statusChanged();
}

void LogDiffView::goToPosition(qint64 position)
{
    m_isFollowing = true;
    for (const Pane* pane : {&m_now, &m_before}) {
        pane->canvas->setCurrentPosition(position);
        pane->canvas->scrollToPosition(position - pane->canvas->pagePositions() / 3);
    }
    m_isFollowing = false;
    showSummary();
}

std::size_t LogDiffView::differencesUpTo(qint64 position) const
{
    const auto behind = std::upper_bound(
        m_differences.begin(), m_differences.end(), position,
        [](qint64 wanted, const auto& difference) { return wanted < difference.position; });
    return static_cast<std::size_t>(behind - m_differences.begin());
}

void LogDiffView::goToDifference(bool isForward)
{
    const qint64 here = currentPosition();
    const std::size_t passed = differencesUpTo(isForward ? here : here - 1);
    if (isForward && passed < m_differences.size()) {
        goToPosition(m_differences[passed].position);
    } else if (!isForward && passed > 0) {
        goToPosition(m_differences[passed - 1].position);
    }
}

void LogDiffView::copy(const Pane& pane, bool withTimes)
{
    if (m_diff && pane.canvas->currentRow() >= 0) {
        copyToClipboard(pane.canvas->copyRequest(withTimes), m_copy,
                        [this](const QString& why) { m_panel->showContent(why); });
    }
}

QList<ActionId> LogDiffView::actions() const
{
    return {ActionId::RowDown,       ActionId::RowUp,    ActionId::NewerRevision,
            ActionId::OlderRevision, ActionId::FindNext, ActionId::FindPrevious,
            ActionId::FoldAll,       ActionId::CopyId,   ActionId::Diff};
}

bool LogDiffView::perform(ActionId action)
{
    switch (action) {
    case ActionId::RowDown:
    case ActionId::RowUp:
        (m_before.canvas->hasFocus() ? m_before : m_now)
            .canvas->moveCurrent(action == ActionId::RowDown ? 1 : -1);
        return true;
    case ActionId::NewerRevision:
    case ActionId::FindNext:
        goToDifference(true);
        return true;
    case ActionId::OlderRevision:
    case ActionId::FindPrevious:
        goToDifference(false);
        return true;
    case ActionId::FoldAll:
        m_all->toggle();
        return true;
    case ActionId::CopyId:
        QApplication::clipboard()->setText(m_state.record);
        return true;
    case ActionId::Diff:
        if (!m_offered.isEmpty()) {
            compareWithOffered();
        }
        return true;
    default:
        return false;
    }
}

ViewState LogDiffView::state() const
{
    ViewState state = m_state;
    const auto put = [&state](const char* option, const QString& value) {
        value.isEmpty() ? static_cast<void>(state.options.remove(QLatin1String(option)))
                        : static_cast<void>(state.options.insert(QLatin1String(option), value));
    };
    put("keep", keptText());
    put("all", m_all->isChecked() ? QStringLiteral("1") : QString());
    put("time", m_time->isChecked() ? QStringLiteral("1") : QString());
    put("plain", m_plain->isChecked() ? QStringLiteral("1") : QString());
    return state;
}

ViewStatus LogDiffView::status() const
{
    ViewStatus status;
    status.isLoading = m_load.isRunning() || m_byTime.isRunning() || m_nearest.isRunning()
        || m_before.rows->isWaitedFor() || m_now.rows->isWaitedFor();
    status.error = m_error;
    if (m_diff) {
        // Of this log; what is seen holds lines of the other as well.
        status.shown = status.total = m_diff->now.document->text->rowCount();
    }
    return status;
}

QString LogDiffView::caption() const
{
    return m_diff ? tr("Diff of %1").arg(recordTitle(*m_diff->now.document)) : tr("Diff of logs");
}

} // namespace cboard::ui
