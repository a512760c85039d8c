// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flaky/flaky_view.h"

#include "ui/base/key_text.h"
#include "ui/base/resolve.h"
#include "ui/base/scope_chips.h"
#include "ui/base/state_panel.h"
#include "ui/base/text_format.h"
#include "ui/base/user_items.h"
#include "ui/base/view_header.h"
#include "ui/flaky/flaky_columns.h"
#include "ui/regressions/timeline_pane.h"
#include "ui/regressions/timeline_plot.h"
#include "ui/widgets/filtered_out.h"
#include "ui/widgets/loading.h"
#include "ui/widgets/low_room.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/split.h"

#include <QAbstractItemView>
#include <QItemSelectionModel>

#include <algorithm>
#include <map>

namespace cboard::ui {

namespace {

    constexpr int RowHeight = 44; ///< Two lines.

    /// By what a cell is flaky, in words.
    QString limitsText(const query::Limits& limits)
    {
        const QString usual =
            FlakyView::tr("passes and fails in one revision, or %1 flips in %2 runs")
                .arg(limits.flaky.flips)
                .arg(limits.flaky.runs);
        const auto exceptions = static_cast<int>(limits.flakyExceptions.size());
        return exceptions == 0 ? usual
                               : FlakyView::tr("%1; %n path(s) or lab(s) have limits of their own",
                                               nullptr, exceptions)
                                     .arg(usual);
    }

    /// How many flaky cells a filter shows.
    CountRows cellsOf(const Context& context, const query::FlakyRequest& asked)
    {
        return [engine = context.engine, request = asked](
                   const query::Filter& filter, const TaskContext& task) mutable -> Result<qint64> {
            request.common.filter = filter;
            CBOARD_TRY(const auto cells, engine->flaky(request, task));
            return std::ssize(cells->rows);
        };
    }

