// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/ui_fixture.h"
#include "tests/ui/watched_main.h"
#include "ui/base/text_format.h"
#include "ui/base/view_header.h"
#include "ui/history/history_columns.h"
#include "ui/history/history_lanes.h"
#include "ui/history/history_neighbours.h"
#include "ui/history/history_plot.h"
#include "ui/history/history_state.h"
#include "ui/history/history_view.h"
#include "ui/history/neighbour_strips.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace cboard;
using namespace cboard::ui;

namespace {

query::HistoryRun run(std::int64_t revision, const char* lab, StatusClass status)
{
    query::HistoryRun one;
    one.id = std::to_string(revision) + lab + std::to_string(static_cast<int>(status));
    one.revision.id = revision;
    one.revision.name = "v7.0-rc" + std::to_string(revision) + "-3-g0123456789ab";
    one.revision.time = Timestamp(std::chrono::hours(revision * revision));
    one.lab = lab;
    one.status = status;
    return one;
}

/// Newest first, as engines give it: revision 4 twice in lab x, revision 3 without any run.
query::HistorySnapshot fourRuns()
{
    query::HistorySnapshot history;
    history.runs = {run(4, "x", StatusClass::Pass), run(4, "x", StatusClass::Fail),
                    run(4, "y", StatusClass::Pass), run(2, "x", StatusClass::Fail),
                    run(1, "y", StatusClass::Error)};
    return history;
}

std::vector<query::RevisionRow> fourRevisions()
{
    std::vector<query::RevisionRow> rows;
    for (int id = 4; id >= 1; --id) {
        query::RevisionRow row;
        row.revision = run(id, "", StatusClass::Pass).revision;
        if (id == 1) {
            row.revision.tags = {"v7.0-rc1"};
        }
        rows.push_back(row);
    }
    return rows;
}

QString labOf(const query::HistoryRun& one)
{
    return fromUtf8(one.lab);
}

ViewState bootOf(const char* board)
{
    query::HistoryRequest cell;
    cell.branch = {"mainline", "master", {}};
    cell.path = "boot";
    cell.platform = board;
    return historyState(cell);
}

/// What the engine answers for the cell of a state.
std::shared_ptr<const query::HistorySnapshot> storedHistory(test::UiFixture& fixture,
                                                            const ViewState& state)
{
    query::HistoryRequest request = historyRequest(state);
    request.common = fixture.context.common();
    return *fixture.engine.history(request, {});
}

} // namespace

class HistoryTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void addressNamesTheCell();
    void revisionsWithoutARunAreGaps();
    void runsOfOneRevisionShareAMark();
    void byRunEachRunHasItsColumn();
    void byTimeDistanceIsTime();
    void worstLaneComesFirst();
    void aLongHistoryShowsTheRunThatIsSelected();
    void viewShowsRunsAndTheSameElsewhere();
    void neighboursLeaveOutTheCellItself();
    void neighboursStandBesideEachOtherWhereThereIsRoom();
    void clickOnANeighbourOpensItsHistory();
    void signatureStandsInTheRowOfItsRun();
    void theBoardIsAColumnWhereRunsAreOfSeveral();
    void aColumnWithoutAnyValueTakesNoRoom();
    void oneRunIsComparedWithTheNewestPassBeforeIt();
    void twoMarkedRunsAreComparedWithEachOther();
    void arrowsStepThroughTimeWhateverTheOrder();
    void withoutACellItAsksForOne();
};

void HistoryTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).")));
}

void HistoryTest::addressNamesTheCell()
{
    query::HistoryRequest cell;
    cell.branch = {"next", "master", "https://example.org/next.git"};
    cell.path = "kselftest.net.so_txtime_sh";
    cell.platform = "rk3399-gru-kevin";
    cell.config = "defconfig";
    cell.architecture = "arm64";
    cell.compiler = "gcc-12";
    cell.lab = "lab-x";
    cell.kind = query::MatrixKind::Boot;
    const auto restored = fromAddress(toAddress(historyState(cell)));
    QVERIFY(restored);
    const query::HistoryRequest again = historyRequest(*restored);
    QCOMPARE(again.branch.repositoryUrl, cell.branch.repositoryUrl);
    QCOMPARE(again.path, cell.path);
    QCOMPARE(again.platform, cell.platform);
    QCOMPARE(again.config, cell.config);
    QCOMPARE(again.architecture, cell.architecture);
    QCOMPARE(again.compiler, cell.compiler);
    QCOMPARE(again.lab, cell.lab);
    QCOMPARE(again.kind, cell.kind);
}

