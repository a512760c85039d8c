// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/log_fixture.h"
#include "tests/ui/watched_main.h"
#include "tests/ui/window_input.h"
#include "ui/base/key_map.h"
#include "ui/base/text_format.h"
#include "ui/base/user_items.h"
#include "ui/export/export_dialog.h"
#include "ui/filter/filter_bar.h"
#include "ui/find/find_bar.h"
#include "ui/inspector/peek_pane.h"
#include "ui/logview/log_canvas.h"
#include "ui/matrix/matrix_widget.h"
#include "ui/palette/palette.h"
#include "ui/saved/save_view_dialog.h"
#include "ui/shell/key_answers.h"
#include "ui/shell/key_help.h"
#include "ui/shell/main_window.h"
#include "ui/shell/status_strip.h"
#include "ui/shell/tab_area.h"
#include "ui/shell/tab_page.h"
#include "ui/widgets/result_table.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QFileDialog>
#include <QInputDialog>
#include <QLabel>
#include <QMenu>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using namespace cboard;
using namespace cboard::ui;

namespace {

/// Records have a page; all logs have two lines with errors.
class PageEngine : public test::LogEngine {
public:
    PageEngine()
    {
        setText("one\n[    1.0] Kernel panic - not syncing: first\n---[ end Kernel panic\n"
                "[    2.0] BUG: kernel NULL pointer dereference\nthree\n");
    }
    query::Answer<query::RecordSnapshot> record(const query::RecordRequest& request,
                                                const TaskContext& task) override
    {
        const auto plain = LogEngine::record(request, task);
        if (!plain) {
            return plain;
        }
        auto record = std::make_shared<query::RecordSnapshot>(**plain);
        query::RecordField misc;
        misc.key = "misc";
        misc.value = R"({"maestro_viewer":"https://viewer.example.org/1"})";
        record->fields.push_back(misc);
        return std::shared_ptr<const query::RecordSnapshot>(std::move(record));
    }
};

/// A window with all that keys act on.
struct Bench {
    Bench()
        : items(std::filesystem::path(folder.filePath(QStringLiteral("r.db")).toStdString()),
                fixture.pool, fixture.tasks, [] { return test::MemoryEngine::now(); })
    {
        fixture.context.engine = &engine;
        fixture.context.items = &items;
        window = std::make_unique<MainWindow>(fixture.context);
    }
    void open(const char* view, const QMap<QString, QString>& options = {})
    {
        ViewState state;
        state.view = QLatin1String(view);
        state.options = options;
        window->open(state);
        window->show();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
        settle();
    }
    void settle() { QTRY_VERIFY_WITH_TIMEOUT(window->isSettled() && !items.isBusy(), 20'000); }
    void press(const char* keys)
    {
        test::pressKeys(*window, keys);
        settle();
    }
    View* view() const { return window->currentView(); }
    ViewState state() const { return view()->state(); }
    template <typename Widget>
    Widget* part() const
    {
        return window->findChild<Widget*>();
    }
    QStringList chips() const { return part<FilterBar>()->chipTexts(); }
    qsizetype panes() const { return part<TabArea>()->currentPages().size(); }

    PageEngine engine;
    test::UiFixture fixture{ThemeKind::Light, test::MemorySize{6, 20, 40, 8, 200, 3}};
    QTemporaryDir folder;
    UserItems items;
    std::unique_ptr<MainWindow> window;
};

QString clipboard()
{
    return QApplication::clipboard()->text();
}

} // namespace

/// The keys that every view shares, each with what is to be seen after it.
class KeyTableTest : public QObject {
    Q_OBJECT

public slots:
    void openUrl(const QUrl& url) { m_url = url; }

private slots:
    void initTestCase();
    void init();
    void cleanup() { m_bench.reset(); }

    void everyKeyHasItsAction_data();
    void everyKeyHasItsAction();
    void keysThatAwaitWhatIsToComeSayWhatServes_data();
    void keysThatAwaitWhatIsToComeSayWhatServes();
    void searchAndHelp();
    void slashGoesToTheFilter();
    void findInALog();
    void escClearsWhatIsLookedFor();
    void findInATable();
    void findWhereNothingIsFoundSaysWhatServes_data();
    void findWhereNothingIsFoundSaysWhatServes();
    void escLeavesStepByStep();
    void escOnTheFirstPageStays();
    void backAndForward();
    void rowsByLetters_data();
    void rowsByLetters();
    void columnsOfAMatrix();
    void branchesOfATree();
    void newFailuresAndFailures_data();
    void newFailuresAndFailures();
    void newerAndOlderRevision();
    void bothEndsAndPages();
    void openHereInATabInTheSplit_data();
    void openHereInATabInTheSplit();
    void spaceShowsTheLog();
    void pageInTheBrowser();
    void historyOfTheCell_data();
    void historyOfTheCell();
    void logFileIsChosen();
    void errorsOfALog();
    void stagesFoldsAndFilterOfALog();
    void diffOfALogAndSearchInAll();
    void bookmarksOfALog();
    void baselineIsCompared();
    void baselineIsChosen();
    void failuresAndInfrastructure();
    void rowsAreMarked();
    void rowsAreCopied();
    void commandThatRepeats();
    void trayTakesOneAndAll();
    void noteIsAskedFor();
    void watchAndTakeBack();
    void thePageOfABoardWatchesIt();
    void aStepThatIsTakenIsNotDenied();
    void idAndReportLine_data();
    void idAndReportLine();
    void linkFindsItsCellInAnotherWindow();
    void savedViewsByNumber();
    void saveAndExport();
    void refreshAsksAgain();
    void workIsPausedAndGoesOn_data();
    void workIsPausedAndGoesOn();
    void goToViews_data();
    void goToViews();
    void nextPane();

private:
    std::unique_ptr<Bench> m_bench;
    QUrl m_url;
};

void KeyTableTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
}

void KeyTableTest::init()
{
    // The offscreen platform cannot pass size hints on and says so; everything else fails.
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).")));
    QApplication::clipboard()->clear();
    m_url.clear();
    m_bench = std::make_unique<Bench>();
}

