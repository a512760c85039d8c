// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/cell_target.h"
#include "core/query/completion.h"
#include "ui/base/baseline_choice.h"
#include "ui/base/joined_texts.h"
#include "ui/base/text_format.h"
#include "ui/history/cell_history.h"
#include "ui/history/history_state.h"
#include "ui/logview/log_state.h"
#include "ui/regressions/own_things.h"
#include "ui/revision/issue_rows.h"
#include "ui/revision/ledger_list.h"
#include "ui/revision/revision_strip.h"
#include "ui/revision/revision_view.h"
#include "ui/widgets/go_to_row.h"
#include "ui/widgets/part_actions.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/table_actions.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTabWidget>

namespace cboard::ui {

namespace {

    query::BranchKey branchOf(const ViewState& state)
    {
        return {state.tree.toStdString(), state.branch.toStdString(), {}};
    }

} // namespace

QList<ActionId> RevisionView::actions() const
{
    return tableActions() + partActions(m_lists->count())
        + QList{ActionId::Left,          ActionId::Right,   ActionId::NewerRevision,
                ActionId::OlderRevision, ActionId::Open,    ActionId::OpenInNewTab,
                ActionId::OpenInSplit,   ActionId::OpenLog, ActionId::CopyId,
                ActionId::CopyReport,    ActionId::History, ActionId::NextNew,
                ActionId::PreviousNew};
}

TableSource RevisionView::tableSource() const
{
    return sourceOf(*currentList(), caption(), {});
}

bool RevisionView::perform(ActionId action)
{
    switch (action) {
    case ActionId::NewerRevision:
        stepRevision(-1);
        return true;
    case ActionId::OlderRevision:
        stepRevision(1);
        return true;
    case ActionId::Open:
    case ActionId::OpenInNewTab:
    case ActionId::OpenInSplit:
        openCurrent(openModeOf(action));
        return true;
    case ActionId::OpenLog:
        openLog(OpenMode::Here);
        return true;
    case ActionId::CopyId:
        QGuiApplication::clipboard()->setText(idToCopy());
        return true;
    case ActionId::CopyReport:
        copyReport();
        return true;
    case ActionId::History:
        if (const auto history = selectionOf(currentList()->currentRow()).history) {
            m_context.navigator->open(historyState(*history));
        }
        return true;
    default:
        return performOnList(action);
    }
}

bool RevisionView::performOnList(ActionId action)
{
    if (const auto list = partOf(action)) {
        return showList(*list);
    }
    switch (action) {
    case ActionId::Left:
        stepList(-1);
        return true;
    case ActionId::Right:
        stepList(1);
        return true;
    case ActionId::NextNew:
        goToNew(1);
        return true;
    case ActionId::PreviousNew:
        goToNew(-1);
        return true;
    default:
        return performOnTable(action, *currentList());
    }
}

void RevisionView::stepList(int step)
{
    const int count = m_lists->count();
    m_lists->setCurrentIndex((m_lists->currentIndex() + step + count) % count);
}

bool RevisionView::showList(int index)
{
    const bool isThere = index < m_lists->count() && m_lists->isTabVisible(index);
    if (isThere) {
        m_lists->setCurrentIndex(index);
    }
    return isThere;
}

/// To the next problem, or regression, that is new; in the lists of results to the next fail.
void RevisionView::goToNew(int step)
{
    if (currentList() == m_ledgerTable) {
        m_ledger->goToNew(step);
    } else if (currentList() == m_problems) {
        goToRow(*m_problems, step, [this](int row) {
            return m_problemRows->rowAt(row)->state == query::ProblemState::New;
        });
    } else {
        currentList()->goToStatus(StatusClass::Fail, step);
    }
}

void RevisionView::copyReport() const
{
    if (currentList() == m_ledgerTable) {
        QGuiApplication::clipboard()->setText(reportToCopy(
            selectedEntries(*m_ledgerTable, m_ledger->rows()), OwnThings(m_context.items)));
    } else if (m_loaded) {
        const auto& counts = m_loaded->revision->row.counts;
        QGuiApplication::clipboard()->setText(tr("%1: builds %2; boots %3; tests %4")
                                                  .arg(caption(), countsText(counts.builds),
                                                       countsText(counts.boots),
                                                       countsText(counts.tests)));
    }
}

void RevisionView::addTerm(const QString& term) const
{
    ViewState target = state();
    if (!target.filter.split(QLatin1Char(' ')).contains(term)) {
        target.filter = target.filter.isEmpty() ? term : target.filter + QLatin1Char(' ') + term;
    }
    m_context.navigator->open(target);
}

void RevisionView::stepRevision(int older)
{
    if (!m_loaded || m_strip->currentIndex() < 0 || older == 0) {
        return;
    }
    const int index = m_strip->currentIndex() + older;
    const auto& rows = m_loaded->revisions->rows;
    if (index < 0 || index >= static_cast<int>(rows.size())) {
        return;
    }
    ViewState target = m_state;
    target.record.clear();
    target.revision = fromUtf8(rows[static_cast<std::size_t>(index)].revision.commit);
    m_context.navigator->open(target);
}

void RevisionView::openCurrent(OpenMode mode)
{
    const int row = currentList()->currentRow();
    if (currentList() == m_suites && m_suiteRows && m_suiteRows->rowAt(row) != nullptr) {
        openFiltered(QStringLiteral("tests"), suiteTerm(m_suiteRows->rowAt(row)->name), mode);
    } else if (currentList() == m_boards && m_boardRows && m_boardRows->rowAt(row) != nullptr) {
        openFiltered(QStringLiteral("tests"),
                     termOf(query::FilterKey::Board, m_boardRows->rowAt(row)->platform), mode);
    } else if (currentList() == m_problems && m_problemRows
               && m_problemRows->rowAt(row) != nullptr) {
        openCells(*m_problemRows->rowAt(row), mode);
    } else if (currentList() == m_issues && m_issueRows && m_issueRows->rowAt(row) != nullptr) {
        openTouched(*m_issueRows->rowAt(row), mode);
    } else if (currentList() == m_ledgerTable && m_ledger->entryAt(row) != nullptr) {
        m_context.navigator->open(regressionsState(m_state, *m_ledger->entryAt(row)), mode);
    } else if (currentList() == m_gone && m_goneRows && m_goneRows->rowAt(row) != nullptr) {
        openGone(*m_goneRows->rowAt(row), mode);
    } else {
        openLog(mode);
    }
}

void RevisionView::openLog(OpenMode mode) const
{
    const ViewState at = state();
    if (!at.record.isEmpty()) {
        ViewState target = logState(at, at.recordKind, at.record);
        target.revision = at.revision;
        m_context.navigator->open(target, mode);
    }
}

QString RevisionView::idToCopy() const
{
    const int row = currentList()->currentRow();
    if (currentList() == m_issues && m_issueRows && m_issueRows->rowAt(row) != nullptr) {
        return fromUtf8(m_issueRows->rowAt(row)->id);
    }
    if (currentList() == m_ledgerTable && m_ledger->entryAt(row) != nullptr) {
        return rangeToCopy(*m_ledger->entryAt(row));
    }
    const QString id = selectionOf(row).id;
    return id.isEmpty() ? m_state.revision : id;
}

Selection RevisionView::selectionOf(int row) const
{
    const ResultTable* list = currentList();
    Selection selection;
    if (list == m_problems && m_problemRows && m_problemRows->rowAt(row) != nullptr) {
        return selectionOfProblem(*m_problemRows->rowAt(row));
    }
    if (list == m_ledgerTable && m_ledger->entryAt(row) != nullptr) {
        return ledgerSelection(*m_ledger->entryAt(row), m_ledger->branch(),
                               OwnThings(m_context.items));
    }
    if (list == m_builds && m_buildRows && m_buildRows->rowAt(row) != nullptr) {
        const query::BuildRow& build = *m_buildRows->rowAt(row);
        selection.kind = RecordKind::Build;
        selection.id = fromUtf8(build.id);
        selection.caption = QStringLiteral("%1 · %2 · %3")
                                .arg(fromUtf8(build.config), fromUtf8(build.architecture),
                                     fromUtf8(build.compiler));
    } else if (list == m_boots && m_bootRows && m_bootRows->rowAt(row) != nullptr) {
        selection = selectionOfRun(*m_bootRows->rowAt(row));
    } else if (list == m_issues && m_issueRows && m_issueRows->rowAt(row) != nullptr) {
        const query::RevisionIssueRow& issue = *m_issueRows->rowAt(row);
        selection.kind = issue.recordKind;
        selection.id = fromUtf8(issue.recordId);
        selection.caption = fromUtf8(issue.subject.empty() ? issue.id : issue.subject);
    } else if (list == m_runs && m_runRows && m_runRows->rowAt(row) != nullptr) {
        selection = selectionOfRun(*m_runRows->rowAt(row));
    } else if (list == m_logs && m_logRows && m_logRows->rowAt(row) != nullptr) {
        selection = selectionOfResult(*m_logRows->rowAt(row));
    } else if (list == m_notes && m_noteRows && m_noteRows->rowAt(row) != nullptr) {
        selection = selectionOfResult(*m_noteRows->rowAt(row));
    } else if (list == m_gone && m_goneRows && m_goneRows->rowAt(row) != nullptr) {
        selection = selectionOfGone(*m_goneRows->rowAt(row));
    } else if (list == m_suites && m_suiteRows && m_suiteRows->rowAt(row) != nullptr) {
        const SuiteRow& suite = *m_suiteRows->rowAt(row);
        selection.caption = suite.name;
        selection.facts = {{tr("tests"), countsText(suite.counts)},
                           {tr("boards"), countText(suite.boards)}};
    } else if (list == m_boards && m_boardRows && m_boardRows->rowAt(row) != nullptr) {
        const BoardRow& board = *m_boardRows->rowAt(row);
        selection.caption = board.name;
        selection.facts = {{tr("boots"), countsText(board.boots)},
                           {tr("tests"), countsText(board.tests)},
                           {tr("labs"), board.labs.join(QStringLiteral(", "))}};
    }
    return selection;
}

Selection RevisionView::currentSelection() const
{
    Selection selection = selectionOf(currentList()->currentRow());
    selection.revision = m_state.revision;
    for (const int row : currentList()->nearRows()) {
        const Selection near = selectionOf(row);
        if (near.kind == selection.kind && !near.id.isEmpty()) {
            selection.neighbours << near.id;
        }
    }
    return selection;
}

/// Its best run, and its worst cell through time.
Selection RevisionView::selectionOfProblem(const query::ProblemRow& problem) const
{
    Selection selection;
    const bool isBuild = problem.kind == "build";
    selection.kind = isBuild ? RecordKind::Build : RecordKind::Test;
    selection.id = fromUtf8(problem.recordId);
    selection.caption = fromUtf8(problem.title);
    if (!problem.cells.empty() && problem.kind != "lab") {
        for (const query::ProblemCell& cell : problem.cells) {
            selection.cells << fromUtf8(query::cellTarget(cell.names));
        }
        selection.history =
            historyOf(isBuild ? "build" : "test", problem.cells.front().names, branchOf(m_state));
    }
    return selection;
}

Selection RevisionView::selectionOfResult(const ResultRow& result)
{
    Selection selection;
    selection.kind = result.kind;
    selection.id = fromUtf8(result.id);
    selection.caption =
        joinedTexts({result.title, fromUtf8(result.platform), fromUtf8(result.lab)});
    return selection;
}

/// Its worst run of last time.
Selection RevisionView::selectionOfGone(const GoneRow& row) const
{
    Selection selection;
    selection.id = fromUtf8(row.runId);
    selection.caption = row.name;
    if (row.kind == GoneRow::Kind::Test) {
        query::CellNames cell;
        cell.path = row.name.toStdString();
        selection.history = historyOf("test", cell, branchOf(m_state));
    }
    return selection;
}

Selection RevisionView::selectionOfRun(const query::TestRow& run) const
{
    Selection selection;
    selection.id = fromUtf8(run.id);
    selection.caption =
        joinedTexts({fromUtf8(run.path), fromUtf8(run.platform), fromUtf8(run.lab)});
    selection.history = historyOf(
        "test", {run.path, run.platform, run.config, run.architecture, run.compiler, run.lab},
        branchOf(m_state));
    return selection;
}

} // namespace cboard::ui
