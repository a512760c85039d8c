// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/revision/revision_view.h"

#include "ui/base/resolve.h"
#include "ui/base/scope_chips.h"
#include "ui/base/state_panel.h"
#include "ui/base/text_format.h"
#include "ui/base/user_items.h"
#include "ui/base/view_header.h"
#include "ui/revision/facet_panel.h"
#include "ui/revision/ledger_list.h"
#include "ui/revision/revision_strip.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filtered_out.h"
#include "ui/widgets/loading.h"
#include "ui/widgets/low_room.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/table_actions.h"
#include "ui/widgets/table_choice.h"

#include <QAbstractItemView>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace cboard::ui {

namespace {

    constexpr std::int64_t MaxBoots = 20'000;
    const QString ListOption = QStringLiteral("list");
    constexpr int FacetWidth = 250; ///< All tabs have room beside it in a window of 1600.
    constexpr int TwoLines = 44; ///< Height of a row.

    QString withCount(const QString& title, const StatusCounts& counts)
    {
        const auto fails = counts[StatusClass::Fail];
        return fails > 0 ? RevisionView::tr("%1  %2 fail").arg(title, countText(fails))
                         : QStringLiteral("%1  %2").arg(title, countText(counts.total()));
    }

    template <typename Row>
    std::shared_ptr<const TypedRows<Row>> typedRows(std::shared_ptr<const TableSpec<Row>> spec,
                                                    std::shared_ptr<const void> owner,
                                                    const std::vector<Row>& rows)
    {
        return std::make_shared<const TypedRows<Row>>(std::move(spec), std::move(owner), rows);
    }

} // namespace

RevisionView::RevisionView(const Context& context, QWidget* parent)
    : View(parent)
    , m_context(context)
    , m_header(new ViewHeader(*context.theme, this))
    , m_strip(new RevisionStrip(*context.theme))
    , m_lists(new QTabWidget)
    , m_facets(new FacetPanel(*context.theme))
    , m_load(*context.queries, *context.tasks)
    , m_loadRuns(*context.queries, *context.tasks)
    , m_loadProblems(*context.queries, *context.tasks)
    , m_loadIssues(*context.queries, *context.tasks)
    , m_loadGone(*context.queries, *context.tasks)
{
    m_state.view = QStringLiteral("revision");
    createLists();
    auto* split = new QSplitter;
    split->setHandleWidth(1);
    split->addWidget(m_lists);
    split->addWidget(m_facets);
    split->setStretchFactor(0, 1);
    split->setSizes({1000, FacetWidth});
    auto* content = new QWidget;
    auto* inner = new QVBoxLayout(content);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(0);
    inner->addWidget(m_strip);
    inner->addWidget(split, 1);
    m_panel = new StatePanel(m_context, content, this);
    m_filteredOut = new FilteredOut(context, *m_panel, *this);
    layOutView(*this, *m_header, *m_panel);
    hideWhereLow(*this, *m_strip);
    connect(m_panel, &StatePanel::actionRequested, this, &RevisionView::refresh);
    connect(m_strip, &RevisionStrip::revisionRequested, this,
            [this](int index) { stepRevision(index - m_strip->currentIndex()); });
    connect(m_facets, &FacetPanel::termRequested, this, &RevisionView::addTerm);
}

RevisionView::~RevisionView()
{
    m_lists->disconnect(this); // Its pages go one by one, each time another is the current one.
}

/// Beside a narrow list nobody can read, facets would only take its room.
void RevisionView::resizeEvent(QResizeEvent* event)
{
    View::resizeEvent(event);
    constexpr int LeastList = 620;
    m_facets->setVisible(width() >= LeastList + FacetWidth);
}

