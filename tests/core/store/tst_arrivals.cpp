// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/generate/into_store.h"
#include "core/store/arrivals.h"
#include "core/store/store.h"

#include <QTemporaryDir>
#include <QTest>

using namespace cboard;
using namespace cboard::store;
using std::chrono::hours;

class ArrivalsTest : public QObject {
    Q_OBJECT

private slots:
    void sourcesCountEveryRecordOnce();
    void healthIsJudgedByTheSourcesOwnHabit();
    void missingStoreIsAnError();
};

void ArrivalsTest::sourcesCountEveryRecordOnce()
{
    const QTemporaryDir folder;
    const std::filesystem::path file = (folder.path() + "/results.db").toStdString();
    generate::Options options;
    options.trees = 2;
    options.revisions = 6;
    options.tests = 3000;
    const auto store = Store::open(file, {});
    QVERIFY(store);
    QVERIFY(generate::generateIntoStore(options, **store, options.endTime, TaskContext()));
    const auto arrivals = readArrivals(file, 5, TaskContext());
    QVERIFY2(arrivals, arrivals ? "" : describe(arrivals.error()).c_str());
    const auto sizes = (*store)->sizes();
    QVERIFY(sizes);
    SourceReport sum;
    for (const SourceReport& source : arrivals->sources) {
        QVERIFY(!source.origin.empty());
        QCOMPARE(source.lastArrival, std::optional(options.endTime));
        sum.checkouts += source.checkouts;
        sum.builds += source.builds;
        sum.tests += source.tests;
        sum.errors += source.errors;
    }
    QCOMPARE(sum.checkouts, sizes->records[static_cast<std::size_t>(RecordKind::Checkout)]);
    QCOMPARE(sum.tests, sizes->records[static_cast<std::size_t>(RecordKind::Test)]);
    QVERIFY(sum.builds > 0);
    QVERIFY(sum.errors > 0 && sum.errors < sum.tests);
    QCOMPARE(arrivals->documents.size(), std::size_t(5));
    QVERIFY(arrivals->documentCount > 5);
    QVERIFY(arrivals->documents[0].id > arrivals->documents[1].id);
    QVERIFY(!arrivals->documents[0].format.empty());
}

void ArrivalsTest::healthIsJudgedByTheSourcesOwnHabit()
{
    SourceReport source;
    const Timestamp start{hours(1000)};
    QCOMPARE(healthOf(source, start), SourceHealth::Unknown);
    source.newestStart = start;
    source.usualGap = hours(2);
    QCOMPARE(healthOf(source, start + hours(5)), SourceHealth::Good);
    QCOMPARE(healthOf(source, start + hours(6)), SourceHealth::Late);
    QCOMPARE(healthOf(source, start + hours(20)), SourceHealth::Silent);
}

void ArrivalsTest::missingStoreIsAnError()
{
    const auto arrivals = readArrivals("/nowhere/results.db", 5, TaskContext());
    QVERIFY(!arrivals);
    QCOMPARE(arrivals.error().kind, ErrorKind::Storage);
}

QTEST_GUILESS_MAIN(ArrivalsTest)
#include "tst_arrivals.moc"
