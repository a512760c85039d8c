// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regressions/regressions_view.h"

#include "ui/base/joined_texts.h"
#include "ui/base/key_text.h"
#include "ui/base/resolve.h"
#include "ui/base/scope_chips.h"
#include "ui/base/state_panel.h"
#include "ui/base/text_format.h"
#include "ui/base/user_items.h"
#include "ui/base/view_header.h"
#include "ui/regressions/commit_pane.h"
#include "ui/regressions/ledger_columns.h"
#include "ui/regressions/own_things.h"
#include "ui/regressions/timeline_pane.h"
#include "ui/regressions/timeline_plot.h"
#include "ui/widgets/filtered_out.h"
#include "ui/widgets/loading.h"
#include "ui/widgets/low_room.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/split.h"
#include "ui/widgets/toggle_chips.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QItemSelectionModel>
#include <QVBoxLayout>

#include <algorithm>

namespace cboard::ui {

namespace {

    constexpr int RowHeight = 44; ///< Two lines.

    QList<ToggleChips::Chip> stateChips(const Context& context)
    {
        return {{ledgerStateKey(LedgerState::Active), RegressionsView::tr("active")},
                {ledgerStateKey(LedgerState::Inactive), RegressionsView::tr("no longer run"),
                 withKeys(context,
                          RegressionsView::tr("Not fixed, and no longer run: for so many days as "
                                              "the settings say ( {go-settings} )"))},
                {ledgerStateKey(LedgerState::Waived), RegressionsView::tr("waived"),
                 RegressionsView::tr("You expect them to fail")},
                {ledgerStateKey(LedgerState::Fixed), RegressionsView::tr("fixed")},
                {ledgerStateKey(LedgerState::LabIncident), RegressionsView::tr("lab trouble"),
                 RegressionsView::tr("The whole lab was ill: its results say nothing of the "
                                     "kernel and start no regression")},
                {ledgerStateKey(LedgerState::Flaky), RegressionsView::tr("flaky"),
                 RegressionsView::tr("They pass and fail by turns: no regressions. Shown, they "
                                     "stand behind all others")}};
    }