ResultTable* RevisionView::addList(const QString& id, const QString& name)
{
    auto* list = new ResultTable(m_context);
    list->setObjectName(id);
    list->rememberAs(QStringLiteral("revision.") + id);
    list->view()->setAccessibleName(name);
    m_lists->addTab(list, name);
    connect(list, &ResultTable::rowActivated, this, [this] { openCurrent(OpenMode::Here); });
    connect(list, &ResultTable::currentRowChanged, this, [this, list] {
        if (list == currentList()) {
            emit selectionChanged(currentSelection());
        }
    });
    connect(list, &ResultTable::countClicked, this,
            [this, list](int row, int column, StatusClass status) {
                openCounts(*list, row, column, status);
            });
    connect(list, &ResultTable::choiceChanged, this, &RevisionView::stateChanged);
    connect(list, &ResultTable::arranged, this, &RevisionView::statusChanged);
    return list;
}

void RevisionView::createLists()
{
    m_lists->setDocumentMode(true);
    m_lists->tabBar()->setFocusPolicy(Qt::NoFocus);
    m_lists->setUsesScrollButtons(true);
    m_problems = addList(QStringLiteral("problems"), tr("Problems"));
    m_problems->setRowHeight(TwoLines);
    m_builds = addList(QStringLiteral("builds"), tr("Builds"));
    m_boots = addList(QStringLiteral("boots"), tr("Boots"));
    m_suites = addList(QStringLiteral("suites"), tr("Tests"));
    m_boards = addList(QStringLiteral("boards"), tr("Boards"));
    m_issues = addList(QStringLiteral("issues"), tr("Issues"));
    m_issues->setRowHeight(TwoLines);
    m_runs = addList(QStringLiteral("runs"), tr("Runs"));
    m_logs = addList(QStringLiteral("logs"), tr("Logs"));
    m_ledgerTable = addList(QStringLiteral("ledger"), tr("Ledger"));
    m_ledgerTable->setRowHeight(TwoLines);
    m_ledger = new LedgerList(m_context, *m_ledgerTable, this);
    connect(m_ledger, &LedgerList::changed, this, &RevisionView::showLedgerRemark);
    m_gone = addList(QStringLiteral("gone"), tr("Gone"));
    m_lists->setTabToolTip(m_lists->indexOf(m_gone), tr("What is not run any more"));
    m_notes = addList(QStringLiteral("notes"), tr("Notes"));
    if (m_context.items != nullptr) {
        connect(m_context.items, &UserItems::changed, this, &RevisionView::showNotes);
    }
    setFocusProxy(m_problems);
    connect(m_lists, &QTabWidget::currentChanged, this, &RevisionView::onListChanged);
}

void RevisionView::onListChanged()
{
    setFocusProxy(currentList());
    currentList()->setFocus();
    loadRuns();
    if (m_loaded && currentList() == m_ledgerTable) {
        m_ledger->read();
    }
    loadGone();
    if (m_panel->showsContent()) {
        showPartial();
    }
    emit selectionChanged(currentSelection());
    emit stateChanged();
}

ResultTable* RevisionView::currentList() const
{
    return static_cast<ResultTable*>(m_lists->currentWidget());
}

void RevisionView::showState(const ViewState& state)
{
    const auto asked = [](ViewState one) { // What the engine is asked for.
        one.record.clear();
        one.recordKind = RecordKind::Test;
        one.options.clear();
        return one;
    };
    const bool isSame = m_loaded != nullptr && asked(state) == asked(m_state)
        && revisionsBack(state) == revisionsBack(m_state)
        && state.options.value(BaselineOption) == m_state.options.value(BaselineOption);
    m_state = state;
    m_state.view = QStringLiteral("revision");
    for (int i = 0; i < m_lists->count(); ++i) {
        auto* list = static_cast<ResultTable*>(m_lists->widget(i));
        list->setChoice(tableChoice(state.options, list->objectName() + QLatin1Char('.')));
        if (list->objectName() == state.options.value(ListOption)) {
            m_lists->setCurrentIndex(i);
        }
    }
    if (!state.record.isEmpty()) {
        currentList()->setCurrentId(state.record);
    }
    showTableCursor(*currentList(), state.options, currentList()->objectName() + QLatin1Char('.'));
    if (!isSame) {
        load();
    }
}

