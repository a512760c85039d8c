// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/queries.h"
#include "core/store/revisions/outcome_cache.h"
#include "core/store/revisions/result_groups.h"
#include "core/store/revisions/revision_runs.h"
#include "core/store/revisions/run_breakdowns.h"
#include "core/store/revisions/run_reference.h"

namespace cboard::store {

namespace {

    /// Builds the nodes that the shown runs need, in depth-first order, children by name. Runs come
    /// in the order of the tree, so that each path is done before the next.
    class TreeBuilder {
    public:
        TreeBuilder(const Dictionary& names, const RevisionRuns& runs,
                    query::TestTreeSnapshot& snapshot)
            : m_names(names)
            , m_snapshot(snapshot)
            , m_nodeOfPath(static_cast<std::size_t>(names.pathCount()), -1)
        {
            m_snapshot.table = runs.table();
            m_snapshot.nodes.emplace_back();
            m_nodeOfPath[0] = 0;
        }

        void add(std::size_t run, const ResultFacts& facts)
        {
            if (facts.path != m_path) {
                m_path = facts.path;
                m_node = nodeOf(facts.path);
                m_snapshot.nodes[m_node].firstRun =
                    static_cast<std::int32_t>(m_snapshot.runs.size());
            }
            query::TestTreeNode& node = m_snapshot.nodes[m_node];
            ++node.ownRuns;
            ++node.counts[facts.statusClass];
            if (facts.marks != 0) {
                node.marks.add(facts.marks);
            }
            m_snapshot.runs.push_back(
                {static_cast<std::uint32_t>(run), facts.marks, facts.statusClass});
        }

        /// Children stand behind their parents, so one pass from the end adds everything up.
        void finish()
        {
            auto& nodes = m_snapshot.nodes;
            for (std::size_t i = nodes.size() - 1; i > 0; --i) {
                query::TestTreeNode& parent = nodes[index(nodes[i].parent)];
                parent.counts += nodes[i].counts;
                parent.marks += nodes[i].marks;
                parent.subtreeSize += nodes[i].subtreeSize;
            }
            countBoards();
        }

    private:
        static std::size_t index(std::int64_t id) { return static_cast<std::size_t>(id); }

        /// The node of a path, made with those above it where they are missing.
        std::size_t nodeOf(std::int64_t path)
        {
            std::vector<std::int64_t> missing;
            for (; m_nodeOfPath[index(path)] < 0; path = m_names.path(path).parent) {
                missing.push_back(path);
            }
            std::int32_t node = m_nodeOfPath[index(path)];
            auto& nodes = m_snapshot.nodes;
            for (auto made = missing.rbegin(); made != missing.rend(); ++made) {
                query::TestTreeNode child;
                child.name = m_names.path(*made).leaf();
                child.parent = node;
                child.depth = nodes[index(node)].depth + 1;
                child.firstRun = static_cast<std::int32_t>(m_snapshot.runs.size());
                node = static_cast<std::int32_t>(nodes.size());
                m_nodeOfPath[index(*made)] = node;
                nodes.push_back(std::move(child));
            }
            return index(node);
        }

        /// Distinct platforms below each node. Runs of a subtree are one range; the last run that
        /// was on a platform tells, for each node on the way up, whether it is new there.
        void countBoards()
        {
            auto& nodes = m_snapshot.nodes;
            const auto& table = m_snapshot.table->runs;
            std::vector<std::int32_t> lastSeen(m_snapshot.table->names.size(), -1);
            std::int32_t run = 0;
            for (std::size_t i = 0; i < nodes.size(); ++i) {
                for (std::int64_t k = 0; k < nodes[i].ownRuns; ++k, ++run) {
                    const std::uint32_t platform = table[m_snapshot.runs[index(run)].run].platform;
                    if (platform == 0) {
                        continue;
                    }
                    std::int32_t& seen = lastSeen[platform];
                    for (auto node = static_cast<std::int32_t>(i);
                         node >= 0 && nodes[index(node)].firstRun > seen;
                         node = nodes[index(node)].parent) {
                        ++nodes[index(node)].boardCount;
                    }
                    seen = run;
                }
            }
        }

        const Dictionary& m_names;
        query::TestTreeSnapshot& m_snapshot;
        std::vector<std::int32_t> m_nodeOfPath; ///< -1: not made yet.
        std::int64_t m_path = -1; ///< Of the last run.
        std::size_t m_node = 0; ///< The same.
    };

    /// What broke down, as far as it is shown.
    Result<std::vector<query::TestTreeBreakdown>>
    shownBreakdowns(const QueryContext& context, const RevisionRuns& runs, const FilterPlan& plan,
                    const query::TestTreeSnapshot& tree)
    {
        std::vector<query::TestTreeBreakdown> shown;
        CBOARD_TRY(const auto found, findBreakdowns(context, runs, plan));
        if (found.empty()) {
            return shown;
        }
        constexpr auto Hidden = UINT32_MAX;
        std::vector<std::uint32_t> places(runs.count(), Hidden);
        for (std::size_t place = 0; place < tree.runs.size(); ++place) {
            places[tree.runs[place].run] = static_cast<std::uint32_t>(place);
        }
        for (const RunBreakdown& one : found) {
            query::TestTreeBreakdown breakdown;
            for (const std::size_t run : one.runs) {
                if (places[run] != Hidden) {
                    breakdown.runs.push_back(places[run]);
                }
            }
            if (breakdown.runs.size() > 1) {
                breakdown.cause = one.cause;
                shown.push_back(std::move(breakdown));
            }
        }
        return shown;
    }

} // namespace

Result<query::TestTreeSnapshot> queryTestTree(const QueryContext& context,
                                              const query::TestTreeRequest& request)
{
    CBOARD_TRY(const auto plan, FilterPlan::create(context, request.common));
    CBOARD_TRY(const auto revision, loadRevision(context, request.revision));
    CBOARD_TRY(const auto runs, RevisionRuns::kept(context, revision));
    ResultReader reader(context, plan);
    CBOARD_TRY_VOID(request.withMarks ? reader.readMarks(request.common)
                                      : reader.readMarksIfAsked(request.common));
    query::TestTreeSnapshot snapshot;
    snapshot.revision = revision.ref;
    snapshot.info.newestData = revision.lastData();
    CBOARD_TRY(snapshot.info.totalRows, storedRuns(context, revision, query::RunKind::All));
    TreeBuilder tree(context.names, *runs, snapshot);
    CBOARD_TRY_VOID(
        reader.keptRuns(*runs, revision, {}, [&tree](std::size_t run, const ResultFacts& facts) {
            tree.add(run, facts);
        }));
    tree.finish();
    if (request.withMarks) {
        CBOARD_TRY(snapshot.breakdowns, shownBreakdowns(context, *runs, plan, snapshot));
    }
    snapshot.info.shownRows = static_cast<std::int64_t>(snapshot.runs.size());
    return snapshot;
}

} // namespace cboard::store
