// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/watched_main.h"
#include "tests/ui/window_bench.h"
#include "ui/base/text_format.h"
#include "ui/saved/save_view_dialog.h"
#include "ui/shell/navigator_pane.h"
#include "ui/shell/status_strip.h"
#include "ui/shell/tab_area.h"
#include "ui/shell/tab_page.h"

#include <QLabel>
#include <QStandardPaths>
#include <QTabBar>
#include <QTabWidget>
#include <QTreeWidget>
#include <QTreeWidgetItemIterator>

using namespace cboard;
using namespace cboard::ui;

/// A view that was saved, opened again and changed.
class SavedViewsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void changesAreMarkedAndSavedUnderTheSameName();
    void anotherNameLeavesTheFirstAsItWas();
    void aTabKeepsTheNewNameOfItsView();
    void openingChangesNothing_data();
    void openingChangesNothing();
    void whatIsOpenedElsewhereIsNotTheSavedView();
    void aWindowOfTheLastTimeStillKnowsTheName();
    void aDeletedViewIsAskedForItsNameAgain();

private:
    /// As a user: the key, the name, Enter.
    void saveAs(const char* key, const char* name) const;
    /// The lines of the navigator that begin with \p name.
    QStringList inNavigator(const QString& name) const;
    SavedAs shownAs() const { return page()->savedAs(); }
    const TabPage* page() const { return m_bench->part<TabArea>()->currentPage(); }
    QString kept(const char* name) const;
    QString note() const;
    void open(const char* view) const;
    void activate() const; ///< After a dialog.

    std::unique_ptr<test::WindowBench> m_bench;
};

void SavedViewsTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
}

void SavedViewsTest::init()
{
    generate::Options options;
    options.trees = 1;
    options.revisions = 4;
    options.tests = 4 * 300;
    m_bench = std::make_unique<test::WindowBench>(options);
}

void SavedViewsTest::open(const char* view) const
{
    ViewState state;
    state.view = QLatin1String(view);
    m_bench->open(state);
}

void SavedViewsTest::saveAs(const char* key, const char* name) const
{
    test::pressKeys(*m_bench->window, key);
    QTRY_VERIFY(qobject_cast<SaveViewDialog*>(QApplication::activeWindow()) != nullptr);
    QTest::keyClicks(QApplication::focusWidget(), QLatin1String(name));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_VERIFY(QApplication::activeModalWidget() == nullptr);
    activate();
    m_bench->settle();
}

void SavedViewsTest::activate() const
{
    m_bench->window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_bench->window.get()));
    m_bench->window->currentView()->setFocus();
}

QStringList SavedViewsTest::inNavigator(const QString& name) const
{
    QStringList lines;
    auto* list = m_bench->part<NavigatorPane>()->findChild<QTreeWidget*>();
    for (QTreeWidgetItemIterator item(list); *item != nullptr; ++item) {
        if ((*item)->text(0).startsWith(name)) {
            lines << (*item)->text(0);
        }
    }
    return lines;
}

QString SavedViewsTest::kept(const char* name) const
{
    for (const auto& saved : m_bench->items->lists().saved) {
        if (saved.name == name) {
            return fromAddress(fromUtf8(saved.address))->filter;
        }
    }
    return QStringLiteral("not saved");
}

QString SavedViewsTest::note() const
{
    return m_bench->part<StatusStrip>()->findChild<QLabel*>(QStringLiteral("note"))->text();
}

void SavedViewsTest::changesAreMarkedAndSavedUnderTheSameName()
{
    open("boots");
    saveAs("S", "morning");
    QCOMPARE(shownAs(), SavedAs::Same);
    QCOMPARE(inNavigator(QStringLiteral("morning")), QStringList{QStringLiteral("morning")});
    QVERIFY(!m_bench->window->isWindowModified());

    m_bench->press("Ctrl+T"); // With two tabs each says what it shows.
    m_bench->press("F");
    QCOMPARE(shownAs(), SavedAs::Changed);
    QCOMPARE(inNavigator(QStringLiteral("morning")), QStringList{QStringLiteral("morning *")});
    QVERIFY(m_bench->window->isWindowModified());
    const auto* tabs = m_bench->part<QTabWidget>();
    QVERIFY(tabs->tabText(tabs->currentIndex()).endsWith(QLatin1String(" *")));
    QVERIFY(!tabs->tabText(0).endsWith(QLatin1String(" *")));

    m_bench->press("S"); // No question: it has a name.
    QVERIFY(QApplication::activeModalWidget() == nullptr);
    QTRY_COMPARE(kept("morning"), m_bench->state().filter);
    QVERIFY(!m_bench->state().filter.isEmpty());
    QCOMPARE(shownAs(), SavedAs::Same);
    QCOMPARE(inNavigator(QStringLiteral("morning")), QStringList{QStringLiteral("morning")});
    QVERIFY(tabs->tabText(0).endsWith(QLatin1String(" *"))); // The other one has the old filter.

    m_bench->press("S");
    QVERIFY2(note().contains(QLatin1String("is saved like this")), qPrintable(note()));
    m_bench->press("U");
    QTRY_COMPARE(kept("morning"), QString());
    QTRY_COMPARE(shownAs(), SavedAs::Changed);
}

