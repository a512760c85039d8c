// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_view.h"

#include "ui/base/elided_label.h"
#include "ui/base/resolve.h"
#include "ui/base/state_panel.h"
#include "ui/base/text_format.h"
#include "ui/base/view_header.h"
#include "ui/compare/compare_columns.h"
#include "ui/compare/compare_pickers.h"
#include "ui/compare/compare_sides.h"
#include "ui/compare/compare_summary.h"
#include "ui/widgets/filtered_out.h"
#include "ui/widgets/low_room.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/toggle_chips.h"

#include <QVBoxLayout>

#include <algorithm>

namespace cboard::ui {

namespace {

    using query::CellChange;

    constexpr int RunDelayMs = 60;
    constexpr std::int64_t MostOffers = 100;
    const QString ChangesOption = QStringLiteral("changes");
    const QString PickOption = QStringLiteral("pick");
    const QString VanishedOption = QStringLiteral("vanished");

    QString changeId(CellChange change)
    {
        return fromUtf8(std::string(query::cellChangeKey(change)));
    }

    QStringList usualChanges()
    {
        return {changeId(CellChange::Regression), changeId(CellChange::Vanished),
                changeId(CellChange::Fixed)};
    }

    /// All but what is the same in both, in the order of importance.
    QList<ToggleChips::Chip> changeChips()
    {
        QList<ToggleChips::Chip> chips;
        for (std::size_t i = 0; i < static_cast<std::size_t>(CellChange::Unchanged); ++i) {
            const auto change = static_cast<CellChange>(i);
            chips << ToggleChips::Chip{changeId(change), changeText(change), changeTip(change)};
        }
        return chips;
    }

    std::int64_t countOf(const query::CompareSnapshot& comparison, CellChange change)
    {
        std::int64_t sum = 0;
        for (const auto& kind : comparison.counts) {
            sum += kind.at(static_cast<std::size_t>(change));
        }
        return sum;
    }

    /// How many cells a filter compares.
    CountRows cellsOf(const Context& context, const query::CompareRequest& asked)
    {
        return [engine = context.engine, request = asked](
                   const query::Filter& filter, const TaskContext& task) mutable -> Result<qint64> {
            request.common.filter = filter;
            CBOARD_TRY(const auto comparison, engine->compare(request, task));
            return comparison->info.totalRows;
        };
    }

} // namespace

CompareView::CompareView(const Context& context, QWidget* parent)
    : TableView(context, {QStringLiteral("compare"), tr("Compare"), tr("Cells that changed")},
                parent)
    , m_pickers(new ComparePickers(this))
    , m_summary(new CompareSummary)
    , m_changes(new ToggleChips(*context.theme, changeChips(), this))
    , m_nearest(new ElidedLabel)
    , m_load(*context.queries, *context.tasks)
    , m_list(*context.queries, *context.tasks)
    , m_findRuns(*context.queries, *context.tasks)
{
    m_changes->setChosen(usualChanges());
    setContent(createContent());
    auto* layout = static_cast<QVBoxLayout*>(this->layout());
    layout->insertWidget(1, m_pickers);
    layout->insertWidget(2, m_changes);
    m_runDelay.setSingleShot(true);
    m_runDelay.setInterval(RunDelayMs);
    hideWhereLow(*this, *m_summary);
    connectParts();
}

QWidget* CompareView::createContent()
{
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_summary);
    layout->addWidget(m_table, 1);
    m_nearest->setContentsMargins(12, 3, 12, 3);
    m_nearest->setAccessibleName(tr("Revisions with data"));
    layout->addWidget(m_nearest);
    return content;
}

void CompareView::connectParts()
{
    connect(m_changes, &ToggleChips::chosenChanged, this, [this] {
        m_state.options.insert(ChangesOption, m_changes->chosen().join(QLatin1Char(',')));
        listRows();
        emit stateChanged();
    });
    connect(m_pickers, &ComparePickers::namesChosen, this, [this](const QStringList& names) {
        m_context.navigator->open(withSides(state(), names));
    });
    connect(m_pickers, &ComparePickers::left, this, [this] { setFocus(Qt::OtherFocusReason); });
    connect(m_table, &ResultTable::rowActivated, this, [this] { openLogs(OpenMode::Here); });
    connect(m_table, &ResultTable::currentRowChanged, this, &CompareView::onRowChanged);
    connect(&m_runDelay, &QTimer::timeout, this, &CompareView::findRuns);
}

void CompareView::showState(const ViewState& state)
{
    const auto asked = [](const ViewState& one) {
        return std::tuple(one.tree, one.branch, one.repositoryUrl, one.revision, one.filter,
                          one.options.value(BaselineOption), askedSides(one));
    };
    const bool isSame = m_loaded && asked(state) == asked(m_state);
    takeState(state);
    m_state.options.remove(PickOption);
    m_changes->setChosen(
        state.options.contains(ChangesOption)
            ? state.options.value(ChangesOption).split(QLatin1Char(','), Qt::SkipEmptyParts)
            : usualChanges());
    isSame ? listRows() : load();
    if (state.options.contains(PickOption)) {
        m_pickers->focusFirst();
    }
}