    /// How many regressions a filter shows.
    CountRows rowsOf(const Context& context, const query::RegressionsRequest& asked)
    {
        return [engine = context.engine, request = asked](
                   const query::Filter& filter, const TaskContext& task) mutable -> Result<qint64> {
            request.common.filter = filter;
            CBOARD_TRY(const auto ledger, engine->regressions(request, task));
            return std::ssize(ledger->rows);
        };
    }

} // namespace

RegressionsView::RegressionsView(const Context& context, QWidget* parent)
    : TableView(context, {QStringLiteral("regressions"), tr("Regressions"), tr("Regressions")},
                parent)
    , m_states(new ToggleChips(*context.theme, stateChips(context), this))
    , m_timeline(new TimelinePane(context))
    , m_commits(new CommitPane(context))
    , m_load(*context.queries, *context.tasks)
    , m_name(*context.queries, *context.tasks)
    , m_findFlaky(*context.queries, *context.tasks)
    , m_findTray(*context.queries, *context.tasks)
    , m_findElsewhere(*context.queries, *context.tasks)
{
    m_states->setChosen({ledgerStateKey(LedgerState::Active)});
    m_table->setRowHeight(RowHeight);
    QSplitter* lower = makeSplit(Qt::Horizontal, *m_timeline, 3, *m_commits, 2);
    setContent(makeSplit(Qt::Vertical, *m_table, 2, *lower, 1));
    static_cast<QVBoxLayout*>(layout())->insertWidget(1, m_states);
    hideWhereLow(*this, *lower);
    connectParts();
}

void RegressionsView::connectParts()
{
    connect(m_states, &ToggleChips::chosenChanged, this, [this] {
        m_state.options.insert(LedgerStatesOption, m_states->chosen().join(QLatin1Char(',')));
        showEntries();
        emit stateChanged();
    });
    connect(m_table, &ResultTable::rowActivated, this, [this] { openCurrent(OpenMode::Here); });
    connect(m_table, &ResultTable::currentRowChanged, this, [this] {
        showTimeline();
        select();
    });
    connect(m_table->view()->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &RegressionsView::showTimeline);
    connect(m_timeline, &TimelinePane::changed, this, [this] {
        select();
        emit statusChanged();
    });
    connect(m_commits, &CommitPane::changed, this, &RegressionsView::statusChanged);
    if (m_context.items != nullptr) {
        connect(m_context.items, &UserItems::changed, this, [this] { showEntries(), select(); });
    }
    connect(&m_timeline->plot(), &TimelinePlot::currentChanged, this, &RegressionsView::select);
    connect(&m_timeline->plot(), &TimelinePlot::opened, this, [this] { openLog(OpenMode::Here); });
}

void RegressionsView::showState(const ViewState& state)
{
    const auto asked = [](const ViewState& one) {
        return std::tuple(one.tree, one.branch, one.repositoryUrl, one.revision, one.filter,
                          one.options.value(BaselineOption), revisionsBack(one));
    };
    const bool isSame = m_loaded && asked(state) == asked(m_state);
    takeState(state);
    const QString states = state.options.value(LedgerStatesOption, QStringLiteral("active"));
    m_states->setChosen(states.split(QLatin1Char(','), Qt::SkipEmptyParts));
    isSame ? showEntries() : load();
}

ViewState RegressionsView::state() const
{
    ViewState state = TableView::state();
    if (shownStates() == QStringList{ledgerStateKey(LedgerState::Active)}) {
        state.options.remove(LedgerStatesOption);
    }
    return state;
}

ViewStatus RegressionsView::status() const
{
    ViewStatus status = TableView::status();
    status.isLoading = status.isLoading || m_name.isRunning() || m_findFlaky.isRunning()
        || m_findTray.isRunning() || m_findElsewhere.isRunning() || m_timeline->isLoading()
        || m_commits->isLoading();
    return status;
}

QString RegressionsView::caption() const
{
    return tr("Regressions %1").arg(branchText(m_state));
}

QStringList RegressionsView::shownStates() const
{
    return m_states->chosen();
}

Result<RegressionsView::LoadedPtr>
RegressionsView::fetch(query::Engine& engine, const query::Common& common, const ViewState& state,
                       const BaselineQuestion& question, const TaskContext& task)
{
    auto loaded = std::make_shared<Loaded>();
    query::RegressionsRequest& request = loaded->request;
    request.common = common;
    CBOARD_TRY(request.common.filter, parseStateFilter(state));
    CBOARD_TRY(request.branch, resolveBranch(engine, state, common, task));
    request.lastRevisions = revisionsBack(state);
    if (!state.revision.isEmpty()) {
        CBOARD_TRY(const auto revision, resolveRevision(engine, state, common, task));
        request.revision = revision.id;
    }
    CBOARD_TRY(const auto baseline,
               question.answer(engine, request.branch, request.revision, common, task));
    request.baseline = baseline.id();
    CBOARD_TRY(loaded->ledger, engine.regressions(request, task));
    CBOARD_TRY(loaded->revisions,
               engine.revisions({common, request.branch, request.lastRevisions}, task));
    loaded->entries = ledgerEntries(*loaded->ledger);
    return LoadedPtr(std::move(loaded));
}

void RegressionsView::load()
{
    m_name.cancel();
    m_findFlaky.cancel();
    startLoading(
        m_load, tr("Reading the regressions"), tr("The regressions could not be read"),
        [engine = m_context.engine, common = m_context.common(), state = m_state,
         question = BaselineQuestion(m_context, m_state)](const TaskContext& task) {
            return fetch(*engine, common, state, question, task);
        },
        [this](const LoadedPtr& loaded) { show(loaded); });
}

void RegressionsView::show(const LoadedPtr& loaded)
{
    const LoadedPtr before = std::exchange(m_loaded, loaded);
    m_moved.clear();
    m_elsewhereLine.clear(); // What it told stays until it is looked at again.
    if (before && before->request.branch == loaded->request.branch) {
        noteMoved(*before);
    }
    m_timeline->forget();
    m_commits->forget();
    if (isFlakyId(m_table->currentId())) { // It is away until that is read again.
        m_state.options.insert(LedgerRowOption, m_table->currentId());
    }
    const query::RevisionRef& revision = loaded->ledger->revision;
    if (!revision.commit.empty()) { // Else what was asked for is what is missing.
        m_state.tree = fromUtf8(revision.tree);
        m_state.branch = fromUtf8(revision.branch);
    }
    takeInfo(loaded->ledger->info, std::ssize(loaded->entries));
    showEntries();
    if (!loaded->ledger->rows.empty()) {
        nameErrors();
    }
    if (!loaded->ledger->revision.commit.empty()) {
        findFlaky();
    }
    emit stateChanged();
}

/// What was active when it was read last and is fixed now, in words.
void RegressionsView::noteMoved(const Loaded& before)
{
    constexpr int Named = 3;
    const QStringList titles = movedToFixed(before.entries, m_loaded->entries);
    if (!titles.isEmpty()) {
        m_moved = tr("Fixed since you looked: %1. 4 shows what is fixed.")
                      .arg(titles.mid(0, Named).join(QStringLiteral(", "))
                           + (titles.size() > Named ? QStringLiteral(" …") : QString()));
    }
}

bool RegressionsView::isWanted(const LedgerEntry& entry, const OwnThings& own) const
{
    if (!shownStates().contains(ledgerStateKey(entry.state))) {
        return false;
    }
    const auto* row = entry.row;
    const bool isMine = !isOnlyMine() || (row != nullptr && own.isMine(*row));
    const bool isElsewhere =
        !isOnlyElsewhere() || (row != nullptr && m_elsewhere != nullptr && m_elsewhere->has(*row));
    return isMine && isElsewhere;
}

void RegressionsView::showEntries()
{
    if (!m_loaded) {
        return;
    }
    QWidget* focus = QApplication::focusWidget();
    const bool isBelow =
        focus != nullptr && (m_commits->isAncestorOf(focus) || m_timeline->isAncestorOf(focus));
    findTrayCells();
    findElsewhere();
    const OwnThings own(m_context.items, m_trayCells);
    auto shown = std::make_shared<std::vector<LedgerEntry>>();
    std::copy_if(m_loaded->entries.begin(), m_loaded->entries.end(), std::back_inserter(*shown),
                 [&](const LedgerEntry& entry) { return isWanted(entry, own); });
    m_status.shown = std::ssize(*shown);
    struct Owner {
        LoadedPtr loaded;
        std::shared_ptr<const std::vector<LedgerEntry>> shown;
    };
    const auto owner = std::make_shared<const Owner>(Owner{m_loaded, shown});
    m_rows = std::make_shared<const LedgerRows>(ledgerTable(m_context), owner, *owner->shown);
    m_shown = std::move(shown);
    m_isFilling = true; // What is beside the row stays while that is away.
    m_table->setRows(m_rows);
    m_isFilling = false;
    showHeader();
    showEmpty();
    showTimeline();
    if (isBelow) { // The panel gives the focus to the table.
        focus->setFocus(Qt::OtherFocusReason);
    }
    emit statusChanged();
}

void RegressionsView::showEmpty()
{
    if (!m_shown->empty()) {
        m_panel->showContent(joinedTexts(
            {partialText(m_loaded->ledger->info, m_loaded->ledger->rows.size()), m_moved}));
    } else if (m_loaded->entries.empty() && !m_state.filter.isEmpty()) {
        m_filteredOut->show(
            tr("%1 regressions, 0 match").arg(countText(m_loaded->ledger->info.totalRows)),
            m_state.filter,
            relaxedOneByOne(*parseStateFilter(m_state), rowsOf(m_context, m_loaded->request)));
    } else if (m_loaded->ledger->revision.commit.empty()) {
        m_panel->showMessage(tr("No revision of %1 is stored").arg(branchText(m_state)),
                             tr("{go-ingest} reads result files and folders, {go-trees} lists the "
                                "trees that are stored."));
    } else if (m_loaded->entries.empty()) {
        m_panel->showMessage(
            tr("Nothing broke in the last %1 revisions").arg(m_loaded->request.lastRevisions),
            tr("What fails has failed all the time, or alternates: {go-revision} shows the "
               "revision, {go-flaky} the flaky cells."));
    } else if (isOnlyElsewhere() && m_elsewhere == nullptr) {
        m_panel->showMessage(m_elsewhereError.isEmpty()
                                 ? tr("Looking for what fails in %1").arg(otherLine())
                                 : tr("%1 could not be looked at").arg(otherLine()),
                             m_elsewhereError);
    } else if (isOnlyElsewhere()) {
        m_panel->showMessage(
            tr("Nothing in the states that are shown fails in %1 now").arg(otherLine()),
            tr("The digits show the others; the chip above leaves that out."));
    } else {
        m_panel->showMessage(
            isOnlyMine() ? tr("No regression of yours is in the states that are shown")
                         : tr("No regression is in the states that are shown"),
            m_moved.isEmpty() ? tr("The digits show the others: their numbers stand above.")
                              : m_moved);
    }
}

void RegressionsView::showHeader()
{
    const auto counts = countStates(m_loaded->entries);
    for (std::size_t i = 0; i < counts.size(); ++i) {
        m_states->setCount(ledgerStateKey(static_cast<LedgerState>(i)), counts[i]);
    }
    const auto isNew = [](const LedgerEntry& entry) { return entry.isNew && entry.row != nullptr; };
    const auto fresh = std::count_if(m_loaded->entries.begin(), m_loaded->entries.end(), isNew);
    const auto count = [&counts](LedgerState state) {
        return counts[static_cast<std::size_t>(state)];
    };
    const query::RevisionRef& revision = m_loaded->ledger->revision;
    const bool isStored = !revision.commit.empty();
    m_header->setTitle(isStored ? tr("Regressions of %1").arg(branchText(revision))
                                : tr("Regressions"));
    m_header->setCode(isStored ? revisionText(revision) : QString());
    QStringList parts{countedText(fresh, tr("%1 new"), tr("%1 new"))};
    parts << countedText(count(LedgerState::Active), tr("%1 active"), tr("%1 active"))
          << countedText(count(LedgerState::Fixed), tr("%1 fixed"), tr("%1 fixed"));
    if (count(LedgerState::LabIncident) > 0) {
        parts << countedText(count(LedgerState::LabIncident), tr("%1 lab incident"),
                             tr("%1 lab incidents"));
    }
    if (m_loaded->ledger->baseline) {
        parts << tr("against %1").arg(revisionText(*m_loaded->ledger->baseline));
    }
    parts << ageText(revision.time, m_context.now());
    parts.removeAll(QString());
    m_header->setVerdict(isStored ? parts : QStringList());
}

} // namespace cboard::ui
