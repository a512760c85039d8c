// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/ui_fixture.h"
#include "tests/ui/watched_main.h"
#include "ui/base/view.h"
#include "ui/shell/tab_area.h"
#include "ui/shell/tab_group.h"
#include "ui/shell/tab_page.h"

#include <QSignalSpy>
#include <QTest>

using namespace cboard;
using namespace cboard::ui;

class TabAreaTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void aNewTabStandsAfterTheCurrentOne();
    void inPlaceOfTheLastTabTheStartIsShown();
    void aClosedTabOpensAgainAsItWas();
    void splitsStandBesideAndBelow();
    void aGroupWithoutTabsGoesAndTheOthersTakeItsPlace();
    void theNextGroupIsMadeOnceAndThenUsed();
    void tabsMoveAndStepRoundTheEnds();
    void theArrangementComesBack();
    void onlySeenTabsOpenAtOnce();
    void anEmptyStateGivesAnEmptyGroup();

private:
    TabPage* open(const char* view, TabPage* page = nullptr);
    QStringList views() const;

    std::unique_ptr<test::UiFixture> m_fixture;
    std::unique_ptr<TabArea> m_area;
};

void TabAreaTest::init()
{
    m_fixture = std::make_unique<test::UiFixture>();
    m_area = std::make_unique<TabArea>(m_fixture->context);
    m_area->resize(900, 600);
    m_area->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_area.get()));
}

void TabAreaTest::cleanup()
{
    m_area.reset();
    m_fixture.reset();
}

TabPage* TabAreaTest::open(const char* view, TabPage* page)
{
    ViewState state;
    state.view = QString::fromLatin1(view);
    page = page == nullptr ? m_area->addPage() : page;
    page->open(state);
    return page;
}

QStringList TabAreaTest::views() const
{
    QStringList ids;
    for (const TabPage* page : m_area->pages()) {
        ids << page->state().view;
    }
    return ids;
}

void TabAreaTest::aNewTabStandsAfterTheCurrentOne()
{
    TabPage* first = open("trees");
    open("boots");
    m_area->setCurrentPage(first);
    open("builds");
    QCOMPARE(
        views(),
        QStringList({QStringLiteral("trees"), QStringLiteral("builds"), QStringLiteral("boots")}));
    QCOMPARE(m_area->currentPage()->state().view, QStringLiteral("builds"));
}

void TabAreaTest::inPlaceOfTheLastTabTheStartIsShown()
{
    open("boots");
    m_area->closePage(m_area->currentPage());
    QCOMPARE(views(), QStringList(QStringLiteral("trees")));
    QCOMPARE(m_area->currentPage()->state().view, QStringLiteral("trees"));
    m_area->closePage(m_area->currentPage()); // And nothing more.
    QCOMPARE(views(), QStringList(QStringLiteral("trees")));
    m_area->reopen();
    QCOMPARE(m_area->currentPage()->state().view, QStringLiteral("boots"));
}

void TabAreaTest::aClosedTabOpensAgainAsItWas()
{
    open("trees");
    TabPage* boots = m_area->addPage();
    ViewState state;
    state.view = QStringLiteral("boots");
    state.filter = QStringLiteral("status:fail");
    boots->open(state);
    QVERIFY(!m_area->canReopen());
    m_area->closePage(boots);
    QVERIFY(m_area->canReopen());
    m_area->reopen();
    QCOMPARE(m_area->currentPage()->state().view, QStringLiteral("boots"));
    QCOMPARE(m_area->currentPage()->state().filter, QStringLiteral("status:fail"));
}

void TabAreaTest::splitsStandBesideAndBelow()
{
    open("trees");
    open("boots", m_area->split(Qt::Horizontal));
    open("builds", m_area->split(Qt::Vertical));
    const TabAreaState state = m_area->saveState();
    QCOMPARE(state.orientation, Qt::Horizontal);
    QCOMPARE(state.parts.size(), 2);
    QVERIFY(state.parts[1].isSplit());
    QCOMPARE(state.parts[1].orientation, Qt::Vertical);
    QCOMPARE(m_area->currentPages().size(), 3);
    QCOMPARE(m_area->currentPage()->state().view, QStringLiteral("builds"));
}

