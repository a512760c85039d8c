// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/history_view.h"

#include "ui/history/history_columns.h"
#include "ui/history/history_plot.h"
#include "ui/history/history_state.h"
#include "ui/shell/joined_texts.h"
#include "ui/shell/resolve.h"
#include "ui/shell/scope_chips.h"
#include "ui/shell/state_panel.h"
#include "ui/shell/text_format.h"
#include "ui/shell/view_header.h"
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

    constexpr std::size_t MaxTrees = 12;
    constexpr int MaxLanes = 10;
    constexpr int OtherLanes = 6;

    const QString ScaleOption = QStringLiteral("scale");
    const QStringList Scales = {QString(), QStringLiteral("time"), QStringLiteral("run")};

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

    QString boardOf(const query::HistoryRun& run)
    {
        return run.platform.empty() ? HistoryView::tr("(no board)") : fromUtf8(run.platform);
    }

    QString treeOf(const query::HistoryRun& run)
    {
        return branchText(run.revision.tree, run.revision.branch);
    }

    /// The cell on the newest other branches, all runs in one snapshot.
    Result<std::shared_ptr<const query::HistorySnapshot>>
    otherTrees(query::Engine& engine, query::HistoryRequest request, const TaskContext& task)
    {
        auto all = std::make_shared<query::HistorySnapshot>();
        CBOARD_TRY(const auto trees, engine.trees({request.common}, task));
        const query::BranchKey own = request.branch;
        request.lab.clear();
        std::size_t asked = 0;
        for (const query::TreeRow& row : trees->rows) {
            const bool isOwn = row.tree == own.tree && row.branch == own.branch;
            if (isOwn || asked == MaxTrees) {
                continue;
            }
            ++asked;
            request.branch = {row.tree, row.branch, row.repositoryUrl};
            CBOARD_TRY(const auto history, engine.history(request, task));
            all->runs.insert(all->runs.end(), history->runs.begin(), history->runs.end());
        }
        std::stable_sort(all->runs.begin(), all->runs.end(), [](const auto& a, const auto& b) {
            return a.revision.time > b.revision.time;
        });
        return std::shared_ptr<const query::HistorySnapshot>(std::move(all));
    }

} // namespace

HistoryView::HistoryView(const Context& context, QWidget* parent)
    : TableView(context, {QStringLiteral("history"), tr("History"), tr("Runs")}, parent)
    , m_load(*context.queries, *context.tasks)
{
    auto* content = new QWidget;
    content->setAutoFillBackground(true);
    content->setBackgroundRole(QPalette::Base);
    auto* inner = new QVBoxLayout(content);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(0);
    m_labs = addSection(inner, tr("By lab"));
    m_boards = addSection(inner, tr("The same on other boards, most fails first"));
    m_trees = addSection(inner, tr("The same on other trees, by time"));
    inner->addSpacing(8);
    inner->addWidget(m_table, 1);
    setContent(content);
    m_header->addChoice({tr("By revision"), tr("By time"), tr("By run")}, tr("Scale"));
    connectParts();
}

HistoryView::Section HistoryView::addSection(QVBoxLayout* layout, const QString& title)
{
    Section section;
    section.title = new QLabel(title, this);
    section.title->setContentsMargins(12, 6, 12, 2);
    section.title->setForegroundRole(QPalette::PlaceholderText);
    section.plot = new HistoryPlot(*m_context.theme, this);
    section.plot->setAccessibleName(title);
    layout->addWidget(section.title);
    layout->addWidget(section.plot);
    return section;
}

void HistoryView::connectParts()
{
    connect(m_header, &ViewHeader::choiceMade, this, [this](int, int choice) {
        m_state.options.remove(ScaleOption);
        if (choice > 0) {
            m_state.options.insert(ScaleOption, Scales[choice]);
        }
        showPlots();
        emit stateChanged();
    });
    connect(m_labs.plot, &HistoryPlot::runChosen, this, &HistoryView::chooseRun);
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
        showPlots();
    } else {
        load();
    }
}

ViewState HistoryView::state() const
{
    ViewState state = TableView::state();
    if (m_table->currentRow() >= 0) {
        state.record = m_table->currentId();
        state.recordKind = historyRequest(m_state).kind == query::MatrixKind::Build
            ? RecordKind::Build
            : RecordKind::Test;
    }
    return state;
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
    loaded->branch = request.branch;
    if (cellText(request).isEmpty()) {
        return fail(ErrorKind::Invalid, "choose a result first: its cell is shown here");
    }
    CBOARD_TRY(loaded->history, engine.history(request, task));
    CBOARD_TRY(const auto revisions,
               engine.revisions({common, request.branch, request.lastRevisions}, task));
    loaded->revisions = revisions->rows;
    if (request.kind != query::MatrixKind::Build && !request.platform.empty()
        && !request.path.empty()) {
        query::HistoryRequest others = request;
        others.platform.clear();
        others.lab.clear();
        CBOARD_TRY(loaded->boards, engine.history(others, task));
    }
    CBOARD_TRY(loaded->trees, otherTrees(engine, request, task));
    return LoadedPtr(std::move(loaded));
}

void HistoryView::show(const LoadedPtr& loaded)
{
    m_loaded = loaded;
    m_state.tree = fromUtf8(loaded->branch.tree);
    m_state.branch = fromUtf8(loaded->branch.branch);
    takeInfo(loaded->history->info, std::ssize(loaded->history->runs));
    m_header->setTitle(cellText(historyRequest(m_state)));
    m_header->setCode(branchText(loaded->branch.tree, loaded->branch.branch));
    m_rows = std::make_shared<const TypedRows<query::HistoryRun>>(historyTable(m_context), loaded,
                                                                  loaded->history->runs);
    m_table->setRows(m_rows);
    showPlots();
    showVerdict();
    if (loaded->history->runs.empty() && !m_state.filter.isEmpty()) {
        query::HistoryRequest request = historyRequest(m_state);
        request.branch = loaded->branch;
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

void HistoryView::showPlots()
{
    if (!m_loaded) {
        return;
    }
    m_labs.plot->setLanes(m_loaded->history,
                          makeHistoryLanes(*m_loaded->history, m_loaded->revisions, scale(), labOf),
                          MaxLanes);
    showSection(m_boards, m_loaded->boards, m_loaded->revisions, boardOf);
    showSection(m_trees, m_loaded->trees, {}, treeOf);
    onRunChanged(m_table->currentRow());
}

void HistoryView::showSection(const Section& section, const History& history,
                              const std::vector<query::RevisionRow>& revisions,
                              const LaneOf& laneOf)
{
    const bool isShown = history && !history->runs.empty();
    section.title->setVisible(isShown);
    section.plot->setVisible(isShown);
    if (isShown) {
        const HistoryScale by = revisions.empty() ? HistoryScale::Time : HistoryScale::Revision;
        section.plot->setLanes(history, makeHistoryLanes(*history, revisions, by, laneOf),
                               OtherLanes);
    }
}

void HistoryView::onRunChanged(int row)
{
    const query::HistoryRun* run = m_rows ? m_rows->rowAt(row) : nullptr;
    m_labs.plot->setCurrentRun(run == nullptr ? -1 : row);
    Selection selection;
    if (run != nullptr) {
        const query::HistoryRequest cell = historyRequest(m_state);
        selection.kind =
            cell.kind == query::MatrixKind::Build ? RecordKind::Build : RecordKind::Test;
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
