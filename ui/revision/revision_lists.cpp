// SPDX-License-Identifier: GPL-3.0-or-later
// The lists that a revision reads after the rest.
#include "ui/base/resolve.h"
#include "ui/base/state_panel.h"
#include "ui/base/text_format.h"
#include "ui/base/user_items.h"
#include "ui/revision/issue_rows.h"
#include "ui/revision/ledger_list.h"
#include "ui/revision/revision_view.h"
#include "ui/testtree/disappeared_tests.h"
#include "ui/widgets/loading.h"
#include "ui/widgets/result_table.h"

#include <QTabWidget>

#include <array>

namespace cboard::ui {

namespace {

    constexpr std::int64_t MaxProblems = 1000;
    constexpr std::int64_t MaxRuns = 100'000;

    /// Cells of all kinds that pass and failed at the baseline.
    Result<std::int64_t> countFixed(query::Engine& engine, const query::Common& common,
                                    const query::BranchKey& branch, std::int64_t revision,
                                    const TaskContext& task)
    {
        CBOARD_TRY(const auto verdicts, engine.verdicts({common, branch, revision}, task));
        std::int64_t fixed = 0;
        for (const query::RevisionVerdicts& row : verdicts->rows) {
            for (const query::MarkCounts& marks : {row.builds, row.boots, row.tests}) {
                fixed += marks[query::CellMark::Fixed];
            }
        }
        return fixed;
    }

} // namespace

bool RevisionView::needsRuns(const ResultTable* list) const
{
    return list == m_runs || list == m_boards || list == m_logs || list == m_notes;
}

void RevisionView::loadRuns()
{
    if (!needsRuns(currentList()) || !m_loaded || m_loadedRuns || m_loadRuns.isRunning()) {
        return;
    }
    m_loadRuns.start(
        tr("Reading the runs"),
        [engine = m_context.engine, common = loadedCommon(), state = m_state,
         loaded = m_loaded](const TaskContext& task) -> Result<RunsPtr> {
            auto runs = std::make_shared<Runs>();
            query::TestsRequest request{common, loaded->revision->row.revision.id,
                                        query::RunKind::All, MaxRuns};
            CBOARD_TRY(request.common.filter, parseStateFilter(state));
            CBOARD_TRY(runs->runs, engine->tests(request, task));
            runs->sorted = worstFirst(runs->runs->rows);
            runs->boards = boardsOf(*runs->runs);
            runs->logs = failingLogs(loaded->builds->rows, runs->sorted);
            return RunsPtr(std::move(runs));
        },
        [this](const Result<RunsPtr>& runs) {
            if (runs) {
                showRuns(*runs);
            } else if (runs.error().kind != ErrorKind::Cancelled) {
                m_status.error = fromUtf8(describe(runs.error()));
            }
            emit statusChanged();
        });
    emit statusChanged();
}

void RevisionView::showRuns(const RunsPtr& runs)
{
    m_loadedRuns = runs;
    m_boardRows = std::make_shared<const TypedRows<BoardRow>>(boardTable(), runs, runs->boards);
    m_runRows =
        std::make_shared<const TypedRows<query::TestRow>>(runTable(m_context), runs, runs->sorted);
    m_logRows = std::make_shared<const TypedRows<ResultRow>>(logTable(), runs, runs->logs);
    m_boards->setRows(m_boardRows);
    m_runs->setRows(m_runRows);
    m_logs->setRows(m_logRows);
    m_status.isComplete = m_status.isComplete && runs->runs->info.isComplete;
    const QString lacking = partialText(runs->runs->info, runs->runs->rows.size());
    m_partial[m_runs] = m_partial[m_boards] = lacking;
    m_partial[m_logs] = runs->logs.empty() && lacking.isEmpty()
        ? tr("Nothing that failed here has a log.")
        : lacking;
    showNotes();
    if (m_panel->showsContent()) {
        showPartial();
    }
    emit stateChanged();
}

/// What the user wrote about results of this revision; again when that changes.
void RevisionView::showNotes()
{
    if (!m_loadedRuns || m_context.items == nullptr) {
        return;
    }
    using Rows = std::vector<ResultRow>;
    const auto rows = std::make_shared<const Rows>(
        notedResults(m_loaded->builds->rows, m_loadedRuns->sorted, m_context.items->lists().notes));
    m_noteRows = std::make_shared<const TypedRows<ResultRow>>(noteTable(), rows, *rows);
    m_notes->setRows(m_noteRows);
    m_partial[m_notes] =
        rows->empty() ? tr("No notes on results of this revision. {note} writes one.") : QString();
    if (m_panel->showsContent()) {
        showPartial();
    }
}

void RevisionView::loadIssues()
{
    m_loadIssues.start(
        tr("Reading the issues"),
        [engine = m_context.engine, common = m_context.common(), state = m_state,
         revision =
             m_loaded->revision->row.revision.id](const TaskContext& task) -> Result<Issues> {
            query::RevisionIssuesRequest request{common, revision};
            CBOARD_TRY(request.common.filter, parseStateFilter(state));
            return engine->revisionIssues(request, task);
        },
        [this](const Result<Issues>& issues) {
            const bool isKnown = issues || issues.error().kind != ErrorKind::Unsupported;
            m_lists->setTabVisible(m_lists->indexOf(m_issues), isKnown);
            if (issues) {
                showIssues(*issues);
            } else if (isKnown && issues.error().kind != ErrorKind::Cancelled) {
                m_partial[m_issues] =
                    tr("The issues could not be read: %1").arg(fromUtf8(describe(issues.error())));
            }
            emit statusChanged();
        });
}

void RevisionView::showIssues(const Issues& issues)
{
    m_issueRows = std::make_shared<const TypedRows<query::RevisionIssueRow>>(issueTable(), issues,
                                                                             issues->rows);
    m_issues->setRows(m_issueRows);
    m_lists->setTabText(
        m_lists->indexOf(m_issues),
        QStringLiteral("%1  %2").arg(tr("Issues"), countText(std::ssize(issues->rows))));
    m_partial[m_issues] = !issues->rows.empty() ? QString()
        : m_state.filter.isEmpty()
        ? tr("No known issue here: no incident names a build or test of this revision.")
        : tr("No known issue among what the filter shows.");
    if (m_panel->showsContent()) {
        showPartial();
    }
}

/// Of the revision that is shown now; read when its list is.
void RevisionView::askLedger()
{
    const query::RevisionRef& revision = m_loaded->revision->row.revision;
    query::RegressionsRequest request;
    request.common = m_context.common();
    request.branch = {revision.tree, revision.branch, revision.repositoryUrl};
    request.revision = revision.id;
    request.baseline = m_loaded->baseline.id();
    m_ledger->setRequest(request, m_state.filter);
    if (currentList() == m_ledgerTable) {
        m_ledger->read();
    }
}

void RevisionView::showLedgerRemark()
{
    m_partial[m_ledgerTable] = m_ledger->remark();
    m_lists->setTabText(m_lists->indexOf(m_ledgerTable),
                        m_ledger->isRead() ? QStringLiteral("%1  %2").arg(
                            tr("Ledger"), countText(m_ledger->rows()->size()))
                                           : tr("Ledger"));
    if (m_panel->showsContent()) {
        showPartial();
    }
    emit statusChanged();
}

/// Read when it is looked at: it takes the tests of two revisions.
void RevisionView::loadGone()
{
    if (currentList() != m_gone || !m_loaded || m_goneRows || m_loadGone.isRunning()) {
        return;
    }
    m_loadGone.start(
        tr("Comparing with the tests of last time"),
        [engine = m_context.engine, common = loadedCommon(), state = m_state,
         revision = m_loaded->revision->row.revision](const TaskContext& task) -> Result<Gone> {
            query::Common filtered = common;
            CBOARD_TRY(filtered.filter, parseStateFilter(state));
            CBOARD_TRY(const auto now, engine->testTree({common, revision.id}, task));
            CBOARD_TRY(const auto before,
                       readTestsBefore(*engine,
                                       {revision.tree, revision.branch, revision.repositoryUrl},
                                       *now, filtered, task));
            return before ? std::make_shared<const GoneTests>(goneTests(*now, *before)) : nullptr;
        },
        [this](const Result<Gone>& gone) {
            if (gone) {
                showGone(*gone);
            } else if (gone.error().kind != ErrorKind::Cancelled) {
                m_status.error = fromUtf8(describe(gone.error()));
            }
            emit statusChanged();
        });
    emit statusChanged();
}

void RevisionView::showGone(const Gone& gone)
{
    m_loadedGone = gone ? gone : std::make_shared<const GoneTests>();
    m_goneRows =
        std::make_shared<const TypedRows<GoneRow>>(goneTable(), m_loadedGone, m_loadedGone->rows);
    m_gone->setRows(m_goneRows);
    m_lists->setTabText(
        m_lists->indexOf(m_gone),
        gone ? QStringLiteral("%1  %2").arg(tr("Gone"), countText(std::ssize(gone->rows)))
             : tr("Gone"));
    m_partial[m_gone] = !gone
        ? tr("Not known yet: results are still coming, or no complete revision before this one is "
             "stored.")
        : gone->rows.empty()
        ? tr("Whatever %1 ran is run here, too.").arg(revisionText(gone->before))
        : tr("As %1 ran them.").arg(revisionText(gone->before));
    if (m_panel->showsContent()) {
        showPartial();
    }
}

/// Beside the rest, which takes about as long: it reads the history of every failing cell.
void RevisionView::askProblems()
{
    m_foundProblems.reset();
    m_loadProblems.start(
        tr("Reading the problems"),
        [engine = m_context.engine, common = m_context.common(), state = m_state,
         question = BaselineQuestion(m_context, m_state)](
            const TaskContext& task) -> Result<FoundProblems> {
            CBOARD_TRY(const auto branch, resolveBranch(*engine, state, common, task));
            CBOARD_TRY(const auto revision, resolveRevision(*engine, state, common, task));
            CBOARD_TRY(const auto baseline,
                       question.answer(*engine, branch, revision.id, common, task));
            query::ProblemsRequest request{common, revision.id, MaxProblems};
            request.common.baseline = baseline.id();
            CBOARD_TRY(request.common.filter, parseStateFilter(state));
            CBOARD_TRY(Problems problems, engine->problems(request, task));
            FoundProblems found{revision.id, releasedBeside(std::move(problems))};
            if (auto fixed = countFixed(*engine, request.common, branch, revision.id, task)) {
                found.fixed = *fixed; // Engines that judge nothing leave it out.
            } else if (fixed.error().kind != ErrorKind::Unsupported) {
                return tl::unexpected(std::move(fixed.error()));
            }
            return found;
        },
        [this](const Result<FoundProblems>& found) {
            m_foundProblems = found;
            takeProblems();
            emit statusChanged();
        });
}

/// Shows what was found, when the revision that it belongs to stands there.
void RevisionView::takeProblems()
{
    if (!m_foundProblems || m_load.isRunning() || !m_loaded || !m_status.error.isEmpty()) {
        return;
    }
    const Result<FoundProblems> found = *std::exchange(m_foundProblems, std::nullopt);
    const bool isKnown = found || found.error().kind != ErrorKind::Unsupported;
    m_lists->setTabVisible(m_lists->indexOf(m_problems), isKnown);
    if (found && found->revision == m_loaded->revision->row.revision.id) {
        showProblems(*found);
    } else if (!found && isKnown && found.error().kind != ErrorKind::Cancelled) {
        m_panel->showError(tr("The problems could not be read"), fromUtf8(describe(found.error())));
    }
}

void RevisionView::showProblems(const FoundProblems& found)
{
    const Problems& problems = found.problems;
    m_problemRows = std::make_shared<const TypedRows<query::ProblemRow>>(problemTable(), problems,
                                                                         problems->rows);
    m_problems->setRows(m_problemRows);
    m_lists->setTabText(m_lists->indexOf(m_problems),
                        QStringLiteral("%1  %2").arg(
                            tr("Problems"), countText(static_cast<qint64>(problems->rows.size()))));
    showProblemWords(found);
    showHeader();
    m_partial[m_problems] = problems->rows.empty()
        ? tr("No problem here: what ran did not fail. All results are in the other lists.")
        : partialText(problems->info, problems->rows.size());
    if (m_panel->showsContent()) {
        showPartial();
    }
}

/// "2 new problems in 3 cells", "1 fixed" ...
void RevisionView::showProblemWords(const FoundProblems& found)
{
    std::array<std::int64_t, query::ProblemStateCount> byState{};
    std::int64_t newCells = 0;
    for (const query::ProblemRow& row : found.problems->rows) {
        ++byState[static_cast<std::size_t>(row.state)];
        newCells += row.state == query::ProblemState::New ? row.cellCount : 0;
    }
    const auto count = [&byState](query::ProblemState state) {
        return byState[static_cast<std::size_t>(state)];
    };
    m_problemWords.clear();
    const auto add = [this](std::int64_t number, const QString& one, const QString& many) {
        if (number > 0) {
            m_problemWords << countedText(number, one, many);
        }
    };
    const std::int64_t news = count(query::ProblemState::New);
    add(news, tr("%1 new problem"), tr("%1 new problems"));
    if (newCells > news) { // Several cells show the same error.
        m_problemWords.back() =
            tr("%1 in %2 cells").arg(m_problemWords.back(), countText(newCells));
    }
    add(found.fixed, tr("%1 fixed"), tr("%1 fixed"));
    add(count(query::ProblemState::LabConflict), tr("%1 where labs disagree"),
        tr("%1 where labs disagree"));
    add(count(query::ProblemState::StillFailing), tr("%1 still failing"), tr("%1 still failing"));
    add(count(query::ProblemState::Flaky), tr("%1 flaky"), tr("%1 flaky"));
}

} // namespace cboard::ui
