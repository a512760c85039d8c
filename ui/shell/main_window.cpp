// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.h"

#include "core/service/request_settings.h"
#include "ui/base/feature.h"
#include "ui/base/preferences.h"
#include "ui/base/scope_chips.h"
#include "ui/base/user_items.h"
#include "ui/filter/filter_bar.h"
#include "ui/filter/hidden_infra.h"
#include "ui/inspector/inspector.h"
#include "ui/inspector/peek_pane.h"
#include "ui/logview/log_cache.h"
#include "ui/logview/log_view.h"
#include "ui/shell/location_bar.h"
#include "ui/shell/navigator_pane.h"
#include "ui/shell/peek_wish.h"
#include "ui/shell/status_strip.h"
#include "ui/shell/tab_area.h"
#include "ui/shell/tab_page.h"
#include "ui/shell/window_actions.h"
#include "ui/shell/window_commands.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QSplitter>
#include <QVBoxLayout>

namespace cboard::ui {

namespace {

    constexpr int RefreshDelayMs = 250; ///< Commits of one ingest are shown at most this often.
    constexpr QSize DefaultSize(1600, 1000);
    constexpr QSize LeastSize(640, 400);
    constexpr int InspectorNeeds =
        1200; ///< Window widths below which a pane gives way to the view.
    constexpr int NavigatorNeeds = 1000;
    constexpr int NavigatorWidth = 210;
    constexpr int InspectorWidth = 340;
    constexpr int PeekHeight = 260;

