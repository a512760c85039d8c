// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/hardware_snapshots.h"
#include "core/query/source_health.h"

#include <QTest>

using namespace cboard;
using namespace std::chrono;

/// Sources against their habit, boards against their boots.
class SourceHealthTest : public QObject {
    Q_OBJECT

private slots:
    void usualGapIsTheMedianWhateverTheOrder();
    void tooFewStartsTellNoGap();
    void healthFallsWithTheTimeSinceTheNewest();
    void passRateLeavesOutWhatSaysNothing();
};

void SourceHealthTest::usualGapIsTheMedianWhateverTheOrder()
{
    const auto at = [](int hour) { return Timestamp(hours(hour)); };
    QVERIFY(query::usualGapOf({at(0), at(50), at(2), at(5), at(6)}) == microseconds(hours(3)));
    QVERIFY(query::usualGapOf({at(0), at(1), at(3), at(7)}) == microseconds(hours(2)));
}

void SourceHealthTest::tooFewStartsTellNoGap()
{
    const Timestamp start;
    QVERIFY(!query::usualGapOf({start, start + 1h, start + 2h}));
    QVERIFY(!query::usualGapOf({start, start, start, start}));
}

void SourceHealthTest::healthFallsWithTheTimeSinceTheNewest()
{
    using query::SourceHealth;
    const auto after = [](hours quiet) { return query::healthAfter(quiet, microseconds(1h)); };
    QVERIFY(after(2h) == SourceHealth::Good);
    QVERIFY(after(3h) == SourceHealth::Late);
    QVERIFY(after(10h) == SourceHealth::Silent);
    QVERIFY(query::healthAfter(1h, std::nullopt) == SourceHealth::Unknown);
    QVERIFY(query::healthAfter(std::nullopt, 1h) == SourceHealth::Unknown);
}

void SourceHealthTest::passRateLeavesOutWhatSaysNothing()
{
    query::HardwareRow row;
    row.boots[StatusClass::Error] = 7;
    QVERIFY(!row.bootPassRate());
    row.boots[StatusClass::Pass] = 3;
    row.boots[StatusClass::Fail] = 1;
    QCOMPARE(*row.bootPassRate(), 0.75);
    query::BoardLab lab;
    lab.boots = row.boots;
    QCOMPARE(lab.errorShare(), 7.0 / 11.0);
}

QTEST_GUILESS_MAIN(SourceHealthTest)
#include "tst_source_health.moc"
