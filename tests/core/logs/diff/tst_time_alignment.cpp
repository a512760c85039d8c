// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/diff/time_alignment.h"
#include "tests/core/logs/log_test_support.h"

#include <QtTest>

using namespace cboard;
using namespace cboard::logs;

namespace {

/// "0-0 1-. .-1": the rows of each position, a point for none.
QString beside(const std::string& a, const std::string& b, RowFormat format = RowFormat::Plain)
{
    const auto aligned = alignByTime(*openText(a, format), *openText(b, format), TaskContext{});
    if (!aligned) {
        return QString::fromStdString(aligned.error().message);
    }
    QStringList pairs;
    const auto name = [](std::int64_t row) {
        return row < 0 ? QStringLiteral(".") : QString::number(row);
    };
    for (std::int64_t at = 0; at < aligned->a.size(); ++at) {
        pairs << name(aligned->a.rowAt(at)) + QLatin1Char('-') + name(aligned->b.rowAt(at));
    }
    return pairs.join(QLatin1Char(' '));
}

} // namespace

class TimeAlignmentTest : public QObject {
    Q_OBJECT

private slots:
    void rowsOfTheSameTimeStandBesideEachOther();
    void startsOfTheKernelStandBesideEachOther();
    void timesOfTheLabCountFromTheFirst();
    void logsWithoutTimesAreRefused();
    void cancelledEnds();
};

void TimeAlignmentTest::rowsOfTheSameTimeStandBesideEachOther()
{
    QCOMPARE(beside("firmware\n[    0.000000] a\n[    1.000000] b\n  more\n[    5.000000] c\n",
                    "[    0.010000] a\n[    2.000000] x\n[    4.950000] c\n[    5.020000] d\n"),
             QStringLiteral("0-0 1-. 2-. 3-. .-1 .-2 4-3"));
    // Two processors print in another order.
    QCOMPARE(beside("[    1.500000] a\n[    1.400000] b\n", "[    1.500000] a\n"),
             QStringLiteral("0-0 1-."));
}

void TimeAlignmentTest::startsOfTheKernelStandBesideEachOther()
{
    QCOMPARE(beside("[    9.000000] a\n[    0.000000] b\n[    3.000000] c\n",
                    "[    0.000000] x\n[    7.000000] a\n[    0.000000] b\n[    3.000000] c\n"),
             QStringLiteral(".-0 .-1 0-. 1-2 2-3"));
}

void TimeAlignmentTest::timesOfTheLabCountFromTheFirst()
{
    const auto line = [](const char* second) {
        return std::string("- {\"dt\": \"2026-01-01T00:00:") + second
            + "\", \"lvl\": \"target\", \"msg\": \"x\"}\n";
    };
    QCOMPARE(beside(line("10.0") + line("12.0"), line("41.0") + line("42.0") + line("43.0"),
                    RowFormat::Lava),
             QStringLiteral("0-0 .-1 1-2"));
}

void TimeAlignmentTest::logsWithoutTimesAreRefused()
{
    QCOMPARE(beside("a\n", "[    1.000000] b\n"),
             QStringLiteral("no line of one of these logs carries a time"));
}

void TimeAlignmentTest::cancelledEnds()
{
    std::stop_source stop;
    stop.request_stop();
    const auto text = openText("[    1.000000] b\n");
    const auto aligned = alignByTime(*text, *text, TaskContext(stop.get_token()));
    QVERIFY(!aligned.has_value());
    QCOMPARE(aligned.error().kind, ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(TimeAlignmentTest)
#include "tst_time_alignment.moc"