/// The default keys, row by row.
void KeyTableTest::everyKeyHasItsAction_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("action");
    constexpr std::array Rows{
        std::pair("Ctrl+K", "palette"),
        std::pair("?", "show-keys"),
        std::pair("/", "focus-filter"),
        std::pair("Ctrl+F", "find"),
        std::pair("F3", "find-next"),
        std::pair("Shift+F3", "find-previous"),
        std::pair("Esc", "leave"),
        std::pair("Alt+Left", "back"),
        std::pair("Alt+Right", "forward"),
        std::pair("J", "row-down"),
        std::pair("K", "row-up"),
        std::pair("H", "left"),
        std::pair("L", "right"),
        std::pair("N", "next-new"),
        std::pair("P", "previous-new"),
        std::pair("Shift+N", "next-failure"),
        std::pair("Shift+P", "previous-failure"),
        std::pair("]", "newer-revision"),
        std::pair("[", "older-revision"),
        std::pair("Return", "open"),
        std::pair("Shift+Return", "open-in-new-tab"),
        std::pair("Ctrl+Return", "open-in-split"),
        std::pair("Space", "peek"),
        std::pair("O", "open-page"),
        std::pair("T", "history"),
        std::pair("E", "next-error"),
        std::pair("Shift+E", "previous-error"),
        std::pair("=", "compare"),
        std::pair("B", "set-baseline"),
        std::pair("F", "only-failures"),
        std::pair("I", "infra"),
        std::pair("X", "select-row"),
        std::pair("M", "tray"),
        std::pair("Shift+M", "tray-all"),
        std::pair("C", "note"),
        std::pair("R", "reproduce"),
        std::pair("W", "watch"),
        std::pair("Y", "copy-id"),
        std::pair("Shift+Y", "copy-report"),
        std::pair("Ctrl+Shift+C", "copy-link"),
        std::pair("S", "save-view"),
        std::pair("Ctrl+E", "export"),
        std::pair("Ctrl+Alt+1", "saved-1"),
        std::pair("Ctrl+Alt+9", "saved-9"),
        std::pair("U", "undo"),
        std::pair("Ctrl+Z", "undo"),
        std::pair("F5", "refresh"),
        std::pair("G,H", "go-home"),
        std::pair("G,T", "go-trees"),
        std::pair("G,B", "go-builds"),
        std::pair("G,O", "go-boots"),
        std::pair("G,E", "go-tests"),
        std::pair("G,W", "go-hardware"),
        std::pair("G,R", "go-regressions"),
        std::pair("G,C", "go-compare"),
        std::pair("G,L", "go-log"),
        std::pair("G,S", "go-saved"),
        std::pair("G,N", "go-ingest"),
        std::pair("g ,", "go-settings"),
        std::pair("F6", "next-pane"),
    };
    for (const auto& [key, action] : Rows) {
        QTest::newRow(key) << QString::fromLatin1(key) << QString::fromLatin1(action);
    }
}

void KeyTableTest::everyKeyHasItsAction()
{
    QFETCH(QString, key);
    QFETCH(QString, action);
    const auto typed = parseKeyList(key);
    QVERIFY(typed && typed->size() == 1);
    QVERIFY2(KeyMap().keys(action).contains(typed->front()), qPrintable(action));
}

void KeyTableTest::keysThatAwaitWhatIsToComeSayWhatServes_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("says");
    QTest::newRow("attach an issue") << "A"
                                     << "No issue can be attached yet";
    QTest::newRow("issues") << "G,I"
                            << "Issues have no view of their own yet";
    QTest::newRow("pipeline") << "G,P"
                              << "Nothing is run from here yet";
}

/// tst_keys types them.
void KeyTableTest::keysThatAwaitWhatIsToComeSayWhatServes()
{
    QFETCH(QString, key);
    QFETCH(QString, says);
    const QString answer = answerToKey(QKeySequence(key), KeyMap(), QStringLiteral("Trees"));
    QVERIFY2(answer.startsWith(says), qPrintable(answer));
}

void KeyTableTest::searchAndHelp()
{
    m_bench->open("trees");
    m_bench->press("?");
    QVERIFY(m_bench->part<KeyHelp>() && m_bench->part<KeyHelp>()->isVisible());
    QTest::keyClick(m_bench->part<KeyHelp>(), Qt::Key_Escape);
    m_bench->press("Ctrl+K");
    QVERIFY(m_bench->part<Palette>() && m_bench->part<Palette>()->isVisible());
}

