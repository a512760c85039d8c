// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/ui_fixture.h"
#include "tests/ui/watched_main.h"
#include "tests/ui/window_input.h"
#include "ui/base/feature.h"
#include "ui/base/view_header.h"
#include "ui/filter/filter_bar.h"
#include "ui/inspector/inspector.h"
#include "ui/inspector/peek_pane.h"
#include "ui/logview/log_state.h"
#include "ui/logview/log_view.h"
#include "ui/matrix/matrix_widget.h"
#include "ui/shell/key_help.h"
#include "ui/shell/location_bar.h"
#include "ui/shell/main_window.h"
#include "ui/shell/navigator_pane.h"
#include "ui/shell/tab_area.h"
#include "ui/shell/tab_page.h"
#include "ui/widgets/focus_line.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QRegularExpression>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace cboard;
using namespace cboard::ui;

/// Sends keys to a real window, as a user would.
class MainWindowTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void keysLeadFromTreesToALogAndBack();
    void goToKeysKeepTheBranch();
    void filterIsTypedAppliedAndShownAsChips();
    void wrongFilterSaysWhereAndKeepsTheOld();
    void lettersInTheFilterFieldAreNoShortcuts();
    void onlyFailuresIsAChip();
    void linkRestoresTheState();
    void newTabKeepsTheOldOne();
    void inspectorFollowsTheCursor();
    void peekShowsTheLogOfTheCursorAtItsError();
    void aLowWindowKeepsRowsAboveThePeek();
    void peekHidesWhileTheSameLogIsOpenBeside();
    void escClosesThePeekBeforeItLeavesTheView();
    void enterInThePeekOpensTheLogAtItsLine();
    void enterInThePeekOpensTheLogThatIsStillRead();
    void thePaneWithTheFocusIsSeen();
    void backspaceDropsTheLastTerm();
    void chipKeysGoBeforeTheWindows();
    void splitsShowTwoViewsAndF6GoesRound();
    void ctrlEnterOpensInTheSplit();
    void aClosedTabComesBack();
    void tabsOfEveryViewCloseOneAfterTheOther();
    void theBreadcrumbOffersSiblingsByKey();
    void windowsComeBackAsTheyWere();
    void theCommandThatRepeatsIsCopied();
    void aViewWithoutAFilterSaysSo();
    void themeAndLettersSwitch();
    void keyHelpShowsWhatIsValid();
    void keyHelpFitsTheWindowAndScrolls();
    void aViewThatComesBackIsInspectedAsItWasLeft();
    void panesGiveWayInANarrowWindowAndComeBack();
    void everyViewFitsAFullHdScreenAtTwoHundredPercent();

private:
    void press(const char* keys);
    void settle();
    QString currentView() const { return m_window->currentView()->state().view; }

    std::unique_ptr<test::UiFixture> m_fixture;
    std::unique_ptr<MainWindow> m_window;
};

void MainWindowTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
}

void MainWindowTest::init()
{
    // The offscreen platform cannot pass size hints on and says so; everything else fails.
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).")));
    m_fixture =
        std::make_unique<test::UiFixture>(ThemeKind::Light, test::MemorySize{6, 20, 40, 8, 200, 3});
    m_window = std::make_unique<MainWindow>(m_fixture->context);
    ViewState state;
    state.view = QStringLiteral("trees");
    m_window->open(state);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    settle();
}

void MainWindowTest::cleanup()
{
    m_window.reset();
    m_fixture.reset();
}

