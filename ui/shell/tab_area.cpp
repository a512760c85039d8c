// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/tab_area.h"

#include "ui/base/view.h"
#include "ui/shell/tab_group.h"
#include "ui/shell/tab_page.h"

#include <QApplication>
#include <QSplitter>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>

namespace cboard::ui {

namespace {

    constexpr qsizetype MaxClosed = 20;

    void configure(QSplitter& splitter)
    {
        splitter.setHandleWidth(1);
        splitter.setChildrenCollapsible(false);
    }

    void collectGroups(const QSplitter& splitter, QList<TabGroup*>& groups)
    {
        for (int i = 0; i < splitter.count(); ++i) {
            if (auto* group = qobject_cast<TabGroup*>(splitter.widget(i))) {
                groups << group;
            } else if (const auto* inner = qobject_cast<QSplitter*>(splitter.widget(i))) {
                collectGroups(*inner, groups);
            }
        }
    }

    void shareEvenly(QSplitter& splitter)
    {
        const int extent =
            splitter.orientation() == Qt::Horizontal ? splitter.width() : splitter.height();
        splitter.setSizes(QList<int>(splitter.count(), std::max(1, extent / splitter.count())));
    }

} // namespace

TabArea::TabArea(const Context& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_root(new QSplitter(Qt::Horizontal, this))
{
    configure(*m_root);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_root);
    m_current = addGroup(m_root, 0);
    connect(qApp, &QApplication::focusChanged, this,
            [this](QWidget* /*old*/, QWidget* focus) { onFocusChanged(focus); });
}

TabArea::~TabArea()
{
    disconnect(qApp, nullptr, this, nullptr); // Groups that go change the focus.
}

/// With several groups each says what it shows, even with one tab.
void TabArea::updateBars()
{
    const QList<TabGroup*> all = groups();
    for (TabGroup* group : all) {
        group->setTabBarAutoHide(all.size() == 1);
        if (all.size() > 1) {
            group->tabBar()->show();
        }
    }
}

TabGroup* TabArea::addGroup(QSplitter* splitter, int index)
{
    auto* group = new TabGroup(splitter);
    splitter->insertWidget(index, group);
    connect(group, &TabGroup::closeRequested, this, &TabArea::closePage);
    connect(group, &QTabWidget::currentChanged, this, [this, group] {
        if (TabPage* page = group->currentPage()) {
            page->openPending();
        }
        if (group == m_current) {
            emit currentPageChanged();
        }
        emit tabsChanged();
    });
    connect(group->tabBar(), &QTabBar::tabMoved, this, &TabArea::tabsChanged);
    return group;
}

TabPage* TabArea::makePage(TabGroup* group)
{
    auto* page = new TabPage(m_context, group);
    connect(page, &TabPage::viewChanged, this, [this, page] { emit pageChanged(page); });
    connect(page, &TabPage::captionChanged, this, [page] {
        if (auto* owner = qobject_cast<TabGroup*>(page->parentWidget()->parentWidget())) {
            owner->updateCaption(page);
        }
    });
    return page;
}

TabPage* TabArea::currentPage() const
{
    return m_current->currentPage();
}

QList<TabPage*> TabArea::currentPages() const
{
    QList<TabPage*> seen;
    for (const TabGroup* group : groups()) {
        if (TabPage* page = group->currentPage()) {
            seen << page;
        }
    }
    return seen;
}

QList<TabPage*> TabArea::pages() const
{
    QList<TabPage*> all;
    for (const TabGroup* group : groups()) {
        for (int i = 0; i < group->count(); ++i) {
            all << group->page(i);
        }
    }
    return all;
}

QList<TabGroup*> TabArea::groups() const
{
    QList<TabGroup*> all;
    collectGroups(*m_root, all);
    return all;
}

TabPage* TabArea::addPage()
{
    TabPage* page = makePage(m_current);
    const int index = m_current->insertTab(m_current->currentIndex() + 1, page, QString());
    m_current->setCurrentIndex(index);
    return page;
}

TabPage* TabArea::split(Qt::Orientation orientation)
{
    auto* splitter = qobject_cast<QSplitter*>(m_current->parentWidget());
    const int index = splitter->indexOf(m_current);
    if (splitter->orientation() != orientation && splitter->count() > 1) {
        const QList<int> sizes = splitter->sizes();
        auto* inner = new QSplitter(orientation);
        configure(*inner);
        splitter->insertWidget(index, inner);
        inner->addWidget(m_current);
        splitter->setSizes(sizes);
        splitter = inner;
    } else {
        splitter->setOrientation(orientation);
    }
    TabGroup* group = addGroup(splitter, splitter->indexOf(m_current) + 1);
    shareEvenly(*splitter);
    updateBars();
    setCurrentGroup(group);
    return addPage();
}

TabPage* TabArea::addPageInNextGroup()
{
    const QList<TabGroup*> all = groups();
    if (all.size() == 1) {
        return split(Qt::Horizontal);
    }
    setCurrentGroup(all[(all.indexOf(m_current) + 1) % all.size()]);
    return addPage();
}

void TabArea::closePage(TabPage* page)
{
    if (page == nullptr) {
        return;
    }
    if (pages().size() == 1) {
        const ViewState shown = page->state();
        if (shown.view == startView().view && shown.filter.isEmpty()) {
            return;
        }
        addPage()->open(startView());
    }
    m_closed << TabState{page->state(), page->caption()};
    if (m_closed.size() > MaxClosed) {
        m_closed.removeFirst();
    }
    for (TabGroup* group : groups()) {
        const int index = group->indexOf(page);
        if (index >= 0) {
            group->removeTab(index);
            page->deleteLater();
            if (group->count() == 0) {
                removeGroup(group);
            }
        }
    }
    emit tabsChanged();
}

void TabArea::removeGroup(TabGroup* group)
{
    const QList<TabGroup*> all = groups();
    const qsizetype at = all.indexOf(group);
    TabGroup* next = all[at + 1 < all.size() ? at + 1 : at - 1];
    auto* splitter = qobject_cast<QSplitter*>(group->parentWidget());
    group->hide();
    group->setParent(this); // Out of the splitter at once.
    group->deleteLater();
    if (splitter != m_root && splitter->count() == 1) {
        auto* outer = qobject_cast<QSplitter*>(splitter->parentWidget());
        const QList<int> sizes = outer->sizes();
        outer->insertWidget(outer->indexOf(splitter), splitter->widget(0));
        splitter->hide();
        splitter->setParent(this);
        splitter->deleteLater();
        outer->setSizes(sizes);
    }
    updateBars();
    if (group == m_current) {
        setCurrentGroup(next);
    }
}

void TabArea::reopen()
{
    if (!m_closed.isEmpty()) {
        const TabState closed = m_closed.takeLast();
        addPage()->open(closed.view);
    }
}

void TabArea::stepTab(int step)
{
    const int count = m_current->count();
    m_current->setCurrentIndex((m_current->currentIndex() + step + count) % count);
}

void TabArea::moveTab(int step)
{
    const int from = m_current->currentIndex();
    const int to = std::clamp(from + step, 0, m_current->count() - 1);
    if (from != to) {
        m_current->tabBar()->moveTab(from, to);
    }
}

void TabArea::setCurrentPage(TabPage* page)
{
    for (TabGroup* group : groups()) {
        if (group->indexOf(page) >= 0) {
            group->setCurrentWidget(page);
            setCurrentGroup(group);
        }
    }
}

void TabArea::setCurrentGroup(TabGroup* group)
{
    if (group != m_current) {
        m_current = group;
        emit currentPageChanged();
    }
}

void TabArea::onFocusChanged(QWidget* focus)
{
    for (TabGroup* group : groups()) {
        if (focus != nullptr && group->isAncestorOf(focus)) {
            setCurrentGroup(group);
        }
    }
}

TabAreaState TabArea::saveState() const
{
    return stateOf(m_root);
}

TabAreaState TabArea::stateOf(const QWidget* part) const
{
    TabAreaState state;
    if (const auto* group = qobject_cast<const TabGroup*>(part)) {
        for (int i = 0; i < group->count(); ++i) {
            state.tabs << TabState{group->page(i)->state(), group->page(i)->caption()};
        }
        state.currentTab = group->currentIndex();
        state.isCurrent = group == m_current;
    } else if (const auto* splitter = qobject_cast<const QSplitter*>(part)) {
        state.orientation = splitter->orientation();
        state.sizes = splitter->sizes();
        for (int i = 0; i < splitter->count(); ++i) {
            state.parts << stateOf(splitter->widget(i));
        }
    }
    return state;
}

void TabArea::restoreState(const TabAreaState& state)
{
    clear();
    TabGroup* current = nullptr;
    restore(m_root, state, &current);
    m_current = current != nullptr ? current : addGroup(m_root, 0);
    updateBars();
    for (TabPage* page : currentPages()) {
        page->openPending();
    }
    emit currentPageChanged();
}

void TabArea::clear()
{
    const QList<TabGroup*> all = groups();
    for (TabGroup* group : all) {
        group->disconnect(this);
        group->hide();
        group->setParent(this);
        group->deleteLater();
    }
    while (m_root->count() > 0) {
        QWidget* part = m_root->widget(0);
        part->hide();
        part->setParent(this);
        part->deleteLater();
    }
}

void TabArea::restore(QSplitter* splitter, const TabAreaState& state, TabGroup** current)
{
    splitter->setOrientation(state.orientation);
    for (const TabAreaState& part : state.isSplit() ? state.parts : QList<TabAreaState>{state}) {
        if (part.isSplit()) {
            auto* inner = new QSplitter;
            configure(*inner);
            splitter->addWidget(inner);
            restore(inner, part, current);
        } else if (!part.tabs.isEmpty()) {
            TabGroup* group = addGroup(splitter, splitter->count());
            restoreGroup(group, part);
            if (part.isCurrent || *current == nullptr) {
                *current = group;
            }
        }
    }
    if (state.sizes.size() == splitter->count()) {
        splitter->setSizes(state.sizes);
    }
}

void TabArea::restoreGroup(TabGroup* group, const TabAreaState& state)
{
    const QSignalBlocker blocker(group);
    for (const TabState& tab : state.tabs) {
        TabPage* page = makePage(group);
        page->setPending(tab);
        group->addTab(page, QString());
        group->updateCaption(page);
    }
    group->setCurrentIndex(std::clamp(state.currentTab, 0, group->count() - 1));
}

} // namespace cboard::ui
