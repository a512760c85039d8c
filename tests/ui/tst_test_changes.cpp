// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/store/store_fixture.h"
#include "tests/ui/ui_fixture.h"
#include "tests/ui/watched_main.h"
#include "ui/base/feature.h"
#include "ui/base/text_format.h"
#include "ui/history/history_plot.h"
#include "ui/history/history_state.h"
#include "ui/regressions/timeline_plot.h"
#include "ui/widgets/result_table.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QRegularExpression>
#include <QTest>
#include <QToolTip>

using namespace cboard;
using namespace cboard::ui;

/// Where the test itself changed, as strip, table and timeline show it.
class TestChangesTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void theStripHasALineBeforeTheFirstRun_data();
    void theStripHasALineBeforeTheFirstRun();
    void theRowOfTheRunSaysIt();
    void theTimelineSaysItUnderTheCursor();
    void whereNoSourceSaysItNothingIsShown();

private:
    std::unique_ptr<View> open(const ViewState& state);

    test::StoreFixture m_store;
    test::UiFixture m_ui;
};

namespace {

const QString Said = QStringLiteral("test changed here: v1 → v2");

std::string miscOf(const std::string& lab, const std::string& version)
{
    return R"({"runtime":")" + lab
        + R"(","test_source":"https://example.org/t.git","test_revision":{"commit":")"
        + std::string(40, version.back()) + R"(","describe":")" + version + R"("}})";
}

ViewState cell(const char* path)
{
    query::HistoryRequest request;
    request.branch = {"mainline", "master", {}};
    request.path = path;
    request.platform = "kevin";
    return historyState(request);
}

int columnOf(const ResultTable& table, const QString& id)
{
    for (int column = 0; column < table.rows()->columnCount(); ++column) {
        if (table.rows()->head(column).id == id) {
            return column;
        }
    }
    return -1;
}

/// The distinct tool tips along a line across the plot.
QStringList tipsAlong(QWidget& plot, int y)
{
    QStringList tips;
    for (int x = 0; x < plot.width(); x += 2) {
        QHelpEvent help(QEvent::ToolTip, {x, y}, plot.mapToGlobal(QPoint(x, y)));
        QApplication::sendEvent(&plot, &help);
        if (!QToolTip::text().isEmpty() && !tips.contains(QToolTip::text())) {
            tips << QToolTip::text();
        }
    }
    return tips;
}

} // namespace

/// Lab x ran v1 of a.one until the third revision, then v2, which fails; lab y says nothing.
void TestChangesTest::initTestCase()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).")));
    test::PlainData data;
    for (int number = 1; number <= 6; ++number) {
        const std::string n = std::to_string(number);
        data.checkouts.push_back(test::mainlineCheckout(number));
        data.builds.push_back(test::mainlineBuild(number));
        const auto add = [&](const std::string& id, const char* path, const char* lab,
                             const char* status) {
            data.tests.push_back({"maestro:" + id + n, "maestro:b" + n, "maestro", path, "kevin",
                                  lab, status, "", "", ""});
            return &data.tests.back();
        };
        add("x", "a.one", "lab-x", number < 4 ? "PASS" : "FAIL")->misc =
            miscOf("lab-x", number < 4 ? "v1" : "v2");
        add("y", "a.one", "lab-y", number < 4 ? "PASS" : "FAIL"); // Else labs are in conflict.
        add("z", "a.two", "lab-x", "PASS");
    }
    m_store.add(data);
    m_ui.context.engine = &m_store.engine();
    m_ui.context.now = [] { return test::StoreFixture::now(); };
}

