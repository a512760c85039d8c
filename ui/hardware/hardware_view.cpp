// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/hardware/hardware_view.h"

#include "core/query/completion.h"
#include "ui/base/resolve.h"
#include "ui/base/state_panel.h"
#include "ui/base/text_format.h"
#include "ui/base/view_header.h"
#include "ui/hardware/board_history.h"
#include "ui/hardware/board_state.h"
#include "ui/hardware/hardware_columns.h"
#include "ui/history/history_state.h"
#include "ui/widgets/filtered_out.h"
#include "ui/widgets/go_to_row.h"
#include "ui/widgets/loading.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/table_actions.h"

#include <QClipboard>
#include <QGuiApplication>

#include <algorithm>
#include <array>

namespace cboard::ui {

namespace {

    constexpr int RowHeight = 44; ///< Two lines.
    constexpr int UsualDays = 7;
    const QString SinceOption = QStringLiteral("since");

    /// How many boards a filter shows.
    CountRows boardsOf(const Context& context, int days)
    {
        return [engine = context.engine, common = context.common(),
                days](const query::Filter& filter, const TaskContext& task) -> Result<qint64> {
            query::HardwareRequest request;
            request.common = common;
            request.common.filter = filter;
            request.window = std::chrono::days(days);
            request.withMarks = false;
            CBOARD_TRY(const auto boards, engine->hardware(request, task));
            return std::ssize(boards->rows);
        };
    }

