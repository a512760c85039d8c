// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/testtree/test_tree_view.h"

#include "ui/shell/elided_label.h"
#include "ui/shell/resolve.h"
#include "ui/shell/state_panel.h"
#include "ui/shell/text_format.h"
#include "ui/shell/view_header.h"
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

namespace cboard::ui {

namespace {

    const QString SortOption = QStringLiteral("sort");
    const QString PathOption = QStringLiteral("path");
    const QString SortByName = QStringLiteral("name");
    const QString SortByTime = QStringLiteral("duration");

    TestTreeSort sortOf(const ViewState& state)
    {
        const QString by = state.options.value(SortOption);
        return by == SortByName ? TestTreeSort::Name
            : by == SortByTime  ? TestTreeSort::Duration
                                : TestTreeSort::Fails;
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
    , m_runTable(new ResultTable(context, this))
    , m_header(new ViewHeader(*context.theme, this))
    , m_runTitle(new ElidedLabel(this))
    , m_panel(nullptr)
    , m_filteredOut(nullptr)
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
    m_tree->setItemDelegate(new TestTreeDelegate(*m_context.theme, m_tree));
    m_tree->setUniformRowHeights(true);
    m_tree->setAnimated(false);
    m_tree->setExpandsOnDoubleClick(true);
    m_tree->setHeader(new TableHeader(*m_context.theme, m_tree));
    QHeaderView* header = m_tree->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(TestTreeModel::PathColumn, QHeaderView::Stretch);
    header->resizeSection(TestTreeModel::BarColumn, BarWidth);
    for (int column = TestTreeModel::NewColumn; column < TestTreeModel::ColumnCount; ++column) {
        header->resizeSection(column, CountWidth);
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
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setSizes({900, 600});
    m_panel = new StatePanel(splitter, this);
    m_filteredOut = new FilteredOut(m_context, *m_panel, *this);
    layOutView(*this, *m_header, *m_panel);
    setFocusProxy(m_tree);
}

void TestTreeView::connectParts()
{
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &TestTreeView::onNodeChanged);
    connect(m_runTable, &ResultTable::currentRowChanged, this, &TestTreeView::onRunChanged);
    connect(m_runTable, &ResultTable::rowActivated, this, [this] { openLog(OpenMode::Here); });
    connect(m_runTable, &ResultTable::choiceChanged, this, &TestTreeView::stateChanged);
    connect(m_panel, &StatePanel::actionRequested, this, &TestTreeView::refresh);
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
    m_runTable->setChoice(tableChoice(state.options, RunsPrefix));
    const bool isSame = m_model->layout() && before.tree == state.tree
        && before.branch == state.branch && before.revision == state.revision
        && before.repositoryUrl == state.repositoryUrl && before.filter == state.filter
        && before.options.value(BaselineOption) == state.options.value(BaselineOption);
    if (!isSame) {
        m_sort = sort;
        load();
        return;
    }
    if (sort != m_sort) {
        sortAgain(sort);
    } else if (const std::int32_t node = nodeOfPath(state.options.value(PathOption)); node > 0) {
        selectNode(node);
    }
}

void TestTreeView::refresh()
{
    m_state = state();
    load();
}

void TestTreeView::load()
{
    m_error.clear();
    m_judge.cancel();
    if (!m_model->layout()) {
        m_header->setTitle(tr("Tests"));
        m_panel->showLoading(tr("Reading the tests"));
    }
    m_load.start(
        tr("Reading tests"),
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
    return {m_state, m_context.common(), BaselineQuestion(m_context, m_state), m_sort};
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
            if (tree && m_model->updateLayout(tree->layout)) {
                m_new = tree->news;
                m_disappeared = tree->disappeared;
                updateSummary();
                onNodeChanged();
            }
            emit statusChanged();
        });
}

void TestTreeView::sortAgain(TestTreeSort sort)
{
    if (!m_model->layout()) {
        return;
    }
    m_sort = sort;
    m_state = state();
    m_load.start(
        tr("Sorting tests"),
        [snapshot = m_model->layout()->snapshot, sort](const TaskContext&) {
            return Result<LoadedTestTree>(arrangeTests(snapshot, sort));
        },
        [this](const Result<LoadedTestTree>& tree) {
            if (tree) {
                showTree(*tree);
            }
            emit statusChanged();
            emit stateChanged();
        });
}

void TestTreeView::showTree(const LoadedTestTree& tree)
{
    const QString path = m_state.options.value(PathOption);
    m_failing = tree.failing;
    m_place = tree.place;
    m_new = tree.news;
    m_disappeared.clear();
    m_foldLevel = 0;
    m_model->setLayout(tree.layout);
    updateSummary();
    if (tree.layout->snapshot->runs.empty()) {
        m_runs.reset();
        m_runTable->setRows(nullptr);
        showEmpty();
        emit selectionChanged({});
        return;
    }
    m_panel->showContent();
    expandFailing();
    std::int32_t node = nodeOfPath(path);
    if (node <= 0) {
        node = m_failing.empty() ? m_model->nodeOf(m_model->index(0, 0)) : m_failing.front();
    }
    selectNode(node);
}

void TestTreeView::showEmpty()
{
    const query::TestTreeSnapshot& snapshot = *m_model->layout()->snapshot;
    const QString revision = revisionText(snapshot.revision);
    if (snapshot.info.totalRows > 0 && !m_state.filter.isEmpty()) {
        query::RelaxationsRequest request;
        request.common = m_context.common();
        request.common.filter = *parseStateFilter(m_state);
        request.common.baseline = m_baseline.id();
        request.branch = {snapshot.revision.tree, snapshot.revision.branch,
                          snapshot.revision.repositoryUrl};
        request.revision = snapshot.revision.id;
        m_filteredOut->show(
            tr("%1: %2 runs, 0 match").arg(revision, countText(snapshot.info.totalRows)),
            m_state.filter, relaxedBy(*m_context.engine, {request}));
    } else {
        m_panel->showMessage(tr("No test has reported for %1").arg(revision),
                             tr("Results appear here when they are ingested; boots are in the "
                                "boot matrix."));
    }
}

void TestTreeView::updateSummary()
{
    const query::TestTreeSnapshot& snapshot = *m_model->layout()->snapshot;
    const StatusCounts counts = snapshot.nodes.empty() ? StatusCounts{} : snapshot.nodes[0].counts;
    m_header->setTitle(
        tr("Tests of %1").arg(branchText(snapshot.revision.tree, snapshot.revision.branch)));
    m_header->setCode(revisionText(snapshot.revision));
    QStringList parts;
    const auto add = [&parts](std::size_t count, const QString& one, const QString& many) {
        if (count > 0) {
            parts << countedText(static_cast<qint64>(count), one, many);
        }
    };
    add(m_new.size(), tr("%1 path newly failing"), tr("%1 paths newly failing"));
    add(m_failing.size(), tr("%1 failing path"), tr("%1 failing paths"));
    parts << countedText(counts.total(), tr("%1 run"), tr("%1 runs"));
    if (counts.total() > 0) {
        parts << countsText(counts);
    }
    add(static_cast<std::size_t>(m_disappeared.size()), tr("%1 path disappeared"),
        tr("%1 paths disappeared"));
    parts << againstText(m_baseline);
    m_header->setVerdict(parts);
    m_header->setToolTip(
        m_disappeared.isEmpty()
            ? QString()
            : tr("Not run any more:\n%1").arg(m_disappeared.mid(0, 40).join(QLatin1Char('\n'))));
}

QString TestTreeView::caption() const
{
    if (!m_model->layout()) {
        return tr("Tests");
    }
    const query::RevisionRef& revision = m_model->layout()->snapshot->revision;
    return QStringLiteral("%1 %2").arg(branchText(revision.tree, revision.branch),
                                       revisionText(revision));
}

QString TestTreeView::currentPath() const
{
    const std::int32_t node = m_model->nodeOf(m_tree->currentIndex());
    return node > 0 ? fromUtf8(m_model->layout()->snapshot->pathOf(node)) : QString();
}

ViewState TestTreeView::state() const
{
    ViewState state = m_state;
    if (!m_model->layout()) {
        return state;
    }
    const query::RevisionRef& revision = m_model->layout()->snapshot->revision;
    state.tree = fromUtf8(revision.tree);
    state.branch = fromUtf8(revision.branch);
    state.repositoryUrl = fromUtf8(revision.repositoryUrl);
    if (!revision.commit.empty()) {
        state.revision = fromUtf8(revision.commit);
    }
    state.record = selectedRunId();
    state.recordKind = RecordKind::Test;
    state.options.remove(SortOption);
    state.options.remove(PathOption);
    setTableChoice(state.options, m_runTable->choice(), RunsPrefix);
    if (m_sort != TestTreeSort::Fails) {
        state.options.insert(SortOption, m_sort == TestTreeSort::Name ? SortByName : SortByTime);
    }
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
        const auto& nodes = m_model->layout()->snapshot->nodes;
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
