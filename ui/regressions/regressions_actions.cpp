// SPDX-License-Identifier: GPL-3.0-or-later
// What keys and clicks do among the regressions.
#include "core/query/completion.h"
#include "ui/base/text_format.h"
#include "ui/base/user_items.h"
#include "ui/history/cell_history.h"
#include "ui/history/history_state.h"
#include "ui/logview/log_state.h"
#include "ui/regressions/commit_pane.h"
#include "ui/regressions/culprit_dialog.h"
#include "ui/regressions/ledger_table.h"
#include "ui/regressions/own_things.h"
#include "ui/regressions/regressions_view.h"
#include "ui/regressions/timeline_pane.h"
#include "ui/regressions/timeline_plot.h"
#include "ui/widgets/go_to_row.h"
#include "ui/widgets/part_actions.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/table_actions.h"
#include "ui/widgets/toggle_chips.h"

#include <QAbstractItemView>
#include <QClipboard>
#include <QGuiApplication>

#include <algorithm>
#include <set>

namespace cboard::ui {

namespace {

    /// The filter term that all cells of the row match: "path:a,b".
    QString cellsTerm(const query::RegressionRow& row)
    {
        const bool isBuild = row.kind == "build";
        const bool isBoot = row.kind == "boot";
        const auto key = isBuild ? query::FilterKey::Config
            : isBoot             ? query::FilterKey::Board
                                 : query::FilterKey::Path;
        std::set<std::string> values;
        for (const query::RegressionCell& cell : row.cells) {
            values.insert(query::quoteValue(key,
                                            isBuild      ? cell.names.config
                                                : isBoot ? cell.names.platform
                                                         : cell.names.path));
        }
        QStringList texts;
        for (const std::string& value : values) {
            texts << fromUtf8(value);
        }
        return fromUtf8(std::string(query::filterKeyText(key))) + QLatin1Char(':')
            + texts.join(QLatin1Char(','));
    }

} // namespace

QList<ActionId> RegressionsView::actions() const
{
    return tableActions() + partActions(static_cast<int>(LedgerStateCount))
        + QList{ActionId::Left,        ActionId::Right,         ActionId::NextNew,
                ActionId::PreviousNew, ActionId::NewerRevision, ActionId::OlderRevision,
                ActionId::Open,        ActionId::OpenInNewTab,  ActionId::OpenInSplit,
                ActionId::OpenLog,     ActionId::History,       ActionId::CopyId,
                ActionId::CopyReport,  ActionId::Diff,          ActionId::SetCulprit};
}

TableSource RegressionsView::tableSource() const
{
    return sourceOf(*m_table, caption(), {});
}

bool RegressionsView::perform(ActionId action)
{
    if (const auto part = partOf(action)) {
        return m_states->toggle(*part);
    }
    switch (action) {
    case ActionId::NextNew:
    case ActionId::PreviousNew:
    case ActionId::NextFailure:
    case ActionId::PreviousFailure:
        goToActive(action == ActionId::NextNew || action == ActionId::NextFailure ? 1 : -1);
        return true;
    case ActionId::Open:
    case ActionId::OpenInNewTab:
    case ActionId::OpenInSplit:
        openCurrent(openModeOf(action));
        return true;
    case ActionId::OpenLog:
        openLog(OpenMode::Here);
        return true;
    case ActionId::Diff:
        openDiff();
        return true;
    case ActionId::History:
        openHistory();
        return true;
    case ActionId::CopyId:
        copyRange();
        return true;
    case ActionId::CopyReport:
        copyReport();
        return true;
    case ActionId::SetCulprit:
        return setCulprit();
    default:
        return move(action) || performOnTable(action, *m_table);
    }
}

bool RegressionsView::isInTimeline() const
{
    return m_timeline->plot().hasFocus();
}

/// Moves in the timeline; rows are the table's while that has the focus.
bool RegressionsView::move(ActionId action)
{
    switch (action) {
    case ActionId::NewerRevision:
    case ActionId::Right:
        m_timeline->plot().moveAlong(1);
        return true;
    case ActionId::OlderRevision:
    case ActionId::Left:
        m_timeline->plot().moveAlong(-1);
        return true;
    case ActionId::RowDown:
    case ActionId::RowUp:
        if (isInTimeline()) {
            m_timeline->plot().moveLane(action == ActionId::RowDown ? 1 : -1);
        }
        return isInTimeline();
    case ActionId::Leave:
        if (isInTimeline()) {
            m_table->setFocus();
            return true;
        }
        return false;
    default:
        return false;
    }
}

const LedgerEntry* RegressionsView::currentEntry() const
{
    return m_rows ? m_rows->rowAt(m_table->currentRow()) : nullptr;
}

/// What the timeline's cursor stands on; until the timeline is there, the row.
void RegressionsView::select()
{
    const LedgerEntry* entry = currentEntry();
    const query::BranchKey branch = m_loaded ? m_loaded->request.branch : query::BranchKey();
    const OwnThings own(m_context.items);
    Selection selection;
    if (entry != nullptr) {
        selection = ledgerSelection(*entry, branch, own);
    }
    for (const int row : m_table->nearRows()) {
        const LedgerEntry* near = m_rows->rowAt(row);
        const Selection beside =
            near == nullptr ? Selection() : ledgerSelection(*near, branch, own);
        if (beside.kind == selection.kind && !beside.id.isEmpty()) {
            selection.neighbours << beside.id;
        }
    }
    const TimelineLane* lane = m_timeline->plot().currentLane();
    if (entry != nullptr && entry->row != nullptr && lane != nullptr && !m_timeline->isLoading()) {
        selection.history = historyOf(entry->row->kind, lane->cell, m_loaded->request.branch);
        const int column = m_timeline->plot().current().column;
        if (column >= 0) {
            const auto& revisions = m_timeline->plot().timeline()->revisions;
            selection.revision = fromUtf8(revisions[static_cast<std::size_t>(column)].commit);
        }
        if (const TimelineMark* mark = m_timeline->currentMark()) {
            selection.id = mark->run;
            const QString cell = cellText(lane->cell);
            selection.caption = cell.startsWith(entry->title())
                ? cell
                : QStringLiteral("%1\n%2").arg(entry->title(), cell);
        }
    }
    emit selectionChanged(selection);
}

/// To the next regression that is still there; what is flaky counts only while it is shown.
void RegressionsView::goToActive(int step)
{
    goToRow(*m_table, step, [this](int row) { return m_rows->rowAt(row)->isFailing; });
}

/// From a row to its cells, from a cell to its log; elsewhere the cells as a matrix.
void RegressionsView::openCurrent(OpenMode mode)
{
    const LedgerEntry* entry = currentEntry();
    if (isInTimeline()) {
        openLog(mode);
    } else if (entry != nullptr && mode != OpenMode::Here) {
        openCells(*entry, mode);
    } else if (m_timeline->plot().currentLane() != nullptr) {
        m_timeline->setFocus();
    }
}

void RegressionsView::openCells(const LedgerEntry& entry, OpenMode mode)
{
    ViewState target;
    target.tree = m_state.tree;
    target.branch = m_state.branch;
    target.repositoryUrl = m_state.repositoryUrl;
    if (entry.row == nullptr) {
        target.view = QStringLiteral("boots");
        target.filter = QStringLiteral("lab:")
            + fromUtf8(query::quoteValue(query::FilterKey::Lab, entry.incident->lab));
    } else {
        const bool isTest = entry.row->kind == "test";
        target.view = isTest             ? QStringLiteral("testmatrix")
            : entry.row->kind == "build" ? QStringLiteral("builds")
                                         : QStringLiteral("boots");
        target.filter = cellsTerm(*entry.row);
        if (isTest) {
            target.revision = fromUtf8(m_loaded->ledger->revision.commit);
            target.options.insert(QStringLiteral("mode"), QStringLiteral("boards"));
        }
    }
    m_context.navigator->open(target, mode);
}

void RegressionsView::openLog(OpenMode mode)
{
    const LedgerEntry* entry = currentEntry();
    const TimelineMark* mark = m_timeline->currentMark();
    if (entry == nullptr || entry->row == nullptr) {
        return;
    }
    const Selection selection =
        ledgerSelection(*entry, m_loaded->request.branch, OwnThings(m_context.items));
    const QString run = mark != nullptr ? mark->run : selection.id;
    if (!run.isEmpty()) {
        m_context.navigator->open(logState(m_state, selection.kind, run), mode);
    }
}

/// The log of the run under the cursor against that of the last good one.
void RegressionsView::openDiff()
{
    const LedgerEntry* entry = currentEntry();
    const TimelineMark* mark = m_timeline->currentMark();
    if (entry == nullptr || mark == nullptr) {
        return;
    }
    const TimelineLane& lane = *m_timeline->plot().currentLane();
    const TimelineMark* good = lane.markAt(lane.lastGood);
    const ViewState target =
        logDiffState(m_state, entry->row->kind == "build" ? RecordKind::Build : RecordKind::Test,
                     mark->run, good == nullptr ? QString() : good->run);
    m_context.navigator->open(target);
}

void RegressionsView::openHistory()
{
    const LedgerEntry* entry = currentEntry();
    if (entry == nullptr || entry->row == nullptr || entry->row->cells.empty()) {
        return;
    }
    const TimelineLane* lane = m_timeline->plot().currentLane();
    const query::CellNames& cell = lane != nullptr ? lane->cell : entry->row->cells.front().names;
    m_context.navigator->open(
        historyState(historyOf(entry->row->kind, cell, m_loaded->request.branch)));
}

void RegressionsView::copyRange() const
{
    const LedgerEntry* entry = currentEntry();
    if (m_commits->hasCursor()) {
        QGuiApplication::clipboard()->setText(m_commits->currentHash());
    } else if (entry != nullptr && entry->row != nullptr) {
        const QString narrower = m_commits->narrowerRange();
        QGuiApplication::clipboard()->setText(narrower.isEmpty() ? rangeToCopy(*entry) : narrower);
    }
}

/// Of all selected rows.
void RegressionsView::copyReport() const
{
    QGuiApplication::clipboard()->setText(
        reportToCopy(selectedEntries(*m_table, m_rows.get()), OwnThings(m_context.items)));
}

/// Of all selected rows: the commit under the cursor of the range's, else that which the user
/// types. On a row that has it, none.
bool RegressionsView::setCulprit()
{
    const LedgerEntry* current = currentEntry();
    if (m_context.items == nullptr || current == nullptr || current->row == nullptr) {
        return false;
    }
    std::vector<std::string> targets;
    for (const LedgerEntry* entry : selectedEntries(*m_table, m_rows.get())) {
        if (entry->row != nullptr) {
            const auto more = service::culpritTargets(*entry->row);
            targets.insert(targets.end(), more.begin(), more.end());
        }
    }
    const auto known = OwnThings(m_context.items).culpritOf(*current->row);
    const auto chosen = m_commits->hasCursor() ? m_commits->currentCommit() : std::nullopt;
    if (known && (!chosen || *chosen == *known)) {
        m_context.items->setCulprit(targets, std::nullopt);
    } else if (chosen) {
        m_context.items->setCulprit(targets, chosen);
    } else {
        auto* dialog = new CulpritDialog(current->title(), this);
        connect(dialog, &CulpritDialog::chosen, m_context.items,
                [items = m_context.items, targets](const service::Culprit& culprit) {
                    items->setCulprit(targets, culprit);
                });
        dialog->open();
    }
    return true;
}

/// The cells of the selected rows.
void RegressionsView::showTimeline()
{
    if (m_isFilling) {
        return;
    }
    QStringList ids;
    for (const LedgerEntry* entry : selectedEntries(*m_table, m_rows.get())) {
        ids << entry->id();
    }
    m_timeline->show(ids.join(QLatin1Char('\n')), [this] { return timelineOrder(); });
    const LedgerEntry* current = currentEntry();
    m_commits->show(current == nullptr ? nullptr : current->row);
}

TimelineOrder RegressionsView::timelineOrder() const
{
    TimelineOrder order;
    order.common = m_context.common();
    order.branch = m_loaded->request.branch;
    order.lastRevisions = m_loaded->request.lastRevisions;
    order.revisions = m_loaded->revisions->rows;
    order.labIncidents = m_loaded->ledger->labIncidents;
    order.baseline = m_loaded->request.baseline.value_or(0);
    for (const LedgerEntry* entry : selectedEntries(*m_table, m_rows.get())) {
        if (entry->row != nullptr) {
            order.rows.push_back(*entry->row);
        }
    }
    return order;
}

} // namespace cboard::ui