void KeyTableTest::slashGoesToTheFilter()
{
    m_bench->open("boots");
    m_bench->press("/");
    QVERIFY(m_bench->part<FilterBar>()->hasFieldFocus());
}

void KeyTableTest::findInALog()
{
    m_bench->open("boots");
    m_bench->press("Shift+N");
    m_bench->press("Return");
    QCOMPARE(m_bench->state().view, QStringLiteral("log"));
    m_bench->press("Ctrl+F");
    auto* find = m_bench->view()->findChild<FindBar*>();
    QVERIFY(find && find->isVisible());
    const auto* canvas = m_bench->view()->findChild<LogCanvas*>();
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("t"));
    QTRY_VERIFY(canvas->currentRow() >= 0);
    m_bench->press("F3");
    const auto second = canvas->currentRow();
    m_bench->press("F3");
    QTRY_VERIFY(canvas->currentRow() != second);
    m_bench->press("Shift+F3");
    QTRY_COMPARE(canvas->currentRow(), second);
}

void KeyTableTest::escClearsWhatIsLookedFor()
{
    m_bench->open("boots");
    m_bench->press("Shift+N");
    m_bench->press("Return");
    m_bench->press("Ctrl+F");
    const auto* find = m_bench->view()->findChild<FindBar*>();
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("three"));
    m_bench->view()->findChild<LogCanvas*>()->setFocus();
    QVERIFY(find->isVisible());
    m_bench->press("Esc");
    QVERIFY(!find->isVisible());
    QCOMPARE(m_bench->state().view, QStringLiteral("log"));
    m_bench->press("Esc");
    QCOMPARE(m_bench->state().view, QStringLiteral("boots"));
}

void KeyTableTest::findInATable()
{
    m_bench->open("trees");
    m_bench->press("Ctrl+F");
    const auto* find = m_bench->view()->findChild<FindBar*>();
    QVERIFY(find && find->isVisible());
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("master"));
    const auto* summary = find->findChild<QLabel*>(QStringLiteral("summary"));
    QTRY_VERIFY(summary->text().contains(QStringLiteral(" of ")));
    const auto* table = m_bench->view()->findChild<ResultTable*>();
    table->view()->setFocus();
    const int first = table->currentRow();
    m_bench->press("F3");
    QTRY_VERIFY(table->currentRow() != first);
    const int second = table->currentRow();
    m_bench->press("F3");
    QTRY_VERIFY(table->currentRow() != second);
    m_bench->press("Shift+F3");
    QTRY_COMPARE(table->currentRow(), second);
    m_bench->press("Esc");
    QVERIFY(!find->isVisible());
    QCOMPARE(m_bench->state().view, QStringLiteral("trees"));
}

void KeyTableTest::findWhereNothingIsFoundSaysWhatServes_data()
{
    QTest::addColumn<QByteArray>("key");
    for (const char* key : {"Ctrl+F", "F3", "Shift+F3"}) {
        QTest::newRow(key) << QByteArray(key);
    }
}

void KeyTableTest::findWhereNothingIsFoundSaysWhatServes()
{
    QFETCH(QByteArray, key);
    m_bench->open("charts");
    m_bench->press(key);
    const auto* note = m_bench->part<StatusStrip>()->findChild<QLabel*>(QStringLiteral("note"));
    QVERIFY2(note->text().contains(QLatin1String("Find is for tables and logs: Ctrl+K")),
             qPrintable(note->text()));
}

void KeyTableTest::escLeavesStepByStep()
{
    m_bench->open("boots");
    m_bench->press("Space");
    m_bench->press("/");
    m_bench->press("Esc");
    QVERIFY(!m_bench->part<FilterBar>()->hasFieldFocus());
    QVERIFY(m_bench->part<PeekPane>()->isVisible());
    m_bench->press("Esc");
    QVERIFY(!m_bench->part<PeekPane>()->isVisible());
    QCOMPARE(m_bench->state().view, QStringLiteral("boots"));
    m_bench->press("Esc");
    QCOMPARE(m_bench->state().view, QStringLiteral("revision"));
    m_bench->press("Esc");
    QCOMPARE(m_bench->state().view, QStringLiteral("trees"));
}

void KeyTableTest::escOnTheFirstPageStays()
{
    m_bench->open("home");
    m_bench->press("Esc");
    QCOMPARE(m_bench->state().view, QStringLiteral("home"));
}

void KeyTableTest::backAndForward()
{
    m_bench->open("trees");
    m_bench->press("Return");
    QCOMPARE(m_bench->state().view, QStringLiteral("revision"));
    m_bench->press("Alt+Left");
    QCOMPARE(m_bench->state().view, QStringLiteral("trees"));
    m_bench->press("Alt+Right");
    QCOMPARE(m_bench->state().view, QStringLiteral("revision"));
}

void KeyTableTest::rowsByLetters_data()
{
    QTest::addColumn<QString>("view");
    for (const char* view : {"trees", "boots", "builds", "tests", "testmatrix", "revision"}) {
        QTest::newRow(view) << QString::fromLatin1(view);
    }
}