void MainWindowTest::settle()
{
    QTRY_VERIFY_WITH_TIMEOUT(m_window->isSettled(), 20'000);
}

void MainWindowTest::press(const char* keys)
{
    test::pressKeys(*m_window, keys);
    settle();
}

void MainWindowTest::keysLeadFromTreesToALogAndBack()
{
    QCOMPARE(currentView(), QStringLiteral("trees"));
    press("J");
    press("Return");
    QCOMPARE(currentView(), QStringLiteral("revision"));
    press("G,O");
    QCOMPARE(currentView(), QStringLiteral("boots"));
    press("Shift+N");
    const QString record = m_window->currentView()->state().record;
    QVERIFY(!record.isEmpty());
    press("Return");
    QCOMPARE(currentView(), QStringLiteral("log"));
    QCOMPARE(m_window->currentView()->state().record, record);
    press("Alt+Left");
    QCOMPARE(currentView(), QStringLiteral("boots"));
    QCOMPARE(m_window->currentView()->state().record, record);
    press("Esc");
    QCOMPARE(currentView(), QStringLiteral("revision"));
    press("Esc");
    QCOMPARE(currentView(), QStringLiteral("trees"));
}

void MainWindowTest::goToKeysKeepTheBranch()
{
    press("J");
    press("J");
    const QString tree = m_window->currentView()->state().tree;
    press("G,B");
    QCOMPARE(currentView(), QStringLiteral("builds"));
    QCOMPARE(m_window->currentView()->state().tree, tree);
    press("G,A");
    QCOMPARE(currentView(), QStringLiteral("charts"));
    QCOMPARE(m_window->currentView()->state().tree, tree);
    const auto* location = m_window->findChild<LocationBar*>();
    QVERIFY2(location->text().contains(tree), qPrintable(location->text()));
}

void MainWindowTest::filterIsTypedAppliedAndShownAsChips()
{
    press("G,O");
    press("/");
    auto* filter = m_window->findChild<FilterBar*>();
    QVERIFY(filter->hasFieldFocus());
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("status:fail,error"));
    press("Return");
    QVERIFY(!filter->hasFieldFocus());
    QCOMPARE(m_window->currentView()->state().filter, QStringLiteral("status:fail,error"));
    QCOMPARE(filter->filter(), QStringLiteral("status:fail,error"));
    settle();
    QVERIFY(m_window->currentView()->status().error.isEmpty());
}

void MainWindowTest::wrongFilterSaysWhereAndKeepsTheOld()
{
    press("/");
    auto* filter = m_window->findChild<FilterBar*>();
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("status:x"));
    press("Return");
    QVERIFY2(filter->errorText().startsWith(QLatin1String("At character 8: ")),
             qPrintable(filter->errorText()));
    QVERIFY(filter->hasFieldFocus());
    QVERIFY(m_window->currentView()->state().filter.isEmpty());
    press("Esc");
    QVERIFY(filter->errorText().isEmpty());
    QVERIFY(!filter->hasFieldFocus());
}

void MainWindowTest::lettersInTheFilterFieldAreNoShortcuts()
{
    press("/");
    QWidget* field = QApplication::focusWidget();
    for (const char letter : {'j', 'f', 'g', 't', '?', ' ', '/'}) {
        QTest::keyClick(field, letter);
    }
    QCOMPARE(qobject_cast<QLineEdit*>(field)->text(), QStringLiteral("jfgt? /"));
    QCOMPARE(currentView(), QStringLiteral("trees"));
}

void MainWindowTest::onlyFailuresIsAChip()
{
    press("G,O");
    press("F");
    QCOMPARE(m_window->currentView()->state().filter, QStringLiteral("status:fail"));
    press("F");
    QVERIFY(m_window->currentView()->state().filter.isEmpty());
}

void MainWindowTest::linkRestoresTheState()
{
    press("G,O");
    press("Shift+N");
    press("Ctrl+Shift+C");
    const auto link = fromAddress(QApplication::clipboard()->text());
    QVERIFY(link);
    QCOMPARE(link->view, QStringLiteral("boots"));
    press("G,T");
    m_window->open(*link);
    settle();
    QCOMPARE(toAddress(m_window->currentView()->state()), toAddress(*link));
}

void MainWindowTest::newTabKeepsTheOldOne()
{
    const auto* area = m_window->findChild<TabArea*>();
    QCOMPARE(area->pages().size(), 1);
    press("Shift+Return");
    QCOMPARE(area->pages().size(), 2);
    QCOMPARE(currentView(), QStringLiteral("revision"));
    press("Ctrl+PgUp");
    QCOMPARE(currentView(), QStringLiteral("trees"));
    press("Ctrl+W");
    QCOMPARE(area->pages().size(), 1);
    QCOMPARE(currentView(), QStringLiteral("revision"));
}