void SavedViewsTest::anotherNameLeavesTheFirstAsItWas()
{
    open("boots");
    saveAs("S", "all");
    m_bench->press("F");
    saveAs("Ctrl+Shift+S", "failures");
    QCOMPARE(kept("all"), QString());
    QCOMPARE(kept("failures"), m_bench->state().filter);
    QCOMPARE(shownAs(), SavedAs::Same);
    QCOMPARE(page()->savedName(), QStringLiteral("failures"));
    QCOMPARE(inNavigator(QStringLiteral("all")), QStringList{QStringLiteral("all")});
}

void SavedViewsTest::aTabKeepsTheNewNameOfItsView()
{
    open("boots");
    saveAs("S", "morning");
    m_bench->press("Ctrl+T");
    m_bench->items->rename(QStringLiteral("morning"), QStringLiteral("evening"));
    QTRY_COMPARE(inNavigator(QStringLiteral("evening")), QStringList{QStringLiteral("evening")});
    const auto pages = m_bench->part<TabArea>()->findChildren<TabPage*>();
    QCOMPARE(pages.size(), qsizetype(2));
    for (const TabPage* each : pages) {
        QCOMPARE(each->savedName(), QStringLiteral("evening"));
        QCOMPARE(each->savedAs(), SavedAs::Same);
    }
    m_bench->press("F");
    QCOMPARE(inNavigator(QStringLiteral("evening")), QStringList{QStringLiteral("evening *")});
    m_bench->press("S"); // No question: it has a name.
    QTRY_COMPARE(kept("evening"), m_bench->state().filter);
    m_bench->press("U");
    QTRY_COMPARE(kept("evening"), QString());
    m_bench->press("U");
    QTRY_COMPARE(page()->savedName(), QStringLiteral("morning"));
    QCOMPARE(shownAs(), SavedAs::Changed);
}

void SavedViewsTest::openingChangesNothing_data()
{
    QTest::addColumn<QByteArray>("view");
    for (const char* view : {"home", "trees", "revision", "builds", "boots", "tests", "hardware",
                             "regressions", "flaky", "charts"}) {
        QTest::newRow(view) << QByteArray(view);
    }
}

/// What a view adds to its state by itself is no change.
void SavedViewsTest::openingChangesNothing()
{
    QFETCH(QByteArray, view);
    open(view.constData());
    m_bench->press("J");
    saveAs("S", "morning");
    QCOMPARE(shownAs(), SavedAs::Same);
    m_bench->press(view == "trees" ? "G,H" : "G,T");
    QCOMPARE(shownAs(), SavedAs::None);
    m_bench->press("Ctrl+Alt+1");
    QCOMPARE(m_bench->state().view, QString::fromLatin1(view));
    QCOMPARE(page()->savedName(), QStringLiteral("morning"));
    QCOMPARE(shownAs(), SavedAs::Same);
    m_bench->press("J");
    m_bench->press("J");
    QCOMPARE(shownAs(), SavedAs::Same); // Another row is the same question.
}

void SavedViewsTest::whatIsOpenedElsewhereIsNotTheSavedView()
{
    open("boots");
    saveAs("S", "morning");
    m_bench->press("G,T");
    m_bench->press("G,O"); // The same view, but nobody asked for the saved one.
    m_bench->press("F");
    QCOMPARE(shownAs(), SavedAs::None);
    test::pressKeys(*m_bench->window, "S");
    QTRY_VERIFY(qobject_cast<SaveViewDialog*>(QApplication::activeWindow()) != nullptr);
    QTest::keyClick(QApplication::activeWindow(), Qt::Key_Escape);
    QTRY_VERIFY(QApplication::activeModalWidget() == nullptr);
    activate();
    m_bench->press("Alt+Left");
    m_bench->press("Alt+Left");
    QCOMPARE(shownAs(), SavedAs::Same); // Back to where it was.
}

void SavedViewsTest::aWindowOfTheLastTimeStillKnowsTheName()
{
    open("boots");
    saveAs("S", "morning");
    m_bench->press("F");
    const auto json = toJson({{m_bench->window->captureState()}, {}});
    const auto again = keptStateFromJson(json);
    QVERIFY(again);
    m_bench->window->applyState(again->windows.front());
    m_bench->settle();
    QCOMPARE(shownAs(), SavedAs::Changed);
    QCOMPARE(inNavigator(QStringLiteral("morning")), QStringList{QStringLiteral("morning *")});
}

void SavedViewsTest::aDeletedViewIsAskedForItsNameAgain()
{
    open("boots");
    saveAs("S", "morning");
    m_bench->items->remove(QStringLiteral("morning"));
    m_bench->settle();
    QCOMPARE(shownAs(), SavedAs::None);
    saveAs("S", "evening");
    QCOMPARE(page()->savedName(), QStringLiteral("evening"));
}

CBOARD_UI_TEST_MAIN(SavedViewsTest)
#include "tst_saved_views.moc"
