// SPDX-License-Identifier: GPL-3.0-or-later
// What the keys of the history do, and what it says in words.
#include "ui/base/text_format.h"
#include "ui/base/view_header.h"
#include "ui/history/history_view.h"
#include "ui/logview/log_state.h"
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
    case ActionId::CopyId:
        QGuiApplication::clipboard()->setText(m_table->currentId());
        return true;
    case ActionId::CopyReport:
        if (const auto* run = m_rows ? m_rows->rowAt(m_table->currentRow()) : nullptr) {
            QGuiApplication::clipboard()->setText(
                tr("%1 %2: %3 (%4)")
                    .arg(branchText(run->revision.tree, run->revision.branch),
                         revisionText(run->revision), statusWord(run->status), caption()));
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

/// Fails of a lab with an incident are shown but do not count.
QString HistoryView::sayingWhyNone(const query::HistorySnapshot& history)
{
    const bool hasFail = std::ranges::any_of(
        history.runs, [](const query::HistoryRun& run) { return run.status == StatusClass::Fail; });
    return hasFail ? tr("only lab incidents, no pass or fail that counts")
                   : tr("no pass or fail is stored");
}

void HistoryView::showVerdict()
{
    const query::Flakiness& numbers = m_loaded->history->flakiness;
    const auto runs = static_cast<qint64>(m_loaded->history->runs.size());
    QStringList parts;
    if (numbers.failingFor > 0) {
        parts << countedText(numbers.failingFor, tr("failing for %1 revision"),
                             tr("failing for %1 revisions"));
        if (numbers.firstBad) {
            parts << tr("first bad %1").arg(revisionText(*numbers.firstBad));
        }
        parts << (numbers.lastGood ? tr("last good %1").arg(revisionText(*numbers.lastGood))
                                   : tr("no pass is stored"));
    } else {
        parts << (numbers.runs > 0 ? tr("passing") : sayingWhyNone(*m_loaded->history));
    }
    if (numbers.hasEnough()) {
        parts << tr("%1 of %2 passed").arg(percentText(numbers.passRate())).arg(numbers.runs)
              << countedText(numbers.flips, tr("%1 flip"), tr("%1 flips"));
        if (numbers.disagreements > 0) {
            parts << countedText(numbers.disagreements, tr("%1 revision both passed and failed"),
                                 tr("%1 revisions both passed and failed"));
        }
    } else {
        parts << tr("not enough history for a rate");
    }
    if (numbers.isFlaky) {
        parts << tr("flaky");
    }
    parts << countedText(runs, tr("%1 run shown"), tr("%1 runs shown"));
    m_header->setVerdict(parts);
}

} // namespace cboard::ui
