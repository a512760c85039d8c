// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/hardware/hardware_view.h"

#include "ui/base/resolve.h"
#include "ui/base/state_panel.h"
#include "ui/base/text_format.h"
#include "ui/base/view_header.h"
#include "ui/hardware/hardware_columns.h"
#include "ui/widgets/filtered_out.h"
#include "ui/widgets/loading.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/table_actions.h"

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
                  "of the last 30 days are left out");
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
    const auto gone = std::count_if(boards->rows.begin(), boards->rows.end(),
                                    [common = m_context.common()](const auto& row) {
                                        return isGone(row.newestRevision, common);
                                    });
    m_header->setVerdict(
        {countedText(failing, tr("%1 board with new failures"), tr("%1 boards with new failures")),
         countedText(silent, tr("%1 passed no boot"), tr("%1 passed no boot")),
         countedText(gone, tr("%1 gone"), tr("%1 gone")),
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
                             m_boards->info.newestData
                                 ? tr("The chip above chooses a longer time.")
                                 : tr("{go-ingest} reads result files and folders; the chip above "
                                      "chooses a longer time."));
    }
}

} // namespace cboard::ui