void MainWindowTest::inspectorFollowsTheCursor()
{
    press("G,O");
    press("Shift+N");
    const auto* inspector = m_window->findChild<Inspector*>();
    const QString record = m_window->currentView()->state().record;
    QTRY_VERIFY(inspector->fieldsText().contains(record));
    press("Shift+N");
    const QString next = m_window->currentView()->state().record;
    QVERIFY(next != record);
    QTRY_VERIFY(inspector->fieldsText().contains(next));
}

void MainWindowTest::peekShowsTheLogOfTheCursorAtItsError()
{
    press("G,O");
    press("Shift+N");
    const auto* peek = m_window->findChild<PeekPane*>();
    QVERIFY(!peek->isVisible());
    press("Space");
    QVERIFY(peek->isVisible());
    QCOMPARE(currentView(), QStringLiteral("boots"));
    QCOMPARE(peek->logView()->state().record, m_window->currentView()->state().record);
    QVERIFY(peek->logView()->canvas().currentText().contains(QLatin1String("Kernel panic")));
    press("Shift+N");
    QCOMPARE(peek->logView()->state().record, m_window->currentView()->state().record);
    press("Space");
    QVERIFY(!peek->isVisible());
}

/// As large as a display of 1920 x 1080 is at 200 %.
void MainWindowTest::aLowWindowKeepsRowsAboveThePeek()
{
    const QSize before = m_window->size();
    m_window->resize(960, 540);
    press("G,O");
    press("Shift+N");
    press("Space");
    const auto* peek = m_window->findChild<PeekPane*>();
    QTRY_VERIFY(peek->isVisible() && peek->height() < 200);
    const auto* matrix = m_window->currentView()->findChild<MatrixWidget*>();
    QVERIFY(matrix->current());
    const QRect cell = matrix->cellRect(*matrix->current());
    QTRY_VERIFY(matrix->viewport()->height() > cell.top() % cell.height() + 5 * cell.height());
    QVERIFY2(matrix->viewport()->rect().contains(matrix->cellRect(*matrix->current())),
             "the current cell is out of sight");
    press("Space");
    m_window->resize(before);
}

void MainWindowTest::peekHidesWhileTheSameLogIsOpenBeside()
{
    press("G,O");
    press("Shift+N");
    press("Space");
    const auto* peek = m_window->findChild<PeekPane*>();
    QVERIFY(peek->isVisible());
    View* list = m_window->currentView();
    press("F6");
    press("Ctrl+Return");
    QCOMPARE(currentView(), QStringLiteral("log"));
    list->setFocus(Qt::OtherFocusReason);
    QTRY_COMPARE(currentView(), QStringLiteral("boots"));
    QVERIFY(!peek->isVisible());
    // Another result has another log; back again there is nothing new to show.
    press("Shift+N");
    QVERIFY(peek->isVisible());
    press("Shift+P");
    QVERIFY(!peek->isVisible());
}

void MainWindowTest::escClosesThePeekBeforeItLeavesTheView()
{
    press("G,O");
    press("Ctrl+3");
    press("Esc");
    QVERIFY(!m_window->findChild<PeekPane*>()->isVisible());
    QCOMPARE(currentView(), QStringLiteral("boots"));
    press("Esc");
    QCOMPARE(currentView(), QStringLiteral("revision"));
}

void MainWindowTest::enterInThePeekOpensTheLogAtItsLine()
{
    press("G,O");
    press("Shift+N");
    press("Space");
    const QString record = m_window->currentView()->state().record;
    press("F6");
    press("J");
    press("Return");
    QCOMPARE(currentView(), QStringLiteral("log"));
    const ViewState state = m_window->currentView()->state();
    QCOMPARE(state.record, record);
    QCOMPARE(state.options.value(QStringLiteral("line")), QStringLiteral("647"));
}

