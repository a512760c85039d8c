// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/testtree/test_tree_loading.h"

#include "ui/shell/resolve.h"
#include "ui/shell/text_format.h"

namespace cboard::ui {

namespace {

    /// Tests that \p revision lacks of those that the baseline, else the revision before, ran. An
    /// engine that compares nothing has none.
    Result<QStringList> disappearedTests(query::Engine& engine, const query::BranchKey& branch,
                                         std::int64_t revision, const query::Common& common,
                                         const TaskContext& task)
    {
        query::CompareRequest request{common, {}, false};
        if (common.baseline) {
            request.revisions = {*common.baseline, revision};
        } else {
            const query::Common unfiltered{common.now, common.window, {}};
            CBOARD_TRY(const auto strip, engine.revisions({unfiltered, branch, 2, revision}, task));
            if (strip->rows.size() < 2) {
                return QStringList();
            }
            request.revisions = {strip->rows[1].revision.id, revision};
        }
        const auto compared = engine.compare(request, task);
        QStringList paths;
        if (compared) {
            for (const query::CompareRow& row : (*compared)->rows) {
                if (row.kind == "test" && row.change == query::CellChange::Vanished) {
                    paths << fromUtf8(row.names.path);
                }
            }
            paths.removeDuplicates();
        }
        return paths;
    }

} // namespace

LoadedTestTree arrangeTests(std::shared_ptr<const query::TestTreeSnapshot> snapshot,
                            TestTreeSort sort)
{
    LoadedTestTree tree;
    tree.layout = makeTestTreeLayout(std::move(snapshot), sort);
    tree.place.resize(tree.layout->snapshot->nodes.size());
    std::int32_t place = 0;
    for (const std::int32_t node : depthFirst(*tree.layout)) {
        tree.place[static_cast<std::size_t>(node)] = place++;
        if (hasOwnFail(*tree.layout->snapshot, node)) {
            tree.failing.push_back(node);
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
    LoadedTestTree tree = arrangeTests(std::move(snapshot), question.sort);
    tree.baseline = std::move(baseline);
    if (isJudged
        && common.filter.isEmpty()) { // While a filter is typed it would be read each time.
        CBOARD_TRY(tree.disappeared, disappearedTests(engine, branch, revision.id, common, task));
    }
    return tree;
}

} // namespace cboard::ui
