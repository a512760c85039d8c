// SPDX-License-Identifier: GPL-3.0-or-later
// What keys and clicks do on the page of a board.
#include "ui/base/joined_texts.h"
#include "ui/base/resolve.h"
#include "ui/base/text_format.h"
#include "ui/base/user_items.h"
#include "ui/filter/filter_terms.h"
#include "ui/hardware/board_history.h"
#include "ui/hardware/board_state.h"
#include "ui/hardware/board_view.h"
#include "ui/history/cell_history.h"
#include "ui/history/history_state.h"
#include "ui/logview/log_state.h"
#include "ui/widgets/name_dialog.h"
#include "ui/widgets/part_actions.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/row_selection.h"
#include "ui/widgets/table_actions.h"

#include <QApplication>
#include <QClipboard>
#include <QTabWidget>

namespace cboard::ui {

using Named = store::UserData::Named;

QList<ActionId> BoardView::actions() const
{
    return tableActions() + partActions(ListCount)
        + QList{ActionId::Open,     ActionId::OpenInNewTab,  ActionId::OpenInSplit,
                ActionId::OpenLog,  ActionId::NewerRevision, ActionId::OlderRevision,
                ActionId::LabSplit, ActionId::History,       ActionId::CopyId,
                ActionId::Rename,   ActionId::Delete};
}

TableSource BoardView::tableSource() const
{
    return sourceOf(currentTable(), caption(), {});
}

bool BoardView::perform(ActionId action)
{
    if (const auto part = partOf(action)) {
        return showList(*part);
    }
    switch (action) {
    case ActionId::Open:
    case ActionId::OpenLog:
    case ActionId::OpenInNewTab:
    case ActionId::OpenInSplit:
        openCurrent(openModeOf(action));
        return true;
    case ActionId::NewerRevision:
    case ActionId::OlderRevision:
        stepRevision(action == ActionId::OlderRevision ? 1 : -1);
        return true;
    case ActionId::LabSplit: // From the branches to the labs, and back.
        if (&currentTable() == m_tables[Labs]) {
            m_branches->setFocus();
        } else {
            showList(Labs);
        }
        select();
        return true;
    case ActionId::History:
        openHistory();
        return true;
    case ActionId::CopyId:
        QGuiApplication::clipboard()->setText(
            selectionOf(currentTable(), currentTable().currentRow()).id.isEmpty()
                ? boardOf(m_state)
                : currentTable().currentId());
        return true;
    case ActionId::Rename:
        giveName();
        return true;
    case ActionId::Delete:
        splitNames();
        return true;
    default:
        return performOnTable(action, currentTable());
    }
}

/// The list that has the focus, else the branches.
ResultTable& BoardView::currentTable() const
{
    const QWidget* focus = QApplication::focusWidget();
    ResultTable* list = m_tables.at(currentList());
    return focus != nullptr && list->isAncestorOf(focus) ? *list : *m_branches;
}

bool BoardView::showList(int list)
{
    if (list < 0 || list >= ListCount) {
        return false;
    }
    m_lists->setCurrentIndex(list);
    m_tables.at(static_cast<std::size_t>(list))->setFocus();
    select();
    return true;
}

/// What the cursor is on is inspected; a branch or a lab as the board's boots through time there.
void BoardView::select()
{
    const ResultTable& table = currentTable();
    showBootTimes();
    emit selectionChanged(selectionOf(table, table.currentRow()));
}

Selection BoardView::selectionOf(const ResultTable& table, int row) const
{
    Selection selection;
    if (!m_board || !table.rows() || row < 0) {
        return selection;
    }
    if (&table == m_tables[Boots]) {
        return selectionOfRun(*m_bootRows->rowAt(row));
    }
    if (&table == m_tables[Tests]) {
        return selectionOfRun(*m_testRows->rowAt(row));
    }
    if (&table == m_tables[Builds]) {
        const BoardBuild& build = *m_buildRows->rowAt(row);
        selection.kind = RecordKind::Build;
        selection.id = fromUtf8(build.build.id);
        selection.caption = fromUtf8(build.build.config);
        selection.revision = fromUtf8(build.revision.commit);
        return selection;
    }
    selection = rowSelection(table.rows().get(), row);
    selection.caption = QStringLiteral("%1\n%2").arg(boardOf(m_state), selection.caption);
    if (&table == m_tables[IncidentList]) {
        selection.id = fromUtf8(m_incidentRows->rowAt(row)->recordId);
        selection.revision = fromUtf8(m_incidentRows->rowAt(row)->revision.commit);
    } else {
        selection.history = historyAt(table, row);
    }
    return selection;
}

Selection BoardView::selectionOfRun(const BoardRun& run) const
{
    const query::CellNames cell{run.run.path,         run.run.platform, run.run.config,
                                run.run.architecture, run.run.compiler, run.run.lab};
    const bool isBoot = currentList() == Boots;
    Selection selection;
    selection.id = fromUtf8(run.run.id);
    selection.caption = cellText(cell);
    selection.revision = fromUtf8(run.revision.commit);
    selection.history =
        historyOf(isBoot ? "boot" : "test", cell,
                  {run.revision.tree, run.revision.branch, run.revision.repositoryUrl});
    return selection;
}

/// On the branch of the row; of a lab on the branch where the board was seen last.
query::HistoryRequest BoardView::historyAt(const ResultTable& table, int row) const
{
    const std::string& board = m_board->identity.board;
    if (&table == m_branches) {
        return boardHistory(board, m_branchRows->rowAt(row)->at().revision);
    }
    return boardHistory(board, m_board->newestRevision.value_or(query::RevisionRef{}),
                        m_labRows->rowAt(row)->lab);
}

void BoardView::openHistory()
{
    const ResultTable& table = currentTable();
    if (const auto history = selectionOf(table, table.currentRow()).history) {
        m_context.navigator->open(historyState(*history));
    }
}

void BoardView::openCurrent(OpenMode mode)
{
    const ResultTable& table = currentTable();
    const int row = table.currentRow();
    if (!m_board || row < 0) {
        return;
    }
    if (&table == m_tables[IncidentList]) {
        openIncident(*m_incidentRows->rowAt(row), mode);
    } else if (&table == m_branches || &table == m_tables[Labs]) {
        openBoots(table, row, mode);
    } else {
        const Selection selection = selectionOf(table, row);
        m_context.navigator->open(logState(m_state, selection.kind, selection.id), mode);
    }
}

/// The boots of the board on the branch, or in the lab.
void BoardView::openBoots(const ResultTable& table, int row, OpenMode mode)
{
    ViewState target;
    target.view = QStringLiteral("boots");
    target.filter = filterTerm(query::FilterKey::Board, {fromUtf8(m_board->identity.board)});
    if (&table == m_branches) {
        nameBranch(target, m_branchRows->rowAt(row)->at().revision);
    } else {
        target.filter += QLatin1Char(' ')
            + filterTerm(query::FilterKey::Lab, {fromUtf8(m_labRows->rowAt(row)->lab)});
    }
    m_context.navigator->open(target, mode);
}

/// One of the numbers of a count column: results that it counts. Those of a branch are of all its
/// revisions: the newest one that has such results is opened.
void BoardView::openCounts(const ResultTable& table, int row, int column, StatusClass status)
{
    using query::FilterKey;
    const QString& id = table.rows()->head(column).id;
    ViewState target;
    target.view = id == QStringLiteral("tests") ? id : QStringLiteral("boots");
    QStringList terms;
    if (&table == m_tables[Builds]) { // Its boots are those of all boards.
        const BoardBuild& of = *m_buildRows->rowAt(row);
        nameRevision(target, of.revision);
        terms << filterTerm(FilterKey::Config, {fromUtf8(of.build.config)})
              << filterTerm(FilterKey::Arch, {fromUtf8(of.build.architecture)})
              << filterTerm(FilterKey::Compiler, {fromUtf8(of.build.compiler)});
    } else {
        terms << filterTerm(FilterKey::Board, {fromUtf8(m_board->identity.board)});
    }
    if (&table == m_branches) {
        nameRevision(target, m_branchRows->rowAt(row)->newestWith(target.view, status).revision);
    } else if (&table == m_tables[Labs]) {
        const query::BoardLab& lab = *m_labRows->rowAt(row);
        terms << filterTerm(FilterKey::Lab, {fromUtf8(lab.lab)});
        if (lab.newestRevision) {
            nameRevision(target, *lab.newestRevision);
        }
    }
    terms << filterTerm(FilterKey::Status, {fromUtf8(std::string(statusClassKey(status)))});
    target.filter = joinedTexts(terms, QStringLiteral(" "));
    m_context.navigator->open(target);
}

/// A run that shows it, else what the board did at that revision.
void BoardView::openIncident(const BoardIncident& incident, OpenMode mode)
{
    if (!incident.recordId.empty()) {
        m_context.navigator->open(logState(m_state, RecordKind::Test, fromUtf8(incident.recordId)),
                                  mode);
        return;
    }
    ViewState target;
    target.view = QStringLiteral("boots");
    nameRevision(target, incident.revision);
    target.filter = filterTerm(query::FilterKey::Board, {fromUtf8(m_board->identity.board)});
    m_context.navigator->open(target, mode);
}

/// Of the branch under the cursor; the newest takes the choice back.
void BoardView::stepRevision(int older)
{
    const BoardBranchRow* row =
        m_branchRows ? m_branchRows->rowAt(std::max(0, m_branches->currentRow())) : nullptr;
    if (row == nullptr) {
        return;
    }
    const auto wanted = static_cast<std::ptrdiff_t>(row->shown) - older;
    if (wanted < 0 || wanted >= std::ssize(row->branch.revisions)) {
        return;
    }
    BoardPicks picks = boardPicks(m_state);
    if (static_cast<std::size_t>(wanted) == row->head) {
        picks.remove(row->name());
    } else {
        picks.insert(
            row->name(),
            fromUtf8(row->branch.revisions[static_cast<std::size_t>(wanted)].revision.commit));
    }
    setBoardPicks(m_state, picks);
    showBranches();
    select();
}

/// The lab under the cursor, where labs are listed.
QString BoardView::currentLab() const
{
    const ResultTable& table = currentTable();
    return &table == m_tables[Labs] && table.rows() && table.currentRow() >= 0
        ? table.rows()->data(table.currentRow(), 0, Qt::DisplayRole).toString()
        : QString();
}

/// Of the lab under the cursor, else of the board.
void BoardView::giveName()
{
    if (m_context.items == nullptr || !m_board) {
        return;
    }
    if (const QString lab = currentLab(); !lab.isEmpty()) {
        askForName(m_context, Named::Lab, lab, {}, this);
    } else {
        askForName(m_context, Named::Board, fromUtf8(m_board->identity.board), {}, this);
    }
}

void BoardView::splitNames()
{
    if (m_context.items == nullptr || !m_board) {
        return;
    }
    if (const QString lab = currentLab(); !lab.isEmpty()) {
        m_context.items->splitNames(Named::Lab, lab);
    } else {
        m_context.items->splitNames(Named::Board, fromUtf8(m_board->identity.board));
    }
}

} // namespace cboard::ui
