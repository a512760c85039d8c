// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/base/hash.h"
#include "core/generate/into_store.h"
#include "core/store/arrivals.h"
#include "core/store/sqlite/database.h"
#include "core/store/store.h"

#include <QTemporaryDir>
#include <QTest>

using namespace cboard;
using namespace cboard::store;
using std::chrono::hours;

namespace {

/// A store of generated results, as they come in at the end of what was generated.
struct GeneratedStore {
    GeneratedStore(int trees, int revisions, std::int64_t tests)
    {
        options.trees = trees;
        options.revisions = revisions;
        options.tests = tests;
        if (store) {
            isFilled = generate::generateIntoStore(options, **store, options.endTime, TaskContext())
                           .has_value();
        }
    }

    const QTemporaryDir folder;
    const std::filesystem::path file = (folder.path() + "/results.db").toStdString();
    generate::Options options;
    const Result<std::unique_ptr<Store>> store = Store::open(file, {});
    bool isFilled = false;
};

} // namespace

class ArrivalsTest : public QObject {
    Q_OBJECT

private slots:
    void sourcesCountEveryRecordOnce();
    void healthIsJudgedByTheSourcesOwnHabit();
    void recordsAreCountedByTenMinutes();
    void whatIsOldIsNotCountedAnyMore();
    void courseHasTheCheckoutsOfTheWindowAndOneBefore();
    void foldersAreSourcesOfTheirOwn();
    void missingStoreIsAnError();
};