    /// One group of the timeline for each kind and subject.
    std::vector<query::RegressionRow> timelineRows(const std::vector<query::FlakyCell>& cells)
    {
        std::map<std::pair<std::string, std::string>, query::RegressionRow> rows;
        for (const query::FlakyCell& cell : cells) {
            const std::string& subject = cell.kind == "build" ? cell.names.config
                : cell.kind == "boot"                         ? cell.names.platform
                                                              : cell.names.path;
            query::RegressionRow& row = rows[{cell.kind, subject}];
            row.kind = cell.kind;
            row.title = row.subject = subject;
            row.cells.push_back({cell.names, {}});
        }
        std::vector<query::RegressionRow> list;
        list.reserve(rows.size());
        for (auto& [subject, row] : rows) {
            list.push_back(std::move(row));
        }
        return list;
    }

} // namespace

FlakyView::FlakyView(const Context& context, QWidget* parent)
    : TableView(context, {QStringLiteral("flaky"), tr("Flaky"), tr("Flaky cells")}, parent)
    , m_timeline(new TimelinePane(context))
    , m_load(*context.queries, *context.tasks)
    , m_follow(*context.queries, *context.tasks)
{
    m_table->setRowHeight(RowHeight);
    setContent(makeSplit(Qt::Vertical, *m_table, 3, *m_timeline, 1));
    hideWhereLow(*this, *m_timeline);
    connect(m_table, &ResultTable::rowActivated, this, &FlakyView::openHistory);
    connect(m_table, &ResultTable::currentRowChanged, this, &FlakyView::showTimeline);
    connect(m_table->view()->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &FlakyView::showTimeline);
    connect(m_timeline, &TimelinePane::changed, this, [this] {
        select();
        emit statusChanged();
    });
    connect(&m_timeline->plot(), &TimelinePlot::currentChanged, this, &FlakyView::select);
    connect(&m_timeline->plot(), &TimelinePlot::opened, this, [this] { openLog(OpenMode::Here); });
    if (context.items != nullptr) {
        connect(context.items, &UserItems::changed, this, [this] {
            if (m_loaded) {
                showCells();
            }
        });
    }
}

void FlakyView::showState(const ViewState& state)
{
    const auto asked = [](const ViewState& one) {
        return std::tuple(one.tree, one.branch, one.repositoryUrl, one.revision, one.filter,
                          revisionsBack(one));
    };
    const bool isSame = m_loaded && asked(state) == asked(m_state);
    takeState(state);
    if (!isSame) {
        load();
    }
}

ViewStatus FlakyView::status() const
{
    ViewStatus status = TableView::status();
    status.isLoading = status.isLoading || m_timeline->isLoading() || m_follow.isRunning();
    return status;
}

QList<ScopeChip> FlakyView::scopeChips() const
{
    return {revisionsChip(m_state)};
}

QString FlakyView::caption() const
{
    return tr("Flaky cells of %1").arg(branchText(m_state));
}

Result<FlakyView::LoadedPtr> FlakyView::fetch(query::Engine& engine, const query::Common& common,
                                              const ViewState& state, const TaskContext& task)
{
    auto loaded = std::make_shared<Loaded>();
    query::FlakyRequest& request = loaded->request;
    request.common = common;
    CBOARD_TRY(request.common.filter, parseStateFilter(state));
    CBOARD_TRY(request.branch, resolveBranch(engine, state, common, task));
    request.lastRevisions = revisionsBack(state);
    if (!state.revision.isEmpty()) {
        CBOARD_TRY(const auto revision, resolveRevision(engine, state, common, task));
        request.revision = revision.id;
    }
    CBOARD_TRY(loaded->cells, engine.flaky(request, task));
    // Nothing can alternate; where a filter hides the revisions that is said instead.
    if (loaded->cells->revision.commit.empty() && state.filter.isEmpty()) {
        return fail(ErrorKind::NotFound,
                    "no revision of " + branchText(request.branch).toStdString() + " is stored");
    }
    CBOARD_TRY(loaded->revisions,
               engine.revisions({common, request.branch, request.lastRevisions}, task));
    return LoadedPtr(std::move(loaded));
}

void FlakyView::load()
{
    startLoading(
        m_load, tr("Reading the flaky cells"), tr("The flaky cells could not be read"),
        [engine = m_context.engine, common = m_context.common(),
         state = m_state](const TaskContext& task) { return fetch(*engine, common, state, task); },
        [this](const LoadedPtr& loaded) { show(loaded); });
}

void FlakyView::show(const LoadedPtr& loaded)
{
    m_loaded = loaded;
    m_courses.clear();
    m_timeline->forget();
    m_state.tree = fromUtf8(loaded->request.branch.tree);
    m_state.branch = fromUtf8(loaded->request.branch.branch);
    const query::FlakySnapshot& cells = *loaded->cells;
    takeInfo(cells.info, std::ssize(cells.rows));
    m_header->setTitle(caption());
    m_header->setCode(cells.revision.commit.empty() ? QString() : revisionText(cells.revision));
    const auto failing = std::count_if(cells.rows.begin(), cells.rows.end(), [](const auto& one) {
        return one.flakiness.failingFor > 0;
    });
    m_header->setVerdict(
        {countedText(m_status.shown, tr("%1 cell alternates"), tr("%1 cells alternate")),
         countedText(failing, tr("%1 fails now"), tr("%1 fail now")),
         limitsText(loaded->request.common.limits)});
    showCells();
    showEmpty();
    showTimeline();
    followCells();
    emit stateChanged();
}

/// After the rest: it reads a history for each cell.
void FlakyView::followCells()
{
    m_follow.start(
        tr("Reading how the flaky cells went"),
        [engine = m_context.engine, loaded = m_loaded](const TaskContext& task) {
            return service::flakyCourses(*engine, loaded->request, loaded->cells->rows, task);
        },
        [this](const Result<Courses>& courses) {
            if (courses) { // Without them the list stands as it is.
                for (std::size_t i = 0; i < courses->size(); ++i) {
                    m_courses.insert(fromUtf8(query::cellTarget(m_loaded->cells->rows[i].names)),
                                     (*courses)[i]);
                }
                showCells();
            }
            emit statusChanged();
        });
}

/// With what the user says of them; again when that changes.
void FlakyView::showCells()
{
    auto extras = std::make_shared<FlakyExtras>();
    extras->courses = m_courses;
    extras->noteHint = withKeys(m_context, tr("{note} writes a note on the cell"));
    extras->muteHint = withKeys(m_context,
                                tr("{waive} says that its failures are expected, until when and "
                                   "why: then it counts nowhere as news"));
    if (m_context.items != nullptr) {
        extras->muted = MutedCells(m_context.items->lists(), m_context.now());
        extras->notes = m_context.items->lists().notes;
    }
    m_rows = std::make_shared<const TypedRows<query::FlakyCell>>(flakyTable(std::move(extras)),
                                                                 m_loaded, m_loaded->cells->rows);
    m_table->setRows(m_rows);
}

void FlakyView::showEmpty()
{
    if (!m_loaded->cells->rows.empty()) {
        m_panel->showContent(partialText(m_loaded->cells->info, m_loaded->cells->rows.size()));
    } else if (!m_state.filter.isEmpty()) {
        m_filteredOut->show(
            tr("No flaky cell matches"), m_state.filter,
            relaxedOneByOne(*parseStateFilter(m_state), cellsOf(m_context, m_loaded->request)));
    } else {
        m_panel->showMessage(
            tr("No cell alternates in the last %1 revisions").arg(m_loaded->request.lastRevisions),
            tr("A cell is flaky by %1: see the settings ( {go-settings} ).")
                .arg(limitsText(m_loaded->request.common.limits)));
    }
}

void FlakyView::showTimeline()
{
    select();
    if (!m_loaded) {
        return;
    }
    QStringList ids;
    for (const int row : m_table->selectedRows()) {
        ids << m_rows->id(row);
    }
    m_timeline->show(ids.join(QLatin1Char('\n')), [this] {
        TimelineOrder order;
        order.common = m_context.common();
        order.branch = m_loaded->request.branch;
        order.lastRevisions = m_loaded->request.lastRevisions;
        order.revisions = m_loaded->revisions->rows;
        order.rows = timelineRows(selectedCells());
        return order;
    });
}

} // namespace cboard::ui