/// Whoever is quicker than the log gets it as soon as it is there.
void MainWindowTest::enterInThePeekOpensTheLogThatIsStillRead()
{
    press("G,O");
    press("Shift+N");
    press("Space");
    press("F6");
    const QString record = m_window->currentView()->state().record;
    LogView* log = m_window->findChild<PeekPane*>()->logView();
    log->showState({}); // Nothing is there to open.
    QVERIFY(!log->perform(ActionId::Open));
    log->showState(logState({}, RecordKind::Test, record));
    QVERIFY(log->status().isLoading);
    QVERIFY(log->perform(ActionId::Open));
    QTRY_VERIFY(m_window->isSettled());
    QCOMPARE(currentView(), QStringLiteral("log"));
    QCOMPARE(m_window->currentView()->state().record, record);
}

void MainWindowTest::backspaceDropsTheLastTerm()
{
    press("G,O");
    press("I");
    press("F");
    press("Backspace");
    QCOMPARE(m_window->currentView()->state().filter, NoInfraTerm);
    press("Backspace");
    QVERIFY(m_window->currentView()->state().filter.isEmpty());
}

void MainWindowTest::chipKeysGoBeforeTheWindows()
{
    press("G,O");
    press("I");
    press("F");
    press("/");
    press("Tab");
    press("Backspace");
    QCOMPARE(m_window->currentView()->state().filter, FailTerm);
}

/// Also where there is no log yet whose line under the cursor would say so.
void MainWindowTest::thePaneWithTheFocusIsSeen()
{
    press("G,O");
    press("Shift+N");
    press("Space");
    auto* peek = m_window->findChild<PeekPane*>();
    auto* inspector = m_window->findChild<Inspector*>();
    const auto hasLine = [](const QWidget* pane) {
        return pane->findChild<FocusLine*>(QString(), Qt::FindDirectChildrenOnly)->isVisible();
    };
    const ViewState shown = peek->logView()->state();
    peek->logView()->showState({});
    QVERIFY(!peek->logView()->focusProxy()->isVisible());
    press("F6");
    QVERIFY(hasLine(peek) && !hasLine(inspector));
    peek->logView()->showState(shown);
    press("Return");
    QCOMPARE(currentView(), QStringLiteral("log"));
    press("Alt+Left");
    m_window->currentView()->setFocus(Qt::OtherFocusReason);
    press("F6"); // The log is there: it has the focus.
    QCOMPARE(QApplication::focusWidget(), peek->logView()->focusProxy());
    QVERIFY(hasLine(peek) && !hasLine(inspector));
    press("F6");
    QVERIFY(!hasLine(peek) && hasLine(inspector));
}

void MainWindowTest::splitsShowTwoViewsAndF6GoesRound()
{
    auto* area = m_window->findChild<TabArea*>();
    press("G,O");
    press("Ctrl+\\");
    QCOMPARE(area->currentPages().size(), 2);
    QCOMPARE(currentView(), QStringLiteral("boots"));
    press("G,B");
    QCOMPARE(currentView(), QStringLiteral("builds"));
    QStringList seen;
    for (int i = 0; i < 4; ++i) {
        press("F6");
        seen << currentView();
    }
    QVERIFY(seen.contains(QStringLiteral("boots")));
    QVERIFY(seen.contains(QStringLiteral("builds")));
    press("Ctrl+W");
    QCOMPARE(area->currentPages().size(), 1);
}

void MainWindowTest::ctrlEnterOpensInTheSplit()
{
    auto* area = m_window->findChild<TabArea*>();
    press("G,O");
    press("Shift+N");
    const QString record = m_window->currentView()->state().record;
    m_window->open({QStringLiteral("log"), {}, {}, {}, {}, {}, RecordKind::Test, record, {}},
                   OpenMode::Split);
    settle();
    QCOMPARE(area->currentPages().size(), 2);
    QCOMPARE(currentView(), QStringLiteral("log"));
    QCOMPARE(area->currentPages().first()->state().view, QStringLiteral("boots"));
}

void MainWindowTest::aClosedTabComesBack()
{
    auto* area = m_window->findChild<TabArea*>();
    press("Ctrl+T");
    press("G,O");
    press("Ctrl+W");
    QCOMPARE(area->pages().size(), 1);
    press("Ctrl+Shift+T");
    QCOMPARE(area->pages().size(), 2);
    QCOMPARE(currentView(), QStringLiteral("boots"));
}

