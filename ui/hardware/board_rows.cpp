// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/hardware/board_rows.h"

#include "core/query/issue_snapshots.h"
#include "ui/base/resolve.h"
#include "ui/base/text_format.h"
#include "ui/filter/filter_terms.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <unordered_set>

namespace cboard::ui {

namespace {

    constexpr std::int64_t MostRuns = 100'000;
    const QString PicksOption = QStringLiteral("picks");

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Board", text);
    }

    Result<query::Filter> filterOf(const QString& filter, const std::string& board)
    {
        ViewState state;
        state.filter =
            (filter + QLatin1Char(' ') + filterTerm(query::FilterKey::Board, {fromUtf8(board)}))
                .trimmed();
        return parseStateFilter(state);
    }

    std::size_t headOf(const query::BoardBranch& branch)
    {
        for (std::size_t i = branch.revisions.size(); i-- > 0;) {
            const query::ResultCounts& counts = branch.revisions[i].counts;
            if (counts.boots.total() + counts.tests.total() > 0) {
                return i;
            }
        }
        return branch.revisions.empty() ? 0 : branch.revisions.size() - 1;
    }

    bool isBoot(const query::TestRow& run)
    {
        return run.path == "boot" || run.path.rfind("boot.", 0) == 0;
    }

    void addIncidents(const query::BoardRevision& revision, std::vector<BoardIncident>& incidents)
    {
        const auto add = [&](BoardIncidentKind kind, const QString& title, std::int64_t results) {
            incidents.push_back({kind, revision.revision, title, results, {}});
        };
        for (const std::string& lab : revision.illLabs) {
            add(BoardIncidentKind::IllLab, tr("%1 was ill").arg(fromUtf8(lab)),
                revision.counts.boots.total() + revision.counts.tests.total());
        }
        const StatusCounts& boots = revision.counts.boots;
        if (boots.total() > 0 && boots.infrastructure() == boots.total()) {
            add(BoardIncidentKind::NoAnswer,
                countedText(boots.total(), tr("its boot ended in error or miss"),
                            tr("all %1 boots ended in error or miss")),
                boots.total());
        }
    }

    Result<void> addIssues(query::Engine& engine, const query::Common& common,
                           const query::RevisionRef& revision, const TaskContext& task,
                           std::vector<BoardIncident>& incidents)
    {
        const auto issues = engine.revisionIssues({common, revision.id}, task);
        if (!issues && issues.error().kind == ErrorKind::Unsupported) {
            return {};
        }
        CBOARD_TRY(const auto found, issues);
        for (const query::RevisionIssueRow& issue : found->rows) {
            if (issue.boots + issue.tests > 0) { // A build is no affair of the board.
                incidents.push_back({BoardIncidentKind::KnownIssue, revision,
                                     fromUtf8(issue.subject.empty() ? issue.id : issue.subject),
                                     issue.boots + issue.tests, issue.recordId});
            }
        }
        return {};
    }

} // namespace

BoardPicks boardPicks(const ViewState& state)
{
    BoardPicks picks;
    const auto parts = state.options.value(PicksOption).split(QLatin1Char(','), Qt::SkipEmptyParts);
    for (const QString& part : parts) {
        const qsizetype sign = part.lastIndexOf(QLatin1Char('='));
        if (sign > 0) {
            picks.insert(part.left(sign), part.mid(sign + 1));
        }
    }
    return picks;
}

void setBoardPicks(ViewState& state, const BoardPicks& picks)
{
    QStringList parts;
    for (auto pick = picks.begin(); pick != picks.end(); ++pick) {
        parts << pick.key() + QLatin1Char('=') + pick.value();
    }
    if (parts.isEmpty()) {
        state.options.remove(PicksOption);
    } else {
        state.options.insert(PicksOption, parts.join(QLatin1Char(',')));
    }
}

QString BoardBranchRow::name() const
{
    return branchText(branch);
}

