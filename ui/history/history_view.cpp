// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/history_view.h"

#include "core/service/history_errors.h"
#include "core/service/workbench.h"
#include "ui/base/joined_texts.h"
#include "ui/base/resolve.h"
#include "ui/base/scope_chips.h"
#include "ui/base/state_panel.h"
#include "ui/base/text_format.h"
#include "ui/base/view_header.h"
#include "ui/history/history_plot.h"
#include "ui/history/history_state.h"
#include "ui/history/measurement_pane.h"
#include "ui/history/neighbour_strips.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filtered_out.h"
#include "ui/widgets/result_table.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace cboard::ui {

namespace {

    constexpr int MaxLanes = 10;

    const QString ScaleOption = QStringLiteral("scale");
    const QStringList Scales = {QString(), QStringLiteral("time"), QStringLiteral("run")};

    RecordKind recordKindOf(const query::HistoryRequest& cell)
    {
        return cell.kind == query::MatrixKind::Build ? RecordKind::Build : RecordKind::Test;
    }

    QString cellText(const query::HistoryRequest& cell)
    {
        return joinedTexts({fromUtf8(cell.path), fromUtf8(cell.platform), fromUtf8(cell.config),
                            fromUtf8(cell.architecture), fromUtf8(cell.compiler),
                            fromUtf8(cell.lab)});
    }

    /// How many runs of the cell a filter shows.
    CountRows runsOf(const Context& context, const query::HistoryRequest& cell)
    {
        return [engine = context.engine, common = context.common(),
                cell](const query::Filter& filter, const TaskContext& task) -> Result<qint64> {
            query::HistoryRequest request = cell;
            request.common = common;
            request.common.filter = filter;
            CBOARD_TRY(const auto history, engine->history(request, task));
            return static_cast<qint64>(history->runs.size());
        };
    }

    QString labOf(const query::HistoryRun& run)
    {
        return run.lab.empty() ? HistoryView::tr("(no lab)") : fromUtf8(run.lab);
    }

} // namespace

HistoryView::HistoryView(const Context& context, QWidget* parent)
    : TableView(context, {QStringLiteral("history"), tr("History"), tr("Runs")}, parent)
    , m_labsTitle(new QLabel(tr("By lab"), this))
    , m_labs(new HistoryPlot(*context.theme, this))
    , m_neighbours(new NeighbourStrips(*context.theme, this))
    , m_measured(new MeasurementPane(context, this))
    , m_load(*context.queries, *context.tasks)
    , m_loadNeighbours(*context.queries, *context.tasks)
    , m_loadErrors(*context.queries, *context.tasks)
    , m_loadTests(*context.queries, *context.tasks)
{
    m_labsTitle->setContentsMargins(12, 6, 12, 2);
    m_labsTitle->setForegroundRole(QPalette::PlaceholderText);
    m_labs->setAccessibleName(m_labsTitle->text());
    auto* content = new QWidget;
    content->setAutoFillBackground(true);
    content->setBackgroundRole(QPalette::Base);
    auto* inner = new QVBoxLayout(content);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(0);
    inner->addWidget(m_labsTitle);
    inner->addWidget(m_labs);
    inner->addWidget(m_measured);
    inner->addWidget(m_neighbours);
    inner->addSpacing(8);
    inner->addWidget(m_table, 1);
    setContent(content);
    m_header->addChoice({tr("By revision"), tr("By time"), tr("By run")}, tr("Scale"));
    connectParts();
}

void HistoryView::connectParts()
{
    connect(m_header, &ViewHeader::choiceMade, this, [this](int, int choice) {
        m_state.options.remove(ScaleOption);
        if (choice > 0) {
            m_state.options.insert(ScaleOption, Scales[choice]);
        }
        showPlot();
        emit stateChanged();
    });
    connect(m_neighbours, &NeighbourStrips::runChosen, this, &HistoryView::openNeighbour);
    connect(m_labs, &HistoryPlot::runChosen, this, &HistoryView::chooseRun);
    connect(m_measured, &MeasurementPane::runChosen, m_table, &ResultTable::setCurrentId);
    connect(m_measured, &MeasurementPane::changed, this, &View::statusChanged);
    connect(m_table, &ResultTable::currentRowChanged, this, &HistoryView::onRunChanged);
    connect(m_table, &ResultTable::rowActivated, this, [this] { openCurrent(OpenMode::Here); });
}

HistoryScale HistoryView::scale() const
{
    const auto index = Scales.indexOf(m_state.options.value(ScaleOption));
    return static_cast<HistoryScale>(std::max<qsizetype>(0, index));
}