void ArrivalsTest::sourcesCountEveryRecordOnce()
{
    const GeneratedStore generated(2, 6, 3000);
    QVERIFY(generated.isFilled);
    const auto arrivals = readArrivals(generated.file, 5, TaskContext());
    QVERIFY2(arrivals, arrivals ? "" : describe(arrivals.error()).c_str());
    const auto sizes = (*generated.store)->sizes();
    QVERIFY(sizes);
    SourceReport sum;
    for (const SourceReport& source : arrivals->sources) {
        QVERIFY(!source.origin.empty());
        QVERIFY(QString::fromStdString(source.format).startsWith(QStringLiteral("kcidb")));
        QCOMPARE(source.lastArrival, std::optional(generated.options.endTime));
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

void ArrivalsTest::recordsAreCountedByTenMinutes()
{
    GeneratedStore generated(1, 2, 500);
    QVERIFY(generated.isFilled);
    const Timestamp later = generated.options.endTime + std::chrono::minutes(35);
    const auto first = readArrivalCourse(generated.file, later, hours(24), TaskContext());
    QVERIFY2(first, first ? "" : describe(first.error()).c_str());
    QCOMPARE(first->counts.size(), std::size_t(1));
    const auto sizes = (*generated.store)->sizes();
    QVERIFY(sizes);
    const auto tests = static_cast<std::size_t>(RecordKind::Test);
    QCOMPARE(first->counts[0].counts[tests], sizes->records[tests]);
    QVERIFY(first->counts[0].begin <= generated.options.endTime);
    QVERIFY(first->counts[0].begin > generated.options.endTime - ArrivalCounts::Step);
    generated.options.seed = 2; // Others, after the step has ended.
    QVERIFY(
        generate::generateIntoStore(generated.options, **generated.store, later, TaskContext()));
    const auto second = readArrivalCourse(generated.file, later, hours(24), TaskContext());
    QVERIFY(second);
    QCOMPARE(second->counts.size(), std::size_t(2));
    QVERIFY(second->counts[0].begin < second->counts[1].begin);
    QVERIFY(second->counts[0].counts == first->counts[0].counts);
}

void ArrivalsTest::whatIsOldIsNotCountedAnyMore()
{
    const QTemporaryDir folder;
    auto database =
        Database::open((folder.path() + "/meta.db").toStdString(), Database::Mode::Create);
    QVERIFY(database);
    QVERIFY((*database)->execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value)"));
    ArrivalCounts arrivals;
    const Timestamp start{hours(1000)};
    arrivals.add({1, 2, 3, 4, 5});
    arrivals.add({1, 0, 0, 0, 0});
    QVERIFY(arrivals.flush(**database, start));
    arrivals.add({0, 0, 7, 0, 0});
    QVERIFY(arrivals.flush(**database, start + std::chrono::minutes(9))); // The same step.
    auto counts = readArrivalCounts(**database, start);
    QVERIFY(counts);
    QCOMPARE(counts->size(), std::size_t(1));
    QVERIFY((counts->at(0).counts == RecordCounts{2, 2, 10, 4, 5}));
    QCOMPARE(counts->at(0).begin, start);
    arrivals.add({1, 0, 0, 0, 0});
    QVERIFY(arrivals.flush(**database, start + ArrivalCounts::Kept + hours(1)));
    counts = readArrivalCounts(**database, start);
    QVERIFY(counts);
    QCOMPARE(counts->size(), std::size_t(1));
    QVERIFY(counts->at(0).begin > start);
}

void ArrivalsTest::courseHasTheCheckoutsOfTheWindowAndOneBefore()
{
    const GeneratedStore generated(1, 12, 3000);
    QVERIFY(generated.isFilled);
    const auto course =
        readArrivalCourse(generated.file, generated.options.endTime, hours(72), TaskContext());
    QVERIFY(course);
    QVERIFY(!course->sources.empty());
    for (const SourceCourse& source : course->sources) {
        QVERIFY(source.checkouts.size() >= 2);
        QVERIFY(source.checkouts[1].start >= course->since);
        std::int64_t results = 0;
        for (const CheckoutLoad& checkout : source.checkouts) {
            QVERIFY(checkout.errors <= checkout.results);
            results += checkout.results;
        }
        QVERIFY(results > 0);
    }
}

void ArrivalsTest::foldersAreSourcesOfTheirOwn()
{
    const GeneratedStore generated(1, 2, 500);
    QVERIFY(generated.isFilled);
    const Timestamp now = generated.options.endTime;
    {
        const auto writer = (*generated.store)->writer("test", now);
        QVERIFY(writer);
        for (const char* path : {"/in/a.json", "/in/b.json", "alone.json"}) {
            const DocumentSource source{path, hash128(path), 3};
            QVERIFY((*writer)->refuse({"kcidb", "5.3", "/tests/0/path", 1, "type", "x"}, source,
                                      "{ }", now + hours(1)));
        }
        QVERIFY((*writer)->commit());
    }
    const auto folders = readFolders(generated.file, now + hours(2), TaskContext());
    QVERIFY2(folders, folders ? "" : describe(folders.error()).c_str());
    const auto arrivals = readArrivals(generated.file, 5, TaskContext());
    FolderReport sum;
    for (const FolderReport& one : *folders) {
        QCOMPARE(one.documentsOfDay, one.documents); // All came two hours ago.
        QCOMPARE(one.bytesOfDay, one.bytes);
        QCOMPARE(one.format.empty(), one.documents == 0);
        QVERIFY(!one.usualGap); // One read is no habit.
        QCOMPARE(healthOf(one, now), SourceHealth::Unknown);
        sum.documents += one.documents;
        sum.refused += one.refused;
        if (one.folder == "/in/") {
            QCOMPARE(one.refusedOfDay, std::int64_t(2));
            QCOMPARE(one.lastRefused, std::optional(now + hours(1)));
        }
    }
    QCOMPARE(sum.documents, arrivals->documentCount);
    QCOMPARE(sum.refused, std::int64_t(3));
    const auto later = readFolders(generated.file, now + hours(48), TaskContext());
    QVERIFY(later);
    for (const FolderReport& one : *later) {
        QCOMPARE(one.documentsOfDay + one.bytesOfDay + one.refusedOfDay, std::int64_t(0));
    }
}

void ArrivalsTest::missingStoreIsAnError()
{
    const auto arrivals = readArrivals("/nowhere/results.db", 5, TaskContext());
    QVERIFY(!arrivals);
    QCOMPARE(arrivals.error().kind, ErrorKind::Storage);
}

QTEST_GUILESS_MAIN(ArrivalsTest)
#include "tst_arrivals.moc"