void KeyTableTest::rowsByLetters()
{
    QFETCH(QString, view);
    m_bench->open(qPrintable(view),
                  view == QLatin1String("revision")
                      ? QMap<QString, QString>{{QStringLiteral("list"), QStringLiteral("boots")}}
                      : QMap<QString, QString>());
    const QString before = toAddress(m_bench->state());
    m_bench->press("J");
    QVERIFY(toAddress(m_bench->state()) != before);
    m_bench->press("K");
    QCOMPARE(toAddress(m_bench->state()), before);
    m_bench->press("Down");
    QVERIFY(toAddress(m_bench->state()) != before);
    m_bench->press("Up");
    QCOMPARE(toAddress(m_bench->state()), before);
}

void KeyTableTest::columnsOfAMatrix()
{
    m_bench->open("boots");
    const auto* matrix = m_bench->part<MatrixWidget>();
    const int column = matrix->current()->column;
    m_bench->press("L");
    QCOMPARE(matrix->current()->column, column + 1);
    m_bench->press("H");
    QCOMPARE(matrix->current()->column, column);
    m_bench->press("Right");
    QCOMPARE(matrix->current()->column, column + 1);
    m_bench->press("Left");
    QCOMPARE(matrix->current()->column, column);
    m_bench->press("L");
    m_bench->press("]"); // Newest left.
    QCOMPARE(matrix->current()->column, column);
    m_bench->press("[");
    QCOMPARE(matrix->current()->column, column + 1);
}

void KeyTableTest::branchesOfATree()
{
    m_bench->open("tests");
    const auto* tree = m_bench->view()->findChild<QTreeView*>();
    m_bench->press("Ctrl+Home");
    const auto first = [tree] { return tree->isExpanded(tree->model()->index(0, 0)); };
    for (const auto& [collapse, expand] : {std::pair("H", "L"), std::pair("Left", "Right")}) {
        m_bench->press(collapse);
        QVERIFY(!first());
        m_bench->press(expand);
        QVERIFY(first());
    }
}

void KeyTableTest::newFailuresAndFailures_data()
{
    QTest::addColumn<QString>("next");
    QTest::addColumn<QString>("previous");
    QTest::addColumn<bool>("isNew");
    QTest::newRow("new") << "N"
                         << "P" << true;
    QTest::newRow("any") << "Shift+N"
                         << "Shift+P" << false;
}

void KeyTableTest::newFailuresAndFailures()
{
    QFETCH(QString, next);
    QFETCH(QString, previous);
    QFETCH(bool, isNew);
    m_bench->open("boots");
    const auto* matrix = m_bench->part<MatrixWidget>();
    m_bench->press("Ctrl+Home");
    const auto expected =
        matrix->nextFailure(isNew ? FailureKind::New : FailureKind::Any, Direction::Forward);
    QVERIFY(expected);
    m_bench->press(qPrintable(next));
    QCOMPARE(*matrix->current(), *expected);
    m_bench->press(qPrintable(next));
    m_bench->press(qPrintable(previous));
    QCOMPARE(*matrix->current(), *expected);
}

void KeyTableTest::newerAndOlderRevision()
{
    m_bench->open("revision");
    const QString newest = m_bench->state().revision;
    m_bench->press("[");
    QVERIFY(m_bench->state().revision != newest);
    m_bench->press("]");
    QCOMPARE(m_bench->state().revision, newest);
}

void KeyTableTest::bothEndsAndPages()
{
    m_bench->open("trees");
    auto* table = m_bench->view()->findChild<ResultTable*>();
    m_bench->press("Ctrl+End");
    QCOMPARE(table->currentRow(), table->shownRows().back());
    m_bench->press("Ctrl+Home");
    QCOMPARE(table->currentRow(), table->shownRows().front());
    m_bench->press("PgDown");
    QVERIFY(table->currentRow() != table->shownRows().front());
    m_bench->press("PgUp");
    QCOMPARE(table->currentRow(), table->shownRows().front());
    m_bench->press("End");
    QCOMPARE(table->currentRow(), table->shownRows().back());
    m_bench->press("Home");
    QCOMPARE(table->currentRow(), table->shownRows().front());
}

void KeyTableTest::openHereInATabInTheSplit_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<QString>("key"); ///< To a row that can be opened.
    QTest::addColumn<QString>("opened");
    QTest::newRow("trees") << "trees"
                           << "J"
                           << "revision";
    QTest::newRow("boots") << "boots"
                           << "Shift+N"
                           << "log";
    QTest::newRow("builds") << "builds"
                            << "Shift+N"
                            << "build";
    QTest::newRow("test matrix") << "testmatrix"
                                 << "Shift+N"
                                 << "log";
    QTest::newRow("tests") << "tests"
                           << "N"
                           << "log";
    QTest::newRow("revision") << "revision"
                              << "J"
                              << "log";
    QTest::newRow("history") << "history"
                             << "J"
                             << "log";
}

