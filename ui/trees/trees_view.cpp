// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trees/trees_view.h"

#include "ui/shell/resolve.h"
#include "ui/shell/state_panel.h"
#include "ui/shell/text_format.h"
#include "ui/shell/view_header.h"
#include "ui/trees/trees_columns.h"
#include "ui/widgets/result_table.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QVBoxLayout>

#include <algorithm>

namespace cboard::ui {

namespace {

    constexpr int RowHeight = 44;

    QString rowId(const query::TreeRow& row)
    {
        return fromUtf8(row.tree + '\n' + row.branch + '\n' + row.repositoryUrl);
    }

} // namespace

TreesView::TreesView(const Context& context, QWidget* parent)
    : View(parent)
    , m_context(context)
    , m_header(new ViewHeader(*context.theme, this))
    , m_panel(nullptr)
    , m_table(new ResultTable(*context.theme))
    , m_model(new ColumnModel<query::TreeRow>(treesColumns(context), rowId, this))
    , m_load(*context.queries, *context.tasks)
{
    m_state.view = QStringLiteral("trees");
    m_table->setColumns(m_model);
    m_table->setRowHeight(RowHeight);
    m_table->setAccessibleName(tr("Trees"));
    m_panel = new StatePanel(m_table, this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_panel, 1);
    setFocusProxy(m_table);
    m_header->setTitle(tr("Trees"));
    m_header->setCode({});
    connect(m_panel, &StatePanel::actionRequested, this, &TreesView::refresh);
    connect(m_table, &ResultTable::rowActivated, this, [this] { openCurrent(OpenMode::Here); });
    connect(m_table, &ResultTable::currentRowChanged, this, [this](int row) {
        const query::TreeRow* tree = m_model->rowAt(row);
        Selection selection;
        if (tree != nullptr) {
            selection.caption = QStringLiteral("%1\n%2").arg(branchText(tree->tree, tree->branch),
                                                             revisionText(tree->newest));
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
    });
}

void TreesView::showState(const ViewState& state)
{
    const bool isLoaded = m_trees != nullptr && state.filter == m_state.filter;
    m_state = state;
    m_state.view = QStringLiteral("trees");
    if (!isLoaded) {
        load();
    }
}

ViewState TreesView::state() const
{
    ViewState state = m_state;
    if (const query::TreeRow* row = m_model->rowAt(m_table->currentRow())) {
        state.tree = fromUtf8(row->tree);
        state.branch = fromUtf8(row->branch);
        state.repositoryUrl = fromUtf8(row->repositoryUrl);
    }
    return state;
}

bool TreesView::showsTree(const QString& tree) const
{
    Q_UNUSED(tree)
    return true;
}

void TreesView::load()
{
    m_status.isLoading = true;
    m_status.error.clear();
    if (!m_trees) {
        m_panel->showLoading(tr("Reading the trees"));
    }
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
            m_status.isLoading = false;
            if (trees) {
                show(*trees);
            } else if (trees.error().kind != ErrorKind::Cancelled) {
                m_status.error = fromUtf8(describe(trees.error()));
                m_panel->showError(tr("The trees could not be read"), m_status.error);
            }
            emit statusChanged();
        });
}

void TreesView::show(const Snapshot& trees)
{
    m_status.shown = static_cast<qint64>(trees->rows.size());
    m_status.total = std::max<qint64>(trees->info.totalRows, m_status.shown);
    m_status.dataTime = trees->info.newestData;
    m_status.isComplete = trees->info.isComplete;
    m_table->keepCurrent([this, &trees] {
        m_trees = trees;
        m_model->setRows(trees, &trees->rows);
    });
    showVerdict();
    if (!trees->rows.empty()) {
        m_panel->showContent();
    } else if (m_state.filter.isEmpty()) {
        m_panel->showMessage(tr("The store holds no results yet"),
                             tr("Drop result files or folders on this window, or run\n"
                                "cboard ingest PATH in a terminal."));
    } else {
        m_panel->showMessage(tr("%1 trees, 0 match").arg(countText(m_status.total)),
                             tr("The filter “%1” hides all of them.").arg(m_state.filter));
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
    m_header->setVerdict({tr("%1 with more fails than a revision before").arg(countText(worse)),
                          tr("%1 with fewer").arg(countText(better)),
                          tr("%1 branches in all").arg(countText(m_status.shown))});
}

QList<ActionId> TreesView::actions() const
{
    return {ActionId::RowDown,         ActionId::RowUp,     ActionId::NextFailure,
            ActionId::PreviousFailure, ActionId::Open,      ActionId::OpenInNewTab,
            ActionId::CopyId,          ActionId::CopyReport};
}

bool TreesView::perform(ActionId action)
{
    const query::TreeRow* row = m_model->rowAt(m_table->currentRow());
    switch (action) {
    case ActionId::RowDown:
        m_table->moveBy(1);
        return true;
    case ActionId::RowUp:
        m_table->moveBy(-1);
        return true;
    case ActionId::NextFailure:
        goToFailing(1);
        return true;
    case ActionId::PreviousFailure:
        goToFailing(-1);
        return true;
    case ActionId::Open:
    case ActionId::OpenInNewTab:
        openCurrent(action == ActionId::Open ? OpenMode::Here : OpenMode::NewTab);
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
        return false;
    }
}

/// To the next row whose newest revision has more fails than the one before.
void TreesView::goToFailing(int step)
{
    const QAbstractItemModel* shown = m_table->model();
    const int changeColumn = 6;
    for (int row = m_table->currentIndex().row() + step; row >= 0 && row < shown->rowCount();
         row += step) {
        if (shown->index(row, changeColumn).data(SortRole).toLongLong() > 0) {
            m_table->setCurrentIndex(shown->index(row, 0));
            return;
        }
    }
}

void TreesView::openCurrent(OpenMode mode)
{
    const query::TreeRow* row = m_model->rowAt(m_table->currentRow());
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
