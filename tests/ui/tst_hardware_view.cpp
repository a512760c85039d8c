// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/hardware_snapshots.h"
#include "tests/ui/open_view.h"
#include "tests/ui/shown_texts.h"
#include "tests/ui/store_fixture.h"
#include "tests/ui/watched_main.h"
#include "tests/ui/window_input.h"
#include "ui/base/text_format.h"
#include "ui/base/user_items.h"
#include "ui/hardware/board_rows.h"
#include "ui/hardware/board_state.h"
#include "ui/history/measurement_plot.h"
#include "ui/inspector/inspector.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/result_table.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QInputDialog>
#include <QRegularExpression>
#include <QScrollBar>
#include <QStandardPaths>
#include <QTabWidget>

using namespace cboard;
using namespace cboard::ui;

class HardwareViewTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void hardwareListsTheBoardsOfTheEngine();
    void labsGroupTheList();
    void mergedRowsAreOneUntilTheyAreTakenApart();
    void anotherNameFindsTheBoard();
    void enterOpensThePageOfTheBoard();
    void boardPageComparesItsLabs();
    void fewBranchesLeaveTheirRoomToTheLists();
    void boardPageDrawsHowLongItsBootsTook();
    void unknownBoardsAreSaid();
    void tabsListWhatRanAtTheRevisionsShown();
    void numbersLeadToTheResultsThatTheyCount_data();
    void numbersLeadToTheResultsThatTheyCount();
    void bracketsStepTheRevisionOfABranch();
    void incidentsAreThoseOfTheRevisions();
    void aBoardThatIsGoneIsSaid();

private:
    void open(const ViewState& state);
    void settle();
    void press(const char* keys);
    View* view() const { return m_window->currentView(); }
    TableExport table() const { return view()->tableSource()({}); }
    query::HardwareSnapshot boards() const;
    std::shared_ptr<const query::BoardSnapshot> page(const std::string& board) const;
    QString firstBoard() const { return fromUtf8(boards().rows.front().identity.board); }

    std::unique_ptr<test::StoreFixture> m_fixture;
    std::unique_ptr<UserItems> m_items;
    std::unique_ptr<MainWindow> m_window;
};

void HardwareViewTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    m_fixture = test::StoreFixture::create(
        {.seed = 5, .trees = 3, .revisions = 8, .tests = 24'000, .withLogs = true});
    QVERIFY(m_fixture);
    m_items = std::make_unique<UserItems>(m_fixture->workbench().store().file(), m_fixture->pool,
                                          m_fixture->tasks, m_fixture->context.now);
    m_fixture->context.items = m_items.get();
}

void HardwareViewTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).")));
    m_window.reset();
}

void HardwareViewTest::open(const ViewState& state)
{
    m_window = test::openWindow(m_fixture->context, state);
    QVERIFY(m_window);
    settle();
}