void KeyTableTest::openHereInATabInTheSplit()
{
    QFETCH(QString, view);
    QFETCH(QString, key);
    QFETCH(QString, opened);
    QMap<QString, QString> options;
    if (view == QLatin1String("revision")) {
        options.insert(QStringLiteral("list"), QStringLiteral("boots"));
    } else if (view == QLatin1String("history")) {
        options.insert(QStringLiteral("path"), QStringLiteral("boot"));
    }
    m_bench->open(qPrintable(view), options);
    m_bench->press(qPrintable(key));
    m_bench->press("Return");
    QCOMPARE(m_bench->state().view, opened);
    QCOMPARE(m_bench->panes(), 1);
    const QString record = m_bench->state().record;
    m_bench->press("Alt+Left");
    QCOMPARE(m_bench->state().view, view);
    m_bench->press("Shift+Return");
    QCOMPARE(m_bench->state().view, opened);
    QCOMPARE(m_bench->part<TabArea>()->pages().size(), 2);
    m_bench->press("Ctrl+W");
    QCOMPARE(m_bench->state().view, view);
    m_bench->press("Ctrl+Return");
    QCOMPARE(m_bench->panes(), 2);
    QCOMPARE(m_bench->part<TabArea>()->currentPages().front()->state().view, view);
    QCOMPARE(m_bench->state().view, opened);
    if (opened == QLatin1String("log") || opened == QLatin1String("build")) {
        QCOMPARE(m_bench->state().record, record);
    }
}

void KeyTableTest::spaceShowsTheLog()
{
    m_bench->open("boots");
    m_bench->press("Shift+N");
    m_bench->press("Space");
    QVERIFY(m_bench->part<PeekPane>()->isVisible());
    m_bench->press("Space");
    QVERIFY(!m_bench->part<PeekPane>()->isVisible());
}

void KeyTableTest::pageInTheBrowser()
{
    QDesktopServices::setUrlHandler(QStringLiteral("https"), this, "openUrl");
    m_bench->open("boots");
    m_bench->press("Shift+N");
    m_bench->press("O");
    QDesktopServices::unsetUrlHandler(QStringLiteral("https"));
    QCOMPARE(m_url, QUrl(QStringLiteral("https://viewer.example.org/1")));
}

void KeyTableTest::historyOfTheCell_data()
{
    QTest::addColumn<QString>("view");
    for (const char* view : {"boots", "builds", "tests", "testmatrix", "revision"}) {
        QTest::newRow(view) << QString::fromLatin1(view);
    }
}

void KeyTableTest::historyOfTheCell()
{
    QFETCH(QString, view);
    m_bench->open(qPrintable(view),
                  view == QLatin1String("revision")
                      ? QMap<QString, QString>{{QStringLiteral("list"), QStringLiteral("boots")}}
                      : QMap<QString, QString>());
    m_bench->press("J");
    m_bench->press("T");
    QCOMPARE(m_bench->state().view, QStringLiteral("history"));
    QVERIFY(m_bench->view()->status().error.isEmpty());
}

void KeyTableTest::logFileIsChosen()
{
    m_bench->open("trees");
    test::pressKeys(*m_bench->window, "Ctrl+O");
    QTRY_VERIFY(m_bench->part<QFileDialog>() && m_bench->part<QFileDialog>()->isVisible());
    const QString file = m_bench->folder.filePath(QStringLiteral("boot.log"));
    QFile log(file);
    QVERIFY(log.open(QIODevice::WriteOnly) && log.write("one\ntwo\n") > 0);
    log.close();
    emit m_bench->part<QFileDialog>()->fileSelected(file);
    QTRY_COMPARE(m_bench->state().view, QStringLiteral("log"));
    m_bench->settle();
    QCOMPARE(m_bench->view()->findChild<LogCanvas*>()->positionCount(), qint64{2});
}

void KeyTableTest::errorsOfALog()
{
    m_bench->open("boots");
    m_bench->press("Shift+N");
    m_bench->press("Return");
    const auto* canvas = m_bench->view()->findChild<LogCanvas*>();
    const auto first = canvas->currentRow();
    m_bench->press("E");
    QVERIFY(canvas->currentRow() > first);
    m_bench->press("Shift+E");
    QCOMPARE(canvas->currentRow(), first);
}

void KeyTableTest::stagesFoldsAndFilterOfALog()
{
    m_bench->engine.setText("U-Boot 2024.01\nmemory\n[    0.0] Linux version 6.9\n"
                            "[    0.1] Kernel panic - not syncing: x\n[    0.2] end\n");
    m_bench->open("boots");
    m_bench->press("Shift+N");
    m_bench->press("Return");
    const auto* canvas = m_bench->view()->findChild<LogCanvas*>();
    QCOMPARE(canvas->currentRow(), qint64{3});
    m_bench->press("{");
    QCOMPARE(canvas->currentRow(), qint64{2});
    m_bench->press("{");
    m_bench->press("}");
    QCOMPARE(canvas->currentRow(), qint64{2});
    m_bench->press("Z");
    QCOMPARE(canvas->positionCount(), qint64{3});
    m_bench->press("Shift+Z");
    QCOMPARE(canvas->positionCount(), qint64{5});
    m_bench->press("F"); // Only files are followed; it filters nothing here.
    QVERIFY(m_bench->state().filter.isEmpty());
    m_bench->press("&");
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("end"));
    m_bench->press("Return");
    QTRY_COMPARE(canvas->positionCount(), qint64{1});
    QVERIFY(m_bench->chips().contains(QStringLiteral("only lines with: end")));
    m_bench->press("&");
    QTRY_COMPARE(canvas->positionCount(), qint64{5});
}

