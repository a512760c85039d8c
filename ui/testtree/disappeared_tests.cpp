// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/testtree/disappeared_tests.h"

#include <algorithm>
#include <unordered_set>

namespace cboard::ui {

namespace {

    std::unordered_set<std::string> pathsOf(const query::TestTreeSnapshot& tree)
    {
        std::unordered_set<std::string> paths;
        for (std::size_t node = 1; node < tree.nodes.size(); ++node) {
            if (tree.nodes[node].ownRuns > 0) {
                paths.insert(tree.pathOf(static_cast<std::int32_t>(node)));
            }
        }
        return paths;
    }

    std::int64_t boardsBelow(const query::TestTreeSnapshot& tree, const query::TestTreeNode& node)
    {
        std::unordered_set<std::uint32_t> boards;
        const auto first = static_cast<std::size_t>(node.firstRun);
        const auto end = first + static_cast<std::size_t>(node.counts.total());
        for (std::size_t run = first; run < end; ++run) {
            boards.insert(tree.table->runs[tree.runs[run].run].platform);
        }
        boards.erase(0);
        return std::ssize(boards);
    }

    /// Copies nodes with their runs; both stand in depth-first order, in the copy, too.
    class TreeExcerpt {
    public:
        explicit TreeExcerpt(const query::TestTreeSnapshot& from)
            : m_from(from)
            , m_copies(from.nodes.size(), NotCopied)
        {
            m_tree.info = from.info;
            m_tree.revision = from.revision;
            m_tree.table = from.table;
            m_copies.front() = 0;
            m_tree.nodes.emplace_back();
        }

        void add(std::size_t index)
        {
            const query::TestTreeNode& from = m_from.nodes[index];
            query::TestTreeNode& node = m_tree.nodes[copyOf(index)];
            node.ownRuns = from.ownRuns;
            const auto first = m_from.runs.begin() + from.firstRun;
            std::for_each(first, first + from.ownRuns,
                          [&](const auto& run) { ++node.counts[run.status]; });
            m_tree.runs.insert(m_tree.runs.end(), first, first + from.ownRuns);
        }

        query::TestTreeSnapshot take()
        {
            for (std::size_t i = m_tree.nodes.size(); i-- > 1;) {
                const query::TestTreeNode& node = m_tree.nodes[i];
                auto& parent = m_tree.nodes[static_cast<std::size_t>(node.parent)];
                parent.counts += node.counts;
                parent.subtreeSize += node.subtreeSize;
            }
            for (query::TestTreeNode& node : m_tree.nodes) {
                node.boardCount = static_cast<std::int32_t>(boardsBelow(m_tree, node));
            }
            m_tree.info.totalRows = m_tree.info.shownRows = std::ssize(m_tree.runs);
            return std::move(m_tree);
        }

    private:
        static constexpr std::size_t NotCopied = SIZE_MAX;

        std::size_t copyOf(std::size_t index)
        {
            if (m_copies[index] == NotCopied) {
                const query::TestTreeNode& from = m_from.nodes[index];
                query::TestTreeNode node;
                node.name = from.name;
                node.depth = from.depth;
                node.firstRun = static_cast<std::int32_t>(m_tree.runs.size());
                node.parent =
                    static_cast<std::int32_t>(copyOf(static_cast<std::size_t>(from.parent)));
                m_copies[index] = m_tree.nodes.size();
                m_tree.nodes.push_back(std::move(node));
            }
            return m_copies[index];
        }

        const query::TestTreeSnapshot& m_from;
        std::vector<std::size_t> m_copies; ///< By node of the original.
        query::TestTreeSnapshot m_tree;
    };

} // namespace

query::TestTreeSnapshot disappearedTests(const query::TestTreeSnapshot& now,
                                         const query::TestTreeSnapshot& before)
{
    if (before.nodes.empty()) {
        return {};
    }
    const auto shown = pathsOf(now);
    TreeExcerpt gone(before);
    for (std::size_t node = 1; node < before.nodes.size(); ++node) {
        if (before.nodes[node].ownRuns > 0
            && !shown.contains(before.pathOf(static_cast<std::int32_t>(node)))) {
            gone.add(node);
        }
    }
    return gone.take();
}

Result<std::shared_ptr<const query::TestTreeSnapshot>>
readTestsBefore(query::Engine& engine, const query::BranchKey& branch,
                const query::TestTreeSnapshot& now, const query::Common& common,
                const TaskContext& task)
{
    if (now.nodes.empty() || now.nodes.front().counts[StatusClass::Pending] > 0) {
        return nullptr;
    }
    std::optional<std::int64_t> before = common.baseline;
    if (!before) {
        const query::Common unfiltered = common.unfiltered();
        CBOARD_TRY(const auto strip,
                   engine.revisions({unfiltered, branch, 2, now.revision.id}, task));
        if (strip->rows.size() < 2) {
            return nullptr;
        }
        before = strip->rows[1].revision.id;
    }
    query::Common filtered = common.unfiltered();
    filtered.filter = common.filter;
    return engine.testTree({filtered, *before}, task);
}

std::int64_t pathCount(const query::TestTreeSnapshot& tree)
{
    return std::count_if(tree.nodes.begin(), tree.nodes.end(),
                         [](const query::TestTreeNode& node) { return node.ownRuns > 0; });
}

} // namespace cboard::ui