void TabAreaTest::aGroupWithoutTabsGoesAndTheOthersTakeItsPlace()
{
    open("trees");
    open("boots", m_area->split(Qt::Horizontal));
    TabPage* builds = open("builds", m_area->split(Qt::Vertical));
    QSignalSpy changed(m_area.get(), &TabArea::currentPageChanged);
    m_area->closePage(builds);
    QVERIFY(changed.count() >= 1);
    QCOMPARE(m_area->currentPage()->state().view, QStringLiteral("boots"));
    const TabAreaState state = m_area->saveState();
    QCOMPARE(state.parts.size(), 2);
    QVERIFY(!state.parts[1].isSplit());
}

void TabAreaTest::theNextGroupIsMadeOnceAndThenUsed()
{
    TabPage* trees = open("trees");
    open("boots", m_area->addPageInNextGroup());
    QCOMPARE(m_area->currentPages().size(), 2);
    m_area->setCurrentPage(trees);
    open("builds", m_area->addPageInNextGroup());
    QCOMPARE(m_area->currentPages().size(), 2);
    QCOMPARE(m_area->pages().size(), 3);
}

void TabAreaTest::tabsMoveAndStepRoundTheEnds()
{
    open("trees");
    open("boots");
    open("builds");
    m_area->moveTab(-1);
    QCOMPARE(
        views(),
        QStringList({QStringLiteral("trees"), QStringLiteral("builds"), QStringLiteral("boots")}));
    m_area->stepTab(1);
    QCOMPARE(m_area->currentPage()->state().view, QStringLiteral("boots"));
    m_area->stepTab(1);
    QCOMPARE(m_area->currentPage()->state().view, QStringLiteral("trees"));
    m_area->moveTab(-1);
    QCOMPARE(views().first(), QStringLiteral("trees"));
}

void TabAreaTest::theArrangementComesBack()
{
    open("trees");
    open("builds");
    open("boots", m_area->split(Qt::Horizontal));
    open("tests", m_area->split(Qt::Vertical));
    const TabAreaState before = m_area->saveState();
    open("charts");
    m_area->restoreState(before);
    const TabAreaState after = m_area->saveState();
    QCOMPARE(after.parts.size(), before.parts.size());
    QCOMPARE(after.parts[0].tabs, before.parts[0].tabs);
    QCOMPARE(after.parts[1].orientation, Qt::Vertical);
    QVERIFY(after.parts[1].parts[1].isCurrent);
    QCOMPARE(m_area->currentPage()->state().view, QStringLiteral("tests"));
}

void TabAreaTest::onlySeenTabsOpenAtOnce()
{
    TabAreaState state;
    for (const char* view : {"trees", "boots", "builds"}) {
        TabState tab;
        tab.view.view = QString::fromLatin1(view);
        tab.caption = QStringLiteral("kept");
        state.tabs << tab;
    }
    state.currentTab = 1;
    m_area->restoreState(state);
    const QList<TabPage*> pages = m_area->pages();
    QCOMPARE(pages.size(), 3);
    QVERIFY(pages[0]->view() == nullptr);
    QVERIFY(pages[1]->view() != nullptr);
    QCOMPARE(pages[0]->caption(), QStringLiteral("kept"));
    m_area->stepTab(-1);
    QVERIFY(pages[0]->view() != nullptr);
    QCOMPARE(m_area->saveState().parts.first().tabs[2].caption, QStringLiteral("kept"));
}

void TabAreaTest::anEmptyStateGivesAnEmptyGroup()
{
    m_area->restoreState({});
    QVERIFY(m_area->currentPage() == nullptr);
    open("trees");
    QCOMPARE(m_area->pages().size(), 1);
}

CBOARD_UI_TEST_MAIN(TabAreaTest)
#include "tst_tab_area.moc"