ViewState CompareView::state() const
{
    ViewState state = TableView::state();
    if (m_changes->chosen() == usualChanges()) {
        state.options.remove(ChangesOption);
    }
    return state;
}

ViewStatus CompareView::status() const
{
    ViewStatus status = TableView::status();
    status.isLoading =
        status.isLoading || m_list.isRunning() || m_runDelay.isActive() || m_findRuns.isRunning();
    return status;
}

QList<ScopeChip> CompareView::scopeChips() const
{
    QList<ScopeChip> chips;
    if (askedSides(m_state).isEmpty()) {
        chips << baselineChip(askedBaseline(m_state));
    }
    if (const Choice shown = choice(); shown.changes == usualChanges()) {
        ScopeChip vanished;
        vanished.option = VanishedOption;
        vanished.choices = {{tr("not tested: only what passed"), QString()},
                            {tr("not tested: all"), QStringLiteral("all")}};
        vanished.text = vanished.choices[shown.leavesOutVanished ? 0 : 1].text;
        if (shown.leavesOutVanished && m_leftOut > 0) {
            vanished.text =
                tr("%1, %2 others are not shown").arg(vanished.text, countText(m_leftOut));
        }
        vanished.tip = tr("Of what ran in the first and not in the last; with other changes chosen "
                          "below all of it is shown");
        if (shown.leavesOutVanished) {
            vanished.withoutValue = QStringLiteral("all");
        }
        chips << vanished;
    }
    return chips;
}

/// Until changes are chosen, what did not pass in the first is not missed in the last.
CompareView::Choice CompareView::choice() const
{
    const QStringList changes = m_changes->chosen();
    return {changes, changes == usualChanges() && m_state.options.value(VanishedOption).isEmpty()};
}

QString CompareView::caption() const
{
    if (!m_loaded) {
        return tr("Compare");
    }
    QStringList names;
    for (const query::RevisionRef& side : m_loaded->comparison->revisions) {
        names << shortRevisionText(side);
    }
    return tr("Compare %1").arg(names.join(QStringLiteral(" → ")));
}

bool CompareView::showsTree(const QString& tree) const
{
    const auto isShown = [&tree](const query::RevisionRef& side) {
        return fromUtf8(side.tree) == tree;
    };
    return tree.isEmpty() || !m_loaded
        || std::any_of(m_loaded->comparison->revisions.begin(),
                       m_loaded->comparison->revisions.end(), isShown);
}

Result<CompareView::LoadedPtr>
CompareView::fetch(query::Engine& engine, const query::Common& common, const ViewState& state,
                   const BaselineQuestion& question, const TaskContext& task)
{
    auto loaded = std::make_shared<Loaded>();
    query::CompareRequest& request = loaded->request;
    request.common = common;
    CBOARD_TRY(request.common.filter, parseStateFilter(state));
    CBOARD_TRY(const auto sides, findSides(engine, common, state, question, task));
    for (const query::RevisionRef& side : sides) {
        request.revisions.push_back(side.id);
    }
    CBOARD_TRY(loaded->comparison, engine.compare(request, task));
    CBOARD_TRY(loaded->nearest, nearestWithResults(engine, common, sides, task));
    const query::RevisionRef& last = sides.back();
    CBOARD_TRY(
        const auto revisions,
        engine.revisions({common, {last.tree, last.branch, last.repositoryUrl}, MostOffers}, task));
    for (const query::RevisionRow& row : revisions->rows) {
        loaded->offers << revisionText(row.revision);
    }
    CBOARD_TRY(const auto trees, engine.trees({common}, task));
    for (const query::TreeRow& row : trees->rows) {
        loaded->offers << branchText(row);
    }
    return LoadedPtr(std::move(loaded));
}

void CompareView::load()
{
    startLoading(
        m_load, tr("Comparing the revisions"), tr("The revisions could not be compared"),
        [engine = m_context.engine, common = m_context.common(), state = m_state,
         question = sidesQuestion(m_context, m_state),
         choice = choice()](const TaskContext& task) -> Result<ListedPtr> {
            CBOARD_TRY(const auto loaded, fetch(*engine, common, state, question, task));
            return listed(loaded, choice);
        },
        [this](const ListedPtr& listed) { show(listed); });
}

