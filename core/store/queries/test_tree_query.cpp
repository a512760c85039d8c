// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/queries.h"
#include "core/store/queries/result_groups.h"
#include "core/store/queries/run_reference.h"
#include "core/store/record_decoder.h"

#include <algorithm>

namespace cboard::store {

namespace {

    /// A run as it comes from the scan: ids only.
    struct TreeRun {
        std::int64_t path = 0;
        std::int64_t platform = 0;
        std::int64_t config = 0;
        std::int64_t lab = 0;
        std::int64_t key = 0;
        std::optional<double> durationSeconds;
        StatusClass status = StatusClass::None;
        bool hasLog = false;
        query::CellMarks marks = 0;
    };

    /// Builds the nodes that the runs need, in depth-first order, children by name.
    class TreeBuilder {
    public:
        TreeBuilder(const Dictionary& names, query::TestTreeSnapshot& snapshot)
            : m_names(names)
            , m_snapshot(snapshot)
            , m_nodeOfPath(static_cast<std::size_t>(names.pathCount()), -1)
        {
        }

        void build(std::vector<TreeRun> runs)
        {
            countPerPath(runs);
            makeNodes();
            placeRuns(runs);
            sumUp();
        }

    private:
        static std::size_t index(std::int64_t id) { return static_cast<std::size_t>(id); }

        /// Which paths are in the tree: those with runs and their ancestors.
        void countPerPath(const std::vector<TreeRun>& runs)
        {
            std::vector<bool> isUsed(m_nodeOfPath.size());
            for (const TreeRun& run : runs) {
                for (std::int64_t path = run.path; path != 0 && !isUsed[index(path)];
                     path = m_names.path(path).parent) {
                    isUsed[index(path)] = true;
                }
            }
            for (std::size_t id = 1; id < isUsed.size(); ++id) {
                if (isUsed[id]) {
                    m_paths.push_back(static_cast<std::int64_t>(id));
                }
            }
            std::sort(m_paths.begin(), m_paths.end(), [this](std::int64_t a, std::int64_t b) {
                return comesBefore(m_names.path(a).text, m_names.path(b).text);
            });
        }

        /// By parts: a dot sorts before any other byte, so that a subtree stays together.
        static bool comesBefore(std::string_view a, std::string_view b)
        {
            const auto [placeA, placeB] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
            if (placeA == a.end() || placeB == b.end()) {
                return placeA == a.end() && placeB != b.end();
            }
            const auto rank = [](char c) { return c == '.' ? -1 : static_cast<unsigned char>(c); };
            return rank(*placeA) < rank(*placeB);
        }

        void makeNodes()
        {
            auto& nodes = m_snapshot.nodes;
            nodes.resize(m_paths.size() + 1);
            m_nodeOfPath[0] = 0;
            for (std::size_t i = 0; i < m_paths.size(); ++i) {
                const PathNode& path = m_names.path(m_paths[i]);
                const auto node = static_cast<std::int32_t>(i + 1);
                m_nodeOfPath[index(m_paths[i])] = node;
                query::TestTreeNode& made = nodes[i + 1];
                made.name = path.leaf();
                made.parent = m_nodeOfPath[index(path.parent)];
                made.depth = nodes[index(made.parent)].depth + 1;
            }
        }

        void placeRuns(const std::vector<TreeRun>& runs)
        {
            auto& nodes = m_snapshot.nodes;
            for (const TreeRun& run : runs) {
                query::TestTreeNode& node = nodes[index(m_nodeOfPath[index(run.path)])];
                ++node.ownRuns;
                ++node.counts[run.status];
                node.marks.add(run.marks);
            }
            std::int32_t next = 0;
            for (query::TestTreeNode& node : nodes) {
                node.firstRun = next;
                next += static_cast<std::int32_t>(node.ownRuns);
            }
            std::vector<std::int32_t> place;
            for (const query::TestTreeNode& node : nodes) {
                place.push_back(node.firstRun);
            }
            m_snapshot.runs.resize(runs.size());
            m_platformOfRun.resize(runs.size());
            for (const TreeRun& run : runs) {
                const auto at = index(place[index(m_nodeOfPath[index(run.path)])]++);
                m_platformOfRun[at] = run.platform;
                fill(m_snapshot.runs[at], run);
            }
        }

