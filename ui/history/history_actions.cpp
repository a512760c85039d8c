// SPDX-License-Identifier: GPL-3.0-or-later
// What the keys of the history do, and what it says in words.
#include "core/service/streak_numbers.h"
#include "ui/base/key_text.h"
#include "ui/base/text_format.h"
#include "ui/base/view_header.h"
#include "ui/history/history_view.h"
#include "ui/logview/log_state.h"
#include "ui/runs/runs_feature.h"
#include "ui/theme/status_palette.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/table_actions.h"

#include <QClipboard>
#include <QGuiApplication>

#include <algorithm>

namespace cboard::ui {

QList<ActionId> HistoryView::actions() const
{
    return tableActions()
        + QList{ActionId::Left,          ActionId::Right,   ActionId::NewerRevision,
                ActionId::OlderRevision, ActionId::Open,    ActionId::OpenInNewTab,
                ActionId::OpenInSplit,   ActionId::OpenLog, ActionId::CopyId,
                ActionId::CopyReport,    ActionId::Diff};
}

TableSource HistoryView::tableSource() const
{
    return sourceOf(*m_table, caption(), {});
}

bool HistoryView::perform(ActionId action)
{
    switch (action) {
    case ActionId::Left:
    case ActionId::OlderRevision:
        moveRun(1);
        return true;
    case ActionId::Right:
    case ActionId::NewerRevision:
        moveRun(-1);
        return true;
    case ActionId::Open:
    case ActionId::OpenLog:
    case ActionId::OpenInNewTab:
    case ActionId::OpenInSplit:
        openCurrent(openModeOf(action));
        return true;
    case ActionId::Diff:
        openDiff();
        return true;
    case ActionId::Compare:
        return compareSelected();
    case ActionId::CopyId:
        QGuiApplication::clipboard()->setText(m_table->currentId());
        return true;
    case ActionId::CopyReport:
        if (const auto* run = m_rows ? m_rows->rowAt(m_table->currentRow()) : nullptr) {
            QGuiApplication::clipboard()->setText(tr("%1 %2: %3 (%4)")
                                                      .arg(branchText(run->revision),
                                                           revisionText(run->revision),
                                                           statusWord(run->status), caption()));
        }
        return true;
    default:
        return performOnTable(action, *m_table);
    }
}

/// In the order of time, whatever the table is sorted by; \p step counts towards older runs.
void HistoryView::moveRun(int step)
{
    if (m_rows && m_rows->size() > 0) {
        chooseRun(std::clamp(m_table->currentRow() + step, 0, m_rows->size() - 1));
    }
}

void HistoryView::openCurrent(OpenMode mode)
{
    const ViewState at = state();
    if (!at.record.isEmpty()) {
        m_context.navigator->open(logState(at, at.recordKind, at.record), mode);
    }
}

/// The logs of two selected runs, the older at the left; of one, against the newest pass before it.
void HistoryView::openDiff()
{
    std::vector<int> rows = m_table->selectedRows();
    std::ranges::sort(rows); // Newest first.
    if (rows.empty() || !m_rows) {
        return;
    }
    const auto& runs = m_loaded->history->runs;
    auto other = static_cast<std::size_t>(rows.size() > 1 ? rows[1] : rows.front() + 1);
    while (rows.size() == 1 && other < runs.size() && runs[other].status != StatusClass::Pass) {
        ++other;
    }
    const ViewState at = state();
    m_context.navigator->open(
        logDiffState(at, at.recordKind, m_rows->id(rows.front()),
                     other < runs.size() ? fromUtf8(runs[other].id) : QString()));
}

/// Two selected runs, the older at the left. \returns false for any other number of them: then
/// the baseline is meant.
bool HistoryView::compareSelected()
{
    std::vector<int> rows = m_table->selectedRows();
    std::ranges::sort(rows); // Newest first.
    if (rows.size() != 2 || !m_rows) {
        return false;
    }
    const ViewState at = state();
    m_context.navigator->open(
        runsState(at, at.recordKind, m_rows->id(rows.back()), m_rows->id(rows.front())));
    return true;
}

namespace {

