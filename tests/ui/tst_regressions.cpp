// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/regression_errors.h"
#include "tests/ui/store_fixture.h"
#include "tests/ui/watched_main.h"
#include "tests/ui/window_input.h"
#include "ui/base/feature.h"
#include "ui/base/text_format.h"
#include "ui/regressions/ledger_entries.h"
#include "ui/regressions/ledger_report.h"
#include "ui/regressions/timeline_plot.h"
#include "ui/regressions/timeline_source.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QClipboard>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStandardPaths>

using namespace cboard;
using namespace cboard::ui;

namespace {

query::RevisionRef revision(int id)
{
    query::RevisionRef ref;
    ref.id = id;
    ref.tree = "mainline";
    ref.branch = "master";
    ref.commit = std::string(39, 'a') + std::to_string(id);
    ref.name = "v7.0-rc" + std::to_string(id);
    return ref;
}

query::CellNames cell(const char* board, const char* lab)
{
    return {"ltp.futex", board, "defconfig", "arm64", "gcc-12", lab};
}

query::HistoryRun run(const query::CellNames& of, int at, StatusClass status)
{
    query::HistoryRun made;
    made.id = of.platform + std::to_string(at) + std::string(statusClassKey(status));
    made.revision = revision(at);
    made.path = of.path;
    made.platform = of.platform;
    made.config = of.config;
    made.architecture = of.architecture;
    made.compiler = of.compiler;
    made.lab = of.lab;
    made.status = status;
    return made;
}

/// Fails in revisions 3 and 4 of 5 on two boards; revision 2 was not tested.
query::RegressionRow brokenFutex()
{
    query::RegressionRow row;
    row.kind = "test";
    row.title = "WARNING at kernel/futex/core.c";
    row.subject = "ltp.futex";
    row.cells = {{cell("rk3399-gru-kevin", "lab-x"), "#1"}, {cell("imx8mp-evk", "lab-x"), "#2"}};
    row.lastGood = revision(1);
    row.firstBad = revision(3);
    row.fixedIn = revision(5);
    row.untestedBetween = 1;
    row.failingFor = 2;
    row.confidence = 1;
    return row;
}

TimelineSource futexSource()
{
    TimelineSource source;
    source.rows = {brokenFutex()};
    for (int id = 5; id >= 1; --id) {
        query::RevisionRow row;
        row.revision = revision(id);
        source.revisions.push_back(row);
    }
    auto history = std::make_shared<query::HistorySnapshot>();
    const auto kevin = source.rows.front().cells.front().names;
    history->runs = {run(kevin, 5, StatusClass::Pass),
                     run(kevin, 4, StatusClass::Fail),
                     run(kevin, 3, StatusClass::Pass),
                     run(kevin, 3, StatusClass::Fail),
                     run(kevin, 1, StatusClass::Pass),
                     run(cell("another-board", "lab-x"), 4, StatusClass::Fail)};
    source.histories = {history};
    source.labIncidents = {{revision(2), "lab-x"}, {revision(4), "lab-y"}};
    source.baseline = 1;
    return source;
}

generate::Options season()
{
    return {.seed = 7, .trees = 1, .revisions = 10, .tests = 20'000, .withLogs = true};
}

} // namespace

class RegressionsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void revisionsWithoutARunAreGaps();
    void bandsReachFromFirstBadToTheFix();
    void runsThatDisagreeAreMixed();
    void illLabsAreMarkedInTheirLanesOnly();
    void fewCellsAreReadOneByOneAndManyBySubject();
    void cellsBeyondTheLimitAreCounted();
    void rangeIsWhatGitTakes();
    void reportFitsAMailAndNamesTheRangeForTheTracker();
    void zoomKeepsWhatIsUnderThePointer();
    void theLedgerIsThatOfTheEngineWithTheErrorsOfLogs();
    void keysLeadFromRowsToCellsToLogs();
    void digitsShowOtherStates();
    void whatIsFlakyIsFoldedAndStandsLast();
    void theSelectionIsTheFirstBadRun();

private:
    std::unique_ptr<MainWindow> openWindow();
    void settle(const MainWindow& window);

    std::unique_ptr<test::StoreFixture> m_fixture;
};

void RegressionsTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    m_fixture = test::StoreFixture::create(season());
    QVERIFY(m_fixture);
}

void RegressionsTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).")));
}

void RegressionsTest::revisionsWithoutARunAreGaps()
{
    const Timeline timeline = makeTimeline(futexSource());
    QCOMPARE(timeline.revisions.size(), std::size_t(5));
    QCOMPARE(timeline.revisions.front().id, std::int64_t(1));
    QCOMPARE(timeline.lanes.size(), std::size_t(2));
    const TimelineLane& kevin = timeline.lanes.back(); // By name.
    QCOMPARE(kevin.name, QStringLiteral("rk3399-gru-kevin"));
    QCOMPARE(kevin.marks.size(), std::size_t(4));
    QVERIFY(kevin.markAt(1) == nullptr);
    QCOMPARE(kevin.markBeside(2, -1)->column, 0);
    QCOMPARE(kevin.markBeside(0, 1)->column, 2);
    QVERIFY(timeline.lanes.front().marks.empty()); // The other board did not run.
}

void RegressionsTest::bandsReachFromFirstBadToTheFix()
{
    const Timeline timeline = makeTimeline(futexSource());
    const TimelineLane& lane = timeline.lanes.back();
    QCOMPARE(lane.lastGood, 0);
    QCOMPARE(lane.firstBad, 2);
    QCOMPARE(lane.fixedIn, 4);
    QCOMPARE(timeline.baseline, 0);
    QCOMPARE(lane.firstToRead()->column, 2);
}

void RegressionsTest::runsThatDisagreeAreMixed()
{
    const Timeline timeline = makeTimeline(futexSource());
    const TimelineMark* mark = timeline.lanes.back().markAt(2);
    QVERIFY(mark);
    QCOMPARE(mark->status, StatusClass::Fail);
    QCOMPARE(mark->run, QStringLiteral("rk3399-gru-kevin3fail"));
    QCOMPARE(mark->runCount, 2);
    QVERIFY(query::hasMark(mark->marks, query::CellMark::Mixed));
}

void RegressionsTest::illLabsAreMarkedInTheirLanesOnly()
{
    const Timeline timeline = makeTimeline(futexSource());
    QCOMPARE(timeline.lanes.back().illColumns, std::vector<int>{1});
}

void RegressionsTest::fewCellsAreReadOneByOneAndManyBySubject()
{
    TimelineOrder order;
    order.rows = {brokenFutex()};
    auto requests = timelineRequests(order);
    QCOMPARE(requests.size(), std::size_t(2));
    QCOMPARE(requests.front().platform, std::string("rk3399-gru-kevin"));
    order.rows.front().cells.push_back({cell("third", "lab-y"), {}});
    requests = timelineRequests(order);
    QCOMPARE(requests.size(), std::size_t(1));
    QCOMPARE(requests.front().path, std::string("ltp.futex"));
    QVERIFY(requests.front().platform.empty());
}

void RegressionsTest::cellsBeyondTheLimitAreCounted()
{
    TimelineSource source = futexSource();
    source.rows.front().cells.resize(Timeline::MostLanes + 3, source.rows.front().cells.front());
    const Timeline timeline = makeTimeline(source);
    QCOMPARE(timeline.lanes.size(), Timeline::MostLanes);
    QCOMPARE(timeline.hiddenLanes, std::size_t(3));
}

void RegressionsTest::rangeIsWhatGitTakes()
{
    query::RegressionRow row = brokenFutex();
    QCOMPARE(commitRange(row), QStringLiteral("aaaaaaaaaaaa..aaaaaaaaaaaa"));
    row.lastGood.commit.clear();
    QCOMPARE(commitRange(row), QStringLiteral("v7.0-rc1..aaaaaaaaaaaa"));
    row.lastGood = {};
    QCOMPARE(commitRange(row), QString());
}

