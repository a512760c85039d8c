// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/base/median.h"
#include "core/query/hardware_snapshots.h"
#include "core/store/queries/board_facts.h"
#include "core/store/queries/queries.h"
#include "core/store/revisions/branch_lines.h"
#include "core/store/revisions/result_groups.h"
#include "core/store/revisions/revision_marks.h"

#include <algorithm>
#include <map>
#include <set>

namespace cboard::store {

namespace {

    /// A lab of the board while it is summed up.
    struct Lab {
        query::BoardLab row;
        std::map<std::int64_t, StatusCounts> bootsOfBuild; ///< By build.id.
        std::vector<double> bootSeconds; ///< Of boots that passed.
    };

    class BoardPage {
    public:
        BoardPage(const QueryContext& context, const query::BoardRequest& request,
                  const FilterPlan& plan, HistoryJudge& judge, std::vector<std::int64_t> platforms,
                  const UserNames& names)
            : m_context(context)
            , m_request(request)
            , m_plan(plan)
            , m_judge(judge)
            , m_reader(context, plan)
            , m_platforms(std::move(platforms))
            , m_user(names)
        {
        }

        Result<void> addBranch(const BranchLine& line)
        {
            CBOARD_TRY_VOID(m_context.task.check());
            CBOARD_TRY(const auto revisions,
                       loadRevisions(m_context, line.ids, m_plan,
                                     {.limit = m_request.lastRevisions, .withWords = true}));
            CBOARD_TRY_VOID(m_reader.readMarksIfAsked(m_request.common, revisions));
            query::BoardBranch branch;
            bool hasRun = false;
            for (const RevisionEntry& revision : revisions) { // Newest first.
                CBOARD_TRY(auto row, rowOf(revision));
                hasRun = hasRun || row.counts.boots.total() + row.counts.tests.total() > 0;
                branch.revisions.push_back(std::move(row));
            }
            if (!hasRun) {
                return {};
            }
            if (m_request.withMarks) {
                CBOARD_TRY_VOID(addMarks(ResultKind::Boots, revisions, branch));
            }
            if (m_request.withMarks && m_request.withTestMarks) {
                CBOARD_TRY_VOID(addMarks(ResultKind::Tests, revisions, branch));
            }
            std::reverse(branch.revisions.begin(), branch.revisions.end());
            branch.tree = revisions.front().ref.tree;
            branch.branch = revisions.front().ref.branch;
            branch.repositoryUrl = revisions.front().ref.repositoryUrl;
            m_snapshot.info.newestData =
                std::max(m_snapshot.info.newestData, revisions.front().lastData());
            m_snapshot.branches.push_back(std::move(branch));
            return {};
        }

        Result<query::BoardSnapshot> take()
        {
            CBOARD_TRY(const auto compatibles, m_context.outcomes.boards().byBoard(m_context));
            m_snapshot.identity =
                boardIdentity(m_context.names, m_platforms.front(), m_user.boards, *compatibles);
            m_snapshot.architectures = namesOfIds(m_context.names, NameKind::Architecture,
                                                  {m_architectures.begin(), m_architectures.end()});
            countShared();
            for (auto& [id, lab] : m_labs) {
                lab.row.lab = m_user.labs.nameOf(m_context.names, id);
                lab.row.medianBootSeconds = medianOf(std::move(lab.bootSeconds));
                m_snapshot.labs.push_back(std::move(lab.row));
            }
            std::ranges::sort(m_snapshot.labs, {}, &query::BoardLab::lab);
            std::ranges::stable_sort(
                m_snapshot.branches, std::ranges::greater{},
                [](const query::BoardBranch& row) { return row.revisions.back().revision.time; });
            m_snapshot.info.shownRows = static_cast<std::int64_t>(m_snapshot.branches.size());
            m_snapshot.info.totalRows = m_snapshot.info.shownRows;
            return std::move(m_snapshot);
        }

    private:
        Result<query::BoardRevision> rowOf(const RevisionEntry& revision)
        {
            query::BoardRevision row;
            row.revision = revision.ref;
            std::set<std::int64_t> builds;
            const auto addBuild = [&](const BuildFacts& build) {
                if (build.isShown && builds.insert(build.id).second) {
                    ++row.counts.builds[m_plan.classOf(build.status, build.start)];
                }
            };
            std::set<std::int64_t> labs;
            for (const std::int64_t platform : m_platforms) {
                // Boots one by one, for their durations; tests from the roll-up.
                const RunSelection boots{
                    .withTests = false, .isSingle = true, .platform = platform};
                CBOARD_TRY_VOID(m_reader.runs(revision, boots, [&](const ResultGroup& group) {
                    row.counts.boots[group.facts.statusClass] += group.count;
                    addBuild(*group.facts.build);
                    addBoot(revision, group.facts);
                    labs.insert(group.facts.lab);
                }));
                const RunSelection tests{.withBoots = false, .platform = platform};
                CBOARD_TRY_VOID(m_reader.runs(revision, tests, [&](const ResultGroup& group) {
                    row.counts.tests[group.facts.statusClass] += group.count;
                    addBuild(*group.facts.build);
                    labOf(revision, group.facts).row.tests[group.facts.statusClass] += group.count;
                    labs.insert(group.facts.lab);
                }));
            }
            if (m_request.withMarks) {
                CBOARD_TRY(row.illLabs, illLabsAmong(revision, labs));
            }
            return row;
        }