    Context withNavigator(Context context, Navigator* navigator)
    {
        context.navigator = navigator;
        return context;
    }

} // namespace

MainWindow::MainWindow(const Context& context, QWidget* parent)
    : QMainWindow(parent)
    , m_context(withNavigator(context, this))
    , m_theme(const_cast<Theme*>(context.theme))
    , m_actions(new WindowActions(this))
    , m_commands(new WindowCommands(this, m_actions, m_context))
    , m_location(new LocationBar(m_context, context.storeName))
    , m_filter(new FilterBar(m_context))
    , m_navigator(new NavigatorPane(m_context))
    , m_tabs(new TabArea(m_context))
    , m_inspector(new Inspector(m_context))
    , m_peek(new PeekPane(m_context))
    , m_status(new StatusStrip(m_context))
    , m_columns(new QSplitter(Qt::Horizontal))
    , m_centre(new QSplitter(Qt::Vertical))
    , m_link(*context.queries, *context.tasks)
    , m_infra(*context.queries, *context.tasks)
{
    setWindowTitle(tr("Checkerboard"));
    setAcceptDrops(true);
    resize(DefaultSize);
    setMinimumSize(LeastSize); // Of its own: that of all panes beside each other is too wide.
    createLayout();
    createActions();
    connectParts();
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(RefreshDelayMs);
    connect(&m_refresh, &QTimer::timeout, this, &MainWindow::refreshChanged);
}

void MainWindow::connectParts()
{
    connect(m_location, &LocationBar::backRequested, this, [this] { trigger(ActionId::Back); });
    connect(m_location, &LocationBar::forwardRequested, this,
            [this] { trigger(ActionId::Forward); });
    connect(m_location, &LocationBar::openRequested, this,
            [this](const ViewState& state) { open(state); });
    connect(m_filter, &FilterBar::filterChanged, this, &MainWindow::setFilter);
    connect(m_filter, &FilterBar::optionChosen, this, &MainWindow::setOption);
    connect(m_filter, &FilterBar::left, this, [this] {
        if (View* view = currentView()) {
            view->setFocus(Qt::OtherFocusReason);
        }
    });
    connect(qApp, &QApplication::focusChanged, this,
            [this] { m_actions->setView(peekHasFocus() ? m_peek->logView() : currentView()); });
    connect(m_inspector, &Inspector::said, m_status, &StatusStrip::showNote);
    connect(m_inspector, &Inspector::settled, this, &MainWindow::settled);
    connect(m_peek, &PeekPane::settled, this, &MainWindow::settled);
    connect(m_navigator, &NavigatorPane::settled, this, &MainWindow::settled);
    const auto showKeys = [this] { m_navigator->showKeys(m_actions->effective()); };
    connect(m_actions, &WindowActions::keysChanged, m_navigator, showKeys);
    showKeys();
    connect(m_location, &LocationBar::searchRequested, this,
            [this] { trigger(ActionId::Palette); });
    connect(m_tabs, &TabArea::currentPageChanged, this, &MainWindow::onViewChanged);
    connect(m_tabs, &TabArea::pageChanged, this, [this](const TabPage* page) {
        if (page == currentPage()) {
            onViewChanged();
        } else if (currentPage() != nullptr) {
            onSelectionChanged(currentPage()->selection()); // Its log may be seen beside it now.
        }
    });
    connect(m_tabs, &TabArea::tabsChanged, this, &MainWindow::layoutChanged);
    if (m_context.preferences != nullptr) {
        connect(m_context.preferences, &Preferences::changed, this, [this](const QString& key) {
            if (service::changesAnswers(key.toStdString())) {
                refreshViews();
            }
        });
    }
    if (m_context.items != nullptr) {
        connect(m_context.items, &UserItems::changed, this, &MainWindow::showSaved);
        connect(m_context.items, &UserItems::countingChanged, this, &MainWindow::refreshViews);
    }
    for (const QSplitter* splitter : {m_columns, m_centre}) {
        connect(splitter, &QSplitter::splitterMoved, this, &MainWindow::layoutChanged);
    }
}

/// Views in the background are refreshed too: they may be seen beside the current one.
void MainWindow::refreshChanged()
{
    const QStringList trees = std::exchange(m_changedTrees, {});
    if (m_context.logs != nullptr) {
        m_context.logs->clear();
    }
    m_navigator->refresh();
    const QList<TabPage*> pages = m_tabs->currentPages();
    for (TabPage* page : pages) {
        const View* view = page->view();
        if (view != nullptr && std::any_of(trees.begin(), trees.end(), [view](const QString& tree) {
                return view->showsTree(tree);
            })) {
            page->follow();
        }
    }
}

void MainWindow::refreshViews()
{
    const QList<TabPage*> pages = m_tabs->currentPages();
    for (const TabPage* page : pages) {
        if (View* view = page->view()) {
            view->refresh();
        }
    }
}

MainWindow::~MainWindow()
{
    disconnect(qApp, nullptr, this, nullptr); // Parts that go change the focus.
}

void MainWindow::createLayout()
{
    auto* head = new QFrame;
    auto* headLayout = new QVBoxLayout(head);
    headLayout->setContentsMargins(0, 0, 0, 0);
    headLayout->setSpacing(0);
    headLayout->addWidget(m_location);
    headLayout->addWidget(m_filter);

    for (QSplitter* splitter : {m_columns, m_centre}) {
        splitter->setHandleWidth(1);
        splitter->setChildrenCollapsible(false);
    }
    m_centre->addWidget(m_tabs);
    m_centre->addWidget(m_peek);
    m_centre->setStretchFactor(0, 1);
    m_centre->setSizes({DefaultSize.height() - PeekHeight, PeekHeight});
    m_peek->hide();
    m_columns->addWidget(m_navigator);
    m_columns->addWidget(m_centre);
    m_columns->addWidget(m_inspector);
    m_columns->setStretchFactor(1, 1);
    m_columns->setSizes(
        {NavigatorWidth, DefaultSize.width() - NavigatorWidth - InspectorWidth, InspectorWidth});
    auto* body = new QWidget;
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(head);
    layout->addWidget(m_columns, 1);
    layout->addWidget(m_status);
    setCentralWidget(body);
}

/// What is shown needs the room first; a pane that the user asks for stays.
void MainWindow::fitPanes()
{
    const std::pair<QWidget*, int> needs[] = {{m_inspector, InspectorNeeds},
                                              {m_navigator, NavigatorNeeds}};
    for (const auto& [pane, needed] : needs) {
        const bool isOut = m_narrowedOut.contains(pane);
        if (width() >= needed && isOut) {
            m_narrowedOut.removeAll(pane);
            pane->show();
        } else if (width() < needed && m_lastWidth >= needed && !pane->isHidden()) {
            m_narrowedOut << pane;
            pane->hide();
        }
    }
    m_lastWidth = width();
}

TabPage* MainWindow::currentPage() const
{
    return m_tabs->currentPage();
}

View* MainWindow::currentView() const
{
    const TabPage* page = currentPage();
    return page == nullptr ? nullptr : page->view();
}

bool MainWindow::isSettled() const
{
    const View* view = currentView();
    return (view == nullptr || !view->status().isLoading) && !m_inspector->isLoading()
        && !m_navigator->isLoading() && !m_peek->isLoading();
}

void MainWindow::open(const ViewState& state, OpenMode mode)
{
    TabPage* page = currentPage();
    if (page == nullptr || mode == OpenMode::NewTab) {
        page = m_tabs->addPage();
    } else if (mode == OpenMode::Split) {
        page = m_tabs->addPageInNextGroup();
    }
    if (!page->open(state)) {
        constexpr int MostLetters = 60; // Of a link that anybody may have written.
        m_status->showNote(tr("There is no view “%1”").arg(state.view.left(MostLetters)));
    }
}

void MainWindow::connectView(View* view)
{
    if (view == m_connectedView) {
        return;
    }
    for (const auto& connection : std::as_const(m_connections)) {
        disconnect(connection);
    }
    m_connections.clear();
    m_connectedView = view;
    if (view == nullptr) {
        return;
    }
    m_connections = {
        connect(view, &View::stateChanged, this, &MainWindow::onStateChanged),
        connect(view, &View::statusChanged, this, &MainWindow::onStatusChanged),
        connect(view, &View::selectionChanged, this, &MainWindow::onSelectionChanged),
        connect(view, &QObject::destroyed, this, [this] { m_connectedView = nullptr; })};
}

void MainWindow::onViewChanged()
{
    View* view = currentView();
    connectView(view);
    m_actions->setView(view);
    const Selection selection = view == nullptr ? Selection() : currentPage()->selection();
    m_commands->setView(view, selection);
    if (view == nullptr) {
        return;
    }
    onSelectionChanged(selection);
    onStateChanged();
    onStatusChanged();
    const QWidget* focus = QApplication::focusWidget();
    if (focus == nullptr || focus->window() != this || !view->isAncestorOf(focus)) {
        view->setFocus(Qt::OtherFocusReason);
    }
}

void MainWindow::onStateChanged()
{
    const View* view = currentView();
    if (view == nullptr) {
        return;
    }
    const ViewState state = view->state();
    const Feature* feature = findFeature(state.view);
    const QString title = feature == nullptr ? state.view : feature->title;
    m_location->showLocation(state, title);
    m_navigator->showLocation(state);
    m_filter->setFieldOn(feature == nullptr || feature->takesFilter);
    m_filter->setFilter(state.filter);
    m_filter->setScope(view->scopeChips());
    countInfra(state);
    m_filter->setBranch(
        {state.tree.toStdString(), state.branch.toStdString(), state.repositoryUrl.toStdString()});
    m_location->setHistory(currentPage()->canGoBack(), currentPage()->canGoForward());
    setWindowTitle(tr("%1[*] — Checkerboard").arg(view->caption()));
    showSaved();
    emit layoutChanged();
}

void MainWindow::onStatusChanged()
{
    if (const View* view = currentView()) {
        m_status->showStatus(view->status());
        if (!view->status().isLoading) {
            emit settled();
        }
    }
}

void MainWindow::onSelectionChanged(const Selection& selection)
{
    m_inspector->inspect(selection);
    m_peek->peek(selection);
    showPeekFor(*m_peek, currentView(), isLogSeen(m_tabs->currentPages(), selection));
}

void MainWindow::setFilter(const QString& filter)
{
    const View* view = currentView();
    if (view == nullptr) {
        return;
    }
    ViewState state = view->state();
    state.filter = filter;
    currentPage()->change(state);
    onStateChanged();
}

/// A moved cursor changes nothing here; another filter, revision or view does.
void MainWindow::countInfra(const ViewState& state)
{
    const ViewState counted = questionOf(state);
    if (counted == m_infraState) {
        return;
    }
    m_infraState = counted;
    m_infra.cancel();
    m_filter->setHiddenInfra(std::nullopt);
    if (!containsTerm(state.filter, NoInfraTerm)) {
        return;
    }
    m_infra.start(
        tr("Counting what is hidden"),
        [engine = m_context.engine, common = m_context.common(), counted](const TaskContext& task) {
            return countHiddenInfra(*engine, counted, common, task);
        },
        [this](const Result<std::int64_t>& count) {
            if (count) {
                m_filter->setHiddenInfra(*count);
            }
        });
}

void MainWindow::setOption(const QString& option, const QString& value)
{
    const View* view = currentView();
    if (view == nullptr) {
        return;
    }
    ViewState state = view->state();
    if (value.isEmpty()) {
        state.options.remove(option);
    } else {
        state.options.insert(option, value);
    }
    currentPage()->change(state);
    onStateChanged();
}

void MainWindow::onStoreChanged(const QStringList& trees)
{
    m_changedTrees += trees.isEmpty() ? QStringList{QString()} : trees;
    if (!m_refresh.isActive()) {
        m_refresh.start();
    }
}

void MainWindow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        leave();
        return;
    }
    m_actions->answerKey(*event); // Nobody took it.
    QMainWindow::keyPressEvent(event);
}

} // namespace cboard::ui