void RegressionsTest::reportFitsAMailAndNamesTheRangeForTheTracker()
{
    query::RegressionRow row = brokenFutex();
    for (int i = 0; i < 12; ++i) {
        const std::string board = "some-board-of-a-long-name-" + std::to_string(i);
        row.cells.push_back({cell(board.c_str(), "lab-x"), {}});
    }
    const QString report = regressionReport(row);
    for (const QString& line : report.split(QLatin1Char('\n'))) {
        QVERIFY2(line.size() <= 72, qPrintable(line));
    }
    QVERIFY2(report.contains(QLatin1String("14 tests fail, in 2 revisions")), qPrintable(report));
    QVERIFY(report.contains(QLatin1String("not tested in between: 1")));
    QVERIFY(report.contains(QLatin1String("passes again in: v7.0-rc5")));
    QVERIFY(report.contains(QLatin1String("\n#regzbot introduced: aaaaaaaaaaaa..aaaaaaaaaaaa\n")));
    QVERIFY(report.contains(QLatin1String("\n#regzbot title: WARNING at kernel/futex/core.c\n")));
    const service::Culprit culprit{std::string(40, 'c'), std::string(90, 'x')};
    const QString solved = regressionReport(row, culprit);
    for (const QString& line : solved.split(QLatin1Char('\n'))) {
        QVERIFY2(line.size() <= 72, qPrintable(line));
    }
    QVERIFY(solved.contains(QLatin1String("\n  culprit: cccccccccccc xxx")));
    QVERIFY(solved.contains(QLatin1String("\n#regzbot introduced: cccccccccccc\n")));
}

void RegressionsTest::zoomKeepsWhatIsUnderThePointer()
{
    const Theme theme(ThemeKind::Light);
    TimelinePlot plot(theme);
    plot.resize(600, 300);
    TimelineSource source = futexSource();
    for (int id = 6; id < 400; ++id) {
        query::RevisionRow row;
        row.revision = revision(id);
        source.revisions.insert(source.revisions.begin(), row);
    }
    plot.setTimeline(std::make_shared<const Timeline>(makeTimeline(source)));
    plot.setAttribute(Qt::WA_DontShowOnScreen);
    plot.show();
    const double fitted = plot.columnStep();
    const auto left = [&plot] { return plot.horizontalScrollBar()->value() / plot.columnStep(); };
    plot.zoom(4, plot.viewport()->width());
    QCOMPARE(plot.columnStep(), fitted * 4);
    const double before = left();
    plot.zoom(1.5, 0); // At the left edge: what stood there stays.
    QVERIFY2(std::abs(left() - before) < 80, qPrintable(QString::number(left() - before)));
    plot.showAll();
    QCOMPARE(plot.columnStep(), fitted);
}

std::unique_ptr<MainWindow> RegressionsTest::openWindow()
{
    auto window = std::make_unique<MainWindow>(m_fixture->context);
    ViewState state;
    state.view = QStringLiteral("trees");
    window->open(state);
    window->show();
    if (QTest::qWaitForWindowActive(window.get())) {
        settle(*window);
        test::pressKeys(*window, "G,R");
        settle(*window);
    }
    return window;
}