void HardwareViewTest::settle()
{
    QTRY_VERIFY_WITH_TIMEOUT(m_window->isSettled() && !m_items->isBusy(), 60'000);
}

void HardwareViewTest::press(const char* keys)
{
    test::pressKeys(*m_window, keys);
    settle();
}

query::HardwareSnapshot HardwareViewTest::boards() const
{
    query::HardwareRequest request;
    request.common = m_fixture->context.common();
    return **m_fixture->context.engine->hardware(request, {});
}

std::shared_ptr<const query::BoardSnapshot> HardwareViewTest::page(const std::string& board) const
{
    query::BoardRequest request;
    request.common = m_fixture->context.common();
    request.board = board;
    request.lastRevisions = 15;
    return m_fixture->context.engine->board(request, {}).value();
}

void HardwareViewTest::labsGroupTheList()
{
    open({QStringLiteral("hardware"), {}, {}, {}, {}, {}, RecordKind::Test, {}, {}});
    const QString inspected = m_window->findChild<Inspector*>()->fieldsText();
    QVERIFY2(inspected.contains(QStringLiteral("Boots in 30 days")), qPrintable(inspected));
    QVERIFY(!inspected.contains(QStringLiteral("No result"))); // A board is none.
    QVERIFY(!inspected.contains(QStringLiteral("Other names"))); // It has none.
    press("Shift+L");
    QCOMPARE(view()->state().options.value(QStringLiteral("group")), QStringLiteral("lab"));
    press("Shift+L");
    QVERIFY(!view()->state().options.contains(QStringLiteral("group")));
}

/// Two rows are marked and merged into that of the cursor; one step back, then taken apart.
void HardwareViewTest::mergedRowsAreOneUntilTheyAreTakenApart()
{
    open({QStringLiteral("hardware"), {}, {}, {}, {}, {}, RecordKind::Test, {}, {}});
    const std::size_t all = table().rows.size();
    press("X");
    press("J");
    press("X");
    const QString board = view()->state().options.value(QStringLiteral("row"), firstBoard());
    press("F2");
    QTRY_COMPARE(table().rows.size(), all - 1);
    QCOMPARE(m_items->lists().aliases.size(), std::size_t(1));
    const std::string main = m_items->lists().aliases.front().main;
    const std::string alias = m_items->lists().aliases.front().name;
    press("U");
    QTRY_COMPARE(table().rows.size(), all);
    press("Ctrl+Shift+Z");
    QTRY_COMPARE(table().rows.size(), all - 1);

    open(boardState(fromUtf8(alias))); // The page of either name.
    QVERIFY2(test::says(*view(), QStringLiteral("also ") + fromUtf8(alias)),
             qPrintable(test::shownTexts(*view()).join(QLatin1Char('|'))));
    QVERIFY(test::says(*view(), fromUtf8(main)));
    press("Del");
    QTRY_VERIFY(m_items->lists().aliases.empty());
    settle();
    QVERIFY(!test::says(*view(), QStringLiteral("also ")));
}

void HardwareViewTest::fewBranchesLeaveTheirRoomToTheLists()
{
    open(boardState(firstBoard()));
    const auto* branches = view()->findChild<ResultTable*>();
    const auto* lists = view()->findChild<QTabWidget*>();
    QVERIFY(branches != nullptr && branches->rows()->size() <= 3);
    QTRY_COMPARE(branches->view()->verticalScrollBar()->maximum(), 0);
    QTRY_VERIFY(lists->height() > 2 * branches->height());
    m_window->resize(900, 600); // At most two fifths of a low one.
    QTRY_VERIFY(lists->height() > branches->height());
}

void HardwareViewTest::anotherNameFindsTheBoard()
{
    const QString board = firstBoard();
    open({QStringLiteral("hardware"), {}, {}, {}, {}, {}, RecordKind::Test, {}, {}});
    test::pressKeys(*m_window, "F2");
    auto* dialog = m_window->findChild<QInputDialog*>();
    QVERIFY(dialog != nullptr);
    QTRY_VERIFY(dialog->isVisible());
    dialog->setTextValue(QStringLiteral("the one on my desk"));
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_COMPARE(m_items->lists().aliases.size(), std::size_t(1));
    settle();
    ViewState found;
    found.view = QStringLiteral("hardware");
    found.filter = QStringLiteral("board:\"the one on my desk\"");
    open(found);
    QCOMPARE(table().rows.size(), std::size_t(1));
    QCOMPARE(table().rows.front().front().text, board);
    press("Del");
    QTRY_VERIFY(m_items->lists().aliases.empty());
    settle();
}

void HardwareViewTest::tabsListWhatRanAtTheRevisionsShown()
{
    const QString board = firstBoard();
    open(boardState(board));
    query::ResultCounts expected;
    for (const BoardBranchRow& row : boardBranchRows(*page(board.toStdString()), {})) {
        expected.boots += row.at().counts.boots;
        expected.tests += row.at().counts.tests;
        expected.builds += row.at().counts.builds;
    }
    QVERIFY(expected.boots.total() > 0 && expected.tests.total() > 0);
    press("3");
    QCOMPARE(static_cast<std::int64_t>(table().rows.size()), expected.boots.total());
    press("4");
    QCOMPARE(static_cast<std::int64_t>(table().rows.size()), expected.tests.total());
    press("2");
    QCOMPARE(static_cast<std::int64_t>(table().rows.size()), expected.builds.total());
    QCOMPARE(view()->state().options.value(QStringLiteral("list")), QStringLiteral("builds"));
    press("3");
    const QString run = view()->state().options.value(QStringLiteral("list"));
    QCOMPARE(run, QStringLiteral("boots"));
    press("Return");
    QCOMPARE(view()->state().view, QStringLiteral("log"));
    QVERIFY(!view()->state().record.isEmpty());
}

void HardwareViewTest::numbersLeadToTheResultsThatTheyCount_data()
{
    QTest::addColumn<QString>("list");
    QTest::addColumn<QString>("column");
    QTest::addColumn<QString>("begin");
    QTest::newRow("branches, boots") << "branches"
                                     << "boots"
                                     << "board:";
    QTest::newRow("branches, tests") << "branches"
                                     << "tests"
                                     << "board:";
    QTest::newRow("labs, boots") << "labs"
                                 << "boots"
                                 << "board:";
    QTest::newRow("labs, tests") << "labs"
                                 << "tests"
                                 << "board:";
    QTest::newRow("builds, boots") << "builds"
                                   << "boots"
                                   << "config:";
}

void HardwareViewTest::numbersLeadToTheResultsThatTheyCount()
{
    QFETCH(QString, list);
    QFETCH(QString, column);
    QFETCH(QString, begin);
    open(boardState(firstBoard()));
    if (list == QStringLiteral("builds")) {
        press("2");
    }
    ResultTable* table = nullptr;
    int at = -1;
    int row = -1;
    for (ResultTable* one : view()->findChildren<ResultTable*>()) {
        table = one->view()->accessibleName().toLower() == list ? one : table;
    }
    QVERIFY(table && table->rows());
    for (int i = 0; i < table->rows()->columnCount(); ++i) {
        at = table->rows()->head(i).id == column ? i : at;
    }
    QVERIFY(at >= 0);
    for (int i = 0; i < table->rows()->size() && row < 0; ++i) {
        const QVariant counts = table->rows()->data(i, at, CountsRole);
        row = counts.value<StatusCounts>()[StatusClass::Pass] > 0 ? i : -1;
    }
    QVERIFY(row >= 0);
    emit table->countClicked(row, at, StatusClass::Pass);
    settle();
    QCOMPARE(view()->state().view, column);
    const QString filter = view()->state().filter;
    QVERIFY2(filter.startsWith(begin) && filter.endsWith(QStringLiteral("status:pass")),
             qPrintable(filter));
    QVERIFY2(view()->status().shown > 0, qPrintable(filter));
}

void HardwareViewTest::bracketsStepTheRevisionOfABranch()
{
    const QString board = firstBoard();
    open(boardState(board));
    const auto rows = boardBranchRows(*page(board.toStdString()), {});
    QVERIFY(rows.front().head > 0);
    press("[");
    const ViewState stepped = view()->state();
    const QString commit =
        fromUtf8(rows.front().branch.revisions[rows.front().head - 1].revision.commit);
    QCOMPARE(boardPicks(stepped).value(rows.front().name()), commit);
    press("3");
    const auto shown = boardBranchRows(*page(board.toStdString()), boardPicks(stepped));
    std::int64_t boots = 0;
    for (const BoardBranchRow& row : shown) {
        boots += row.at().counts.boots.total();
    }
    QCOMPARE(static_cast<std::int64_t>(table().rows.size()), boots);
    QCOMPARE(view()->scopeChips().last().text, QStringLiteral("1 older revision"));
    press("]");
    QVERIFY(boardPicks(view()->state()).isEmpty());
}

void HardwareViewTest::incidentsAreThoseOfTheRevisions()
{
    const auto all = boards();
    const auto ill = std::ranges::find_if(all.rows, [this](const query::HardwareRow& row) {
        for (const auto& branch : page(row.identity.board)->branches) {
            for (const auto& revision : branch.revisions) {
                if (!revision.illLabs.empty()) {
                    return true;
                }
            }
        }
        return false;
    });
    QVERIFY2(ill != all.rows.end(), "the generated season has no ill lab");
    open(boardState(fromUtf8(ill->identity.board)));
    press("5");
    const auto expected =
        readBoardIncidents(*m_fixture->context.engine, m_fixture->context.common(), {},
                           *page(ill->identity.board), {});
    QVERIFY(expected && !(*expected)->empty());
    const TableExport incidents = table();
    QCOMPARE(incidents.rows.size(), (*expected)->size());
    QVERIFY(std::ranges::any_of(
        incidents.rows, [](const auto& row) { return row[1].text == QLatin1String("lab ill"); }));
}

void HardwareViewTest::aBoardThatIsGoneIsSaid()
{
    const QString board = firstBoard();
    open(boardState(board));
    QVERIFY(!test::says(*view(), QStringLiteral("ran nothing")));
    const auto now = m_fixture->context.now;
    m_fixture->context.now = [now] { return now() + std::chrono::days(20); };
    open(boardState(board));
    QVERIFY(test::says(*view(), QStringLiteral("ran nothing for more than 14 days")));
    m_window.reset();
    m_fixture->context.now = now;
}

void HardwareViewTest::hardwareListsTheBoardsOfTheEngine()
{
    open({QStringLiteral("trees"), {}, {}, {}, {}, {}, RecordKind::Test, {}, {}});
    press("G,W");
    QCOMPARE(view()->state().view, QStringLiteral("hardware"));
    const query::HardwareSnapshot expected = boards();
    QVERIFY(!expected.rows.empty());
    const TableExport table = view()->tableSource()({});
    QCOMPARE(table.rows.size(), expected.rows.size());
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        QCOMPARE(table.rows[i].front().text, fromUtf8(expected.rows[i].identity.board));
    }
}