        void fill(query::TestTreeRun& shown, const TreeRun& run) const
        {
            shown.id = runReference(run.key);
            shown.platform = m_names.name(NameKind::Platform, run.platform);
            shown.config = m_names.name(NameKind::Config, run.config);
            shown.lab = m_names.name(NameKind::Lab, run.lab);
            shown.status = run.status;
            shown.durationSeconds = run.durationSeconds;
            shown.hasLog = run.hasLog;
            shown.marks = run.marks;
        }

        /// Children stand behind their parents, so one pass from the end adds everything up.
        void sumUp()
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

        /// Distinct platforms below each node. Runs of a subtree are one range; the last node that
        /// saw a platform tells, for each node on the way up, whether it is new there.
        void countBoards()
        {
            auto& nodes = m_snapshot.nodes;
            // For each platform the last run index seen; a run counts for all ancestors whose
            // range began after it.
            std::vector<std::int32_t> lastSeen(index(m_names.nameCount(NameKind::Platform)), -1);
            std::int32_t run = 0;
            for (std::size_t i = 0; i < nodes.size(); ++i) {
                for (std::int64_t k = 0; k < nodes[i].ownRuns; ++k, ++run) {
                    const std::int64_t platform = m_platformOfRun[index(run)];
                    if (platform == 0) {
                        continue;
                    }
                    std::int32_t& seen = lastSeen[index(platform)];
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
        std::vector<std::int64_t> m_paths; ///< Of nodes 1 ..., in order.
        std::vector<std::int32_t> m_nodeOfPath;
        std::vector<std::int64_t> m_platformOfRun;
    };

    /// Whether any run has a whole log at all: most stores save the look-ups.
    Result<bool> hasAnyRunLog(const QueryContext& context)
    {
        constexpr int TestRecord = 2;
        CBOARD_TRY(auto rows,
                   context.database.prepare("SELECT 1 FROM record_log WHERE kind = ?1 LIMIT 1"));
        rows.bind(1, TestRecord);
        return rows.step();
    }

} // namespace

Result<query::TestTreeSnapshot> queryTestTree(const QueryContext& context,
                                              const query::TestTreeRequest& request)
{
    CBOARD_TRY(const auto plan, FilterPlan::create(context, request.common));
    CBOARD_TRY(const auto revision, loadRevision(context, request.revision));
    ResultReader reader(context, plan);
    CBOARD_TRY_VOID(request.withMarks ? reader.readMarks(request.common)
                                      : reader.readMarksIfAsked(request.common));
    query::TestTreeSnapshot snapshot;
    snapshot.revision = revision.ref;
    snapshot.info.newestData = revision.lastData();
    CBOARD_TRY(snapshot.info.totalRows, storedRuns(context, revision, query::RunKind::All));
    CBOARD_TRY(const bool areLogsStored, hasAnyRunLog(context));
    std::vector<TreeRun> runs;
    runs.reserve(static_cast<std::size_t>(snapshot.info.totalRows));
    CBOARD_TRY_VOID(reader.singleRuns(
        revision, {}, [&](const TestColumns& columns, const ResultFacts& facts) -> Result<void> {
            bool hasLog = columns.excerpt.has_value();
            if (!hasLog && areLogsStored) {
                CBOARD_TRY(hasLog, hasRunLog(context, columns.key));
            }
            runs.push_back({facts.path, facts.platform, facts.build->config, facts.lab, columns.key,
                            facts.durationSeconds, facts.statusClass, hasLog, facts.marks});
            return {};
        }));
    snapshot.info.shownRows = static_cast<std::int64_t>(runs.size());
    TreeBuilder(context.names, snapshot).build(std::move(runs));
    return snapshot;
}

} // namespace cboard::store
