// SPDX-License-Identifier: GPL-3.0-or-later
// What keys and clicks do among the flaky cells.
#include "ui/base/text_format.h"
#include "ui/flaky/flaky_view.h"
#include "ui/history/cell_history.h"
#include "ui/history/history_state.h"
#include "ui/logview/log_state.h"
#include "ui/regressions/timeline_pane.h"
#include "ui/regressions/timeline_plot.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/table_actions.h"

#include <QClipboard>
#include <QGuiApplication>

namespace cboard::ui {

QList<ActionId> FlakyView::actions() const
{
    return tableActions() + QList{ActionId::Left,          ActionId::Right,
                                  ActionId::NewerRevision, ActionId::OlderRevision,
                                  ActionId::Open,          ActionId::OpenInNewTab,
                                  ActionId::OpenInSplit,   ActionId::OpenLog,
                                  ActionId::History,       ActionId::CopyReport};
}

TableSource FlakyView::tableSource() const
{
    return sourceOf(*m_table, caption(), {});
}

bool FlakyView::perform(ActionId action)
{
    TimelinePlot& plot = m_timeline->plot();
    switch (action) {
    case ActionId::NewerRevision:
    case ActionId::Right:
        plot.moveAlong(1);
        return true;
    case ActionId::OlderRevision:
    case ActionId::Left:
        plot.moveAlong(-1);
        return true;
    case ActionId::Open:
    case ActionId::History:
        openHistory();
        return true;
    case ActionId::OpenLog:
    case ActionId::OpenInNewTab:
    case ActionId::OpenInSplit:
        openLog(openModeOf(action));
        return true;
    case ActionId::CopyReport:
        copyReport();
        return true;
    default:
        return performOnTable(action, *m_table);
    }
}

const query::FlakyCell* FlakyView::currentCell() const
{
    return m_rows ? m_rows->rowAt(m_table->currentRow()) : nullptr;
}

std::vector<query::FlakyCell> FlakyView::selectedCells() const
{
    std::vector<query::FlakyCell> cells;
    if (m_rows) {
        for (const int row : m_table->selectedRows()) {
            cells.push_back(*m_rows->rowAt(row));
        }
    }
    return cells;
}

/// The run under the cursor of the timeline, and the cell through time.
void FlakyView::select()
{
    const query::FlakyCell* cell = currentCell();
    Selection selection;
    if (cell != nullptr) {
        selection.kind = cell->kind == "build" ? RecordKind::Build : RecordKind::Test;
        selection.caption = cellText(cell->names);
        selection.history = historyOf(cell->kind, cell->names, m_loaded->request.branch);
        selection.revision = fromUtf8(cell->lastRun.commit);
        if (const TimelineMark* mark = m_timeline->currentMark()) {
            const auto& revisions = m_timeline->plot().timeline()->revisions;
            selection.id = mark->run;
            selection.revision = fromUtf8(revisions[static_cast<std::size_t>(mark->column)].commit);
        }
    }
    emit selectionChanged(selection);
}

void FlakyView::openHistory()
{
    if (const query::FlakyCell* cell = currentCell()) {
        m_context.navigator->open(
            historyState(historyOf(cell->kind, cell->names, m_loaded->request.branch)));
    }
}

void FlakyView::openLog(OpenMode mode)
{
    const query::FlakyCell* cell = currentCell();
    const TimelineMark* mark = m_timeline->currentMark();
    if (cell == nullptr || mark == nullptr) {
        return;
    }
    const RecordKind kind = cell->kind == "build" ? RecordKind::Build : RecordKind::Test;
    m_context.navigator->open(logState(m_state, kind, mark->run), mode);
}

void FlakyView::copyReport() const
{
    QStringList lines;
    for (const query::FlakyCell& cell : selectedCells()) {
        const query::Flakiness& numbers = cell.flakiness;
        lines << tr("%1: score %6, %2 of %3 runs passed, %4 flips, %5")
                     .arg(cellText(cell.names))
                     .arg(numbers.passes)
                     .arg(numbers.runs)
                     .arg(numbers.flips)
                     .arg(countedText(numbers.disagreements,
                                      tr("%1 revision both passed and failed"),
                                      tr("%1 revisions both passed and failed")))
                     .arg(numbers.score());
    }
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

} // namespace cboard::ui