CompareView::ListedPtr CompareView::listed(const LoadedPtr& loaded, const Choice& choice)
{
    auto listed = std::make_shared<Listed>();
    listed->loaded = loaded;
    listed->choice = choice;
    for (const query::CompareRow& row : loaded->comparison->rows) {
        const bool isLeftOut = choice.leavesOutVanished && row.change == CellChange::Vanished
            && row.statuses.front() != StatusClass::Pass;
        listed->leftOut += isLeftOut ? 1 : 0;
        if (choice.changes.contains(changeId(row.change)) && !isLeftOut) {
            listed->rows.push_back(row);
        }
    }
    return listed;
}

void CompareView::show(const ListedPtr& listed)
{
    m_list.cancel(); // Of the comparison before.
    m_loaded = listed->loaded;
    const query::CompareSnapshot& comparison = *m_loaded->comparison;
    const query::RevisionRef& last = comparison.revisions.back();
    m_state.tree = fromUtf8(last.tree);
    m_state.branch = fromUtf8(last.branch);
    m_state.revision = fromUtf8(last.commit);
    QStringList names;
    for (const query::RevisionRef& side : comparison.revisions) {
        const bool isOwn = side.tree == last.tree && side.branch == last.branch;
        names << (isOwn ? revisionText(side) : sideName(side));
    }
    if (!m_pickers->isTyping()) {
        m_pickers->setNames(names);
    }
    m_pickers->setOffers(m_loaded->offers);
    m_summary->setCounts(comparison);
    m_status.total = comparison.info.totalRows;
    m_status.dataTime = comparison.info.newestData;
    m_status.isComplete = comparison.info.isComplete;
    m_status.pending = countOf(comparison, CellChange::Pending);
    showRows(listed);
    showHeader();
    onRowChanged(); // Its runs are those of other sides now.
    emit stateChanged();
}

void CompareView::showHeader()
{
    const query::CompareSnapshot& comparison = *m_loaded->comparison;
    m_header->setTitle(caption());
    m_header->setCode(branchText(m_state));
    const auto count = [&comparison](CellChange change) {
        return countText(countOf(comparison, change));
    };
    m_header->setVerdict(
        {countedText(countOf(comparison, CellChange::Regression), tr("%1 regression"),
                     tr("%1 regressions")),
         tr("%1 fixed").arg(count(CellChange::Fixed)),
         tr("%1 not tested any more").arg(count(CellChange::Vanished)),
         tr("%1 still failing").arg(count(CellChange::StillFailing)),
         tr("%1 of %2 cells unchanged")
             .arg(count(CellChange::Unchanged), countText(comparison.info.totalRows))});
}

/// Those of the choice; a comparison may have more rows than the window's thread can go through.
void CompareView::listRows()
{
    if (!m_loaded) {
        return;
    }
    m_list.start(
        tr("Listing the changes"),
        [loaded = m_loaded, choice = choice()](const TaskContext&) -> Result<ListedPtr> {
            return listed(loaded, choice);
        },
        [this](const Result<ListedPtr>& listed) {
            if (listed) {
                showRows(*listed);
            }
        });
    emit statusChanged();
}

void CompareView::showRows(const ListedPtr& listed)
{
    m_leftOut = listed->leftOut;
    m_status.shown = std::ssize(listed->rows);
    m_rows = std::make_shared<const TypedRows<query::CompareRow>>(
        compareTable(m_loaded->comparison->revisions), listed, listed->rows);
    m_table->setRows(m_rows);
    showCounts();
    showEmpty();
    emit stateChanged(); // A chip says what is left out.
    emit statusChanged();
    if (listed->choice != choice()) {
        listRows(); // Another was made while the revisions were compared.
    }
}

/// Of the rows that each chip shows: what is left out is said by the chip that leaves it out.
void CompareView::showCounts()
{
    for (std::size_t i = 0; i < static_cast<std::size_t>(CellChange::Unchanged); ++i) {
        const auto change = static_cast<CellChange>(i);
        const std::int64_t leftOut = change == CellChange::Vanished ? m_leftOut : 0;
        m_changes->setCount(changeId(change), countOf(*m_loaded->comparison, change) - leftOut);
    }
}

void CompareView::showEmpty()
{
    const query::CompareSnapshot& comparison = *m_loaded->comparison;
    if (m_status.shown > 0) {
        m_panel->showContent();
    } else if (comparison.info.totalRows == 0 && !m_state.filter.isEmpty()) {
        m_filteredOut->show(
            tr("No cell of these revisions matches"), m_state.filter,
            relaxedOneByOne(*parseStateFilter(m_state), cellsOf(m_context, m_loaded->request)));
    } else if (comparison.info.totalRows == 0) {
        const QString nearest = nearestText();
        m_panel->showMessage(
            tr("None of these revisions has results"),
            nearest.isEmpty() ? tr("Name others above; HEAD~3 means the third before the newest.")
                              : nearest);
    } else {
        m_panel->showMessage(tr("No cell changed in the ways that are shown"),
                             tr("The digits show the others: their numbers stand above."));
    }
}

} // namespace cboard::ui