void HardwareViewTest::enterOpensThePageOfTheBoard()
{
    open({QStringLiteral("hardware"), {}, {}, {}, {}, {}, RecordKind::Test, {}, {}});
    const QString board = view()->tableSource()({}).rows.front().front().text;
    press("Return");
    QCOMPARE(view()->state().view, QStringLiteral("board"));
    QCOMPARE(boardOf(view()->state()), board);
    press("Return");
    QCOMPARE(view()->state().view, QStringLiteral("boots"));
    QVERIFY(view()->state().filter.contains(board));
}

void HardwareViewTest::boardPageComparesItsLabs()
{
    query::BoardRequest request;
    request.common = m_fixture->context.common();
    request.board = boards().rows.front().identity.board;
    const auto expected = m_fixture->context.engine->board(request, {});
    QVERIFY(expected);
    open(boardState(fromUtf8(request.board)));
    QCOMPARE(view()->tableSource()({}).rows.size(), (*expected)->branches.size());
    press("Shift+L");
    const TableExport labs = view()->tableSource()({});
    QCOMPARE(labs.rows.size(), (*expected)->labs.size());
    QCOMPARE(labs.rows.front().front().text, fromUtf8((*expected)->labs.front().lab));
}

void HardwareViewTest::boardPageDrawsHowLongItsBootsTook()
{
    const auto all = boards();
    const auto booted = std::find_if(all.rows.begin(), all.rows.end(), [](const auto& row) {
        return row.boots[StatusClass::Pass] > 1;
    });
    QVERIFY(booted != all.rows.end());
    open(boardState(fromUtf8(booted->identity.board)));
    const auto* plot = view()->findChild<MeasurementPlot*>();
    QVERIFY(plot != nullptr);
    QVERIFY(plot->isVisible());
    press("T");
    QCOMPARE(view()->state().view, QStringLiteral("history"));
}

void HardwareViewTest::unknownBoardsAreSaid()
{
    open(boardState(QStringLiteral("no-such-board")));
    QVERIFY2(view()->status().error.contains(QLatin1String("no-such-board")),
             qPrintable(view()->status().error));
}

CBOARD_UI_TEST_MAIN(HardwareViewTest)
#include "tst_hardware_view.moc"