void KeyTableTest::diffOfALogAndSearchInAll()
{
    m_bench->open("boots");
    m_bench->press("Shift+N");
    m_bench->press("Return");
    const QString record = m_bench->state().record;
    m_bench->press("Shift+L");
    QCOMPARE(m_bench->state().options.value(QStringLiteral("raw")), QStringLiteral("1"));
    m_bench->press("Shift+L");
    m_bench->press("D");
    QCOMPARE(m_bench->state().view, QStringLiteral("logdiff"));
    QCOMPARE(m_bench->state().record, record);
    m_bench->press("Alt+Left");
    QCOMPARE(m_bench->state().view, QStringLiteral("log"));
    m_bench->press("Ctrl+Shift+F");
    QCOMPARE(m_bench->state().view, QStringLiteral("logsearch"));
    QCOMPARE(m_bench->state().options.value(QStringLiteral("find")),
             QStringLiteral("Kernel panic - not syncing: first"));
}

void KeyTableTest::bookmarksOfALog()
{
    m_bench->open("boots");
    m_bench->press("Shift+N");
    m_bench->press("Return");
    auto* canvas = m_bench->view()->findChild<LogCanvas*>();
    QCOMPARE(canvas->currentRow(), qint64{1});
    m_bench->press("Ctrl+B");
    QCOMPARE(m_bench->items.lists().notes.size(), 1);
    QVERIFY(m_bench->items.lists().notes.firstKey().endsWith(QStringLiteral("#L2")));
    QCOMPARE(m_bench->items.lists().notes.first(),
             QStringLiteral("Kernel panic - not syncing: first"));
    canvas->setCurrentRow(4, LogCanvas::Reveal::Centre);
    m_bench->press("'");
    auto* menu = m_bench->view()->findChild<QMenu*>(QStringLiteral("bookmarks"));
    QVERIFY(menu && menu->actions().size() == 1);
    menu->actions().front()->trigger();
    QCOMPARE(canvas->currentRow(), qint64{1});
    menu->close();
    m_bench->window->activateWindow(); // The offscreen platform does not give it back.
    QVERIFY(QTest::qWaitForWindowActive(m_bench->window.get()));
    canvas->setFocus();
    m_bench->press("Ctrl+B");
    QVERIFY(m_bench->items.lists().notes.isEmpty());
    m_bench->press("Ctrl+Z");
    QCOMPARE(m_bench->items.lists().notes.size(), 1);
}

void KeyTableTest::baselineIsCompared()
{
    m_bench->open("revision");
    const QString shown = m_bench->state().revision;
    m_bench->press("=");
    QCOMPARE(m_bench->state().view, QStringLiteral("compare"));
    QCOMPARE(m_bench->state().revision, shown);
}

void KeyTableTest::baselineIsChosen()
{
    m_bench->open("boots");
    m_bench->press("L");
    m_bench->press("L");
    m_bench->press("B");
    const auto* matrix = m_bench->part<MatrixWidget>();
    const QString chosen = matrix->columnKey(matrix->current()->column);
    const auto column = static_cast<std::size_t>(matrix->current()->column);
    const QString name = revisionText(*matrix->matrix()->columns[column].revision);
    QVERIFY2(m_bench->chips().contains(QStringLiteral("baseline: %1").arg(name)),
             qPrintable(m_bench->chips().join(QLatin1Char('\n'))));
    m_bench->press("H");
    const QString shown = matrix->columnKey(matrix->current()->column);
    m_bench->press("=");
    QTRY_COMPARE(m_bench->panes(), 2);
    m_bench->settle();
    const auto pages = m_bench->part<TabArea>()->currentPages();
    QCOMPARE(pages.front()->state().revision, shown);
    QCOMPARE(pages.back()->state().revision, chosen);
}

void KeyTableTest::failuresAndInfrastructure()
{
    m_bench->open("boots");
    m_bench->press("F");
    QCOMPARE(m_bench->state().filter, QStringLiteral("status:fail"));
    m_bench->press("F");
    m_bench->press("I");
    QCOMPARE(m_bench->state().filter, QStringLiteral("-status:error,miss"));
    QTRY_VERIFY(m_bench->chips().front().startsWith(QLatin1String("infra hidden:")));
    m_bench->press("I");
    QVERIFY(m_bench->state().filter.isEmpty());
}

void KeyTableTest::rowsAreMarked()
{
    m_bench->open("trees");
    const auto* table = m_bench->view()->findChild<ResultTable*>();
    const auto order = table->shownRows();
    m_bench->press("X");
    m_bench->press("J");
    m_bench->press("J");
    m_bench->press("X");
    QCOMPARE(table->selectedRows(), (std::vector<int>{order[0], order[2]}));
    m_bench->press("X");
    QCOMPARE(table->selectedRows(), std::vector<int>{order[0]});
    m_bench->press("Esc");
    QCOMPARE(table->selectedRows(), std::vector<int>{order[2]});
    m_bench->press("Shift+Down");
    QCOMPARE(table->selectedRows(), (std::vector<int>{order[2], order[3]}));
}

