// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trees/trees_view.h"

#include "ui/shell/resolve.h"
#include "ui/shell/scope_chips.h"
#include "ui/shell/state_panel.h"
#include "ui/shell/text_format.h"
#include "ui/shell/view_header.h"
#include "ui/trees/trees_columns.h"
#include "ui/widgets/filtered_out.h"
#include "ui/widgets/loading.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/table_actions.h"
#include "ui/widgets/table_choice.h"

#include <QAbstractItemView>
#include <QClipboard>
#include <QGuiApplication>

#include <algorithm>

namespace cboard::ui {

namespace {

    constexpr int RowHeight = 44;

    /// How many trees a filter shows.
    CountRows rowsOf(const Context& context)
    {
        return [engine = context.engine, common = context.common()](
                   const query::Filter& filter, const TaskContext& task) -> Result<qint64> {
            query::TreesRequest request{common};
            request.common.filter = filter;
            CBOARD_TRY(const auto trees, engine->trees(request, task));
            return static_cast<qint64>(trees->rows.size());
        };
    }

} // namespace

TreesView::TreesView(const Context& context, QWidget* parent)
    : View(parent)
    , m_context(context)
    , m_header(new ViewHeader(*context.theme, this))
    , m_panel(nullptr)
    , m_filteredOut(nullptr)
    , m_table(new ResultTable(context))
    , m_spec(treesTable(context))
    , m_load(*context.queries, *context.tasks)
{
    m_state.view = QStringLiteral("trees");
    m_table->setRowHeight(RowHeight);
    m_table->rememberAs(QStringLiteral("trees"));
    m_table->view()->setAccessibleName(tr("Trees"));
    m_panel = new StatePanel(m_table, this);
    m_filteredOut = new FilteredOut(context, *m_panel, *this);
    layOutView(*this, *m_header, *m_panel);
    setFocusProxy(m_table);
    m_header->setTitle(tr("Trees"));
    m_header->setCode({});
    connect(m_panel, &StatePanel::actionRequested, this, &TreesView::refresh);
    connect(m_table, &ResultTable::rowActivated, this, [this] { openCurrent(OpenMode::Here); });
    connect(m_table, &ResultTable::currentRowChanged, this, [this] { select(currentTree()); });
    connect(m_table, &ResultTable::choiceChanged, this, &TreesView::stateChanged);
    connect(m_table, &ResultTable::countClicked, this,
            [this](int row, int column, StatusClass status) {
                openCounts(*m_rows->rowAt(row), m_rows->head(column).id, status);
            });
}

const query::TreeRow* TreesView::currentTree() const
{
    return m_rows ? m_rows->rowAt(m_table->currentRow()) : nullptr;
}

void TreesView::select(const query::TreeRow* tree)
{
    Selection selection;
    if (tree != nullptr) {
        selection.caption = QStringLiteral("%1\n%2").arg(branchText(tree->tree, tree->branch),
                                                         revisionText(tree->newest));
        selection.revision = fromUtf8(tree->newest.commit);
        QStringList origins;
        for (const std::string& origin : tree->origins) {
            origins << fromUtf8(origin);
        }
        selection.facts = {{tr("commit"), fromUtf8(tree->newest.commit)},
                           {tr("subject"), fromUtf8(tree->newest.subject)},
                           {tr("builds"), countsText(tree->counts.builds)},
                           {tr("boots"), countsText(tree->counts.boots)},
                           {tr("tests"), countsText(tree->counts.tests)},
                           {tr("repository"), fromUtf8(tree->repositoryUrl)},
                           {tr("origins"), origins.join(QStringLiteral(", "))},
                           {tr("revisions stored"), countText(tree->revisionCount)}};
    }
    emit selectionChanged(selection);
}

void TreesView::showState(const ViewState& state)
{
    const bool isLoaded = m_trees != nullptr && state.filter == m_state.filter;
    m_state = state;
    m_state.view = QStringLiteral("trees");
    m_table->setChoice(tableChoice(state.options));
    if (!isLoaded) {
        load();
    }
}

ViewState TreesView::state() const
{
    ViewState state = m_state;
    setTableChoice(state.options, m_table->choice());
    if (const query::TreeRow* row = currentTree()) {
        state.tree = fromUtf8(row->tree);
        state.branch = fromUtf8(row->branch);
        state.repositoryUrl = fromUtf8(row->repositoryUrl);
    }
    return state;
}

QList<ScopeChip> TreesView::scopeChips() const
{
    return {previousRevisionChip()};
}

bool TreesView::showsTree(const QString& tree) const
{
    Q_UNUSED(tree)
    return true;
}

void TreesView::load()
{
    beginLoading(m_status, *m_panel, tr("Reading the trees"));
    emit statusChanged();
    m_load.start(
        tr("Reading the trees"),
        [engine = m_context.engine, common = m_context.common(),
         state = m_state](const TaskContext& task) -> Result<Snapshot> {
            query::TreesRequest request{common};
            CBOARD_TRY(request.common.filter, parseStateFilter(state));
            return engine->trees(request, task);
        },
        [this](const Result<Snapshot>& trees) {
            endLoading(m_status, *m_panel, tr("The trees could not be read"), trees,
                       [this](const Snapshot& value) { show(value); });
            emit statusChanged();
        });
}

void TreesView::show(const Snapshot& trees)
{
    m_status.shown = static_cast<qint64>(trees->rows.size());
    m_status.total = std::max<qint64>(trees->info.totalRows, m_status.shown);
    m_status.dataTime = trees->info.newestData;
    m_status.isComplete = trees->info.isComplete;
    m_trees = trees;
    m_rows = std::make_shared<const TypedRows<query::TreeRow>>(m_spec, trees, trees->rows);
    m_table->setRows(m_rows);
    showVerdict();
    if (!trees->rows.empty()) {
        m_panel->showContent();
    } else if (m_state.filter.isEmpty()) {
        m_panel->showMessage(tr("The store holds no results yet"),
                             tr("Drop result files or folders on this window, or run\n"
                                "cboard ingest PATH in a terminal."));
    } else {
        m_filteredOut->show(tr("%1 trees, 0 match").arg(countText(m_status.total)), m_state.filter,
                            relaxedOneByOne(*parseStateFilter(m_state), rowsOf(m_context)));
    }
    emit stateChanged();
}

void TreesView::showVerdict()
{
    int worse = 0;
    int better = 0;
    for (const query::TreeRow& row : m_trees->rows) {
        const auto change = failChange(row).value_or(0);
        worse += change > 0 ? 1 : 0;
        better += change < 0 ? 1 : 0;
    }
    m_header->setVerdict(
        {countedText(worse, tr("%1 branch fails more than a revision before"),
                     tr("%1 branches fail more than a revision before")),
         tr("%1 less").arg(countText(better)),
         countedText(m_status.shown, tr("%1 branch in all"), tr("%1 branches in all"))});
}

QList<ActionId> TreesView::actions() const
{
    return tableActions()
        + QList{ActionId::Open, ActionId::OpenInNewTab, ActionId::OpenInSplit, ActionId::CopyId,
                ActionId::CopyReport};
}

TableSource TreesView::tableSource() const
{
    return sourceOf(*m_table, tr("Trees"), {});
}

bool TreesView::perform(ActionId action)
{
    const query::TreeRow* row = currentTree();
    switch (action) {
    case ActionId::NextFailure:
        goToFailing(1);
        return true;
    case ActionId::PreviousFailure:
        goToFailing(-1);
        return true;
    case ActionId::Open:
    case ActionId::OpenInNewTab:
    case ActionId::OpenInSplit:
        openCurrent(openModeOf(action));
        return true;
    case ActionId::CopyId:
        if (row != nullptr) {
            QGuiApplication::clipboard()->setText(fromUtf8(row->newest.commit));
        }
        return true;
    case ActionId::CopyReport:
        if (row != nullptr) {
            QGuiApplication::clipboard()->setText(
                tr("%1 %2: builds %3; boots %4; tests %5")
                    .arg(branchText(row->tree, row->branch), revisionText(row->newest),
                         countsText(row->counts.builds), countsText(row->counts.boots),
                         countsText(row->counts.tests)));
        }
        return true;
    default:
        return performOnTable(action, *m_table);
    }
}

/// To the next row whose newest revision has more fails than the one before.
void TreesView::goToFailing(int step)
{
    const auto order = m_table->shownRows();
    const auto current = std::find(order.begin(), order.end(), m_table->currentRow());
    const auto last = static_cast<std::ptrdiff_t>(order.size());
    for (auto at = current - order.begin() + step; at >= 0 && at < last; at += step) {
        const query::TreeRow* row = m_rows->rowAt(order[static_cast<std::size_t>(at)]);
        if (failChange(*row).value_or(0) > 0) {
            m_table->setCurrentId(m_spec->id(*row));
            return;
        }
    }
}

void TreesView::openCounts(const query::TreeRow& row, const QString& view, StatusClass status)
{
    ViewState target;
    target.view = view; // The columns are named as the views.
    target.tree = fromUtf8(row.tree);
    target.branch = fromUtf8(row.branch);
    target.repositoryUrl = fromUtf8(row.repositoryUrl);
    target.filter = QStringLiteral("status:") + fromUtf8(std::string(statusClassKey(status)));
    m_context.navigator->open(target);
}

void TreesView::openCurrent(OpenMode mode)
{
    const query::TreeRow* row = currentTree();
    if (row == nullptr) {
        return;
    }
    ViewState target;
    target.view = QStringLiteral("revision");
    target.tree = fromUtf8(row->tree);
    target.branch = fromUtf8(row->branch);
    target.repositoryUrl = fromUtf8(row->repositoryUrl);
    m_context.navigator->open(target, mode);
}

} // namespace cboard::ui
