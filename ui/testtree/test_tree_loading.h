// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/baseline_choice.h"
#include "ui/testtree/test_tree_layout.h"

/// What the test tree asks the engine. Blocking: for background jobs.
namespace cboard::ui {

struct TestTreeQuestion {
    ViewState state;
    query::Common common;
    BaselineQuestion baseline;
    TestTreeSort sort = TestTreeSort::Fails;
    BoardFacet facet = BoardFacet::Any;
};

/// What a load gives: the tree in one order, and its failing nodes in that order.
struct LoadedTestTree {
    BaselineFound baseline;
    std::shared_ptr<const TestTreeLayout> layout;
    std::vector<std::int32_t> failing; ///< Nodes that have a failed run of their own.
    std::vector<std::int32_t> place; ///< Of each node in that order; the root has none.
    std::vector<std::int32_t> news; ///< Those of them where it is new; none until judged.
    std::int64_t onAllBoards = 0; ///< Failing nodes by boardFacetOf().
    std::int64_t onSomeBoards = 0;
    /// Paths that ran at the baseline, else at the revision before, and do not run any more; none
    /// until judged, while the revision is not complete, and of a filtered tree.
    QStringList disappeared;
};

LoadedTestTree arrangeTests(std::shared_ptr<const query::TestTreeSnapshot> snapshot,
                            TestTreeSort sort, BoardFacet facet = BoardFacet::Any);

/// \param isJudged Also what is new and what has disappeared: reads the history of the branch.
Result<LoadedTestTree> loadTests(query::Engine& engine, const TestTreeQuestion& question,
                                 bool isJudged, const TaskContext& task);

} // namespace cboard::ui
