// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/baseline_choice.h"
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

/// The trees of a revision.
struct TestTrees {
    std::shared_ptr<const query::TestTreeSnapshot> tests;
    /// What has disappeared; null until judged, where nothing tells, and of a filtered tree unless
    /// that is what is shown.
    std::shared_ptr<const query::TestTreeSnapshot> gone;
};

/// What a load gives: a tree in one order, and its failing nodes in that order.
struct LoadedTestTree {
    BaselineFound baseline;
    TestTrees trees;
    std::shared_ptr<const TestTreeLayout> layout; ///< Of the one that the facet chooses.
    /// Nodes that have a failed run of their own, but for those folded behind a breakdown.
    std::vector<std::int32_t> failing;
    std::vector<std::int32_t> place; ///< Of each node in that order; the root has none.
    std::vector<std::int32_t> news; ///< Those of them where it is new; none until judged.
    std::int64_t foldedFailing = 0; ///< Failing ones that are folded; none until judged.
    std::int64_t foldedNews = 0;
    std::int64_t onAllBoards = 0; ///< Failing nodes by BoardFacets.
    std::int64_t onSomeBoards = 0;
};

/// Without a tree of what has disappeared that facet shows all.
LoadedTestTree arrangeTests(TestTrees trees, TestTreeSort sort, BoardFacet facet = BoardFacet::Any);

/// \param isJudged Also what is new and what has disappeared: reads the history of the branch.
Result<LoadedTestTree> loadTests(query::Engine& engine, const TestTreeQuestion& question,
                                 bool isJudged, const TaskContext& task);

} // namespace cboard::ui
