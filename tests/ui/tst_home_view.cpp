// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/hardware_snapshots.h"
#include "core/query/home_snapshots.h"
#include "tests/ui/open_view.h"
#include "tests/ui/shown_texts.h"
#include "tests/ui/store_fixture.h"
#include "tests/ui/watched_main.h"
#include "tests/ui/window_input.h"
#include "ui/base/preferences.h"
#include "ui/base/text_format.h"
#include "ui/base/user_items.h"
#include "ui/hardware/board_state.h"
#include "ui/home/home_columns.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QInputDialog>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QToolButton>

using namespace cboard;
using namespace cboard::ui;

namespace {

query::SourceRow source(const char* name, std::int64_t runs, double errors,
                        std::optional<double> usual)
{
    query::SourceRow row;
    row.kind = "lab";
    row.name = name;
    row.runs = runs;
    row.errorShare = errors;
    row.usualErrorShare = usual;
    row.health = query::SourceHealth::Good;
    return row;
}

generate::Options season()
{
    return {.seed = 5, .trees = 3, .revisions = 8, .tests = 24'000, .withLogs = true};
}

} // namespace

class HomeViewTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void illLabsComeFirst();
    void fewRunsMakeNoLabIll();
    void cardsShowWhatTheEngineSays();
    void digitsAndTabLeadFromCardToCard();
    void enterOpensTheBranch();
    void seenIsNoNewsAnyMore();
    void eachCardHasAMarkerOfItsOwn();
    void noNewsIsOneSentenceWithTheTime();
    void watchingChoosesTheBranches();
    void moreShowsTheWatchedBoards();
    void theTrayStandsAsRows();
    void watchedTestsStandBesideTheBoards();
    void aLabGetsAName();

private:
    void open(const ViewState& state);
    void settle();
    void press(const char* keys);
    View* view() const { return m_window->currentView(); }
    query::HardwareSnapshot boards() const;

    QTemporaryDir m_folder;
    std::unique_ptr<test::StoreFixture> m_fixture;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<UserItems> m_items;
    std::unique_ptr<MainWindow> m_window;
};

void HomeViewTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    m_fixture = test::StoreFixture::create(season());
    QVERIFY(m_fixture);
    m_preferences = std::make_unique<Preferences>(
        *service::SettingsFile::load(
            m_folder.filePath(QStringLiteral("settings.ini")).toStdString()),
        m_fixture->tasks);
    m_fixture->context.preferences = m_preferences.get();
    m_items = std::make_unique<UserItems>(m_fixture->workbench().store().file(), m_fixture->pool,
                                          m_fixture->tasks, m_fixture->context.now);
    m_fixture->context.items = m_items.get();
}

void HomeViewTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).")));
    m_window.reset();
}

void HomeViewTest::open(const ViewState& state)
{
    m_window = test::openWindow(m_fixture->context, state);
    QVERIFY(m_window);
    settle();
}