void HistoryTest::revisionsWithoutARunAreGaps()
{
    const auto lanes = makeHistoryLanes(fourRuns(), fourRevisions(), HistoryScale::Revision, labOf);
    QCOMPARE(lanes.columns.size(), std::size_t(4));
    QCOMPARE(lanes.columns.front().label, QStringLiteral("v7.0-rc1"));
    QVERIFY(lanes.columns.front().isLandmark);
    QCOMPARE(lanes.columns.back().label, QStringLiteral("v7.0-rc4-3"));
    QCOMPARE(lanes.columns.front().position, 0.0);
    QCOMPARE(lanes.columns.back().position, 1.0);
    QCOMPARE(lanes.lanes.size(), std::size_t(2));
    const HistoryLane& x = lanes.lanes.front();
    QCOMPARE(x.name, QStringLiteral("x"));
    QCOMPARE(x.marks.size(), std::size_t(2));
    QCOMPARE(x.marks.front().column, 1); // Revision 2; 3 is a gap.
    QCOMPARE(x.marks.back().column, 3);
}

void HistoryTest::runsOfOneRevisionShareAMark()
{
    const auto lanes = makeHistoryLanes(fourRuns(), fourRevisions(), HistoryScale::Revision, labOf);
    const HistoryMark& mark = lanes.lanes.front().marks.back();
    QCOMPARE(mark.runCount, 2);
    QCOMPARE(mark.status, StatusClass::Fail);
    QCOMPARE(mark.run, 1);
    QCOMPARE(mark.marks,
             static_cast<std::uint16_t>(1U << static_cast<unsigned>(query::CellMark::Mixed)));
}

void HistoryTest::byRunEachRunHasItsColumn()
{
    const auto lanes = makeHistoryLanes(fourRuns(), fourRevisions(), HistoryScale::Run, labOf);
    QCOMPARE(lanes.columns.size(), std::size_t(5));
    QCOMPARE(lanes.lanes.front().marks.size(), std::size_t(3));
    QCOMPARE(lanes.lanes.front().marks.back().runCount, 1);
}

void HistoryTest::byTimeDistanceIsTime()
{
    const auto lanes = makeHistoryLanes(fourRuns(), {}, HistoryScale::Time, labOf);
    QCOMPARE(lanes.columns.front().position, 0.0); // 1 h.
    QCOMPARE(lanes.columns[1].position, 3.0 / 15); // 4 h.
    QCOMPARE(lanes.columns.back().position, 1.0); // 16 h.
}

void HistoryTest::worstLaneComesFirst()
{
    query::HistorySnapshot history;
    history.runs = {run(2, "a", StatusClass::Pass), run(2, "b", StatusClass::Fail)};
    const auto lanes = makeHistoryLanes(history, {}, HistoryScale::Revision, labOf);
    QCOMPARE(lanes.lanes.front().name, QStringLiteral("b"));
}

void HistoryTest::aLongHistoryShowsTheRunThatIsSelected()
{
    constexpr int Runs = 10'000;
    auto history = std::make_shared<query::HistorySnapshot>();
    for (int id = Runs; id >= 1; --id) {
        history->runs.push_back(run(id, id % 2 == 0 ? "x" : "y", StatusClass::Pass));
    }
    test::UiFixture fixture;
    HistoryPlot plot(fixture.theme);
    plot.resize(600, 80);
    plot.setLanes(history, makeHistoryLanes(*history, {}, HistoryScale::Run, labOf), 10);
    plot.show();
    QVERIFY(QTest::qWaitForWindowExposed(&plot)); // Painted; under the stall monitor.
    QSignalSpy chosen(&plot, &HistoryPlot::runChosen);
    const auto seen = [&] { // All that clicks can reach, lane by lane.
        chosen.clear();
        for (int x = 0; x < plot.width(); x += 3) {
            for (const int y : {14, 38}) {
                QTest::mouseClick(&plot, Qt::LeftButton, {}, {x, y});
            }
        }
        QSet<int> runs;
        for (const auto& click : chosen) {
            runs.insert(click.front().toInt());
        }
        return runs;
    };
    QVERIFY(seen().contains(0)); // The newest.
    QVERIFY(!seen().contains(Runs - 1));
    for (const int wanted : {Runs - 1, Runs / 2, 0}) {
        plot.setCurrentRun(wanted);
        const auto runs = seen();
        QVERIFY2(runs.contains(wanted), qPrintable(QString::number(wanted)));
        QVERIFY(runs.size() > 40);
        QVERIFY(runs.size() < 200);
    }
    QWheelEvent older(QPointF(300, 20), plot.mapToGlobal(QPointF(300, 20)), {}, QPoint(480, 0),
                      Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&plot, &older);
    QVERIFY(!seen().contains(0));
}