/// In groups beside and below each other; at the end the window stands and shows the start.
void MainWindowTest::tabsOfEveryViewCloseOneAfterTheOther()
{
    int opened = 0;
    for (const Feature& feature : featureRegistry()) {
        ViewState state;
        state.view = feature.id;
        m_window->open(state, OpenMode::NewTab);
        if (++opened % 5 == 0) {
            press(opened % 2 == 0 ? "Ctrl+\\" : "Ctrl+Shift+\\");
        }
        if (opened % 3 == 0) {
            press("Ctrl+W"); // Before it has settled perhaps, and what comes next has the focus.
        }
    }
    settle();
    auto* tabs = m_window->findChild<TabArea*>();
    for (qsizetype left = tabs->pages().size(); left > 1; --left) {
        press("Ctrl+W");
        QCOMPARE(tabs->pages().size(), left - 1);
        QVERIFY(m_window->isVisible());
        QVERIFY(m_window->currentView() != nullptr);
        if (left % 4 == 0) {
            press("F6");
        }
    }
    press("Ctrl+W");
    press("Ctrl+W");
    QVERIFY(m_window->isVisible());
    QCOMPARE(tabs->pages().size(), 1);
    QCOMPARE(currentView(), QStringLiteral("trees"));
}

void MainWindowTest::theBreadcrumbOffersSiblingsByKey()
{
    press("G,O");
    const QString before = m_window->currentView()->state().tree;
    auto* location = m_window->findChild<LocationBar*>();
    press("Ctrl+L");
    press("Left"); // Revision.
    press("Left"); // Branch.
    press("Left"); // Tree.
    press("Down");
    QTRY_VERIFY(location->menu() != nullptr);
    QVERIFY(location->menu()->actions().size() > 2);
    location->menu()->actions()[2]->trigger();
    location->menu()->close();
    settle();
    QCOMPARE(currentView(), QStringLiteral("boots"));
    QVERIFY(m_window->currentView()->state().tree != before);
}