    QString daysText(int days)
    {
        return HardwareView::tr("last %1 days").arg(days);
    }

} // namespace

HardwareView::HardwareView(const Context& context, QWidget* parent)
    : TableView(context, {QStringLiteral("hardware"), tr("Hardware"), tr("Boards")}, parent)
    , m_load(*context.queries, *context.tasks)
    , m_judge(*context.queries, *context.tasks)
{
    m_table->setRowHeight(RowHeight);
    setContent(m_table);
    connect(m_table, &ResultTable::rowActivated, this, [this] { openBoard(OpenMode::Here); });
    connect(m_table, &ResultTable::currentRowChanged, this, &HardwareView::select);
    connect(m_table, &ResultTable::countClicked, this,
            [this](int row, int column, StatusClass status) {
                openCounts(*m_rows->rowAt(row), m_rows->head(column).id, status);
            });
}

int HardwareView::days() const
{
    const int asked = m_state.options.value(SinceOption).toInt();
    return asked > 0 ? asked : UsualDays;
}

void HardwareView::showState(const ViewState& state)
{
    const int before = days();
    const bool isSameFilter = state.filter == m_state.filter;
    takeState(state);
    if (!m_boards || !isSameFilter || days() != before) {
        load();
    }
}

ViewStatus HardwareView::status() const
{
    ViewStatus status = TableView::status();
    status.isLoading = status.isLoading || m_judge.isRunning();
    return status;
}

QList<ScopeChip> HardwareView::scopeChips() const
{
    ScopeChip chip;
    chip.text = daysText(days());
    chip.tip = tr("Results are counted over the revisions that began then; boards that ran on none "
                  "of them are left out");
    chip.option = SinceOption;
    for (const int choice : std::array<int, 4>{7, 30, 90, 365}) {
        chip.choices << OptionChoice{daysText(choice),
                                     choice == UsualDays ? QString() : QString::number(choice)};
    }
    return {chip};
}

void HardwareView::startReading(BackgroundTask<Boards>& task, bool withMarks)
{
    task.start(
        withMarks ? tr("Comparing the boards with the past") : tr("Reading the boards"),
        [engine = m_context.engine, common = m_context.common(), state = m_state, withMarks,
         window = std::chrono::days(days())](const TaskContext& context) -> Result<Boards> {
            query::HardwareRequest request;
            request.common = common;
            request.window = window;
            request.withMarks = withMarks;
            CBOARD_TRY(request.common.filter, parseStateFilter(state));
            return engine->hardware(request, context);
        },
        [this, withMarks](const Result<Boards>& boards) {
            if (withMarks && boards) { // Without it the list stands as it is.
                show(*boards);
            } else if (!withMarks) {
                endLoading(m_status, *m_panel, tr("The boards could not be read"), boards,
                           [this](const Boards& value) {
                               show(value);
                               startReading(m_judge, true);
                           });
            }
            emit statusChanged();
        });
}

void HardwareView::load()
{
    beginLoading(m_status, *m_panel, tr("Reading the boards"));
    m_judge.cancel();
    emit statusChanged();
    startReading(m_load, false);
}

void HardwareView::show(const Boards& boards)
{
    m_boards = boards;
    takeInfo(boards->info, std::ssize(boards->rows));
    m_rows = std::make_shared<const TypedRows<query::HardwareRow>>(hardwareTable(m_context), boards,
                                                                   boards->rows);
    replaceRows(*m_table, m_rows);
    const auto failing = std::count_if(boards->rows.begin(), boards->rows.end(),
                                       [](const auto& row) { return row.newFailures > 0; });
    const auto silent = std::count_if(boards->rows.begin(), boards->rows.end(),
                                      [](const auto& row) { return !row.lastBoot; });
    m_header->setVerdict(
        {countedText(failing, tr("%1 board with new failures"), tr("%1 boards with new failures")),
         countedText(silent, tr("%1 never booted"), tr("%1 never booted")),
         countedText(m_status.shown, tr("%1 board in all"), tr("%1 boards in all"))});
    showEmpty();
    emit stateChanged();
}

void HardwareView::showEmpty()
{
    if (!m_boards->rows.empty()) {
        m_panel->showContent(partialText(m_boards->info, m_boards->rows.size()));
    } else if (!m_state.filter.isEmpty()) {
        m_filteredOut->show(
            tr("No board matches"), m_state.filter,
            relaxedOneByOne(*parseStateFilter(m_state), boardsOf(m_context, days())));
    } else {
        m_panel->showMessage(tr("No board ran anything in the %1").arg(daysText(days())),
                             tr("The chip above chooses a longer time."));
    }
}

QList<ActionId> HardwareView::actions() const
{
    return tableActions() + QList{ActionId::Open,    ActionId::OpenInNewTab, ActionId::OpenInSplit,
                                  ActionId::NextNew, ActionId::PreviousNew,  ActionId::History,
                                  ActionId::CopyId};
}

TableSource HardwareView::tableSource() const
{
    return sourceOf(*m_table, tr("Hardware"), {});
}

bool HardwareView::perform(ActionId action)
{
    switch (action) {
    case ActionId::Open:
    case ActionId::OpenInNewTab:
    case ActionId::OpenInSplit:
        openBoard(openModeOf(action));
        return true;
    case ActionId::NextNew:
    case ActionId::PreviousNew:
        goToNew(action == ActionId::NextNew ? 1 : -1);
        return true;
    case ActionId::History:
        openHistory();
        return true;
    case ActionId::CopyId:
        QGuiApplication::clipboard()->setText(m_table->currentId());
        return true;
    default:
        return performOnTable(action, *m_table);
    }
}

const query::HardwareRow* HardwareView::currentRow() const
{
    return m_rows ? m_rows->rowAt(m_table->currentRow()) : nullptr;
}

void HardwareView::select()
{
    Selection selection;
    if (const query::HardwareRow* row = currentRow()) {
        const query::BoardIdentity& identity = row->identity;
        QStringList compatibles;
        for (const std::string& compatible : identity.compatibles) {
            compatibles << fromUtf8(compatible);
        }
        selection.caption = fromUtf8(identity.board);
        selection.facts = {{tr("compatible"), compatibles.join(QStringLiteral(", "))},
                           {tr("SoC"), fromUtf8(identity.soc)},
                           {tr("boots in 30 days"), countsText(row->boots)},
                           {tr("tests"), countsText(row->counts.tests)}};
        if (row->lastBoot) {
            selection.facts << std::pair(tr("last boot"), revisionText(*row->lastBoot));
        }
        if (row->newestRevision) {
            selection.history = boardHistory(identity.board, *row->newestRevision);
        }
    }
    emit selectionChanged(selection);
}

void HardwareView::openHistory()
{
    const query::HardwareRow* row = currentRow();
    if (row != nullptr && row->newestRevision) {
        m_context.navigator->open(
            historyState(boardHistory(row->identity.board, *row->newestRevision)));
    }
}

void HardwareView::openBoard(OpenMode mode)
{
    if (currentRow() != nullptr) {
        m_context.navigator->open(boardState(m_table->currentId()), mode);
    }
}

void HardwareView::openCounts(const query::HardwareRow& row, const QString& view,
                              StatusClass status)
{
    ViewState target;
    target.view = view; // The columns are named as the views.
    target.filter =
        QStringLiteral("board:%1 status:%2")
            .arg(fromUtf8(query::quoteValue(query::FilterKey::Board, row.identity.board)),
                 fromUtf8(std::string(statusClassKey(status))));
    m_context.navigator->open(target);
}

/// To the next board with new failures.
void HardwareView::goToNew(int step)
{
    goToRow(*m_table, step, [this](int row) { return m_rows->rowAt(row)->newFailures > 0; });
}

} // namespace cboard::ui