void KeyTableTest::rowsAreCopied()
{
    m_bench->open("trees");
    m_bench->press("Shift+Down");
    m_bench->press("Ctrl+C");
    QCOMPARE(clipboard().trimmed().split(QLatin1Char('\n')).size(), 3); // With the titles.
    QVERIFY(clipboard().contains(QLatin1Char('\t')));
    m_bench->press("Ctrl+Shift+M");
    QVERIFY2(clipboard().contains(QLatin1Char('|')), qPrintable(clipboard()));
    m_bench->press("Ctrl+Shift+Y");
    QVERIFY(!clipboard().contains(QLatin1Char('|')));
    for (const QString& line : clipboard().split(QLatin1Char('\n'))) {
        QVERIFY2(line.size() <= 78, qPrintable(line));
    }
}

void KeyTableTest::commandThatRepeats()
{
    m_bench->open("boots");
    m_bench->press("Shift+N");
    m_bench->press("R");
    QVERIFY2(clipboard().contains(QLatin1String("git")), qPrintable(clipboard()));
}

void KeyTableTest::trayTakesOneAndAll()
{
    m_bench->open("revision", {{QStringLiteral("list"), QStringLiteral("boots")}});
    const auto& tray = m_bench->items.lists().tray;
    m_bench->press("J");
    m_bench->press("M");
    QTRY_COMPARE(tray.size(), 1);
    m_bench->press("M");
    QTRY_VERIFY(tray.isEmpty());
    m_bench->press("Shift+M");
    QTRY_COMPARE(tray.size(), std::ssize(m_bench->view()->tableSource()(TaskContext()).rows));
    m_bench->press("Shift+M");
    QTRY_VERIFY(tray.isEmpty());
}

void KeyTableTest::noteIsAskedFor()
{
    m_bench->open("revision", {{QStringLiteral("list"), QStringLiteral("boots")}});
    m_bench->press("J");
    test::pressKeys(*m_bench->window, "C");
    QTRY_VERIFY(m_bench->part<QInputDialog>() && m_bench->part<QInputDialog>()->isVisible());
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("seen before"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_COMPARE(m_bench->items.lists().notes.size(), 1);
}

void KeyTableTest::watchAndTakeBack()
{
    m_bench->open("boots");
    m_bench->press("W");
    QCOMPARE(m_bench->items.lists().watched.size(), std::size_t(1));
    m_bench->press("U");
    QVERIFY(m_bench->items.lists().watched.empty());
    m_bench->press("W");
    m_bench->press("Ctrl+Z");
    QVERIFY(m_bench->items.lists().watched.empty());
}

void KeyTableTest::thePageOfABoardWatchesIt()
{
    const QString board = QStringLiteral("rk3399-gru-kevin");
    m_bench->open("board", {{QStringLiteral("board"), board}});
    m_bench->press("2"); // On a build, which runs on many.
    m_bench->press("W");
    QCOMPARE(m_bench->items.lists().watched.size(), std::size_t(1));
    QCOMPARE(m_bench->items.lists().watched.front().board, board);
}

/// The list of trees reads the revision that it steps to.
void KeyTableTest::aStepThatIsTakenIsNotDenied()
{
    m_bench->open("trees");
    const auto isDenied = [this] {
        for (const QLabel* label : m_bench->part<StatusStrip>()->findChildren<QLabel*>()) {
            if (label->text() == QLatin1String("No older revision is shown")) {
                return true;
            }
        }
        return false;
    };
    m_bench->press("[");
    QVERIFY(!isDenied());
    for (int i = 0; i < 40 && !isDenied(); ++i) { // To the oldest.
        m_bench->press("[");
    }
    QVERIFY(isDenied());
}

void KeyTableTest::idAndReportLine_data()
{
    rowsByLetters_data();
}

void KeyTableTest::idAndReportLine()
{
    QFETCH(QString, view);
    m_bench->open(qPrintable(view));
    m_bench->press("J");
    m_bench->press("Y");
    QTRY_VERIFY(!clipboard().isEmpty());
    const QString id = clipboard();
    QVERIFY(!id.contains(QLatin1Char(' ')) && !isReference(id));
    m_bench->press("Shift+Y");
    QTRY_VERIFY(clipboard() != id);
    QVERIFY(clipboard().contains(QLatin1Char(' ')));
}

void KeyTableTest::linkFindsItsCellInAnotherWindow()
{
    m_bench->open("boots");
    m_bench->press("Shift+N");
    m_bench->press("J");
    m_bench->press("L");
    const auto* matrix = m_bench->part<MatrixWidget>();
    const QString cell = matrix->cellText(*matrix->current());
    m_bench->press("Ctrl+Shift+C");
    QTRY_VERIFY(clipboard().startsWith(QLatin1String("checkerboard:boots?")));
    const auto link = fromAddress(clipboard());
    QVERIFY(link);
    MainWindow other(m_bench->fixture.context);
    other.open(*link);
    other.show();
    QTRY_VERIFY_WITH_TIMEOUT(other.isSettled(), 20'000);
    const auto* again = other.findChild<MatrixWidget*>();
    QVERIFY(again->current());
    QCOMPARE(again->cellText(*again->current()), cell);
}

void KeyTableTest::savedViewsByNumber()
{
    m_bench->open("boots");
    const auto save = [this](const char* name, const char* view) {
        ViewState state;
        state.view = QLatin1String(view);
        m_bench->items.save(QLatin1String(name), state);
        m_bench->settle();
    };
    save("b", "hardware");
    save("a", "trees"); // Listed by name.
    m_bench->press("Ctrl+Alt+2");
    QCOMPARE(m_bench->state().view, QStringLiteral("hardware"));
    m_bench->press("Ctrl+Alt+1");
    QCOMPARE(m_bench->state().view, QStringLiteral("trees"));
    m_bench->press("Ctrl+Alt+3");
    QCOMPARE(m_bench->state().view, QStringLiteral("trees"));
    const auto* note = m_bench->part<StatusStrip>()->findChild<QLabel*>(QStringLiteral("note"));
    QVERIFY2(note->text().contains(QLatin1String("No view with this number")),
             qPrintable(note->text()));
}

void KeyTableTest::saveAndExport()
{
    m_bench->open("boots");
    test::pressKeys(*m_bench->window, "S");
    QTRY_VERIFY(m_bench->part<SaveViewDialog>() && m_bench->part<SaveViewDialog>()->isVisible());
    QTest::keyClick(m_bench->part<SaveViewDialog>(), Qt::Key_Escape);
    QTRY_VERIFY(QApplication::activeModalWidget() == nullptr);
    test::pressKeys(*m_bench->window, "Ctrl+E");
    QTRY_VERIFY(m_bench->part<ExportDialog>() && m_bench->part<ExportDialog>()->isVisible());
}

void KeyTableTest::refreshAsksAgain()
{
    m_bench->open("trees");
    QSignalSpy asked(m_bench->view(), &View::statusChanged);
    m_bench->press("F5");
    QVERIFY(asked.size() >= 2); // Loading, and the answer.
}

void KeyTableTest::workIsPausedAndGoesOn_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::newRow("letter") << QByteArray("Ctrl+Alt+P");
    QTest::newRow("key of its own") << QByteArray("Pause");
}

void KeyTableTest::workIsPausedAndGoesOn()
{
    QFETCH(QByteArray, key);
    m_bench->open("trees");
    const auto says = [this](const QString& text) {
        const auto labels = m_bench->part<StatusStrip>()->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [&text](const QLabel* label) {
            return label->isVisible() && label->text().startsWith(text);
        });
    };
    const WorkPause& pause = m_bench->fixture.tasks.pause();
    m_bench->press(key);
    QVERIFY(pause.isPaused());
    QVERIFY(says(QStringLiteral("Paused")));
    m_bench->press("?");
    QVERIFY(m_bench->part<KeyHelp>()->shownActions().contains(QStringLiteral("pause-work")));
    QTest::keyClick(m_bench->part<KeyHelp>(), Qt::Key_Escape);
    m_bench->press(key);
    QVERIFY(!pause.isPaused());
    QVERIFY(!says(QStringLiteral("Paused")));
    m_bench->press(key);
    m_bench->press("Shift+Esc"); // What is cancelled is the pause, before any work.
    QVERIFY(!pause.isPaused());
}

