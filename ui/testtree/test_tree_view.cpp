// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/testtree/test_tree_view.h"

#include "ui/base/elided_label.h"
#include "ui/base/resolve.h"
#include "ui/base/state_panel.h"
#include "ui/base/text_format.h"
#include "ui/base/view_header.h"
#include "ui/testtree/test_tree_delegate.h"
#include "ui/testtree/test_tree_model.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filtered_out.h"
#include "ui/widgets/loading.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/table_choice.h"
#include "ui/widgets/table_header.h"

#include <QHeaderView>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace cboard::ui {

namespace {

    const QString SortOption = QStringLiteral("sort");
    const QString SortByName = QStringLiteral("name");
    const QString SortByTime = QStringLiteral("duration");
    const QString BoardsOption = QStringLiteral("boards");

    /// Those that have a word; any is usual.
    const std::array Facets{std::pair{BoardFacet::AllBoards, QStringLiteral("all")},
                            std::pair{BoardFacet::SomeBoards, QStringLiteral("some")},
                            std::pair{BoardFacet::Gone, QStringLiteral("gone")}};

    BoardFacet facetOf(const ViewState& state)
    {
        const QString boards = state.options.value(BoardsOption);
        const auto place = std::find_if(Facets.begin(), Facets.end(), [&boards](const auto& one) {
            return one.second == boards;
        });
        return place == Facets.end() ? BoardFacet::Any : place->first;
    }

    const QString SortByNews = QStringLiteral("new");

    /// Those that have a word; by fails is usual.
    const std::array Sorts{std::pair{TestTreeSort::Name, SortByName},
                           std::pair{TestTreeSort::Duration, SortByTime},
                           std::pair{TestTreeSort::News, SortByNews}};

    TestTreeSort sortOf(const ViewState& state)
    {
        const QString by = state.options.value(SortOption);
        const auto place = std::find_if(Sorts.begin(), Sorts.end(),
                                        [&by](const auto& one) { return one.second == by; });
        return place == Sorts.end() ? TestTreeSort::Fails : place->first;
    }
    const QString RunsPrefix = QStringLiteral("runs.");

    void setUpTable(QAbstractItemView& view, const QString& name)
    {
        view.setFrameShape(QFrame::NoFrame);
        view.setSelectionBehavior(QAbstractItemView::SelectRows);
        view.setSelectionMode(QAbstractItemView::SingleSelection);
        view.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
        view.setAccessibleName(name);
    }

} // namespace

TestTreeView::TestTreeView(const Context& context, QWidget* parent)
    : View(parent)
    , m_context(context)
    , m_model(new TestTreeModel(this))
    , m_tree(new QTreeView(this))
    , m_delegate(new TestTreeDelegate(*context.theme, m_tree))
    , m_runTable(new ResultTable(context, this))
    , m_header(new ViewHeader(*context.theme, this))
    , m_runTitle(new ElidedLabel(this))
    , m_load(*context.queries, *context.tasks)
    , m_judge(*context.queries, *context.tasks)
{
    m_state.view = QStringLiteral("tests");
    buildLayout();
    connectParts();
}

void TestTreeView::buildLayout()
{
    constexpr int RunPadding = 10;
    setUpTable(*m_tree, tr("Tests by path"));
    m_tree->setModel(m_model);
    m_tree->viewport()->installEventFilter(this);
    m_tree->setItemDelegate(m_delegate);
    m_tree->setUniformRowHeights(true);
    m_tree->setAnimated(false);
    m_tree->setExpandsOnDoubleClick(true);
    m_tree->setHeader(new TableHeader(*m_context.theme, m_tree));
    QHeaderView* header = m_tree->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(TestTreeModel::PathColumn, QHeaderView::Stretch);
    for (int column = TestTreeModel::BarColumn; column < TestTreeModel::ColumnCount; ++column) {
        header->resizeSection(column, widthOf(column));
    }

    m_runTable->view()->setAccessibleName(tr("Runs of the selected path"));
    m_runTable->setRowHeight(fontMetrics().height() + RunPadding);

    m_runTitle->setContentsMargins(12, 8, 12, 8);
    auto* side = new QWidget(this);
    auto* sideLayout = new QVBoxLayout(side);
    sideLayout->setContentsMargins(0, 0, 0, 0);
    sideLayout->setSpacing(0);
    sideLayout->addWidget(m_runTitle);
    sideLayout->addWidget(m_runTable, 1);
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setHandleWidth(1);
    splitter->addWidget(m_tree);
    splitter->addWidget(side);
    splitter->setStretchFactor(0, 6);
    splitter->setStretchFactor(1, 5);
    splitter->setSizes({870, 730});
    m_panel = new StatePanel(m_context, splitter, this);
    m_filteredOut = new FilteredOut(m_context, *m_panel, *this);
    layOutView(*this, *m_header, *m_panel);
    setFocusProxy(m_tree);
    m_header->addChoice(
        {tr("All"), tr("Fail on all boards"), tr("Only on some"), tr("Not run any more")},
        tr("Which paths: by the boards on which they fail, or those that ran last time only"));
    m_header->setChoice(0, 0);
}