void MainWindowTest::windowsComeBackAsTheyWere()
{
    press("G,O");
    press("F");
    press("Ctrl+\\");
    press("G,B");
    press("Ctrl+3");
    press("Ctrl+1");
    const WindowState before = m_window->captureState();
    MainWindow again(m_fixture->context);
    again.applyState(before);
    again.show();
    QTRY_VERIFY_WITH_TIMEOUT(again.isSettled(), 20'000);
    const WindowState after = again.captureState();
    QCOMPARE(after.tabs.parts.size(), 2);
    QCOMPARE(after.tabs.parts[0].tabs.first().view.filter, QStringLiteral("status:fail"));
    QCOMPARE(after.tabs.parts[1].tabs.first().view.view, QStringLiteral("builds"));
    QVERIFY(after.hasPeek);
    QVERIFY(!after.hasNavigator);
    QCOMPARE(after.filterHistory, before.filterHistory);
}

void MainWindowTest::theCommandThatRepeatsIsCopied()
{
    press("G,O");
    press("Shift+N");
    press("R");
    QVERIFY(QApplication::clipboard()->text().contains(QLatin1String("git checkout ")));
}

void MainWindowTest::aViewWithoutAFilterSaysSo()
{
    const auto* bar = m_window->findChild<FilterBar*>();
    const auto* field = bar->findChild<QLineEdit*>();
    const auto* note = m_window->findChild<QLabel*>(QStringLiteral("note"));
    press("G,O");
    press("F");
    QVERIFY(field->isEnabled());
    QVERIFY(bar->chipTexts().contains(QStringLiteral("status:fail")));
    press("G,N");
    QCOMPARE(currentView(), QStringLiteral("ingest"));
    QVERIFY(!field->isEnabled());
    QVERIFY(!bar->chipTexts().contains(QStringLiteral("status:fail")));
    for (const char* key : {"/", "F", "I", "Backspace"}) {
        press(key);
        QVERIFY2(note->text().startsWith(QLatin1String("This view has no filter; Ctrl+F finds")),
                 qPrintable(note->text()));
        QVERIFY(!field->hasFocus());
        press("Esc");
    }
    press("G,O");
    press("/");
    QVERIFY(field->hasFocus());
}

void MainWindowTest::aViewThatComesBackIsInspectedAsItWasLeft()
{
    const auto* inspector = m_window->findChild<Inspector*>();
    press("G,O");
    press("Shift+N");
    const QString before = inspector->fieldsText();
    QVERIFY(before.contains(QLatin1String("boot")));
    press("T");
    QCOMPARE(currentView(), QStringLiteral("history"));
    press("Alt+Left");
    QCOMPARE(currentView(), QStringLiteral("boots"));
    QTRY_COMPARE(inspector->fieldsText(), before);
}

void MainWindowTest::panesGiveWayInANarrowWindowAndComeBack()
{
    const auto* navigator = m_window->findChild<NavigatorPane*>();
    const auto* inspector = m_window->findChild<Inspector*>();
    m_window->resize(1100, 700);
    QTRY_VERIFY(!inspector->isVisible() && navigator->isVisible());
    m_window->resize(960, 540);
    QTRY_VERIFY(!navigator->isVisible());
    QVERIFY(m_window->captureState().hasNavigator); // Kept as the user had it.
    press("Ctrl+2");
    QVERIFY(inspector->isVisible()); // What is asked for stays.
    m_window->resize(900, 540);
    QTRY_COMPARE(m_window->width(), 900);
    QVERIFY(inspector->isVisible());
    press("Ctrl+2");
    m_window->resize(1600, 1000);
    QTRY_VERIFY(navigator->isVisible());
    QVERIFY(!inspector->isVisible()); // Closed by the user.
}

void MainWindowTest::everyViewFitsAFullHdScreenAtTwoHundredPercent()
{
    constexpr QSize Screen(960, 540);
    m_window->resize(Screen);
    for (const Feature& feature : featureRegistry()) {
        ViewState state;
        state.view = feature.id;
        m_window->open(state);
        settle();
        QCOMPARE(m_window->size(), Screen);
        const View* view = m_window->currentView();
        const QPoint end = view->mapTo(m_window.get(), QPoint(view->width(), view->height()));
        QVERIFY2(end.x() <= Screen.width() && end.y() <= Screen.height(), qPrintable(feature.id));
        for (const auto* header : view->findChildren<ViewHeader*>()) {
            QVERIFY2(header->minimumSizeHint().width() <= Screen.width(), qPrintable(feature.id));
        }
    }
}

void MainWindowTest::themeAndLettersSwitch()
{
    press("Alt+T");
    QCOMPARE(m_fixture->theme.kind(), ThemeKind::Dark);
    press("Alt+L");
    QVERIFY(m_fixture->theme.lettersMode());
    press("Alt+T");
    QCOMPARE(m_fixture->theme.kind(), ThemeKind::Light);
}

void MainWindowTest::keyHelpShowsWhatIsValid()
{
    press("?");
    QPointer<KeyHelp> help = m_window->findChild<KeyHelp*>();
    QVERIFY(help);
    QVERIFY(help->shownActions().contains(QStringLiteral("row-down")));
    QVERIFY(!help->shownActions().contains(QStringLiteral("wrap-lines")));
    QTest::keyClicks(help->focusWidget(), QStringLiteral("quit"));
    QCOMPARE(help->shownActions(), QStringList{QStringLiteral("quit")});
    QTest::keyClick(help, Qt::Key_Escape);
    QTRY_VERIFY(!help);
}

void MainWindowTest::keyHelpFitsTheWindowAndScrolls()
{
    m_window->resize(800, 500);
    press("?");
    QPointer<KeyHelp> help = m_window->findChild<KeyHelp*>();
    QVERIFY(help);
    QTRY_VERIFY(help->isVisible());
    QVERIFY2(help->height() <= m_window->height(), qPrintable(QString::number(help->height())));
    const QScrollBar* bar = help->findChild<QScrollArea*>()->verticalScrollBar();
    QTRY_VERIFY(bar->maximum() > 0);
    QTRY_COMPARE(QApplication::focusWidget(), help->focusWidget());
    press("PgDown");
    QVERIFY(bar->value() > 0);
    press("?"); // As it was opened.
    QTRY_VERIFY(!help);
}

CBOARD_UI_TEST_MAIN(MainWindowTest)
#include "tst_main_window.moc"
