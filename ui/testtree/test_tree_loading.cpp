// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/testtree/test_tree_loading.h"

#include "ui/base/resolve.h"
#include "ui/testtree/disappeared_tests.h"

namespace cboard::ui {

namespace {

    void note(std::vector<std::int32_t>& nodes, std::int64_t& folded, bool isFolded,
              std::int32_t node)
    {
        if (isFolded) {
            ++folded;
        } else {
            nodes.push_back(node);
        }
    }

    /// While a filter is typed only what is on the screen is read each time.
    Result<std::shared_ptr<const query::TestTreeSnapshot>>
    goneTests(query::Engine& engine, const query::BranchKey& branch,
              std::shared_ptr<const query::TestTreeSnapshot> now, const TestTreeQuestion& question,
              const query::Common& common, const TaskContext& task)
    {
        if (!common.filter.isEmpty()) {
            if (question.facet != BoardFacet::Gone) {
                return nullptr;
            }
            CBOARD_TRY(now, engine.testTree({common.unfiltered(), now->revision.id}, task));
        }
        CBOARD_TRY(const auto before, readTestsBefore(engine, branch, *now, common, task));
        return before
            ? std::make_shared<const query::TestTreeSnapshot>(disappearedTests(*now, *before))
            : nullptr;
    }

} // namespace

LoadedTestTree arrangeTests(TestTrees trees, TestTreeSort sort, BoardFacet facet)
{
    LoadedTestTree tree;
    tree.trees = std::move(trees);
    const bool isGone = facet == BoardFacet::Gone;
    tree.layout = makeTestTreeLayout(isGone && tree.trees.gone ? tree.trees.gone : tree.trees.tests,
                                     sort, isGone ? BoardFacet::Any : facet);
    tree.place.resize(tree.layout->snapshot->nodes.size());
    std::int32_t place = 0;
    BoardFacets facets(*tree.layout->snapshot);
    for (const std::int32_t node : depthFirst(*tree.layout)) {
        tree.place[static_cast<std::size_t>(node)] = place++;
        const bool isFolded = tree.layout->isFolded(node);
        if (hasOwnFail(*tree.layout->snapshot, node)) {
            note(tree.failing, tree.foldedFailing, isFolded, node);
            const BoardFacet boards = facets.of(node);
            tree.onAllBoards += boards == BoardFacet::AllBoards ? 1 : 0;
            tree.onSomeBoards += boards == BoardFacet::SomeBoards ? 1 : 0;
        }
        if (hasOwnNew(*tree.layout->snapshot, node)) {
            note(tree.news, tree.foldedNews, isFolded, node);
        }
    }
    return tree;
}

Result<LoadedTestTree> loadTests(query::Engine& engine, const TestTreeQuestion& question,
                                 bool isJudged, const TaskContext& task)
{
    const ViewState& state = question.state;
    query::Common common = question.common;
    CBOARD_TRY(const query::BranchKey branch, resolveBranch(engine, state, common, task));
    CBOARD_TRY(const query::RevisionRef revision, resolveRevision(engine, state, common, task));
    CBOARD_TRY(auto baseline, question.baseline.answer(engine, branch, revision.id, common, task));
    CBOARD_TRY(common.filter, parseStateFilter(state));
    common.baseline = baseline.id();
    TestTrees trees;
    CBOARD_TRY(trees.tests, engine.testTree({common, revision.id, isJudged}, task));
    if (isJudged) {
        CBOARD_TRY(trees.gone, goneTests(engine, branch, trees.tests, question, common, task));
    }
    LoadedTestTree tree = arrangeTests(std::move(trees), question.sort, question.facet);
    tree.baseline = std::move(baseline);
    return tree;
}

} // namespace cboard::ui