void HistoryTest::viewShowsRunsAndTheSameElsewhere()
{
    test::UiFixture fixture;
    HistoryView view(fixture.context);
    QSignalSpy selections(&view, &View::selectionChanged);
    view.showState(bootOf("rk3399-gru-kevin"));
    QTRY_VERIFY(!view.status().isLoading);
    QVERIFY2(view.status().error.isEmpty(), qPrintable(view.status().error));
    QVERIFY(view.status().shown > 10);
    QCOMPARE(view.findChildren<HistoryPlot*>().size(), 4);
    const auto selection = selections.back().front().value<Selection>();
    QVERIFY(!selection.id.isEmpty());
    const QString formulas = view.findChild<ViewHeader*>()->toolTip();
    for (const char* number : {"passed:", "flips:", "both:", "failing for:", "confidence:"}) {
        QVERIFY2(formulas.contains(QLatin1String(number)), number);
    }
    QVERIFY(formulas.contains(QStringLiteral("of the last 30 of them")));
    QVERIFY(view.perform(ActionId::Open));
    QCOMPARE(fixture.navigator.opened.front().view, QStringLiteral("log"));
    QCOMPARE(fixture.navigator.opened.front().record, selection.id);
}

void HistoryTest::neighboursLeaveOutTheCellItself()
{
    test::UiFixture fixture;
    query::HistoryRequest request = historyRequest(bootOf("rk3399-gru-kevin"));
    request.common = fixture.context.common();
    const auto found = findNeighbours(fixture.engine, request, {}, {}, {});
    QVERIFY(found);
    for (const NeighbourStrip& strip : (*found)->strips) {
        QVERIFY(std::ssize(strip.lanes.lanes) <= NeighbourStrip::MostLanes);
        QVERIFY(std::ssize(strip.lanes.lanes) <= strip.laneCount);
    }
    const NeighbourStrip& boards = (*found)->strips[HistoryNeighbours::Boards];
    QVERIFY(boards.laneCount > 0);
    for (const HistoryLane& lane : boards.lanes.lanes) {
        QVERIFY(lane.name != QStringLiteral("rk3399-gru-kevin"));
    }
    request.kind = query::MatrixKind::Build; // Ran on no board.
    const auto ofBuild = findNeighbours(fixture.engine, request, {}, {}, {});
    QVERIFY(ofBuild);
    QVERIFY(!(*ofBuild)->strips[HistoryNeighbours::Boards].history);
    QVERIFY(!(*ofBuild)->strips[HistoryNeighbours::Tests].history);
}

void HistoryTest::neighboursStandBesideEachOtherWhereThereIsRoom()
{
    test::UiFixture fixture;
    HistoryView view(fixture.context);
    view.resize(1600, 1000);
    static_cast<QWidget&>(view).show();
    view.showState(bootOf("rk3399-gru-kevin"));
    QTRY_VERIFY(!view.status().isLoading);
    auto* strips = view.findChild<NeighbourStrips*>();
    QVERIFY(strips->isVisible());
    const auto tops = [strips] {
        QSet<int> found;
        const auto plots = strips->findChildren<HistoryPlot*>();
        for (const HistoryPlot* plot : plots) {
            if (plot->isVisible()) {
                found.insert(plot->mapTo(strips, QPoint()).y());
            }
        }
        return found.size();
    };
    QCOMPARE(tops(), 1);
    QTRY_VERIFY(strips->height() >= strips->sizeHint().height());
    view.resize(500, 1000);
    QTRY_VERIFY(tops() > 1);
    QTRY_VERIFY(strips->height() >= strips->sizeHint().height());
}

void HistoryTest::clickOnANeighbourOpensItsHistory()
{
    test::UiFixture fixture;
    HistoryView view(fixture.context);
    view.showState(bootOf("rk3399-gru-kevin"));
    QTRY_VERIFY(!view.status().isLoading);
    query::HistoryRun other = run(3, "x", StatusClass::Fail);
    other.revision.tree = "next";
    other.revision.branch = "master";
    other.platform = "meson-g12b";
    other.path = "ltp.mm";
    emit view.findChild<NeighbourStrips*>()->runChosen(other);
    const query::HistoryRequest opened = historyRequest(fixture.navigator.opened.back());
    QCOMPARE(opened.branch.tree, std::string("next"));
    QCOMPARE(opened.platform, other.platform);
    QCOMPARE(opened.path, other.path);
}

void HistoryTest::signatureStandsInTheRowOfItsRun()
{
    const test::UiFixture fixture;
    const query::HistorySnapshot history = fourRuns();
    std::vector<query::RunError> errors(history.runs.size());
    errors[1] = {"f1:00", "Kernel panic - not syncing"};
    const auto table = historyTable(fixture.context, errorsById(history, errors), nullptr, {});
    const auto column = std::ranges::find_if(
        table->columns, [](const auto& one) { return one.head.id == QStringLiteral("signature"); });
    QVERIFY(column != table->columns.end());
    QCOMPARE(column->text(history.runs[1]), QStringLiteral("Kernel panic - not syncing"));
    QVERIFY(column->tooltip(history.runs[1]).contains(QStringLiteral("f1:00")));
    QCOMPARE(column->text(history.runs[0]), QString());
    const auto unknown = historyTable(fixture.context, nullptr, nullptr, {});
    QCOMPARE(unknown->columns.size(), table->columns.size());
}

