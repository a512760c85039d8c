// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/hardware/board_view.h"

#include "ui/base/joined_texts.h"
#include "ui/base/resolve.h"
#include "ui/base/scope_chips.h"
#include "ui/base/state_panel.h"
#include "ui/base/text_format.h"
#include "ui/base/user_items.h"
#include "ui/base/view_header.h"
#include "ui/hardware/board_columns.h"
#include "ui/hardware/board_history.h"
#include "ui/hardware/board_state.h"
#include "ui/hardware/hardware_columns.h"
#include "ui/history/measurement_pane.h"
#include "ui/logview/log_state.h"
#include "ui/widgets/loading.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/split.h"
#include "ui/widgets/table_actions.h"
#include "ui/widgets/table_choice.h"

#include <QAbstractItemView>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace cboard::ui {

namespace {

    constexpr int RowHeight = 44; ///< Two lines.
    const QString ListOption = QStringLiteral("list");
    const QString PicksOption = QStringLiteral("picks");

    /// Of the tabs, in addresses and in what is remembered of their tables.
    constexpr std::array<const char*, 5> ListIds = {"labs", "builds", "boots", "tests",
                                                    "incidents"};

    QString prefixOf(std::size_t list)
    {
        return QLatin1String(ListIds.at(list)) + QLatin1Char('.');
    }

} // namespace

BoardView::BoardView(const Context& context, QWidget* parent)
    : View(parent)
    , m_context(context)
    , m_header(new ViewHeader(*context.theme, this))
    , m_branches(addTable(QStringLiteral("board.branches"), tr("Branches")))
    , m_lists(new QTabWidget(this))
    , m_bootTimes(new MeasurementPane(context))
    , m_load(*context.queries, *context.tasks)
    , m_loadResults(*context.queries, *context.tasks)
    , m_loadIncidents(*context.queries, *context.tasks)
{
    m_state.view = QStringLiteral("board");
    m_branches->setRowHeight(RowHeight);
    createLists();
    m_split = makeSplit(Qt::Vertical, *m_branches, 0, *m_lists, 1);
    m_panel = new StatePanel(m_context, m_split, this);
    layOutView(*this, *m_header, *m_panel);
    setFocusProxy(m_branches);
    m_header->setTitle(tr("Board"));
    m_header->setCode({});
    connect(m_panel, &StatePanel::actionRequested, this, &BoardView::refresh);
    connect(m_lists, &QTabWidget::currentChanged, this, &BoardView::onListChanged);
    connect(m_split, &QSplitter::splitterMoved, this, [this] { m_isSplitChosen = true; });
    connect(m_bootTimes, &MeasurementPane::changed, this, &BoardView::statusChanged);
    connect(m_bootTimes, &MeasurementPane::runChosen, this, [this](const QString& run) {
        m_context.navigator->open(logState(m_state, RecordKind::Test, run));
    });
}

BoardView::~BoardView()
{
    m_lists->disconnect(this); // Its pages go one by one, each time another is the current one.
}

ResultTable* BoardView::addTable(const QString& name, const QString& title)
{
    auto* table = new ResultTable(m_context);
    table->rememberAs(name);
    table->view()->setAccessibleName(title);
    connect(table, &ResultTable::rowActivated, this, [this] { openCurrent(OpenMode::Here); });
    connect(table, &ResultTable::countClicked, this,
            [this, table](int row, int column, StatusClass status) {
                openCounts(*table, row, column, status);
            });
    connect(table, &ResultTable::currentRowChanged, this, &BoardView::select);
    connect(table, &ResultTable::choiceChanged, this, &BoardView::stateChanged);
    connect(table, &ResultTable::arranged, this, &BoardView::statusChanged);
    return table;
}

void BoardView::createLists()
{
    m_lists->setDocumentMode(true);
    m_lists->tabBar()->setFocusPolicy(Qt::NoFocus);
    m_lists->setUsesScrollButtons(true);
    const std::array<QString, ListCount> titles = {tr("Labs"), tr("Builds"), tr("Boots"),
                                                   tr("Tests"), tr("Incidents")};
    for (std::size_t i = 0; i < ListCount; ++i) {
        ResultTable* table =
            addTable(QStringLiteral("board.") + QLatin1String(ListIds.at(i)), titles.at(i));
        m_tables.at(i) = table;
        if (i != Labs) {
            m_lists->addTab(table, titles.at(i));
            continue;
        }
        auto* page = new QWidget;
        auto* lines = new QVBoxLayout(page);
        lines->setContentsMargins(0, 0, 0, 0);
        lines->setSpacing(0);
        lines->addWidget(table, 1);
        lines->addWidget(m_bootTimes);
        m_lists->addTab(page, titles.at(i));
    }
}

void BoardView::showState(const ViewState& state)
{
    const bool isSame = m_board && boardOf(state) == boardOf(m_state)
        && state.filter == m_state.filter && revisionsBack(state) == revisionsBack(m_state);
    const bool hasSamePicks = boardPicks(state) == boardPicks(m_state);
    m_state = state;
    m_state.view = QStringLiteral("board");
    m_branches->setChoice(tableChoice(state.options));
    for (std::size_t i = 0; i < ListCount; ++i) {
        m_tables.at(i)->setChoice(tableChoice(state.options, prefixOf(i)));
    }
    const QString list = state.options.value(ListOption);
    const auto id = std::ranges::find_if(
        ListIds, [&list](const char* one) { return list == QLatin1String(one); });
    m_lists->setCurrentIndex(id == ListIds.end() ? 0 : static_cast<int>(id - ListIds.begin()));
    showTableCursor(*m_branches, state.options);
    showTableCursor(*m_tables.at(currentList()), state.options, prefixOf(currentList()));
    if (!isSame) {
        load();
    } else if (!hasSamePicks) {
        showBranches();
    }
}

