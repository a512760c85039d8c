// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/test_tree_snapshot.h"

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace cboard::ui {

/// By news: what is newly failing first, as far as it is judged, then by fails.
enum class TestTreeSort : std::uint8_t { Fails, Name, Duration, News };

/// Which paths are shown, by the boards on which they fail: on all of two or more tells the kernel,
/// on some the board. Gone: those of disappeared_tests.h, a tree of its own.
enum class BoardFacet : std::uint8_t { Any, AllBoards, SomeBoards, Gone };

/// Tells the facet of paths of \p snapshot, which must outlive it, in a time that grows with the
/// runs of the path alone.
class BoardFacets {
public:
    explicit BoardFacets(const query::TestTreeSnapshot& snapshot);

    /// Of the boards that ran this very path to a pass or fail; nothing (Any) where none fails, or
    /// where there is but one.
    BoardFacet of(std::int32_t node);

private:
    enum class Outcome : std::uint8_t { None, Pass, Fail };

    const query::TestTreeSnapshot& m_snapshot;
    std::vector<Outcome> m_outcomes; ///< By place of the board's name; None between calls.
    std::vector<std::uint32_t> m_boards; ///< Those that have one.
};

/// The children of each node in the order in which they are shown. Built once for a snapshot and
/// an order, O(n log n); a model over it answers in O(1).
///
/// Paths are shown below those above them, but for those that failed only because a run had broken
/// down: they are shown below the path of their group where that began.
struct TestTreeLayout {
    std::shared_ptr<const query::TestTreeSnapshot> snapshot;
    TestTreeSort sort = TestTreeSort::Fails;
    std::vector<std::int32_t> children; ///< Shown nodes but the root, grouped by parent.
    std::vector<std::int32_t> begin; ///< First child of node i; one more entry than nodes.
    std::vector<std::int32_t> rowInParent;
    std::vector<std::int32_t> parents; ///< As shown.
    std::vector<double> seconds; ///< All runs at or below node i together.

    std::int32_t childCount(std::int32_t node) const
    {
        const auto i = static_cast<std::size_t>(node);
        return begin[i + 1] - begin[i];
    }
    std::int32_t child(std::int32_t node, std::int32_t row) const
    {
        return children[static_cast<std::size_t>(begin[static_cast<std::size_t>(node)] + row)];
    }
    const query::TestTreeNode& node(std::int32_t index) const
    {
        return snapshot->nodes[static_cast<std::size_t>(index)];
    }
    std::int32_t parent(std::int32_t index) const
    {
        return parents[static_cast<std::size_t>(index)];
    }
    /// Whether a node is shown below the one where its run broke down.
    bool isFolded(std::int32_t index) const { return parent(index) != node(index).parent; }
    /// How many are shown so below it: "and 212 after it".
    std::int32_t foldedCount(std::int32_t index) const
    {
        return node(index).subtreeSize == 1 ? childCount(index) : 0;
    }
    bool isShown(std::int32_t index) const
    {
        const std::int32_t row = rowInParent[static_cast<std::size_t>(index)];
        const std::int32_t above = index > 0 ? parent(index) : index;
        return index > 0 && row < childCount(above) && child(above, row) == index;
    }
};

std::shared_ptr<const TestTreeLayout>
makeTestTreeLayout(std::shared_ptr<const query::TestTreeSnapshot> snapshot, TestTreeSort sort,
                   BoardFacet facet = BoardFacet::Any);

/// Nodes in the order of the screen with all expanded; the root is left out.
std::vector<std::int32_t> depthFirst(const TestTreeLayout& layout);

/// A run of a node's list: which node, which run of the snapshot.
struct TestTreeRunRef {
    std::int32_t node = 0;
    std::int32_t run = 0;
};

struct TestTreeRuns {
    std::vector<TestTreeRunRef> runs; ///< Worst first, then by path, board, config, lab.
    std::int64_t total = 0; ///< Before the limit.
    bool isLeaf = true; ///< All of one path.
};

/// The runs at or below \p node, at most \p limit of them.
TestTreeRuns runsBelow(const query::TestTreeSnapshot& snapshot, std::int32_t node,
                       std::size_t limit);

/// True when the node itself fails and nothing below it does.
bool failsAsSuite(const query::TestTreeSnapshot& snapshot, std::int32_t node);
/// True when the node itself, not only something below it, has a failed run.
bool hasOwnFail(const query::TestTreeSnapshot& snapshot, std::int32_t node);
/// The same of a failed run that is new.
bool hasOwnNew(const query::TestTreeSnapshot& snapshot, std::int32_t node);

/// The deepest shown node of a dotted path; 0 when not even its suite is shown.
std::int32_t nodeAt(const TestTreeLayout& layout, std::string_view path);

/// What has to be opened to see \p nodes, the first ones first and no more than a screen that can
/// still be read: two thousand rows.
std::vector<std::int32_t> nodesToOpen(const TestTreeLayout& layout,
                                      const std::vector<std::int32_t>& nodes);

} // namespace cboard::ui