void HistoryView::showState(const ViewState& state)
{
    const auto asked = [](const ViewState& one) {
        return std::pair(cellText(historyRequest(one)),
                         std::tuple(one.tree, one.branch, one.filter, revisionsBack(one)));
    };
    const bool isSame = m_loaded && asked(state) == asked(m_state);
    takeState(state);
    m_header->setChoice(0, static_cast<int>(scale()));
    if (!state.record.isEmpty()) {
        m_table->setCurrentId(state.record);
    }
    if (isSame) {
        showPlot();
    } else {
        m_errors.reset();
        m_tests.reset();
        m_neighbours->setNeighbours({}); // Those of another cell.
        load();
    }
}

ViewState HistoryView::state() const
{
    ViewState state = TableView::state();
    if (m_table->currentRow() >= 0) {
        state.record = m_table->currentId();
        state.recordKind = recordKindOf(historyRequest(m_state));
    }
    return state;
}

ViewStatus HistoryView::status() const
{
    ViewStatus status = TableView::status();
    status.isLoading = status.isLoading || m_loadNeighbours.isRunning() || m_loadErrors.isRunning()
        || m_loadTests.isRunning() || m_measured->isLoading();
    return status;
}

/// The table keeps about half of the height.
void HistoryView::resizeEvent(QResizeEvent* event)
{
    TableView::resizeEvent(event);
    constexpr int Parts = 10;
    constexpr int PartsOfNeighbours = 3;
    constexpr int PartsOfMeasured = 2;
    m_neighbours->setRoom({width(), height() * PartsOfNeighbours / Parts});
    m_measured->setRoom(height() * PartsOfMeasured / Parts);
}

QList<ScopeChip> HistoryView::scopeChips() const
{
    return {revisionsChip(m_state)};
}

QString HistoryView::caption() const
{
    const QString cell = cellText(historyRequest(m_state));
    return cell.isEmpty() ? tr("History") : tr("History of %1").arg(cell);
}

void HistoryView::load()
{
    startLoading(
        m_load, tr("Reading the history"), tr("The history could not be read"),
        [engine = m_context.engine, common = m_context.common(),
         state = m_state](const TaskContext& task) { return fetch(*engine, common, state, task); },
        [this](const LoadedPtr& loaded) { show(loaded); });
}

Result<HistoryView::LoadedPtr> HistoryView::fetch(query::Engine& engine,
                                                  const query::Common& common,
                                                  const ViewState& state, const TaskContext& task)
{
    query::HistoryRequest request = historyRequest(state);
    request.common = common;
    CBOARD_TRY(request.common.filter, parseStateFilter(state));
    CBOARD_TRY(request.branch, resolveBranch(engine, state, common, task));
    request.lastRevisions = revisionsBack(state);
    auto loaded = std::make_shared<Loaded>();
    loaded->request = request;
    if (cellText(request).isEmpty()) {
        return fail(ErrorKind::Invalid, "choose a result first: its cell is shown here");
    }
    CBOARD_TRY(loaded->history, engine.history(request, task));
    CBOARD_TRY(const auto revisions,
               engine.revisions({common, request.branch, request.lastRevisions}, task));
    loaded->revisions = revisions->rows;
    return LoadedPtr(std::move(loaded));
}

void HistoryView::show(const LoadedPtr& loaded)
{
    m_loaded = loaded;
    m_state.tree = fromUtf8(loaded->request.branch.tree);
    m_state.branch = fromUtf8(loaded->request.branch.branch);
    takeInfo(loaded->history->info, std::ssize(loaded->history->runs));
    m_header->setTitle(cellText(historyRequest(m_state)));
    m_header->setCode(branchText(loaded->request.branch));
    showRows();
    showPlot();
    showVerdict();
    loadNeighbours();
    loadErrors();
    loadTests();
    m_measured->show(loaded->request, loaded->revisions);
    if (loaded->history->runs.empty() && !m_state.filter.isEmpty()) {
        query::HistoryRequest request = historyRequest(m_state);
        request.branch = loaded->request.branch;
        request.lastRevisions = revisionsBack(m_state);
        m_filteredOut->show(
            tr("No run of this cell matches"), m_state.filter,
            relaxedOneByOne(*parseStateFilter(m_state), runsOf(m_context, request)));
    } else if (loaded->history->runs.empty()) {
        m_panel->showMessage(tr("No run of this cell is stored"),
                             loaded->revisions.empty()
                                 ? tr("Nothing is stored of its branch.")
                                 : tr("It did not run in the last %1 revisions of the branch.")
                                       .arg(loaded->revisions.size()));
    } else {
        m_panel->showContent();
    }
    emit stateChanged();
}