void TestTreeView::connectParts()
{
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &TestTreeView::onNodeChanged);
    connect(m_runTable, &ResultTable::currentRowChanged, this, &TestTreeView::onRunChanged);
    connect(m_runTable, &ResultTable::rowActivated, this, [this] { openLog(OpenMode::Here); });
    connect(m_runTable, &ResultTable::choiceChanged, this, &TestTreeView::stateChanged);
    connect(m_panel, &StatePanel::actionRequested, this, &TestTreeView::refresh);
    connect(m_tree, &QTreeView::expanded, this,
            [this](const QModelIndex& index) { onFolded(index, true); });
    connect(m_tree, &QTreeView::collapsed, this,
            [this](const QModelIndex& index) { onFolded(index, false); });
    connect(m_header, &ViewHeader::choiceMade, this,
            [this](int, int index) { arrangeAgain(m_sort, static_cast<BoardFacet>(index)); });
    connect(m_context.theme, &Theme::changed, this, [this] { m_tree->viewport()->update(); });
}

void TestTreeView::showState(const ViewState& state)
{
    const ViewState before = m_state;
    m_state = state;
    m_state.view = QStringLiteral("tests");
    if (!m_model->layout()) {
        m_baseline = askedBaseline(m_state);
    }
    const TestTreeSort sort = sortOf(state);
    const BoardFacet facet = facetOf(state);
    const PathFolding folding = foldingOf(state.options);
    const bool isFoldedAnew = folding != m_folding;
    m_folding = folding;
    m_runTable->setChoice(tableChoice(state.options, RunsPrefix));
    const bool isSame = m_model->layout() && before.tree == state.tree
        && before.branch == state.branch && before.revision == state.revision
        && before.repositoryUrl == state.repositoryUrl && before.filter == state.filter
        && before.options.value(BaselineOption) == state.options.value(BaselineOption);
    if (!isSame) {
        m_sort = sort;
        m_facet = facet;
        load();
        return;
    }
    if (isFoldedAnew) {
        applyFolding();
    }
    if (sort != m_sort || facet != m_facet) {
        arrangeAgain(sort, facet);
    } else if (const std::int32_t node = nodeOfPath(state.options.value(PathOption)); node > 0) {
        selectNode(node);
    }
}

void TestTreeView::refresh()
{
    m_state = state();
    load();
}

void TestTreeView::showTree(const LoadedTestTree& tree)
{
    const QString path = m_state.options.value(PathOption);
    takeLists(tree);
    m_header->setChoice(0, static_cast<int>(m_facet));
    m_model->setLayout(tree.layout);
    updateSummary();
    const bool isUnknown = m_facet == BoardFacet::Gone && !tree.trees.gone;
    if (tree.layout->snapshot->runs.empty() || isUnknown) {
        m_runs.reset();
        m_runRows.reset();
        m_runTable->setRows(nullptr);
        showEmpty();
        emit selectionChanged({});
        return;
    }
    if (m_model->rowCount() == 0) {
        m_runs.reset();
        m_runRows.reset();
        m_runTable->setRows(nullptr);
        m_panel->showMessage(m_facet == BoardFacet::AllBoards
                                 ? tr("No path fails on all boards that ran it")
                                 : tr("No path fails on some boards and passes on others"),
                             tr("Only paths that two boards or more ran are told apart."));
        emit selectionChanged({});
        return;
    }
    m_panel->showContent();
    applyFolding();
    const std::int32_t node = nodeOfPath(path);
    m_usualNode = node > 0   ? -1
        : !m_new.empty()     ? m_new.front()
        : !m_failing.empty() ? m_failing.front()
                             : TestTreeModel::nodeOf(m_model->index(0, 0));
    selectNode(node > 0 ? node : m_usualNode);
}

QString TestTreeView::currentPath() const
{
    const std::int32_t node = TestTreeModel::nodeOf(m_tree->currentIndex());
    return node > 0 ? fromUtf8(m_model->layout()->snapshot->pathOf(node)) : QString();
}

ViewState TestTreeView::state() const
{
    ViewState state = m_state;
    if (!m_model->layout()) {
        return state;
    }
    const query::RevisionRef& revision = m_trees.tests->revision;
    nameBranch(state, revision);
    if (!revision.commit.empty()) {
        state.revision = fromUtf8(revision.commit);
    }
    state.record = selectedRunId();
    state.recordKind = RecordKind::Test;
    state.options.remove(SortOption);
    state.options.remove(PathOption);
    setTableChoice(state.options, m_runTable->choice(), RunsPrefix);
    for (const auto& [sort, word] : Sorts) {
        if (sort == m_sort) {
            state.options.insert(SortOption, word);
        }
    }
    state.options.remove(BoardsOption);
    for (const auto& [facet, word] : Facets) {
        if (facet == m_facet) {
            state.options.insert(BoardsOption, word);
        }
    }
    setFolding(state.options, m_folding);
    if (const QString path = currentPath(); !path.isEmpty()) {
        state.options.insert(PathOption, path);
    }
    return state;
}

ViewStatus TestTreeView::status() const
{
    ViewStatus status;
    status.isLoading = m_load.isRunning() || m_judge.isRunning() || m_runTable->isArranging();
    status.error = m_error;
    if (m_model->layout()) {
        const query::SnapshotInfo& info = m_model->layout()->snapshot->info;
        status.shown = info.shownRows;
        status.total = info.totalRows;
        status.dataTime = info.newestData;
        status.isComplete = info.isComplete;
        const auto& nodes = m_trees.tests->nodes;
        status.pending = nodes.empty() ? 0 : nodes.front().counts[StatusClass::Pending];
    }
    return status;
}

void TestTreeView::setLettersMode(bool on)
{
    Q_UNUSED(on) // The delegates ask the theme.
    m_tree->viewport()->update();
    m_runTable->view()->viewport()->update();
}

} // namespace cboard::ui
