// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/background_task.h"
#include "ui/base/context.h"
#include "ui/base/navigator.h"
#include "ui/base/view.h"
#include "ui/find/row_finder.h"
#include "ui/testtree/path_runs.h"
#include "ui/testtree/test_tree_loading.h"
#include "ui/widgets/path_folding.h"

class QTreeView;

namespace cboard::ui {

class ElidedLabel;
class FilteredOut;
class ResultTable;
class StatePanel;
class TestTreeDelegate;
class TestTreeModel;
class ViewHeader;

/// The tests of one revision as a tree of paths, with the runs of the selected path beside it.
///
/// What failed is shown at once; which of it is new is read after that, from the history of the
/// branch.
///
/// State: branch, revision, filter, record (the selected run); options "sort" ("name", "duration",
/// "new", else by fails), "boards" ("all", "some", "gone": BoardFacet), "path" (the selected one),
/// those of PathFolding and the choice of the table of runs ("runs.sort" ...).
class TestTreeView : public View {
    Q_OBJECT

public:
    explicit TestTreeView(const Context& context, QWidget* parent = nullptr);

    void showState(const ViewState& state) override;
    ViewState state() const override;
    ViewStatus status() const override;
    QList<ScopeChip> scopeChips() const override { return {baselineChip(m_baseline)}; }
    QString caption() const override;
    void refresh() override;
    bool perform(ActionId action) override;
    QList<ActionId> actions() const override;
    TableSource tableSource() const override;
    void setLettersMode(bool on) override;

    /// Dotted path of the selected node; empty when there is none.
    QString currentPath() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildLayout();
    void fitColumns();
    void connectParts();
    void load();
    void arrangeAgain(TestTreeSort sort, BoardFacet facet);
    void showTree(const LoadedTestTree& tree);
    void showEmpty();
    void updateSummary();
    bool isGoneShown() const; ///< What has disappeared is on the screen.

    // test_tree_view_folds.cpp
    void applyFolding();
    void openNodes(const std::vector<std::int32_t>& nodes);
    void onFolded(const QModelIndex& index, bool isOpen);
    void foldBy(const PathFolding& folding);
    void foldToLevel(int level);
    void foldToNextLevel();

    void selectNode(std::int32_t node);
    void showCurrent();
    bool performFind(ActionId action);
    FindTarget findTarget();
    bool performPart(int part, bool isLevel);
    void onNodeChanged();
    void onRunChanged();
    const PathRun* currentRun() const;
    void moveRow(int rows);
    TestTreeQuestion question() const;
    void judge();
    std::optional<std::int32_t> nextFailing(bool isForward, bool onlyNew) const;
    void goToFailing(bool isForward, bool onlyNew);
    QStringList nearRuns() const;
    void openLog(OpenMode mode);
    void copyReport();
    std::int32_t nodeOfPath(const QString& path) const;
    void showJudged(const LoadedTestTree& tree);
    void takeLists(const LoadedTestTree& tree);
    QString selectedRunId() const;
    std::optional<query::HistoryRequest> selectedCell() const;

    inline static const QString PathOption = QStringLiteral("path");
    static constexpr int BarWidth = 110;
    static constexpr int CountWidth = 58;
    static constexpr int TimeWidth = 76;
    static int widthOf(int column);

    Context m_context;
    ViewState m_state;
    TestTreeSort m_sort = TestTreeSort::Fails;
    BoardFacet m_facet = BoardFacet::Any;
    QString m_error;
    BaselineFound m_baseline;
    std::vector<std::int32_t> m_failing;
    std::vector<std::int32_t> m_place;
    std::vector<std::int32_t> m_new;
    std::int64_t m_foldedFailing = 0;
    std::int64_t m_foldedNews = 0;
    std::int32_t m_usualNode = -1; ///< Where the cursor was set without being asked to.
    TestTrees m_trees;
    std::int64_t m_onAllBoards = 0;
    std::int64_t m_onSomeBoards = 0;
    PathFolding m_folding;
    bool m_isFolding = false; ///< Not by the user's hand.
    bool m_awaitsLevel = false; ///< A digit would say how deep to fold.

    TestTreeModel* m_model;
    QTreeView* m_tree;
    TestTreeDelegate* m_delegate;
    ResultTable* m_runTable;
    std::shared_ptr<const PathRuns> m_runs;
    std::shared_ptr<const TypedRows<PathRun>> m_runRows;
    ViewHeader* m_header;
    ElidedLabel* m_runTitle;
    StatePanel* m_panel = nullptr;
    FilteredOut* m_filteredOut = nullptr;
    BackgroundTask<LoadedTestTree> m_load;
    BackgroundTask<LoadedTestTree> m_judge;
};

} // namespace cboard::ui