void HomeViewTest::settle()
{
    QTRY_VERIFY_WITH_TIMEOUT(m_window->isSettled(), 60'000);
}

void HomeViewTest::press(const char* keys)
{
    test::pressKeys(*m_window, keys);
    settle();
}

void HomeViewTest::illLabsComeFirst()
{
    const auto sorted = worstFirst({source("a", 50, 0.02, 0.02), source("b", 50, 0.7, 0.05),
                                    source("c", 50, 0.3, 0.3), source("d", 50, 0.4, 0.1)});
    QCOMPARE(sorted[0].name, std::string("b"));
    QCOMPARE(sorted[1].name, std::string("d"));
    QVERIFY(isIll(sorted[1]));
    QVERIFY(!isIll(sorted[2])); // Bad, but as always.
}

void HomeViewTest::fewRunsMakeNoLabIll()
{
    QVERIFY(!isIll(source("a", 2, 1, 0)));
    QVERIFY(isIll(source("a", 20, 1, std::nullopt)));
}

void HomeViewTest::cardsShowWhatTheEngineSays()
{
    open({QStringLiteral("trees"), {}, {}, {}, {}, {}, RecordKind::Test, {}, {}});
    press("G,H");
    QCOMPARE(view()->state().view, QStringLiteral("home"));
    QVERIFY2(view()->status().error.isEmpty(), qPrintable(view()->status().error));
    query::HomeRequest request;
    request.common = m_fixture->context.common();
    request.limit = 12;
    const auto home = m_fixture->context.engine->home(request, {});
    QVERIFY(home);
    QCOMPARE((*home)->branches.size(), std::size_t(3));
    const TableExport branches = view()->tableSource()({});
    QCOMPARE(branches.rows.size(), std::size_t(3));
    for (std::size_t i = 0; i < branches.rows.size(); ++i) {
        const query::HomeBranch& branch = (*home)->branches[i];
        QCOMPARE(branches.rows[i].front().text, branchText(branch.newest));
        QCOMPARE(branches.rows[i][1].text,
                 branch.newRegressions == 0 ? QStringLiteral("–")
                                            : countText(branch.newRegressions));
    }
    press("5");
    const TableExport labs = view()->tableSource()({});
    QCOMPARE(labs.rows.size(), std::min<std::size_t>(12, (*home)->sources.size()));
    QCOMPARE(labs.rows.front().front().text, fromUtf8(worstFirst((*home)->sources).front().name));
}

void HomeViewTest::digitsAndTabLeadFromCardToCard()
{
    open({QStringLiteral("home"), {}, {}, {}, {}, {}, RecordKind::Test, {}, {}});
    const auto title = [this] { return view()->tableSource()({}).title; };
    QCOMPARE(title(), QStringLiteral("Since the last visit"));
    press("5");
    QCOMPARE(title(), QStringLiteral("Labs and sources"));
    press("1");
    QCOMPARE(title(), QStringLiteral("Since the last visit"));
    press("Tab");
    QVERIFY(title() != QStringLiteral("Since the last visit"));
}

void HomeViewTest::enterOpensTheBranch()
{
    open({QStringLiteral("home"), {}, {}, {}, {}, {}, RecordKind::Test, {}, {}});
    press("1");
    press("J");
    const QString branch = view()->tableSource()({}).rows[1].front().text;
    press("Return");
    QCOMPARE(view()->state().view, QStringLiteral("revision"));
    QCOMPARE(branchText(view()->state()), branch);
}

void HomeViewTest::seenIsNoNewsAnyMore()
{
    open({QStringLiteral("home"), {}, {}, {}, {}, {}, RecordKind::Test, {}, {}});
    press("Shift+V");
    QCOMPARE(m_preferences->value("home/seen"), fromUtf8(formatIso(m_fixture->context.now())));
    const TableExport branches = view()->tableSource()({});
    for (const auto& row : branches.rows) {
        QCOMPARE(row[1].text, QStringLiteral("–"));
    }
    QVERIFY(m_preferences->reset(QStringLiteral("home/seen")));
}

void HomeViewTest::eachCardHasAMarkerOfItsOwn()
{
    ViewState all;
    all.view = QStringLiteral("home");
    QVERIFY(m_preferences->set(QStringLiteral("home/seen"), QStringLiteral("2020-01-01")));
    QVERIFY(
        m_preferences->set(QStringLiteral("home/seen_regressions"), QStringLiteral("2020-01-01")));
    open(all);
    press("1");
    const TableExport branches = view()->tableSource()({});
    press("3");
    QCOMPARE(view()->tableSource()({}).title, QStringLiteral("New regressions"));
    press("Shift+V");
    QCOMPARE(m_preferences->value("home/seen"), QStringLiteral("2020-01-01"));
    QCOMPARE(m_preferences->value("home/seen_regressions"),
             fromUtf8(formatIso(m_fixture->context.now())));
    QVERIFY(test::says(*view(), QStringLiteral("Nothing new broke")));
    press("1");
    const TableExport after = view()->tableSource()({});
    QCOMPARE(after.rows.size(), branches.rows.size());
    for (std::size_t i = 0; i < after.rows.size(); ++i) {
        QCOMPARE(after.rows[i][1].text, branches.rows[i][1].text);
    }
}

void HomeViewTest::noNewsIsOneSentenceWithTheTime()
{
    open({QStringLiteral("home"), {}, {}, {}, {}, {}, RecordKind::Test, {}, {}});
    press("5");
    press("Shift+V"); // A card without a marker of its own: both are moved.
    const QString now = fromUtf8(formatIso(m_fixture->context.now()));
    QCOMPARE(m_preferences->value("home/seen"), now);
    QCOMPARE(m_preferences->value("home/seen_regressions"), now);
    const QString time =
        momentText(m_fixture->context.now(), m_fixture->context.now()); // "21 Nov 08:00"
    QVERIFY(
        QRegularExpression(QStringLiteral("^\\d{1,2} \\S+ \\d\\d:\\d\\d$")).match(time).hasMatch());
    QVERIFY(test::says(*view(), QStringLiteral("No news since %1. Checked %1.").arg(time)));
    QVERIFY(m_preferences->reset(QStringLiteral("home/seen")));
    QVERIFY(m_preferences->reset(QStringLiteral("home/seen_regressions")));
}

void HomeViewTest::watchingChoosesTheBranches()
{
    open({QStringLiteral("home"), {}, {}, {}, {}, {}, RecordKind::Test, {}, {}});
    const auto branches = [this] { return view()->tableSource()({}).rows; };
    press("1");
    const std::size_t all = branches().size();
    QVERIFY(all > 1);
    press("J");
    const QString watched = branches()[1].front().text;
    press("W");
    QTRY_COMPARE(m_items->lists().watched.size(), std::size_t(1));
    settle();
    QCOMPARE(branches().size(), std::size_t(1));
    QCOMPARE(branches().front().front().text, watched);
    press("W");
    QTRY_VERIFY(m_items->lists().watched.empty());
    settle();
    QCOMPARE(branches().size(), all);
}

void HomeViewTest::moreShowsTheWatchedBoards()
{
    const QString board = fromUtf8(boards().rows.front().identity.board);
    open(boardState(board));
    press("W"); // On the page of the board.
    QTRY_COMPARE(m_items->lists().watched.size(), std::size_t(1));
    press("G,H");
    press("4");
    QCOMPARE(view()->tableSource()({}).rows.size(), std::size_t(1));
    const auto buttons = view()->findChildren<QToolButton*>();
    const auto more = std::find_if(buttons.begin(), buttons.end(), [](const QToolButton* button) {
        return button->accessibleName() == QStringLiteral("More of: Watched boards and tests");
    });
    QVERIFY(more != buttons.end());
    (*more)->click();
    settle();
    QCOMPARE(view()->state().view, QStringLiteral("hardware"));
    QCOMPARE(view()->state().filter, QStringLiteral("board:") + board);
    press("G,H");
    press("4");
    press("W");
    QTRY_VERIFY(m_items->lists().watched.empty());
    settle();
}

query::HardwareSnapshot HomeViewTest::boards() const
{
    query::HardwareRequest request;
    request.common = m_fixture->context.common();
    return **m_fixture->context.engine->hardware(request, {});
}

void HomeViewTest::theTrayStandsAsRows()
{
    open({QStringLiteral("boots"), {}, {}, {}, {}, {}, RecordKind::Test, {}, {}});
    press("N");
    press("M"); // The first new failure into the tray.
    QTRY_COMPARE(m_items->lists().tray.size(), 1);
    settle();
    const QString target = m_items->lists().tray.front();
    press("G,H");
    press("2");
    const TableExport tray = view()->tableSource()({});
    QCOMPARE(tray.title, QStringLiteral("My tray"));
    QCOMPARE(tray.rows.size(), std::size_t(1));
    QVERIFY2(tray.rows.front().front().text.startsWith(QLatin1String("boot")),
             qPrintable(tray.rows.front().front().text));
    QVERIFY(tray.rows.front()[1].status == StatusClass::Fail);
    press("Return");
    QCOMPARE(view()->state().view, QStringLiteral("log"));
    QCOMPARE(QStringLiteral("test:") + view()->state().record, target);
    press("G,H");
    press("2");
    press("M"); // Out of it again.
    QTRY_VERIFY(m_items->lists().tray.isEmpty());
    settle();
    QVERIFY(test::says(*view(), QStringLiteral("Nothing waits for triage")));
}

void HomeViewTest::watchedTestsStandBesideTheBoards()
{
    open({QStringLiteral("tests"), {}, {}, {}, {}, {}, RecordKind::Test, {}, {}});
    const Watched test{Watched::Kind::Test, {}, {}, {}, QStringLiteral("kselftest")};
    m_items->toggleWatched(test);
    QTRY_VERIFY(m_items->isWatched(test));
    press("G,H");
    press("4");
    query::HomeRequest request;
    request.common = m_fixture->context.common();
    request.paths = {"kselftest"};
    const auto home = m_fixture->context.engine->home(request, {});
    QVERIFY(home && (*home)->tests.size() == 1);
    const query::HomeTest& expected = (*home)->tests.front();
    const TableExport watched = view()->tableSource()({});
    QCOMPARE(watched.rows.size(), std::size_t(1));
    QCOMPARE(watched.rows.front()[0].text, QStringLiteral("kselftest"));
    const auto shown = [](std::int64_t count) {
        return count == 0 ? QStringLiteral("–") : countText(count);
    };
    QCOMPARE(watched.rows.front()[1].text, shown(expected.newFailures));
    QCOMPARE(watched.rows.front()[2].text, shown(expected.stillFailing));
    press("Return");
    QCOMPARE(view()->state().view, QStringLiteral("tests"));
    QCOMPARE(view()->state().filter, QStringLiteral("path:kselftest*"));
    press("G,H");
    press("4");
    press("W"); // The row says which test.
    QTRY_VERIFY(!m_items->isWatched(test));
    settle();
}

void HomeViewTest::aLabGetsAName()
{
    open({QStringLiteral("home"), {}, {}, {}, {}, {}, RecordKind::Test, {}, {}});
    press("5");
    const auto names = [this] {
        QStringList all;
        for (const auto& row : view()->tableSource()({}).rows) {
            all << row.front().text;
        }
        return all;
    };
    const QString lab = names().front();
    test::pressKeys(*m_window, "F2");
    auto* dialog = m_window->findChild<QInputDialog*>();
    QVERIFY(dialog != nullptr);
    QTRY_VERIFY(dialog->isVisible());
    dialog->setTextValue(QStringLiteral("Cellar"));
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(names().contains(QStringLiteral("Cellar")), 20'000);
    QVERIFY(!names().contains(lab));
    QCOMPARE(m_items->lists().aliases.front().kind, store::UserData::Named::Lab);
    m_window->activateWindow(); // A window manager does so when a dialog closes.
    QTRY_VERIFY(QApplication::focusWidget() != nullptr);
    settle();
    press("U");
    QTRY_VERIFY_WITH_TIMEOUT(m_items->lists().aliases.empty(), 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(names().contains(lab), 20'000);
    QVERIFY(!names().contains(QStringLiteral("Cellar")));
}

CBOARD_UI_TEST_MAIN(HomeViewTest)
#include "tst_home_view.moc"
