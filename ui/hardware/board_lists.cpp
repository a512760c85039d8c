// SPDX-License-Identifier: GPL-3.0-or-later
// The lists of a board's page that are read when they are looked at.
#include "ui/base/state_panel.h"
#include "ui/base/text_format.h"
#include "ui/hardware/board_columns.h"
#include "ui/hardware/board_view.h"
#include "ui/widgets/result_table.h"

#include <QTabWidget>

namespace cboard::ui {

BoardView::List BoardView::currentList() const
{
    return static_cast<List>(std::max(0, m_lists->currentIndex()));
}

void BoardView::onListChanged()
{
    loadList();
    select();
    emit stateChanged();
}

void BoardView::loadList()
{
    const List list = currentList();
    const auto report = [this](const Error& error) {
        if (error.kind != ErrorKind::Cancelled) {
            m_panel->showContent(
                tr("This list could not be read: %1").arg(fromUtf8(describe(error))));
        }
    };
    if (!m_board || list == Labs) {
        return;
    }
    if (list == IncidentList) {
        if (m_areIncidentsRead) {
            return;
        }
        m_loadIncidents.start(
            tr("Reading the incidents of the board"),
            [engine = m_context.engine, common = m_context.common(), filter = m_state.filter,
             board = m_board](const TaskContext& task) {
                return readBoardIncidents(*engine, common, filter, *board, task);
            },
            [this, report](const Result<Incidents>& incidents) {
                incidents ? showIncidents(*incidents) : report(incidents.error());
                emit statusChanged();
            });
    } else if (!m_areResultsRead) {
        std::vector<query::RevisionRef> revisions;
        for (const BoardBranchRow& row : *m_shown) {
            revisions.push_back(row.at().revision);
        }
        m_loadResults.start(
            tr("Reading the results of the board"),
            [engine = m_context.engine, common = m_context.common(), filter = m_state.filter,
             board = m_board->identity.board,
             revisions = std::move(revisions)](const TaskContext& task) {
                return readBoardResults(*engine, common, filter, board, revisions, task);
            },
            [this, report](const Result<Results>& results) {
                results ? showResults(*results) : report(results.error());
                emit statusChanged();
            });
    }
    emit statusChanged();
}

void BoardView::setCount(List list, qint64 rows)
{
    static const std::array<QString, ListCount> titles = {tr("Labs"), tr("Builds"), tr("Boots"),
                                                          tr("Tests"), tr("Incidents")};
    m_lists->setTabText(list, QStringLiteral("%1  %2").arg(titles.at(list), countText(rows)));
}

void BoardView::showResults(const Results& results)
{
    m_areResultsRead = true;
    m_buildRows =
        std::make_shared<const TypedRows<BoardBuild>>(boardBuildTable(), results, results->builds);
    m_bootRows =
        std::make_shared<const TypedRows<BoardRun>>(boardRunTable(true), results, results->boots);
    m_testRows =
        std::make_shared<const TypedRows<BoardRun>>(boardRunTable(false), results, results->tests);
    m_tables[Builds]->setRows(m_buildRows);
    m_tables[Boots]->setRows(m_bootRows);
    m_tables[Tests]->setRows(m_testRows);
    setCount(Builds, m_buildRows->size());
    setCount(Boots, m_bootRows->size());
    setCount(Tests, m_testRows->size());
    if (results->leftOut > 0) {
        m_panel->showContent(
            tr("The worst %1 runs are listed, %2 more are not; a filter ( "
               "{focus-filter} ) reaches them")
                .arg(countText(std::ssize(results->boots) + std::ssize(results->tests)),
                     countText(results->leftOut)));
    }
    select();
}

void BoardView::showIncidents(const Incidents& incidents)
{
    m_areIncidentsRead = true;
    m_incidentRows = std::make_shared<const TypedRows<BoardIncident>>(boardIncidentTable(m_context),
                                                                      incidents, *incidents);
    m_tables[IncidentList]->setRows(m_incidentRows);
    setCount(IncidentList, m_incidentRows->size());
    select();
}

} // namespace cboard::ui