ViewState RevisionView::state() const
{
    ViewState state = m_state;
    const Selection selection = selectionOf(currentList()->currentRow());
    state.record = selection.id;
    state.recordKind = selection.kind;
    for (int i = 0; i < m_lists->count(); ++i) {
        const auto* list = static_cast<ResultTable*>(m_lists->widget(i));
        setTableChoice(state.options, list->choice(), list->objectName() + QLatin1Char('.'));
    }
    setTableCursor(state.options, *currentList(), currentList()->objectName() + QLatin1Char('.'));
    state.options.remove(ListOption);
    if (m_lists->currentIndex() > 0) {
        state.options.insert(ListOption, currentList()->objectName());
    }
    return state;
}

ViewStatus RevisionView::status() const
{
    ViewStatus status = m_status;
    status.isLoading = status.isLoading || m_loadRuns.isRunning() || m_loadProblems.isRunning()
        || m_loadIssues.isRunning() || m_loadGone.isRunning() || m_ledger->isReading()
        || currentList()->isArranging();
    return status;
}

QList<ScopeChip> RevisionView::scopeChips() const
{
    return {revisionsChip(m_state),
            baselineChip(m_loaded ? m_loaded->baseline : askedBaseline(m_state))};
}

QString RevisionView::caption() const
{
    if (!m_loaded) {
        return tr("Revision");
    }
    const auto& revision = m_loaded->revision->row.revision;
    return QStringLiteral("%1 %2").arg(branchText(revision), revisionText(revision));
}

Result<RevisionView::LoadedPtr>
RevisionView::fetch(query::Engine& engine, const query::Common& common, const ViewState& state,
                    const BaselineQuestion& question, const TaskContext& task)
{
    auto loaded = std::make_shared<Loaded>();
    query::Common filtered = common;
    CBOARD_TRY(filtered.filter, parseStateFilter(state));
    CBOARD_TRY(const auto branch, resolveBranch(engine, state, common, task));
    CBOARD_TRY(const auto revision, resolveRevision(engine, state, common, task));
    CBOARD_TRY(loaded->baseline, question.answer(engine, branch, revision.id, common, task));
    filtered.baseline = loaded->baseline.id();
    CBOARD_TRY(loaded->revision, engine.revision({filtered, revision.id}, task));
    CBOARD_TRY(loaded->revisions, engine.revisions({common, branch, revisionsBack(state)}, task));
    CBOARD_TRY(loaded->builds, engine.builds({filtered, revision.id}, task));
    CBOARD_TRY(loaded->boots,
               engine.tests({filtered, revision.id, query::RunKind::Boots, MaxBoots}, task));
    CBOARD_TRY(const auto tree, engine.testTree({filtered, revision.id}, task));
    loaded->suites = suitesOf(*tree);
    loaded->sortedBuilds = worstFirst(loaded->builds->rows);
    if (loaded->revision->older && loaded->revision->progress.pending == 0) {
        CBOARD_TRY(const auto before, engine.builds({filtered, loaded->revision->older->id}, task));
        const auto missing = missingBuilds(*loaded->builds, *before);
        loaded->notBuilt = static_cast<std::int64_t>(missing.size());
        loaded->sortedBuilds.insert(loaded->sortedBuilds.end(), missing.begin(), missing.end());
    }
    loaded->sortedBoots = worstFirst(loaded->boots->rows);
    return LoadedPtr(std::move(loaded));
}

void RevisionView::load()
{
    if (!m_loaded) {
        m_header->setTitle(tr("Revision"));
    }
    beginLoading(m_status, *m_panel, tr("Reading the revision"));
    emit statusChanged();
    askProblems();
    m_load.start(
        tr("Reading the revision"),
        [engine = m_context.engine, common = m_context.common(), state = m_state,
         question = BaselineQuestion(m_context, m_state)](const TaskContext& task) {
            return fetch(*engine, common, state, question, task);
        },
        [this](const Result<LoadedPtr>& loaded) {
            endLoading(m_status, *m_panel, tr("The revision could not be read"), loaded,
                       [this](const LoadedPtr& value) { show(value); });
            emit statusChanged();
        });
}

