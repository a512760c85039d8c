// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revisions/run_breakdowns.h"

#include "core/analysis/breakdown.h"
#include "core/store/revisions/finding_file.h"
#include "core/store/revisions/revision_runs.h"
#include "core/store/revisions/run_reference.h"
#include "core/store/rows/dictionary.h"
#include "core/store/rows/test_columns.h"
#include "core/store/sqlite/database.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_set>

namespace cboard::store {

namespace {

    using analysis::isTrouble;

    class BreakdownSearch {
    public:
        BreakdownSearch(const QueryContext& context, const RevisionRuns& runs,
                        const FilterPlan& plan, FindingFile& findings)
            : m_context(context)
            , m_runs(runs)
            , m_plan(plan)
            , m_findings(findings)
        {
        }

        Result<std::vector<RunBreakdown>> search()
        {
            CBOARD_TRY(m_areLogsStored, hasAnyRunLog(m_context));
            findCandidates();
            for (const auto& [key, members] : m_groups) {
                CBOARD_TRY_VOID(m_context.task.check());
                CBOARD_TRY_VOID(searchGroup(members));
            }
            return std::move(m_found);
        }

    private:
        /// One suite of one build on one board: build.id, platform, path of the suite.
        using GroupKey = std::tuple<std::int64_t, std::int64_t, std::int64_t>;

        struct Member {
            std::size_t run = 0;
            std::int64_t path = 0;
            std::int64_t job = 0;
            std::optional<std::int64_t> excerpt;
            StatusClass status = StatusClass::None;
        };

        /// visit(group, path range, run, status) of each result that is no boot.
        template <typename Visit>
        void forEachResult(Visit&& visit) const
        {
            for (const RevisionRuns::PathRange& path : m_runs.paths()) {
                if (path.isBoot) {
                    continue;
                }
                const std::int64_t suite = m_context.names.path(path.path).suite;
                for (std::size_t run = path.begin; run < path.end; ++run) {
                    const ResultFacts facts = m_runs.factsOf(path, run, m_plan);
                    visit(GroupKey{facts.build->id, facts.platform, suite}, path, run,
                          facts.statusClass);
                }
            }
        }

        /// Groups in which two results or more are no good, with all their members.
        void findCandidates()
        {
            std::map<GroupKey, std::size_t> troubles;
            forEachResult([&](const GroupKey& group, const auto&, std::size_t, StatusClass status) {
                if (isTrouble(status)) {
                    ++troubles[group];
                }
            });
            std::erase_if(troubles, [](const auto& group) { return group.second < 2; });
            forEachResult([&](const GroupKey& group, const RevisionRuns::PathRange& path,
                              std::size_t run, StatusClass status) {
                if (troubles.contains(group)) {
                    const TestColumns columns = m_runs.columnsOf(path, run);
                    m_groups[group].push_back(
                        {run, path.path, columns.job, columns.excerpt, status});
                }
            });
        }

        Result<std::optional<FailureText>> textOf(const Member& member)
        {
            if (m_areLogsStored) {
                return failureTextOf(m_context.database, RecordKind::Test,
                                     m_runs.table()->runs[member.run].number);
            }
            return member.excerpt
                ? std::optional(FailureText{FailureText::Kind::Excerpt, *member.excerpt})
                : std::nullopt;
        }

        Result<void> searchGroup(const std::vector<Member>& members)
        {
            std::map<FailureText, std::size_t> troubles;
            std::vector<std::optional<FailureText>> texts(members.size());
            for (std::size_t i = 0; i < members.size(); ++i) {
                if (isTrouble(members[i].status)) {
                    CBOARD_TRY(texts[i], textOf(members[i]));
                    if (texts[i]) {
                        ++troubles[*texts[i]];
                    }
                }
            }
            for (const auto& [text, count] : troubles) {
                if (count < 2) {
                    continue;
                }
                CBOARD_TRY(auto cause, m_findings.breakdownIn(text));
                if (cause) {
                    CBOARD_TRY_VOID(searchRun(members, texts, text, std::move(*cause)));
                }
            }
            return {};
        }

        Result<void> searchRun(const std::vector<Member>& members,
                               const std::vector<std::optional<FailureText>>& texts,
                               const FailureText& text, std::string cause)
        {
            std::unordered_set<std::int64_t> jobs;
            for (std::size_t i = 0; i < members.size(); ++i) {
                if (texts[i] == text) {
                    jobs.insert(members[i].job);
                }
            }
            std::vector<const Member*> run;
            for (std::size_t i = 0; i < members.size(); ++i) {
                bool isOfRun = texts[i] == text;
                if (!isOfRun && !isTrouble(members[i].status)) {
                    CBOARD_TRY(const auto own, textOf(members[i]));
                    isOfRun = own == text || jobs.contains(members[i].job);
                }
                if (isOfRun) {
                    run.push_back(&members[i]);
                }
            }
            dropGroups(run);
            std::vector<analysis::Subtest> subtests;
            for (const Member* member : run) {
                subtests.push_back({member->status, m_runs.startOf(member->run)});
            }
            RunBreakdown found;
            for (const std::size_t place : analysis::failuresToTheEnd(subtests)) {
                found.runs.push_back(run[place]->run);
            }
            if (!found.runs.empty()) {
                found.cause = std::move(cause);
                m_found.push_back(std::move(found));
            }
            return {};
        }

        /// Leaves only results below which the run has no others.
        void dropGroups(std::vector<const Member*>& run) const
        {
            std::unordered_set<std::int64_t> above;
            for (const Member* member : run) {
                auto path = m_context.names.path(member->path).parent;
                while (path != 0 && above.insert(path).second) {
                    path = m_context.names.path(path).parent;
                }
            }
            std::erase_if(run, [&above](const Member* one) { return above.contains(one->path); });
        }

        const QueryContext& m_context;
        const RevisionRuns& m_runs;
        const FilterPlan& m_plan;
        FindingFile& m_findings;
        bool m_areLogsStored = false;
        std::map<GroupKey, std::vector<Member>> m_groups;
        std::vector<RunBreakdown> m_found;
    };

} // namespace

Result<std::vector<RunBreakdown>> findBreakdowns(const QueryContext& context,
                                                 const RevisionRuns& runs, const FilterPlan& plan)
{
    const auto findings = FindingFile::open(context);
    if (!findings) {
        return std::vector<RunBreakdown>();
    }
    return BreakdownSearch(context, runs, plan, *findings).search();
}

} // namespace cboard::store