void KeyTableTest::goToViews_data()
{
    QTest::addColumn<QString>("keys");
    QTest::addColumn<QString>("view");
    QTest::newRow("home") << "G,H"
                          << "home";
    QTest::newRow("trees") << "G,T"
                           << "trees";
    QTest::newRow("hardware") << "G,W"
                              << "hardware";
    QTest::newRow("regressions") << "G,R"
                                 << "regressions";
    QTest::newRow("compare") << "G,C"
                             << "compare";
    QTest::newRow("builds") << "G,B"
                            << "builds";
    QTest::newRow("boots") << "G,O"
                           << "boots";
    QTest::newRow("tests") << "G,E"
                           << "tests";
    QTest::newRow("log") << "G,L"
                         << "log";
    QTest::newRow("saved") << "G,S"
                           << "saved";
    QTest::newRow("tray") << "G,Y"
                          << "tray";
    QTest::newRow("ingest") << "G,N"
                            << "ingest";
    QTest::newRow("settings") << "G,,"
                              << "settings";
}

void KeyTableTest::goToViews()
{
    QFETCH(QString, keys);
    QFETCH(QString, view);
    m_bench->open("revision", {{QStringLiteral("list"), QStringLiteral("boots")}});
    for (const QChar key : keys == QLatin1String("G,,") ? QStringLiteral("G,")
                                                        : QString(keys).remove(QLatin1Char(','))) {
        QTest::keyClick(QApplication::focusWidget(), key.toLower().toLatin1());
    }
    m_bench->settle();
    QCOMPARE(m_bench->state().view, view);
}

void KeyTableTest::nextPane()
{
    m_bench->open("boots");
    QWidget* before = QApplication::focusWidget();
    m_bench->press("F6");
    QVERIFY(QApplication::focusWidget() != before);
    m_bench->press("F6");
    m_bench->press("F6");
    QCOMPARE(QApplication::focusWidget(), before);
}

CBOARD_UI_TEST_MAIN(KeyTableTest)
#include "tst_key_table.moc"
