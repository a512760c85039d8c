// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/analysis/ledger.h"
#include "core/query/home_snapshots.h"
#include "core/store/queries/failing_runs.h"
#include "core/store/queries/watched_tests.h"
#include "core/store/revisions/finding_file.h"
#include "core/store/revisions/revision_marks.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace cboard::store {

/// What became of branches since a user looked last: sums of each, and the regressions of all.
class BranchNews {
public:
    BranchNews(const QueryContext& context, const FilterPlan& plan, HistoryJudge& judge,
               const query::HomeRequest& request)
        : m_context(context)
        , m_plan(plan)
        , m_judge(judge)
        , m_request(request)
        , m_failing(context, judge.outcomes())
        , m_findings(FindingFile::open(context))
        , m_watched(context, request.withTests ? request.paths : std::vector<std::string>())
    {
    }

    /// Of one branch.
    /// \param revisions Its newest, newest first; not empty.
    Result<query::HomeBranch> add(const std::vector<RevisionEntry>& revisions,
                                  ResultReader& reader);
    /// The regressions of the branches added, by cells, then the newest; all of them.
    std::vector<query::HomeRegression> takeRegressions();
    /// The tests that were asked for, over the branches added.
    std::vector<query::HomeTest> takeTests() { return m_watched.take(); }

private:
    /// Kind, fingerprint, else subject (subjectOf()).
    using GroupKey = std::tuple<ResultKind, std::string, std::int64_t>;
    struct Group {
        query::HomeRegression row;
        std::set<std::int64_t> boards;
        std::set<std::pair<std::int64_t, std::int64_t>> ranges; ///< Revisions.
    };

    Result<void> judgeKind(ResultKind kind, const std::vector<RevisionEntry>& revisions,
                           query::HomeBranch& branch);
    Result<void> addRegressions(ResultKind kind, const std::vector<RevisionEntry>& revisions,
                                const JudgedMarks& judged, query::HomeBranch& branch);
    Result<void> addRegression(ResultKind kind, const analysis::Regression& regression);

    const QueryContext& m_context;
    const FilterPlan& m_plan;
    HistoryJudge& m_judge;
    const query::HomeRequest& m_request;
    FailingRuns m_failing;
    std::unique_ptr<FindingFile> m_findings; ///< Null where no logs were looked at.
    WatchedTests m_watched;
    std::map<GroupKey, Group> m_groups;
};

} // namespace cboard::store
