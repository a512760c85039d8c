// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/hardware/board_view.h"

#include "core/query/completion.h"
#include "ui/base/resolve.h"
#include "ui/base/scope_chips.h"
#include "ui/base/state_panel.h"
#include "ui/base/text_format.h"
#include "ui/base/view_header.h"
#include "ui/hardware/board_history.h"
#include "ui/hardware/board_state.h"
#include "ui/hardware/hardware_columns.h"
#include "ui/history/history_state.h"
#include "ui/history/measurement_pane.h"
#include "ui/logview/log_state.h"
#include "ui/widgets/loading.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/split.h"
#include "ui/widgets/table_actions.h"
#include "ui/widgets/table_choice.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QClipboard>
#include <QVBoxLayout>

#include <algorithm>

namespace cboard::ui {

namespace {

    constexpr int RowHeight = 44; ///< Two lines.
    constexpr std::chrono::days GoneAfter{14};
    const QString LabsPrefix = QStringLiteral("labs.");

} // namespace

BoardView::BoardView(const Context& context, QWidget* parent)
    : View(parent)
    , m_context(context)
    , m_header(new ViewHeader(*context.theme, this))
    , m_branches(addTable(QStringLiteral("board.branches"), tr("Branches")))
    , m_labs(addTable(QStringLiteral("board.labs"), tr("Labs")))
    , m_bootTimes(new MeasurementPane(context))
    , m_load(*context.queries, *context.tasks)
{
    m_state.view = QStringLiteral("board");
    m_branches->setRowHeight(RowHeight);
    auto* lower = new QWidget;
    auto* lines = new QVBoxLayout(lower);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    lines->addWidget(m_labs, 1);
    lines->addWidget(m_bootTimes);
    m_panel = new StatePanel(makeSplit(Qt::Vertical, *m_branches, 3, *lower, 3), this);
    layOutView(*this, *m_header, *m_panel);
    setFocusProxy(m_branches);
    m_header->setTitle(tr("Board"));
    m_header->setCode({});
    connect(m_panel, &StatePanel::actionRequested, this, &BoardView::refresh);
    connect(m_bootTimes, &MeasurementPane::changed, this, &BoardView::statusChanged);
    connect(m_bootTimes, &MeasurementPane::runChosen, this, [this](const QString& run) {
        m_context.navigator->open(logState(m_state, RecordKind::Test, run));
    });
}

ResultTable* BoardView::addTable(const QString& name, const QString& title)
{
    auto* table = new ResultTable(m_context);
    table->rememberAs(name);
    table->view()->setAccessibleName(title);
    connect(table, &ResultTable::rowActivated, this, [this] { openCurrent(OpenMode::Here); });
    connect(table, &ResultTable::currentRowChanged, this, &BoardView::select);
    connect(table, &ResultTable::choiceChanged, this, &BoardView::stateChanged);
    connect(table, &ResultTable::arranged, this, &BoardView::statusChanged);
    return table;
}

void BoardView::showState(const ViewState& state)
{
    const bool isSame = m_board && boardOf(state) == boardOf(m_state)
        && state.filter == m_state.filter && revisionsBack(state) == revisionsBack(m_state);
    m_state = state;
    m_state.view = QStringLiteral("board");
    m_branches->setChoice(tableChoice(state.options));
    m_labs->setChoice(tableChoice(state.options, LabsPrefix));
    if (!isSame) {
        load();
    }
}

ViewState BoardView::state() const
{
    ViewState state = m_state;
    setTableChoice(state.options, m_branches->choice());
    setTableChoice(state.options, m_labs->choice(), LabsPrefix);
    return state;
}

ViewStatus BoardView::status() const
{
    ViewStatus status = m_status;
    status.isLoading = status.isLoading || m_branches->isArranging() || m_labs->isArranging()
        || m_bootTimes->isLoading();
    return status;
}

QList<ScopeChip> BoardView::scopeChips() const
{
    return {revisionsChip(m_state)};
}

QString BoardView::caption() const
{
    const QString board = boardOf(m_state);
    return board.isEmpty() ? tr("Board") : tr("Board %1").arg(board);
}

void BoardView::load()
{
    beginLoading(m_status, *m_panel, tr("Reading the board"));
    emit statusChanged();
    m_load.start(
        tr("Reading the board"),
        [engine = m_context.engine, common = m_context.common(),
         state = m_state](const TaskContext& task) -> Result<Board> {
            query::BoardRequest request;
            request.common = common;
            request.board = boardOf(state).toStdString();
            request.lastRevisions = revisionsBack(state);
            CBOARD_TRY(request.common.filter, parseStateFilter(state));
            if (request.board.empty()) {
                return fail(ErrorKind::Invalid, "choose a board first: its page is shown here");
            }
            return engine->board(request, task);
        },
        [this](const Result<Board>& board) {
            endLoading(m_status, *m_panel, tr("The board could not be read"), board,
                       [this](const Board& value) { show(value); });
            emit statusChanged();
        });
}

void BoardView::show(const Board& board)
{
    m_board = board;
    m_status.shown = std::ssize(board->branches);
    m_status.total = std::max<qint64>(board->info.totalRows, m_status.shown);
    m_status.dataTime = board->info.newestData;
    m_status.isComplete = board->info.isComplete;
    m_branchRows = std::make_shared<const TypedRows<query::BoardBranch>>(
        boardBranchTable(m_context), board, board->branches);
    m_labRows = std::make_shared<const TypedRows<query::BoardLab>>(boardLabTable(m_context), board,
                                                                   board->labs);
    m_branches->setRows(m_branchRows);
    m_labs->setRows(m_labRows);
    m_panel->showContent();
    showHeader();
    m_shownBranch = nullptr;
    showBootTimes();
    emit stateChanged();
}

/// Of the branch that the cursor is on.
void BoardView::showBootTimes()
{
    constexpr int PartsOfPlot = 3;
    const query::BoardBranch* branch =
        m_branchRows ? m_branchRows->rowAt(std::max(0, m_branches->currentRow())) : nullptr;
    if (branch == nullptr || branch == m_shownBranch) {
        return;
    }
    m_shownBranch = branch;
    std::vector<query::RevisionRow> columns; // Newest first.
    for (auto at = branch->revisions.rbegin(); at != branch->revisions.rend(); ++at) {
        columns.emplace_back().revision = at->revision;
    }
    query::HistoryRequest boots =
        boardHistory(m_board->identity.board, branch->revisions.back().revision);
    boots.common = m_context.common();
    boots.lastRevisions = std::ssize(columns);
    m_bootTimes->setRoom(height() / PartsOfPlot);
    m_bootTimes->show(boots, columns);
}

void BoardView::showHeader()
{
    const query::BoardIdentity& identity = m_board->identity;
    m_header->setTitle(fromUtf8(identity.board));
    m_header->setCode(listText(identity.compatibles));
    const auto newest = m_board->newestRevision ? m_board->newestRevision->time : std::nullopt;
    QStringList parts;
    if (!newest || m_context.now() - *newest > GoneAfter) {
        parts << (newest ? tr("gone: last seen %1").arg(ageText(newest, m_context.now()))
                         : tr("ran nothing"));
    }
    parts << (m_board->lastBoot ? tr("last boot on %1").arg(revisionText(*m_board->lastBoot))
                                : tr("no boot passed"))
          << countedText(std::ssize(m_board->branches), tr("%1 branch"), tr("%1 branches"))
          << countedText(std::ssize(m_board->labs), tr("%1 lab"), tr("%1 labs"))
          << listText(m_board->architectures) << fromUtf8(identity.soc);
    parts.removeAll(QString());
    m_header->setVerdict(parts);
}

QList<ActionId> BoardView::actions() const
{
    return tableActions() + QList{ActionId::Open,     ActionId::OpenInNewTab, ActionId::OpenInSplit,
                                  ActionId::LabSplit, ActionId::History,      ActionId::CopyId};
}

TableSource BoardView::tableSource() const
{
    return sourceOf(currentTable(), caption(), {});
}

bool BoardView::perform(ActionId action)
{
    switch (action) {
    case ActionId::Open:
    case ActionId::OpenInNewTab:
    case ActionId::OpenInSplit:
        openCurrent(openModeOf(action));
        return true;
    case ActionId::LabSplit: // From the branches to the labs, and back.
        (&currentTable() == m_labs ? m_branches : m_labs)->setFocus();
        select();
        return true;
    case ActionId::History:
        openHistory();
        return true;
    case ActionId::CopyId:
        QGuiApplication::clipboard()->setText(boardOf(m_state));
        return true;
    default:
        return performOnTable(action, currentTable());
    }
}

ResultTable& BoardView::currentTable() const
{
    const QWidget* focus = QApplication::focusWidget();
    return focus != nullptr && m_labs->isAncestorOf(focus) ? *m_labs : *m_branches;
}

/// The board is what w watches; its boots through time are the inspector's.
void BoardView::select()
{
    Selection selection;
    const ResultTable& table = currentTable();
    const int row = table.currentRow();
    if (m_board && table.rows() && row >= 0) {
        const TableRows& rows = *table.rows();
        selection.caption = QStringLiteral("%1\n%2").arg(
            boardOf(m_state), rows.data(row, 0, Qt::DisplayRole).toString());
        for (int column = 1; column < rows.columnCount(); ++column) {
            selection.facts << std::pair(rows.head(column).title,
                                         rows.data(row, column, Qt::DisplayRole).toString());
        }
        selection.history = historyAt(table, row);
    }
    showBootTimes();
    emit selectionChanged(selection);
}

/// On the branch of the row; of a lab on the branch where the board was seen last.
query::HistoryRequest BoardView::historyAt(const ResultTable& table, int row) const
{
    const std::string& board = m_board->identity.board;
    if (&table == m_branches) {
        return boardHistory(board, m_branchRows->rowAt(row)->revisions.back().revision);
    }
    return boardHistory(board, m_board->newestRevision.value_or(query::RevisionRef{}),
                        m_labRows->rowAt(row)->lab);
}

void BoardView::openHistory()
{
    const int row = currentTable().currentRow();
    if (m_board && row >= 0) {
        m_context.navigator->open(historyState(historyAt(currentTable(), row)));
    }
}

void BoardView::openCurrent(OpenMode mode)
{
    const ResultTable& table = currentTable();
    const int row = table.currentRow();
    if (!m_board || row < 0) {
        return;
    }
    ViewState target;
    target.view = QStringLiteral("boots");
    target.filter = QStringLiteral("board:")
        + fromUtf8(query::quoteValue(query::FilterKey::Board, m_board->identity.board));
    if (&table == m_branches) {
        const query::BoardBranch& branch = *m_branchRows->rowAt(row);
        target.tree = fromUtf8(branch.tree);
        target.branch = fromUtf8(branch.branch);
        target.repositoryUrl = fromUtf8(branch.repositoryUrl);
    } else {
        target.filter += QStringLiteral(" lab:")
            + fromUtf8(query::quoteValue(query::FilterKey::Lab, m_labRows->rowAt(row)->lab));
    }
    m_context.navigator->open(target, mode);
}

} // namespace cboard::ui