std::unique_ptr<View> TestChangesTest::open(const ViewState& state)
{
    std::unique_ptr<View> view(findFeature(state.view)->create(m_ui.context, nullptr));
    view->resize(1300, 700);
    view->show();
    static_cast<void>(QTest::qWaitForWindowActive(view.get()));
    view->showState(state);
    [&view] { QTRY_VERIFY_WITH_TIMEOUT(!view->status().isLoading, 20'000); }();
    return view;
}

void TestChangesTest::theStripHasALineBeforeTheFirstRun_data()
{
    QTest::addColumn<QString>("scale");
    QTest::addColumn<int>("column");
    QTest::newRow("by revision") << QString() << 3;
    QTest::newRow("by time") << "time" << 6; // Each run has a column, lab by lab.
    QTest::newRow("by run") << "run" << 6;
}

void TestChangesTest::theStripHasALineBeforeTheFirstRun()
{
    QFETCH(QString, scale);
    QFETCH(int, column);
    ViewState state = cell("a.one");
    if (!scale.isEmpty()) {
        state.options.insert(QStringLiteral("scale"), scale);
    }
    const auto view = open(state);
    auto* plot = view->findChild<HistoryPlot*>();
    QVERIFY(plot);
    const auto& lanes = plot->lanes().lanes;
    QCOMPARE(lanes.size(), std::size_t{2});
    QCOMPARE(lanes[0].name, QStringLiteral("lab-x"));
    QCOMPARE(lanes[0].changes.size(), std::size_t{1});
    QVERIFY(std::abs(lanes[0].changes[0].column - column) <= (scale.isEmpty() ? 0 : 1));
    QVERIFY(lanes[1].changes.empty());
    const QStringList tips = tipsAlong(*plot, 14);
    QVERIFY2(tips.contains(Said), qPrintable(tips.join(QLatin1Char('|')))); // On the line.
    const QStringList ofRuns = tips.filter(QStringLiteral("\n") + Said);
    QCOMPARE(ofRuns.size(), 1); // And on the run behind it.
    QVERIFY(tipsAlong(*plot, 38).filter(Said).isEmpty()); // The other lab's lane.
}

void TestChangesTest::theRowOfTheRunSaysIt()
{
    const auto view = open(cell("a.one"));
    auto* table = view->findChild<ResultTable*>();
    const int column = columnOf(*table, QStringLiteral("test"));
    QVERIFY(column >= 0 && table->isColumnShown(column));
    QTest::keyClick(table->view(), Qt::Key_Home, Qt::ControlModifier);
    QStringList said;
    QStringList tips;
    for (int i = 0; i < table->rows()->size(); ++i) {
        const int row = table->currentRow();
        tips << table->rows()->data(row, column, Qt::ToolTipRole).toString();
        said << table->rows()->id(row) + QLatin1Char(' ')
                + table->rows()->data(row, column, Qt::DisplayRole).toString();
        QTest::keyClick(table->view(), Qt::Key_Down);
    }
    QVERIFY2(said.contains(QStringLiteral("maestro:x4 v1 → v2")),
             qPrintable(said.join(QLatin1Char('|'))));
    QVERIFY(tips.contains(Said));
    QVERIFY(said.contains(QStringLiteral("maestro:x5 v2")));
    QVERIFY(said.contains(QStringLiteral("maestro:x3 v1")));
    QVERIFY(said.contains(QStringLiteral("maestro:y4 ")));
}

void TestChangesTest::theTimelineSaysItUnderTheCursor()
{
    ViewState state;
    state.view = QStringLiteral("regressions");
    state.tree = QStringLiteral("mainline");
    state.branch = QStringLiteral("master");
    state.options.insert(QStringLiteral("states"), QStringLiteral("active,inactive"));
    const auto view = open(state);
    auto* plot = view->findChild<TimelinePlot*>();
    QTRY_VERIFY_WITH_TIMEOUT(plot->timeline() && !view->status().isLoading
                                 && !plot->timeline()->lanes.front().changes.empty(),
                             20'000);
    const TimelineLane& lane = plot->timeline()->lanes.front();
    QCOMPARE(lane.cell.lab, std::string("lab-x"));
    QCOMPARE(lane.changes.size(), std::size_t{1});
    QCOMPARE(lane.changes.front().column, lane.firstBad);
    QVERIFY(plot->accessibleDescription().endsWith(Said)); // The cursor is on the first bad run.
    const double step = plot->columnStep();
    plot->setFocus();
    QTest::keyClick(plot, Qt::Key_Plus);
    QVERIFY(plot->columnStep() > step);
    QTest::keyClick(plot, Qt::Key_Left);
    QVERIFY(!plot->accessibleDescription().contains(Said));
    QTest::keyClick(plot, Qt::Key_Right);
    QVERIFY(plot->accessibleDescription().endsWith(Said));
}

void TestChangesTest::whereNoSourceSaysItNothingIsShown()
{
    const auto view = open(cell("a.two"));
    auto* table = view->findChild<ResultTable*>();
    QVERIFY(!table->isColumnShown(columnOf(*table, QStringLiteral("test"))));
    for (const HistoryLane& lane : view->findChild<HistoryPlot*>()->lanes().lanes) {
        QVERIFY(lane.changes.empty());
    }
}

CBOARD_UI_TEST_MAIN(TestChangesTest)
#include "tst_test_changes.moc"