void HistoryTest::theBoardIsAColumnWhereRunsAreOfSeveral()
{
    const test::UiFixture fixture;
    for (const bool isOfOneBoard : {true, false}) {
        const auto table = historyTable(fixture.context, nullptr, nullptr, {isOfOneBoard, false});
        const auto board = std::ranges::find_if(
            table->columns, [](const auto& one) { return one.head.id == QStringLiteral("board"); });
        QVERIFY(board != table->columns.end());
        QCOMPARE(board->head.isHidden, isOfOneBoard);
    }
}

void HistoryTest::aColumnWithoutAnyValueTakesNoRoom()
{
    const test::UiFixture fixture;
    query::HistorySnapshot history = fourRuns();
    for (query::HistoryRun& one : history.runs) {
        one.durationSeconds.reset();
    }
    for (const bool hasOne : {false, true}) {
        if (hasOne) {
            history.runs.back().durationSeconds = 12;
        }
        const auto table =
            historyTable(fixture.context, nullptr, nullptr, samenessOf(history.runs));
        const auto duration = std::ranges::find_if(table->columns, [](const auto& one) {
            return one.head.id == QStringLiteral("duration");
        });
        QVERIFY(duration != table->columns.end());
        QCOMPARE(duration->head.isHidden, !hasOne);
    }
}

void HistoryTest::oneRunIsComparedWithTheNewestPassBeforeIt()
{
    test::UiFixture fixture;
    HistoryView view(fixture.context);
    const ViewState state = bootOf("rk3399-gru-kevin");
    view.showState(state);
    QTRY_VERIFY(!view.status().isLoading);
    const auto history = storedHistory(fixture, state);
    const auto pass =
        std::find_if(history->runs.begin() + 1, history->runs.end(),
                     [](const query::HistoryRun& one) { return one.status == StatusClass::Pass; });
    QVERIFY(pass != history->runs.end());
    QVERIFY(view.perform(ActionId::Diff));
    const ViewState opened = fixture.navigator.opened.back();
    QCOMPARE(opened.view, QStringLiteral("logdiff"));
    QCOMPARE(opened.record, fromUtf8(history->runs.front().id));
    QCOMPARE(opened.options.value(QStringLiteral("other")), fromUtf8(pass->id));
}

void HistoryTest::twoMarkedRunsAreComparedWithEachOther()
{
    test::UiFixture fixture;
    HistoryView view(fixture.context);
    const ViewState state = bootOf("rk3399-gru-kevin");
    view.showState(state);
    QTRY_VERIFY(!view.status().isLoading);
    const auto history = storedHistory(fixture, state);
    QVERIFY(view.perform(ActionId::SelectRow));
    QVERIFY(view.perform(ActionId::RowDown));
    QVERIFY(view.perform(ActionId::RowDown));
    QVERIFY(view.perform(ActionId::SelectRow));
    QVERIFY(view.perform(ActionId::Diff));
    const ViewState opened = fixture.navigator.opened.back();
    QCOMPARE(opened.record, fromUtf8(history->runs[0].id));
    QCOMPARE(opened.options.value(QStringLiteral("other")), fromUtf8(history->runs[2].id));
}

void HistoryTest::arrowsStepThroughTimeWhateverTheOrder()
{
    test::UiFixture fixture;
    HistoryView view(fixture.context);
    ViewState state = bootOf("rk3399-gru-kevin");
    state.options.insert(QStringLiteral("sort"), QStringLiteral("status"));
    view.showState(state);
    QTRY_VERIFY(!view.status().isLoading);
    const auto history = storedHistory(fixture, state);
    for (int i = 0; i < 200; ++i) {
        QVERIFY(view.perform(ActionId::Right));
    }
    QCOMPARE(view.state().record, fromUtf8(history->runs.front().id));
    QVERIFY(view.perform(ActionId::Left));
    QCOMPARE(view.state().record, fromUtf8(history->runs[1].id));
}

void HistoryTest::withoutACellItAsksForOne()
{
    test::UiFixture fixture;
    HistoryView view(fixture.context);
    ViewState state;
    state.view = QStringLiteral("history");
    view.showState(state);
    QTRY_VERIFY(!view.status().isLoading);
    QCOMPARE(view.status().error, QStringLiteral("choose a result first: its cell is shown here"));
}

CBOARD_UI_TEST_MAIN(HistoryTest)
#include "tst_history.moc"