void RevisionView::show(const LoadedPtr& loaded)
{
    m_loaded = loaded;
    m_problemWords.clear();
    const auto& revision = loaded->revision->row.revision;
    m_state.tree = fromUtf8(revision.tree);
    m_state.branch = fromUtf8(revision.branch);
    m_state.revision = fromUtf8(revision.commit);
    m_status.dataTime = loaded->revision->info.newestData;
    m_status.isComplete = loaded->builds->info.isComplete && loaded->boots->info.isComplete;
    const auto& counts = loaded->revision->row.counts;
    m_status.total = counts.builds.total() + counts.boots.total() + counts.tests.total();
    m_status.shown = m_status.total;
    m_status.pending = counts.builds[StatusClass::Pending] + counts.boots[StatusClass::Pending]
        + counts.tests[StatusClass::Pending];
    showHeader();
    m_strip->setRevisions(loaded->revisions, revision.id);
    m_facets->setFacets(loaded->revision);
    m_buildRows = typedRows(buildTable(), loaded, loaded->sortedBuilds);
    m_bootRows = typedRows(bootTable(), loaded, loaded->sortedBoots);
    m_suiteRows = typedRows(suiteTable(), loaded, loaded->suites);
    m_builds->setRows(m_buildRows);
    m_boots->setRows(m_bootRows);
    m_suites->setRows(m_suiteRows);
    showTabTexts();
    m_loadedRuns.reset();
    m_goneRows.reset();
    loadRuns();
    loadGone();
    if (m_foundProblems && *m_foundProblems && (*m_foundProblems)->revision != revision.id) {
        askProblems(); // Another became the newest meanwhile.
    } else {
        takeProblems();
    }
    loadIssues();
    askLedger();
    if (m_status.shown == 0 && !m_state.filter.isEmpty()) {
        showFilteredOut();
    } else {
        m_partial[m_boots] = partialText(loaded->boots->info, loaded->boots->rows.size());
        showPartial();
    }
    emit stateChanged();
}

query::Common RevisionView::loadedCommon() const
{
    query::Common common = m_context.common();
    common.baseline = m_loaded->baseline.id();
    return common;
}

/// What the list on the screen lacks.
void RevisionView::showPartial()
{
    m_panel->showContent(m_partial.value(currentList()));
}

void RevisionView::showFilteredOut()
{
    const query::RevisionRef& revision = m_loaded->revision->row.revision;
    std::vector<query::RelaxationsRequest> requests;
    for (const auto kind :
         {query::MatrixKind::Build, query::MatrixKind::Boot, query::MatrixKind::Test}) {
        query::RelaxationsRequest request;
        request.common = loadedCommon();
        request.common.filter = *parseStateFilter(m_state);
        request.kind = kind;
        request.branch = {revision.tree, revision.branch, revision.repositoryUrl};
        request.revision = revision.id;
        requests.push_back(std::move(request));
    }
    m_filteredOut->show(tr("%1: 0 results match").arg(caption()), m_state.filter,
                        relaxedBy(*m_context.engine, std::move(requests)));
}

void RevisionView::showTabTexts()
{
    const auto& counts = m_loaded->revision->row.counts;
    const auto show = [this](ResultTable* list, const QString& title, const StatusCounts& ofKind) {
        const int tab = m_lists->indexOf(list);
        m_lists->setTabText(tab, withCount(title, ofKind));
        m_lists->setTabToolTip(tab, countsText(ofKind));
    };
    show(m_builds, tr("Builds"), counts.builds);
    show(m_boots, tr("Boots"), counts.boots);
    show(m_suites, tr("Tests"), counts.tests);
}

} // namespace cboard::ui
