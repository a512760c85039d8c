// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/ui_fixture.h"
#include "tests/ui/watched_main.h"
#include "ui/ingest/arrival_charts.h"
#include "ui/ingest/arrival_series.h"
#include "ui/ingest/course_plot.h"

#include <QImage>
#include <QTest>

using namespace cboard;
using namespace cboard::ui;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

const Timestamp Begin{hours(1000)};

store::ArrivalCourse day()
{
    store::ArrivalCourse course;
    course.since = Begin;
    course.until = Begin + hours(24);
    return course;
}

/// The value of a line where the window is so far gone.
std::optional<double> valueAt(const CourseLine& line, double place)
{
    for (const QPointF& point : line.points) {
        if (qFuzzyCompare(point.x() + 1, place + 1)) {
            return point.y();
        }
    }
    return std::nullopt;
}

} // namespace

class ArrivalChartsTest : public QObject {
    Q_OBJECT

private slots:
    void recordsAreSpreadOverTheirTenMinutes()
    {
        store::ArrivalCourse course = day();
        course.counts = {{Begin + hours(12), {0, 20, 300, 0, 0}}};
        const auto lines = recordLines(course);
        QCOMPARE(lines.size(), std::size_t(2)); // Kinds that did not come have no line.
        QCOMPARE(lines[0].points.size(), std::size_t(144));
        const double place = (12.0 * 60 + 5) / (24 * 60);
        QCOMPARE(valueAt(lines[0], place), std::optional(2.0));
        QCOMPARE(valueAt(lines[1], place), std::optional(30.0));
        QCOMPARE(lines[1].points.front().y(), 0.0);
    }

    void aFortnightIsSpreadOverTwoHours()
    {
        store::ArrivalCourse course = day();
        course.until = Begin + hours(14 * 24);
        course.counts = {{Begin, {0, 0, 60, 0, 0}}, {Begin + minutes(110), {0, 0, 60, 0, 0}}};
        const auto lines = recordLines(course);
        QCOMPARE(lines[0].points.size(), std::size_t(14 * 12));
        QCOMPARE(lines[0].points.front().y(), 1.0);
    }

    void lagGrowsUntilTheNextCheckout()
    {
        store::ArrivalCourse course = day();
        course.sources = {{"maestro", {{Begin - hours(3), 1, 0}, {Begin + hours(6), 1, 0}}}};
        const auto lines = lagLines(course);
        QCOMPARE(lines.size(), std::size_t(1));
        const auto& points = lines[0].points;
        QCOMPARE(points.size(), std::size_t(4));
        QCOMPARE(points[0], QPointF(0, 3));
        QCOMPARE(points[1], QPointF(0.25, 9));
        QCOMPARE(points[2], QPointF(0.25, 0));
        QCOMPARE(points[3], QPointF(1, 18));
    }

    void silentSourceGetsOlderAllTheTime()
    {
        store::ArrivalCourse course = day();
        course.sources = {{"maestro", {{Begin - hours(3), 1, 0}}}};
        const auto lines = lagLines(course);
        QCOMPARE(lines[0].points, (std::vector{QPointF(0, 3), QPointF(1, 27)}));
    }

    void errorsAreAShareOfTheResultsOfTheirTime()
    {
        store::ArrivalCourse course = day();
        course.sources = {{"maestro",
                           {{Begin - hours(1), 100, 100}, // Before the window.
                            {Begin + minutes(10), 30, 1},
                            {Begin + minutes(20), 10, 3},
                            {Begin + hours(23), 50, 0}}},
                          {"silent", {}}};
        const auto lines = errorLines(course);
        QCOMPARE(lines.size(), std::size_t(1));
        QCOMPARE(lines[0].points.size(), std::size_t(2)); // None where nothing ran.
        QCOMPARE(lines[0].points[0].y(), 10.0);
        QCOMPARE(lines[0].points[1].y(), 0.0);
    }

    void plotsDrawLinesAndSayWhenThereAreNone()
    {
        const test::UiFixture fixture;
        ArrivalCharts charts(fixture.theme);
        charts.resize(900, 200);
        charts.setCourse(day());
        const QImage empty = charts.grab().toImage();
        store::ArrivalCourse course = day();
        course.counts = {{Begin + hours(12), {1, 20, 300, 0, 0}}};
        course.sources = {{"maestro", {{Begin + hours(1), 40, 4}, {Begin + hours(7), 40, 1}}}};
        charts.setCourse(course);
        QVERIFY(charts.grab().toImage() != empty);
        const auto plots = charts.findChildren<CoursePlot*>();
        QCOMPARE(plots.size(), 3);
        QVERIFY(plots[0]->accessibleDescription().contains(QStringLiteral("tests")));
        QCOMPARE(plots[1]->accessibleDescription(), QStringLiteral("maestro"));
    }
};

CBOARD_UI_TEST_MAIN(ArrivalChartsTest)
#include "tst_arrival_charts.moc"