        /// Of the labs that it ran in.
        Result<std::vector<std::string>> illLabsAmong(const RevisionEntry& revision,
                                                      const std::set<std::int64_t>& labs)
        {
            std::vector<std::string> names;
            if (labs.empty()) {
                return names;
            }
            CBOARD_TRY(const auto health, m_judge.outcomes().health(revision));
            for (const std::int64_t lab : health->illLabs) {
                if (labs.contains(lab)) {
                    names.emplace_back(m_user.labs.nameOf(m_context.names, lab));
                }
            }
            std::ranges::sort(names);
            return names;
        }

        Lab& labOf(const RevisionEntry& revision, const ResultFacts& facts)
        {
            Lab& lab = m_labs[m_user.labs.countedAs(facts.lab)];
            keepNewer(lab.row.newestRevision, revision.ref);
            keepNewer(m_snapshot.newestRevision, revision.ref);
            m_architectures.insert(facts.build->architecture);
            return lab;
        }

        void addBoot(const RevisionEntry& revision, const ResultFacts& facts)
        {
            Lab& lab = labOf(revision, facts);
            ++lab.row.boots[facts.statusClass];
            ++lab.bootsOfBuild[facts.build->id][facts.statusClass];
            if (facts.statusClass == StatusClass::Pass) {
                keepNewer(m_snapshot.lastBoot, revision.ref);
                if (facts.durationSeconds) {
                    lab.bootSeconds.push_back(*facts.durationSeconds);
                }
            }
        }

        /// What ran in two or more labs.
        void countShared()
        {
            std::map<std::int64_t, int> labsOfBuild;
            for (const auto& [id, lab] : m_labs) {
                for (const auto& [build, counts] : lab.bootsOfBuild) {
                    ++labsOfBuild[build];
                }
            }
            for (auto& [id, lab] : m_labs) {
                for (const auto& [build, counts] : lab.bootsOfBuild) {
                    if (labsOfBuild[build] > 1) {
                        lab.row.sharedBoots += counts;
                    }
                }
            }
        }

        bool isOfBoard(std::int64_t platform) const
        {
            return std::ranges::find(m_platforms, platform) != m_platforms.end();
        }

        Result<void> addMarks(ResultKind kind, const std::vector<RevisionEntry>& revisions,
                              query::BoardBranch& branch)
        {
            CBOARD_TRY(const auto judged, m_judge.marks(kind, revisions));
            const CellIndex& cells = m_context.outcomes.cells(kind);
            for (std::size_t i = 0; i < revisions.size(); ++i) {
                const RevisionWords words = m_plan.revisionWords(revisions[i]);
                for (const auto& [cell, marks] : judged->marks[i]) {
                    const CellKey& key = cells.keyOf(cell);
                    if (isOfBoard(key.platform) && selectsCell(m_plan, kind, key, marks, words)) {
                        branch.revisions[i].marks.add(marks);
                    }
                }
            }
            return {};
        }

        const QueryContext& m_context;
        const query::BoardRequest& m_request;
        const FilterPlan& m_plan;
        HistoryJudge& m_judge;
        ResultReader m_reader;
        std::vector<std::int64_t> m_platforms; ///< Under which results call it; not empty.
        const UserNames& m_user;
        std::map<std::int64_t, Lab> m_labs; ///< By lab.id, that under which the lab is counted.
        std::set<std::int64_t> m_architectures;
        query::BoardSnapshot m_snapshot;
    };

} // namespace

Result<query::BoardSnapshot> queryBoard(const QueryContext& context,
                                        const query::BoardRequest& request)
{
    CBOARD_TRY(const auto names, UserNames::of(context));
    std::vector<std::int64_t> platforms;
    if (const NamedThing* named = names->boards.find(request.board)) {
        platforms = named->ids;
    } else if (const auto platform = context.names.findName(NameKind::Platform, request.board);
               platform && *platform != 0) {
        platforms = {*platform};
    }
    if (platforms.empty()) {
        return fail(ErrorKind::NotFound, "no board " + request.board + " in this store");
    }
    CBOARD_TRY(const auto plan, FilterPlan::create(context, request.common));
    CBOARD_TRY(const auto judge, HistoryJudge::create(context, request.common));
    BoardPage page(context, request, plan, *judge, std::move(platforms), *names);
    CBOARD_TRY(const auto lines, loadBranchLines(context, plan));
    for (const BranchLine& line : lines) {
        CBOARD_TRY_VOID(page.addBranch(line));
    }
    return page.take();
}

} // namespace cboard::store
