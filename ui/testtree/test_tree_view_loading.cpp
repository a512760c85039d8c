// SPDX-License-Identifier: GPL-3.0-or-later
// How the test tree is read, judged and arranged anew.
#include "ui/base/state_panel.h"
#include "ui/base/view_header.h"
#include "ui/testtree/test_tree_model.h"
#include "ui/testtree/test_tree_view.h"
#include "ui/widgets/loading.h"

#include <QTreeView>

namespace cboard::ui {

void TestTreeView::load()
{
    m_error.clear();
    m_judge.cancel();
    if (!m_model->layout()) {
        m_header->setTitle(tr("Tests"));
    }
    const QString what = tr("Reading the tests");
    m_panel->showLoading(what); // Whose Cancel knows the task by these words.
    m_load.start(
        what,
        [engine = m_context.engine, question = question()](const TaskContext& task) {
            return loadTests(*engine, question, false, task);
        },
        [this](const Result<LoadedTestTree>& tree) {
            if (tree) {
                m_baseline = tree->baseline;
                showTree(*tree);
                judge();
            } else {
                ViewStatus failed;
                showFailure(failed, *m_panel, tr("The tests could not be read"), tree.error());
                m_error = failed.error;
            }
            emit statusChanged();
            emit stateChanged();
        });
    emit statusChanged();
}

TestTreeQuestion TestTreeView::question() const
{
    return {m_state, m_context.common(), BaselineQuestion(m_context, m_state), m_sort, m_facet};
}

/// What is new, after what fails: it reads the history of the branch.
void TestTreeView::judge()
{
    m_judge.start(
        tr("Comparing tests with the past"),
        [engine = m_context.engine, question = question()](const TaskContext& task) {
            return loadTests(*engine, question, true, task);
        },
        [this](const Result<LoadedTestTree>& tree) {
            if (tree) {
                showJudged(*tree);
            }
            emit statusChanged();
        });
}

/// Where nobody has moved the cursor yet it goes to what is new.
void TestTreeView::showJudged(const LoadedTestTree& tree)
{
    const bool isUntouched = TestTreeModel::nodeOf(m_tree->currentIndex()) == m_usualNode;
    if (m_facet == BoardFacet::Gone || !m_model->updateLayout(tree.layout)) {
        m_state = state(); // The rows change their places: by news, or behind a breakdown.
        if (isUntouched && m_folding.rule == PathFolding::Rule::New) {
            m_state.options.remove(PathOption);
        }
        showTree(tree);
        return;
    }
    takeLists(tree);
    if (m_folding.rule == PathFolding::Rule::New) {
        if (isUntouched && !m_new.empty()) {
            selectNode(m_new.front());
        }
        applyFolding();
        showCurrent();
    }
    updateSummary();
    onNodeChanged();
}

void TestTreeView::takeLists(const LoadedTestTree& tree)
{
    m_failing = tree.failing;
    m_place = tree.place;
    m_new = tree.news;
    m_foldedFailing = tree.foldedFailing;
    m_foldedNews = tree.foldedNews;
    m_trees = tree.trees;
    m_onAllBoards = tree.onAllBoards;
    m_onSomeBoards = tree.onSomeBoards;
}

void TestTreeView::arrangeAgain(TestTreeSort sort, BoardFacet facet)
{
    m_header->setChoice(0, static_cast<int>(facet));
    if (!m_model->layout()) {
        return;
    }
    m_sort = sort;
    m_facet = facet;
    m_state = state();
    m_load.start(
        tr("Sorting tests"),
        [trees = m_trees, sort, facet](const TaskContext&) {
            return Result<LoadedTestTree>(arrangeTests(trees, sort, facet));
        },
        [this](const Result<LoadedTestTree>& tree) {
            if (tree) {
                showTree(*tree);
            }
            if (tree && m_facet == BoardFacet::Gone && !m_trees.gone && !m_judge.isRunning()) {
                judge(); // A filtered tree is compared only when that is asked for.
            }
            emit statusChanged();
            emit stateChanged();
        });
}

} // namespace cboard::ui
