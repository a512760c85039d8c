// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/home_snapshots.h"
#include "core/store/queries/branch_news.h"
#include "core/store/queries/queries.h"
#include "core/store/queries/source_rows.h"
#include "core/store/revisions/branch_lines.h"
#include "core/store/revisions/revision_progress.h"

#include <algorithm>
#include <iterator>

namespace cboard::store {

namespace {

    /// The branches that are asked for, in that order; all of them when none is named.
    std::vector<BranchLine> askedLines(const QueryContext& context,
                                       const std::vector<query::BranchKey>& branches,
                                       const std::vector<BranchLine>& all)
    {
        if (branches.empty()) {
            return all;
        }
        std::vector<BranchLine> asked;
        for (const query::BranchKey& branch : branches) {
            const auto ids = findBranch(context.names, branch);
            std::copy_if(
                all.begin(), all.end(), std::back_inserter(asked), [&ids](const BranchLine& line) {
                    return ids && ids->tree == line.ids.tree && ids->branch == line.ids.branch
                        && (!ids->url || ids->url == line.ids.url);
                });
        }
        return asked;
    }

    /// Fills a snapshot branch by branch.
    class HomePage {
    public:
        HomePage(const QueryContext& context, const query::HomeRequest& request,
                 const FilterPlan& plan, HistoryJudge& judge, const NameAliases& labs)
            : m_context(context)
            , m_request(request)
            , m_plan(plan)
            , m_reader(context, plan)
            , m_news(context, plan, judge, request)
            , m_sources(context, labs)
        {
        }

        Result<void> addBranch(const BranchLine& line)
        {
            CBOARD_TRY_VOID(m_context.task.check());
            CBOARD_TRY(const auto revisions,
                       loadRevisions(m_context, line.ids, m_plan,
                                     {.limit = m_request.stripRevisions, .withWords = true}));
            if (revisions.empty()) {
                return {};
            }
            CBOARD_TRY_VOID(m_reader.readMarksIfAsked(m_request.common, revisions));
            CBOARD_TRY(auto branch, m_news.add(revisions, m_reader));
            m_snapshot.info.newestData = std::max(m_snapshot.info.newestData, branch.lastData);
            m_snapshot.branches.push_back(std::move(branch));
            return addRunning(revisions);
        }

        Result<void> addSources(const BranchLine& line)
        {
            CBOARD_TRY(const auto recent,
                       loadRevisionsSince(m_context, line, m_plan,
                                          m_request.common.now - SourceRows::Seen));
            for (const RevisionEntry& revision : recent) {
                CBOARD_TRY_VOID(m_sources.add(m_reader, revision));
            }
            return {};
        }

        query::HomeSnapshot take()
        {
            if (m_request.branches.empty()) {
                sortNewestFirst(m_snapshot.branches, &query::HomeBranch::newest);
            }
            sortNewestFirst(m_snapshot.running, &query::HomeRunning::revision);
            m_snapshot.regressions = m_news.takeRegressions();
            m_snapshot.regressionCount = static_cast<std::int64_t>(m_snapshot.regressions.size());
            const auto limit = static_cast<std::size_t>(std::max<std::int64_t>(m_request.limit, 0));
            m_snapshot.regressions.resize(std::min(m_snapshot.regressions.size(), limit));
            m_snapshot.tests = m_news.takeTests();
            m_snapshot.sources = m_sources.rows(m_request.common.now);
            m_snapshot.info.shownRows = static_cast<std::int64_t>(m_snapshot.branches.size());
            m_snapshot.info.totalRows = m_snapshot.info.shownRows;
            return std::move(m_snapshot);
        }

    private:
        template <typename Row>
        static void sortNewestFirst(std::vector<Row>& rows, query::RevisionRef Row::*revision)
        {
            std::stable_sort(rows.begin(), rows.end(), [revision](const Row& a, const Row& b) {
                return (b.*revision).time < (a.*revision).time;
            });
        }

        /// What is younger than the running window can have results to come.
        Result<void> addRunning(const std::vector<RevisionEntry>& revisions)
        {
            const auto oldest = m_request.common.now - 2 * m_request.common.window.length;
            for (const RevisionEntry& revision : revisions) {
                if (revision.orderTime < oldest.time_since_epoch().count()) {
                    break;
                }
                CBOARD_TRY(const auto progress,
                           revisionProgress(m_context, m_request.common, revision));
                if (progress.pending > 0) {
                    m_snapshot.running.push_back({revision.ref, progress});
                }
            }
            return {};
        }

        const QueryContext& m_context;
        const query::HomeRequest& m_request;
        const FilterPlan& m_plan;
        ResultReader m_reader;
        BranchNews m_news;
        SourceRows m_sources;
        query::HomeSnapshot m_snapshot;
    };

} // namespace

Result<query::HomeSnapshot> queryHome(const QueryContext& context,
                                      const query::HomeRequest& request)
{
    if (request.stripRevisions < 1) {
        return fail(ErrorKind::Invalid, "a strip shows one revision at least");
    }
    CBOARD_TRY(const auto plan, FilterPlan::create(context, request.common));
    CBOARD_TRY(const auto judge, HistoryJudge::createFor(plan, context, request.common));
    CBOARD_TRY(const auto user, UserNames::of(context));
    HomePage page(context, request, plan, *judge, user->labs);
    CBOARD_TRY(const auto all, loadBranchLines(context, plan));
    for (const BranchLine& line : askedLines(context, request.branches, all)) {
        CBOARD_TRY_VOID(page.addBranch(line));
    }
    for (const BranchLine& line : all) { // A lab is well or ill whatever is watched.
        CBOARD_TRY_VOID(page.addSources(line));
    }
    return page.take();
}

} // namespace cboard::store
