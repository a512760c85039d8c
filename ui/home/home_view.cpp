// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/home_view.h"

#include "ui/base/feature.h"
#include "ui/base/key_text.h"
#include "ui/base/paused_banner.h"
#include "ui/base/resolve.h"
#include "ui/base/state_panel.h"
#include "ui/base/text_format.h"
#include "ui/base/user_items.h"
#include "ui/base/view_header.h"
#include "ui/filter/filter_terms.h"
#include "ui/home/home_card.h"
#include "ui/home/home_columns.h"
#include "ui/home/home_grid.h"
#include "ui/widgets/loading.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/table_actions.h"

#include <QVBoxLayout>

#include <algorithm>

namespace cboard::ui {

namespace {

    constexpr std::size_t CardRows = 12;
    const QString CardOption = QStringLiteral("card");

    template <typename Row>
    std::vector<Row> firstRows(std::vector<Row> rows)
    {
        rows.resize(std::min(rows.size(), CardRows));
        return rows;
    }

    /// "12 of 40", or the number alone; empty without rows.
    QString noteText(std::size_t shown, std::int64_t all)
    {
        if (all == 0) {
            return {};
        }
        return static_cast<std::int64_t>(shown) < all
            ? HomeView::tr("%1 of %2").arg(shown).arg(countText(all))
            : countText(all);
    }

} // namespace

HomeView::HomeView(const Context& context, QWidget* parent)
    : View(parent)
    , m_context(context)
    , m_header(new ViewHeader(*context.theme, this))
    , m_load(*context.queries, *context.tasks)
    , m_loadTests(*context.queries, *context.tasks)
{
    m_state.view = QStringLiteral("home");
    createCards();
    layOutView(*this, *m_header, *m_panel);
    setFocusPolicy(Qt::StrongFocus); // Until there is a card to enter.
    m_header->setTitle(tr("Home"));
    m_header->setCode({});
    connect(m_panel, &StatePanel::actionRequested, this, &HomeView::refresh);
    if (m_context.items != nullptr) {
        connect(m_context.items, &UserItems::changed, this, [this] {
            if (m_loaded) {
                load();
            }
        });
    }
}

void HomeView::createCards()
{
    const std::array<std::pair<QString, QString>, CardCount> names = {
        std::pair(QStringLiteral("branches"), tr("Since the last visit")),
        std::pair(QStringLiteral("tray"), tr("My tray")),
        std::pair(QStringLiteral("regressions"), tr("New regressions")),
        std::pair(QStringLiteral("boards"), tr("Watched boards and tests")),
        std::pair(QStringLiteral("sources"), tr("Labs and sources")),
        std::pair(QStringLiteral("running"), tr("Running now"))};
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(new PausedBanner(m_context, this));
    m_grid = new HomeGrid;
    layout->addWidget(m_grid, 1);
    for (std::size_t i = 0; i < CardCount; ++i) {
        const auto card = static_cast<Card>(i);
        const int number = static_cast<int>(i) + 1;
        m_cards.at(i) = new HomeCard(m_context, names.at(i).first, number, names.at(i).second);
        m_grid->addCard(m_cards.at(i));
        connect(m_cards.at(i), &HomeCard::moreRequested, this,
                [this, card] { m_context.navigator->open(moreTarget(card)); });
        connect(&table(card), &ResultTable::rowActivated, this,
                [this] { openRow(OpenMode::Here); });
        connect(&table(card), &ResultTable::currentRowChanged, this, &HomeView::select);
        connect(&table(card), &ResultTable::arranged, this, &HomeView::statusChanged);
    }
    m_panel = new StatePanel(m_context, content, this);
}

void HomeView::showState(const ViewState& state)
{
    const bool isSame = m_loaded && state.filter == m_state.filter
        && questionOf(state).options == questionOf(m_state).options;
    m_state = state;
    m_state.view = QStringLiteral("home");
    if (const int number = state.options.value(CardOption).toInt();
        number > 0 && number <= static_cast<int>(CardCount)) {
        m_card = static_cast<Card>(number - 1);
        showTableCursor(table(m_card), state.options, prefixOf(m_card));
    }
    if (!isSame) {
        load();
    }
}

ViewStatus HomeView::status() const
{
    ViewStatus status = m_status;
    status.isLoading = status.isLoading || m_loadTests.isRunning();
    return status;
}

ViewState HomeView::state() const
{
    ViewState state = m_state;
    if (const query::RevisionRef* revision = currentRevision()) {
        nameBranch(state, *revision);
    }
    const Card card = currentCard();
    state.options = questionOf(m_state).options;
    state.options.insert(CardOption, QString::number(card + 1));
    setTableCursor(state.options, table(card), prefixOf(card));
    return state;
}

QString HomeView::prefixOf(Card card)
{
    return QString::number(card + 1) + QLatin1Char('.');
}

HomeView::Order HomeView::makeOrder() const
{
    Order order;
    order.request.common = m_context.common();
    order.request.since = since(Branches);
    order.request.regressionsSince = since(Regressions);
    order.request.limit = static_cast<std::int64_t>(CardRows);
    order.request.withTests = false;
    if (m_context.items == nullptr) {
        return order;
    }
    const bool areAll = showsAllBranches();
    order.boards = watchedOf(Watched::Kind::Board);
    order.tray = trayRows(m_context.items->lists());
    for (const QString& path : watchedOf(Watched::Kind::Test)) {
        order.request.paths.push_back(path.toStdString());
    }
    for (const Watched& thing : m_context.items->lists().watched) {
        if (thing.kind == Watched::Kind::Tree && !areAll) {
            order.request.branches.push_back({thing.tree.toStdString(), thing.branch.toStdString(),
                                              thing.repositoryUrl.toStdString()});
        }
    }
    return order;
}

Result<HomeView::LoadedPtr> HomeView::fetch(query::Engine& engine, Order order,
                                            const ViewState& state, const TaskContext& task)
{
    auto loaded = std::make_shared<Loaded>();
    CBOARD_TRY(order.request.common.filter, parseStateFilter(state));
    CBOARD_TRY(loaded->home, engine.home(order.request, task));
    loaded->branches = firstRows(loaded->home->branches);
    loaded->sources = firstRows(worstFirst(loaded->home->sources));
    loaded->running = firstRows(loaded->home->running);
    loaded->trayCount = std::ssize(order.tray);
    CBOARD_TRY(loaded->tray,
               readTrayRows(firstRows(std::move(order.tray)), engine, order.request.common, task));
    std::shared_ptr<const query::HardwareSnapshot> found;
    if (!order.boards.isEmpty()) {
        query::HardwareRequest boards;
        boards.common = order.request.common;
        boards.withTestMarks = order.request.withTests;
        ViewState watched;
        watched.filter = filterTerm(query::FilterKey::Board, order.boards);
        CBOARD_TRY(boards.common.filter, parseStateFilter(watched));
        CBOARD_TRY(found, engine.hardware(boards, task));
    }
    std::vector<WatchedRow> watched = watchedRows(found.get(), *loaded->home);
    loaded->watchedCount = std::ssize(watched);
    loaded->watched = firstRows(std::move(watched));
    return LoadedPtr(std::move(loaded));
}

void HomeView::load()
{
    beginLoading(m_status, *m_panel, tr("Reading the news"));
    m_loadTests.cancel();
    emit statusChanged();
    m_load.start(
        tr("Reading the news"),
        [engine = m_context.engine, order = makeOrder(), state = m_state](const TaskContext& task) {
            return fetch(*engine, order, state, task);
        },
        [this](const Result<LoadedPtr>& loaded) {
            endLoading(m_status, *m_panel, tr("The news could not be read"), loaded,
                       [this](const LoadedPtr& value) {
                           show(value);
                           loadTests();
                       });
            emit statusChanged();
        });
}

/// The same with what tests say, which reads their histories.
void HomeView::loadTests()
{
    Order order = makeOrder();
    order.request.withTests = true;
    m_loadTests.start(
        tr("Reading the news of the tests"),
        [engine = m_context.engine, order = std::move(order),
         state = m_state](const TaskContext& task) { return fetch(*engine, order, state, task); },
        [this](const Result<LoadedPtr>& loaded) {
            if (loaded) {
                show(*loaded);
                // Rows that a link named may be among those of tests.
                showTableCursor(table(m_card), m_state.options, prefixOf(m_card));
                m_state.options = questionOf(m_state).options;
            } else if (loaded.error().kind != ErrorKind::Cancelled) {
                m_panel->showContent(tr("What tests say could not be read: %1")
                                         .arg(fromUtf8(describe(loaded.error()))));
            }
            emit statusChanged();
        });
}

void HomeView::show(const LoadedPtr& loaded)
{
    m_loaded = loaded;
    m_status.dataTime = loaded->home->info.newestData;
    m_status.isComplete = loaded->home->info.isComplete;
    if (loaded->home->branches.empty() && m_state.filter.isEmpty()) {
        showEmptyStore(*m_panel);
    } else {
        m_panel->showContent();
    }
    showCards();
    showTray();
    showWatched();
    showHeader();
    if (hasFocus()) {
        focusCard(m_card);
    }
    emit stateChanged();
}

void HomeView::showCards()
{
    const query::HomeSnapshot& home = *m_loaded->home;
    const auto fill = [this](Card card, auto rows, std::int64_t all, const QString& empty) {
        m_cards.at(card)->setNote(noteText(static_cast<std::size_t>(rows->size()), all));
        replaceRows(table(card), rows);
        rows->size() == 0 ? m_cards.at(card)->showSentence(empty) : m_cards.at(card)->showTable();
    };
    m_branchRows = std::make_shared<const TypedRows<query::HomeBranch>>(branchCard(), m_loaded,
                                                                        m_loaded->branches);
    fill(Branches, m_branchRows, std::ssize(home.branches), tr("No branch matches the filter."));
    m_regressionRows = std::make_shared<const TypedRows<query::HomeRegression>>(
        regressionCard(), m_loaded, home.regressions);
    const QString checked = momentText(m_context.now(), m_context.now());
    fill(Regressions, m_regressionRows, home.regressionCount,
         m_loadTests.isRunning() ? tr("Nothing new in builds and boots; the tests are being read.")
                                 : tr("Nothing new broke. Checked %1.").arg(checked));
    m_sourceRows = std::make_shared<const TypedRows<query::SourceRow>>(sourceCard(m_context),
                                                                       m_loaded, m_loaded->sources);
    fill(Sources, m_sourceRows, std::ssize(home.sources), tr("Nothing came in the last 30 days."));
    m_runningRows = std::make_shared<const TypedRows<query::HomeRunning>>(
        runningCard(m_context), m_loaded, m_loaded->running);
    fill(Running, m_runningRows, std::ssize(home.running), tr("No revision is running."));
}

void HomeView::showTray()
{
    m_cards.at(Tray)->setNote(noteText(m_loaded->tray.size(), m_loaded->trayCount));
    m_trayRows = std::make_shared<const TypedRows<TrayRow>>(trayCard(), m_loaded, m_loaded->tray);
    replaceRows(table(Tray), m_trayRows);
    if (m_loaded->tray.empty()) {
        m_cards.at(Tray)->showSentence(
            withKeys(m_context, tr("Nothing waits for triage; {tray} puts a result aside.")));
    } else {
        m_cards.at(Tray)->showTable();
    }
}

void HomeView::showWatched()
{
    HomeCard& card = *m_cards.at(WatchedThings);
    card.setNote(noteText(m_loaded->watched.size(), m_loaded->watchedCount));
    m_watchedRows = std::make_shared<const TypedRows<WatchedRow>>(watchedCard(m_context), m_loaded,
                                                                  m_loaded->watched);
    replaceRows(table(WatchedThings), m_watchedRows);
    const bool isAnyWatched =
        !watchedOf(Watched::Kind::Board).isEmpty() || !watchedOf(Watched::Kind::Test).isEmpty();
    if (!m_loaded->watched.empty()) {
        card.showTable();
    } else if (m_loadTests.isRunning() && isAnyWatched) {
        card.showSentence(tr("The tests are being read."));
    } else if (isAnyWatched) {
        card.showSentence(tr("What you watch ran nothing in the last 30 days."));
    } else {
        card.showSentence(
            withKeys(m_context,
                     tr("Nothing is watched yet: {watch} watches the board or the test of a "
                        "selected result.")));
    }
}

void HomeView::showHeader()
{
    const query::HomeSnapshot& home = *m_loaded->home;
    std::int64_t fixed = 0;
    std::int64_t revisions = 0;
    for (const query::HomeBranch& branch : home.branches) {
        fixed += branch.fixed;
        revisions += branch.newRevisions;
    }
    const auto ill = std::count_if(home.sources.begin(), home.sources.end(), isIll);
    const bool areNews = home.regressionCount + fixed + revisions > 0 || m_loadTests.isRunning();
    QStringList parts{noNewsText()};
    if (areNews) {
        parts = {
            countedText(home.regressionCount, tr("%1 new regression"), tr("%1 new regressions")),
            countedText(fixed, tr("%1 cell fixed"), tr("%1 cells fixed")),
            countedText(revisions, tr("%1 new revision"), tr("%1 new revisions"))};
    }
    if (ill > 0) {
        parts << countedText(ill, tr("%1 lab ill"), tr("%1 labs ill"));
    }
    if (m_loadTests.isRunning()) {
        parts << tr("tests are being read");
    }
    m_header->setVerdict(parts);
}

} // namespace cboard::ui