const query::BoardRevision& BoardBranchRow::newestWith(const QString& view,
                                                       StatusClass status) const
{
    const bool areTests = view == QStringLiteral("tests");
    const auto found = std::find_if(
        branch.revisions.rbegin(), branch.revisions.rend(),
        [areTests, status](const query::BoardRevision& revision) {
            return (areTests ? revision.counts.tests : revision.counts.boots)[status] > 0;
        });
    return found == branch.revisions.rend() ? at() : *found;
}

std::vector<BoardBranchRow> boardBranchRows(const query::BoardSnapshot& board,
                                            const BoardPicks& picks)
{
    std::vector<BoardBranchRow> rows;
    for (const query::BoardBranch& branch : board.branches) {
        const std::size_t head = headOf(branch);
        BoardBranchRow row{branch, head, head};
        const std::string commit = picks.value(row.name()).toStdString();
        const auto picked =
            std::ranges::find_if(branch.revisions, [&commit](const query::BoardRevision& revision) {
                return !commit.empty() && revision.revision.commit.rfind(commit, 0) == 0;
            });
        if (picked != branch.revisions.end()) {
            row.shown = static_cast<std::size_t>(picked - branch.revisions.begin());
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

Result<std::shared_ptr<const BoardResults>>
readBoardResults(query::Engine& engine, const query::Common& common, const QString& filter,
                 const std::string& board, const std::vector<query::RevisionRef>& revisions,
                 const TaskContext& task)
{
    auto results = std::make_shared<BoardResults>();
    query::Common filtered = common;
    CBOARD_TRY(filtered.filter, filterOf(filter, board));
    for (const query::RevisionRef& revision : revisions) {
        CBOARD_TRY(const auto runs,
                   engine.tests({filtered, revision.id, query::RunKind::All, MostRuns}, task));
        results->leftOut += runs->info.shownRows - std::ssize(runs->rows);
        std::unordered_set<std::string> builds;
        for (const query::TestRow& run : runs->rows) {
            builds.insert(run.buildId);
            (isBoot(run) ? results->boots : results->tests).push_back({run, revision});
        }
        CBOARD_TRY(const auto all, engine.builds({common, revision.id}, task));
        for (const query::BuildRow& build : all->rows) {
            if (builds.contains(build.id)) {
                results->builds.push_back({build, revision});
            }
        }
    }
    const auto byStatus = [](const auto& a, const auto& b) { return a.run.status < b.run.status; };
    std::ranges::stable_sort(results->boots, byStatus);
    std::ranges::stable_sort(results->tests, byStatus);
    std::ranges::stable_sort(results->builds, [](const BoardBuild& a, const BoardBuild& b) {
        return a.build.status < b.build.status;
    });
    return std::shared_ptr<const BoardResults>(std::move(results));
}

Result<std::shared_ptr<const std::vector<BoardIncident>>>
readBoardIncidents(query::Engine& engine, const query::Common& common, const QString& filter,
                   const query::BoardSnapshot& board, const TaskContext& task)
{
    auto incidents = std::make_shared<std::vector<BoardIncident>>();
    query::Common filtered = common;
    CBOARD_TRY(filtered.filter, filterOf(filter, board.identity.board));
    for (const query::BoardBranch& branch : board.branches) {
        for (const query::BoardRevision& revision : branch.revisions) {
            CBOARD_TRY_VOID(task.check());
            addIncidents(revision, *incidents);
            if (revision.marks[query::CellMark::Known] > 0) {
                CBOARD_TRY_VOID(addIssues(engine, filtered, revision.revision, task, *incidents));
            }
        }
    }
    std::ranges::stable_sort(*incidents, [](const BoardIncident& a, const BoardIncident& b) {
        return a.revision.time > b.revision.time;
    });
    return std::shared_ptr<const std::vector<BoardIncident>>(std::move(incidents));
}

} // namespace cboard::ui
