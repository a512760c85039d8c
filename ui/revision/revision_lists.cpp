// SPDX-License-Identifier: GPL-3.0-or-later
// The lists that a revision reads after the rest.
#include "ui/revision/revision_view.h"
#include "ui/shell/resolve.h"
#include "ui/shell/state_panel.h"
#include "ui/shell/text_format.h"
#include "ui/widgets/loading.h"
#include "ui/widgets/result_table.h"

#include <QTabWidget>

#include <array>

namespace cboard::ui {

namespace {

    constexpr std::int64_t MaxProblems = 1000;

} // namespace

void RevisionView::showRuns(const RunsPtr& runs)
{
    m_loadedRuns = runs;
    m_boardRows = std::make_shared<const TypedRows<BoardRow>>(boardTable(), runs, runs->boards);
    m_runRows =
        std::make_shared<const TypedRows<query::TestRow>>(runTable(m_context), runs, runs->sorted);
    m_boards->setRows(m_boardRows);
    m_runs->setRows(m_runRows);
    m_status.isComplete = m_status.isComplete && runs->runs->info.isComplete;
    m_partial[m_runs] = m_partial[m_boards] =
        partialText(runs->runs->info, runs->runs->rows.size());
    if (m_panel->showsContent()) {
        showPartial();
    }
    emit stateChanged();
}

/// After the rest: it reads the history of every failing cell.
void RevisionView::loadProblems()
{
    m_loadProblems.start(
        tr("Reading the problems"),
        [engine = m_context.engine, common = loadedCommon(), state = m_state,
         revision =
             m_loaded->revision->row.revision.id](const TaskContext& task) -> Result<Problems> {
            query::ProblemsRequest request{common, revision, MaxProblems};
            CBOARD_TRY(request.common.filter, parseStateFilter(state));
            return engine->problems(request, task);
        },
        [this](const Result<Problems>& problems) {
            const bool isKnown = problems || problems.error().kind != ErrorKind::Unsupported;
            m_lists->setTabVisible(m_lists->indexOf(m_problems), isKnown);
            if (problems) {
                showProblems(*problems);
            } else if (isKnown && problems.error().kind != ErrorKind::Cancelled) {
                m_panel->showError(tr("The problems could not be read"),
                                   fromUtf8(describe(problems.error())));
            }
            emit statusChanged();
        });
}

void RevisionView::showProblems(const Problems& problems)
{
    m_problemRows = std::make_shared<const TypedRows<query::ProblemRow>>(problemTable(), problems,
                                                                         problems->rows);
    m_problems->setRows(m_problemRows);
    m_lists->setTabText(m_lists->indexOf(m_problems),
                        QStringLiteral("%1  %2").arg(
                            tr("Problems"), countText(static_cast<qint64>(problems->rows.size()))));
    std::array<int, query::ProblemStateCount> byState{};
    for (const query::ProblemRow& row : problems->rows) {
        ++byState[static_cast<std::size_t>(row.state)];
    }
    const auto count = [&byState](query::ProblemState state) {
        return byState[static_cast<std::size_t>(state)];
    };
    m_problemWords.clear();
    const auto add = [this](int number, const QString& one, const QString& many) {
        if (number > 0) {
            m_problemWords << countedText(number, one, many);
        }
    };
    add(count(query::ProblemState::New), tr("%1 new problem"), tr("%1 new problems"));
    add(count(query::ProblemState::LabConflict), tr("%1 where labs disagree"),
        tr("%1 where labs disagree"));
    add(count(query::ProblemState::StillFailing), tr("%1 still failing"), tr("%1 still failing"));
    add(count(query::ProblemState::Flaky), tr("%1 flaky"), tr("%1 flaky"));
    showHeader();
    m_partial[m_problems] = problems->rows.empty()
        ? tr("No problem here: what ran did not fail. All results are in the other lists.")
        : partialText(problems->info, problems->rows.size());
    if (m_panel->showsContent()) {
        showPartial();
    }
}

} // namespace cboard::ui
