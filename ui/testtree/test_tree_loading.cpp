// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/testtree/test_tree_loading.h"

#include "ui/shell/resolve.h"
#include "ui/shell/text_format.h"

#include <algorithm>

namespace cboard::ui {

namespace {

    /// Paths with runs of their own, in order of the tree.
    std::vector<std::string> pathsOf(const query::TestTreeSnapshot& tree)
    {
        std::vector<std::string> paths;
        for (std::size_t node = 1; node < tree.nodes.size(); ++node) {
            if (tree.nodes[node].ownRuns > 0) {
                paths.push_back(tree.pathOf(static_cast<std::int32_t>(node)));
            }
        }
        return paths;
    }

    /// Paths that \p now lacks of those that the baseline, else the revision before, ran.
    Result<QStringList> disappearedTests(query::Engine& engine, const query::BranchKey& branch,
                                         const query::TestTreeSnapshot& now,
                                         const query::Common& common, const TaskContext& task)
    {
        const query::Common unfiltered{common.now, common.window, {}};
        std::optional<std::int64_t> before = common.baseline;
        if (!before) {
            CBOARD_TRY(const auto strip,
                       engine.revisions({unfiltered, branch, 2, now.revision.id}, task));
            if (strip->rows.size() < 2) {
                return QStringList();
            }
            before = strip->rows[1].revision.id;
        }
        CBOARD_TRY(const auto tree, engine.testTree({unfiltered, *before}, task));
        std::vector<std::string> shown = pathsOf(now);
        std::sort(shown.begin(), shown.end());
        QStringList gone;
        for (const std::string& path : pathsOf(*tree)) {
            if (!std::binary_search(shown.begin(), shown.end(), path)) {
                gone << fromUtf8(path);
            }
        }
        return gone;
    }

} // namespace

LoadedTestTree arrangeTests(std::shared_ptr<const query::TestTreeSnapshot> snapshot,
                            TestTreeSort sort, BoardFacet facet)
{
    LoadedTestTree tree;
    tree.layout = makeTestTreeLayout(std::move(snapshot), sort, facet);
    tree.place.resize(tree.layout->snapshot->nodes.size());
    std::int32_t place = 0;
    for (const std::int32_t node : depthFirst(*tree.layout)) {
        tree.place[static_cast<std::size_t>(node)] = place++;
        if (hasOwnFail(*tree.layout->snapshot, node)) {
            tree.failing.push_back(node);
            const BoardFacet boards = boardFacetOf(*tree.layout->snapshot, node);
            tree.onAllBoards += boards == BoardFacet::AllBoards ? 1 : 0;
            tree.onSomeBoards += boards == BoardFacet::SomeBoards ? 1 : 0;
        }
        if (hasOwnNew(*tree.layout->snapshot, node)) {
            tree.news.push_back(node);
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
    CBOARD_TRY(auto snapshot, engine.testTree({common, revision.id, isJudged}, task));
    LoadedTestTree tree = arrangeTests(std::move(snapshot), question.sort, question.facet);
    tree.baseline = std::move(baseline);
    const query::TestTreeSnapshot& shown = *tree.layout->snapshot;
    const bool isComplete =
        !shown.nodes.empty() && shown.nodes.front().counts[StatusClass::Pending] == 0;
    // While a filter is typed it would be read each time.
    if (isJudged && isComplete && common.filter.isEmpty()) {
        CBOARD_TRY(tree.disappeared, disappearedTests(engine, branch, shown, common, task));
    }
    return tree;
}

} // namespace cboard::ui