    /// "failing for 3 revisions, 12 days".
    QString streakText(const query::Flakiness& numbers, const service::StreakNumbers& streak)
    {
        const QString revisions =
            countedText(numbers.failingFor, HistoryView::tr("failing for %1 revision"),
                        HistoryView::tr("failing for %1 revisions"));
        return streak.length.value_or(std::chrono::days(0)).count() == 0
            ? revisions
            : HistoryView::tr("%1, %2").arg(revisions,
                                            countedText(streak.length->count(),
                                                        HistoryView::tr("%1 day"),
                                                        HistoryView::tr("%1 days")));
    }

    /// "1 of 4 revisions with several runs both passed and failed".
    QString disagreementText(const query::Flakiness& numbers)
    {
        return HistoryView::tr("%1 of %2 with several runs both passed and failed")
            .arg(countText(numbers.disagreements),
                 countedText(numbers.comparable, HistoryView::tr("%1 revision"),
                             HistoryView::tr("%1 revisions")));
    }

    /// Fails of a lab with an incident are shown but do not count.
    QString sayingWhyNone(const query::HistorySnapshot& history)
    {
        const bool hasFail = std::ranges::any_of(history.runs, [](const query::HistoryRun& run) {
            return run.status == StatusClass::Fail;
        });
        return hasFail ? HistoryView::tr("only lab incidents, no pass or fail that counts")
                       : HistoryView::tr("no pass or fail is stored");
    }

} // namespace

/// How the numbers of the head are counted.
QString HistoryView::formulas() const
{
    const query::FlakyLimits limits = m_context.common().limits.flaky;
    const QStringList lines{
        tr("passed: passes / (passes + fails) of the last %1 of them").arg(limits.runs),
        tr("flips: changes between pass and fail in those runs"),
        tr("both: revisions with both / revisions with two or more of those runs"),
        tr("failing for: the newest unbroken streak of fails, in revisions and days"),
        tr("confidence: passes / runs, of the last 10 that passed or failed before the failure"),
        tr("flaky: a revision with both, %1 flips, or %2 flips and %3 to %4 % passed; paths and "
           "labs may have limits of their own ( {go-settings} )")
            .arg(limits.flips)
            .arg(limits.flipsOfUnsteady)
            .arg(limits.lowRate)
            .arg(limits.highRate)};
    return withKeys(m_context, lines.join(QLatin1Char('\n')));
}

void HistoryView::showVerdict()
{
    const query::Flakiness& numbers = m_loaded->history->flakiness;
    const service::StreakNumbers streak = service::streakNumbers(*m_loaded->history);
    const auto runs = static_cast<qint64>(m_loaded->history->runs.size());
    QStringList parts;
    if (numbers.failingFor > 0) {
        parts << streakText(numbers, streak);
        if (numbers.firstBad) {
            parts << tr("first bad %1").arg(revisionText(*numbers.firstBad));
        }
        parts << (numbers.lastGood ? tr("last good %1").arg(revisionText(*numbers.lastGood))
                                   : tr("no pass is stored"));
        if (streak.confidence && numbers.hasEnough()) {
            parts << tr("confidence %1").arg(percentText(*streak.confidence));
        }
    } else {
        parts << (numbers.runs > 0 ? tr("passing") : sayingWhyNone(*m_loaded->history));
    }
    if (numbers.hasEnough()) {
        parts << tr("%1 of %2 passed").arg(percentText(numbers.passRate())).arg(numbers.runs)
              << countedText(numbers.flips, tr("%1 flip"), tr("%1 flips"));
        if (numbers.disagreements > 0) {
            parts << disagreementText(numbers);
        }
    } else {
        parts << tr("not enough history for a rate");
    }
    if (numbers.isFlaky) {
        parts << tr("flaky");
    }
    parts << countedText(runs, tr("%1 run shown"), tr("%1 runs shown"));
    m_header->setVerdict(parts);
    m_header->setToolTip(formulas());
}

} // namespace cboard::ui