void HistoryView::showRows()
{
    const auto& runs = m_loaded->history->runs;
    m_rows = std::make_shared<const TypedRows<query::HistoryRun>>(
        historyTable(m_context, m_errors, m_tests, samenessOf(runs)), m_loaded, runs);
    m_table->setRows(m_rows);
}

void HistoryView::showPlot()
{
    if (!m_loaded) {
        return;
    }
    HistoryLanes lanes =
        makeHistoryLanes(*m_loaded->history, m_loaded->revisions, scale(), labOf, m_tests.get());
    const auto labs = std::ssize(lanes.lanes);
    m_labsTitle->setText(labs > MaxLanes ? tr("By lab   %1 of %2").arg(MaxLanes).arg(labs)
                                         : tr("By lab"));
    m_labs->setLanes(m_loaded->history, std::move(lanes), MaxLanes);
    onRunChanged(m_table->currentRow());
}

/// After the rest: it asks for many other cells.
void HistoryView::loadNeighbours()
{
    m_loadNeighbours.start(
        tr("Reading the histories near by"),
        [engine = m_context.engine, loaded = m_loaded](const TaskContext& task) {
            return findNeighbours(*engine, loaded->request, *loaded->history, loaded->revisions,
                                  task);
        },
        [this](const Result<Neighbours>& neighbours) {
            if (neighbours) {
                m_neighbours->setNeighbours(*neighbours);
            } else if (neighbours.error().kind != ErrorKind::Cancelled) {
                m_status.error = fromUtf8(describe(neighbours.error()));
            }
            emit statusChanged();
        });
}

/// After the rest: where logs were not analysed yet, it reads them.
void HistoryView::loadErrors()
{
    const auto storeFile = m_context.workbench == nullptr ? std::filesystem::path()
                                                          : m_context.workbench->store().file();
    m_loadErrors.start(
        tr("Reading the errors of the runs"),
        [engine = m_context.engine, storeFile,
         loaded = m_loaded](const TaskContext& task) -> Result<RunErrorsPtr> {
            const auto kind = recordKindOf(loaded->request);
            CBOARD_TRY(auto errors,
                       service::historyErrors(*engine, storeFile, *loaded->history, kind, task));
            return errorsById(*loaded->history, std::move(errors));
        },
        [this](const Result<RunErrorsPtr>& errors) {
            if (errors) { // Without them the column stays empty.
                m_errors = *errors;
                showRows();
            }
            emit statusChanged();
        });
}

/// After the rest: it reads the records of the runs.
void HistoryView::loadTests()
{
    if (recordKindOf(m_loaded->request) != RecordKind::Test) {
        m_loadTests.cancel();
        return;
    }
    m_loadTests.start(
        tr("Reading the test versions of the runs"),
        [engine = m_context.engine, history = m_loaded->history](const TaskContext& task) {
            return readRunTests(*engine, history->runs, task);
        },
        [this](const Result<RunTestsPtr>& tests) {
            if (tests && !(*tests)->empty()) { // Few sources tell them.
                m_tests = *tests;
                showRows();
                showPlot();
            }
            emit statusChanged();
        });
}

void HistoryView::openNeighbour(const query::HistoryRun& run)
{
    query::HistoryRequest cell = m_loaded->request;
    cell.branch = {run.revision.tree, run.revision.branch, run.revision.repositoryUrl};
    if (!cell.platform.empty()) {
        cell.platform = run.platform;
        cell.path = run.path;
        cell.kind = query::MatrixKind::Test;
    }
    m_context.navigator->open(historyState(cell));
}

void HistoryView::onRunChanged(int row)
{
    const query::HistoryRun* run = m_rows ? m_rows->rowAt(row) : nullptr;
    m_labs->setCurrentRun(run == nullptr ? -1 : row);
    if (scale() == HistoryScale::Revision) {
        m_neighbours->showColumn(m_labs->currentColumn(), m_labs->lanes().columns.size());
    }
    Selection selection;
    if (run != nullptr) {
        const query::HistoryRequest cell = historyRequest(m_state);
        selection.kind = recordKindOf(cell);
        selection.id = fromUtf8(run->id);
        selection.caption =
            QStringLiteral("%1\n%2").arg(revisionText(run->revision), cellText(cell));
        selection.history = cell;
        selection.revision = fromUtf8(run->revision.commit);
        for (const int near : m_table->nearRows()) {
            selection.neighbours << m_rows->id(near);
        }
    }
    emit selectionChanged(selection);
}

void HistoryView::chooseRun(int run)
{
    if (m_rows && m_rows->rowAt(run) != nullptr) {
        m_table->setCurrentId(m_rows->id(run));
    }
}

} // namespace cboard::ui