void RegressionsTest::settle(const MainWindow& window)
{
    QTRY_VERIFY_WITH_TIMEOUT(window.isSettled(), 30'000);
}

void RegressionsTest::theLedgerIsThatOfTheEngineWithTheErrorsOfLogs()
{
    const auto window = openWindow();
    View* view = window->currentView();
    QCOMPARE(view->state().view, QStringLiteral("regressions"));
    const auto trees = m_fixture->context.engine->trees({m_fixture->context.common()}, {});
    QVERIFY(trees);
    const query::TreeRow& tree = (*trees)->rows.front();
    query::RegressionsRequest request;
    request.common = m_fixture->context.common();
    request.branch = {tree.tree, tree.branch, tree.repositoryUrl};
    const auto ledger = service::regressionsByError(
        *m_fixture->context.engine, m_fixture->workbench().store().file(), request, {});
    QVERIFY(ledger);
    std::vector<QString> expected;
    for (const LedgerEntry& entry : ledgerEntries(**ledger)) {
        if (entry.state == LedgerState::Active) {
            expected.push_back(entry.title());
        }
    }
    QVERIFY2(expected.size() > 2, "the generated season breaks too little");
    const TableExport table = view->tableSource()(TaskContext());
    QCOMPARE(table.rows.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        QCOMPARE(table.rows[i].front().text, expected[i]);
    }
}

void RegressionsTest::keysLeadFromRowsToCellsToLogs()
{
    const auto window = openWindow();
    const auto* plot = window->currentView()->findChild<TimelinePlot*>();
    QVERIFY(plot->timeline());
    const QString first = window->currentView()->state().options.value(QStringLiteral("row"));
    test::pressKeys(*window, "N");
    settle(*window);
    QVERIFY(window->currentView()->state().options.value(QStringLiteral("row")) != first);
    test::pressKeys(*window, "Y");
    const QString range = QApplication::clipboard()->text();
    QVERIFY2(QRegularExpression(QStringLiteral("^[0-9a-f]{12}\\.\\.[0-9a-f]{12}$"))
                 .match(range)
                 .hasMatch(),
             qPrintable(range));
    test::pressKeys(*window, "Shift+Y");
    QVERIFY(QApplication::clipboard()->text().contains(
        QStringLiteral("#regzbot introduced: %1\n").arg(range)));
    test::pressKeys(*window, "Return");
    QVERIFY(plot->hasFocus());
    const int column = plot->current().column;
    test::pressKeys(*window, "[");
    QVERIFY(plot->current().column < column);
    test::pressKeys(*window, "]");
    QCOMPARE(plot->current().column, column);
    test::pressKeys(*window, "Esc");
    QVERIFY(!plot->hasFocus());
    test::pressKeys(*window, "D");
    settle(*window);
    QCOMPARE(window->currentView()->state().view, QStringLiteral("logdiff"));
    test::pressKeys(*window, "Alt+Left");
    settle(*window);
    QCOMPARE(window->currentView()->state().view, QStringLiteral("regressions"));
    test::pressKeys(*window, "Return");
    test::pressKeys(*window, "Return");
    settle(*window);
    QCOMPARE(window->currentView()->state().view, QStringLiteral("log"));
}

void RegressionsTest::digitsShowOtherStates()
{
    const auto window = openWindow();
    View* view = window->currentView();
    const qint64 active = view->status().shown;
    test::pressKeys(*window, "4");
    settle(*window);
    QVERIFY(view->status().shown > active);
    QCOMPARE(view->state().options.value(QStringLiteral("states")), QStringLiteral("active,fixed"));
    test::pressKeys(*window, "1");
    test::pressKeys(*window, "4");
    settle(*window);
    QCOMPARE(view->status().shown, qint64(0)); // And the panel says so.
    test::pressKeys(*window, "1");
    settle(*window);
    QCOMPARE(view->status().shown, active);
}

void RegressionsTest::whatIsFlakyIsFoldedAndStandsLast()
{
    const auto window = openWindow();
    View* view = window->currentView();
    const qint64 active = view->status().shown;
    const auto rowNow = [view] { return view->state().options.value(QStringLiteral("row")); };
    const auto goToEnd = [&] {
        for (QString before; before != rowNow();) {
            before = rowNow();
            test::pressKeys(*window, "N");
            settle(*window);
        }
    };
    goToEnd();
    QVERIFY2(!rowNow().startsWith(QLatin1String("flaky ")), qPrintable(rowNow()));
    test::pressKeys(*window, "6");
    settle(*window);
    QVERIFY(view->status().shown > active);
    const TableExport table = view->tableSource()(TaskContext());
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const bool isFlaky = table.rows[i][1].text == QLatin1String("flaky");
        QCOMPARE(isFlaky, static_cast<qint64>(i) >= active); // Column State.
    }
    goToEnd(); // Now they are shown, the key goes there, too.
    QVERIFY2(rowNow().startsWith(QLatin1String("flaky ")), qPrintable(rowNow()));
    test::pressKeys(*window, "6");
    settle(*window);
    QCOMPARE(view->status().shown, active);
}

void RegressionsTest::theSelectionIsTheFirstBadRun()
{
    const auto window = openWindow();
    QSignalSpy selections(window->currentView(), &View::selectionChanged);
    test::pressKeys(*window, "J");
    settle(*window);
    const auto* plot = window->currentView()->findChild<TimelinePlot*>();
    const TimelineLane* lane = plot->currentLane();
    QVERIFY(lane && lane->markAt(lane->firstBad));
    const auto selection = selections.back().front().value<Selection>();
    QCOMPARE(selection.id, lane->markAt(lane->firstBad)->run);
    QVERIFY(selection.history);
    QCOMPARE(selection.history->platform, lane->cell.platform);
}

CBOARD_UI_TEST_MAIN(RegressionsTest)
#include "tst_regressions.moc"