ViewState BoardView::state() const
{
    ViewState state = m_state;
    setTableChoice(state.options, m_branches->choice());
    for (std::size_t i = 0; i < ListCount; ++i) {
        setTableChoice(state.options, m_tables.at(i)->choice(), prefixOf(i));
    }
    setTableCursor(state.options, *m_branches);
    setTableCursor(state.options, *m_tables.at(currentList()), prefixOf(currentList()));
    if (currentList() == Labs) {
        state.options.remove(ListOption);
    } else {
        state.options.insert(ListOption, QLatin1String(ListIds.at(currentList())));
    }
    return state;
}

ViewStatus BoardView::status() const
{
    ViewStatus status = m_status;
    status.isLoading = status.isLoading || m_branches->isArranging() || m_bootTimes->isLoading()
        || m_loadResults.isRunning() || m_loadIncidents.isRunning()
        || std::ranges::any_of(m_tables,
                               [](const ResultTable* table) { return table->isArranging(); });
    return status;
}

QList<ScopeChip> BoardView::scopeChips() const
{
    ScopeChip picks;
    const auto count = boardPicks(m_state).size();
    picks.text = count == 0 ? tr("newest revisions")
                            : countedText(count, tr("%1 older revision"), tr("%1 older revisions"));
    picks.tip =
        tr("Builds, boots and tests are those of one revision of each branch: the newest "
           "on which the board ran, or the one that {older-revision} and {newer-revision} chose");
    picks.option = PicksOption;
    if (count > 0) {
        picks.withoutValue = QString();
    }
    return {revisionsChip(m_state), picks};
}

QString BoardView::caption() const
{
    const QString board = boardOf(m_state);
    return board.isEmpty() ? tr("Board") : tr("Board %1").arg(board);
}

void BoardView::load()
{
    beginLoading(m_status, *m_panel, tr("Reading the board"));
    m_loadResults.cancel();
    m_loadIncidents.cancel();
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
    m_labRows = std::make_shared<const TypedRows<query::BoardLab>>(boardLabTable(m_context), board,
                                                                   board->labs);
    m_tables[Labs]->setRows(m_labRows);
    m_areIncidentsRead = false;
    m_panel->showContent(goneText());
    showHeader();
    m_shownBranch.clear();
    showBranches();
}

/// At the revisions that are chosen; what is listed of them is read anew.
void BoardView::showBranches()
{
    m_shown = std::make_shared<const std::vector<BoardBranchRow>>(
        boardBranchRows(*m_board, boardPicks(m_state)));
    m_branchRows = std::make_shared<const TypedRows<BoardBranchRow>>(boardBranchTable(m_context),
                                                                     m_shown, *m_shown);
    m_branches->setRows(m_branchRows);
    fitBranches();
    m_areResultsRead = false;
    loadList();
    showBootTimes();
    emit stateChanged();
}

/// Of the branch that the cursor is on.
void BoardView::showBootTimes()
{
    constexpr int PartsOfPlot = 3;
    const BoardBranchRow* row =
        m_branchRows ? m_branchRows->rowAt(std::max(0, m_branches->currentRow())) : nullptr;
    if (row == nullptr || row->name() == m_shownBranch) {
        return;
    }
    m_shownBranch = row->name();
    const auto& revisions = row->branch.revisions;
    std::vector<query::RevisionRow> columns; // Newest first.
    for (auto at = revisions.rbegin(); at != revisions.rend(); ++at) {
        columns.emplace_back().revision = at->revision;
    }
    query::HistoryRequest boots = boardHistory(m_board->identity.board, revisions.back().revision);
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
    QStringList parts;
    if (!identity.otherNames.empty()) {
        parts << tr("also %1").arg(listText(identity.otherNames));
    }
    parts << (m_board->lastBoot ? tr("last booted with %1").arg(revisionText(*m_board->lastBoot))
                                : tr("no boot passed"))
          << countedText(std::ssize(m_board->branches), tr("%1 branch"), tr("%1 branches"))
          << countedText(std::ssize(m_board->labs), tr("%1 lab"), tr("%1 labs"))
          << listText(m_board->architectures)
          << joinedTexts({fromUtf8(identity.vendor), fromUtf8(identity.soc)}, QStringLiteral(","));
    parts.removeAll(QString());
    m_header->setVerdict(parts);
}

/// Few branches leave their room to the lists below; where the user drew the line it stays.
void BoardView::fitBranches()
{
    constexpr double MostShare = 0.4;
    const int height = m_split->height() - m_split->handleWidth();
    const int branches = std::min(m_branches->fullHeight(), static_cast<int>(height * MostShare));
    if (!m_isSplitChosen && height > branches) {
        m_split->setSizes({branches, height - branches});
    }
}

void BoardView::resizeEvent(QResizeEvent* event)
{
    View::resizeEvent(event);
    if (m_board) {
        fitBranches();
    }
}

/// Empty for a board that is there.
QString BoardView::goneText() const
{
    const query::Common common = m_context.common();
    if (!isGone(m_board->newestRevision, common)) {
        return {};
    }
    const auto newest = m_board->newestRevision ? m_board->newestRevision->time : std::nullopt;
    return newest ? tr("This board ran nothing for more than %1 days: it was last seen %2.")
                        .arg(common.limits.silentAfter.count())
                        .arg(ageText(newest, common.now))
                  : tr("This board ran nothing in the revisions that are shown.");
}

} // namespace cboard::ui
