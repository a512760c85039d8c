// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/read_pool.h"
#include "plain_query.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace cboard;
using namespace cboard::test;
using namespace cboard::store;

/// Queries on several threads, beside a writer, and stopped ones.
class QueryConcurrencyTest : public QObject {
    Q_OBJECT

private slots:
    void stoppedTasksEndCancelled();
    void waitingForAConnectionCanBeStopped();
    void aConnectionGoesBackToThePool();
    void readersSeeWholeCommitsWhileAWriterWorks();
    void newNamesAreKnownAfterTheirCommit();
};

void QueryConcurrencyTest::stoppedTasksEndCancelled()
{
    StoreFixture fixture;
    fixture.add(randomData(1, 2, 4));
    std::stop_source stop;
    stop.request_stop();
    const TaskContext task(stop.get_token());
    const auto trees = fixture.engine().trees({fixture.common()}, task);
    QVERIFY(!trees);
    QCOMPARE(trees.error().kind, ErrorKind::Cancelled);
    query::MatrixRequest matrix;
    matrix.common = fixture.common();
    QCOMPARE(fixture.engine().matrix(matrix, task).error().kind, ErrorKind::Cancelled);
    QVERIFY(fixture.engine().trees({fixture.common()}, {})); // The connection is as before.
}

void QueryConcurrencyTest::waitingForAConnectionCanBeStopped()
{
    StoreFixture fixture;
    ReadPool pool(fixture.file(), 1);
    const auto first = pool.take({});
    QVERIFY(first);
    std::stop_source stop;
    ErrorKind kind = ErrorKind::Internal;
    std::thread waiting([&] {
        const auto second = pool.take(TaskContext(stop.get_token()));
        kind = second ? ErrorKind::Internal : second.error().kind;
    });
    stop.request_stop();
    waiting.join();
    QCOMPARE(kind, ErrorKind::Cancelled);
}

void QueryConcurrencyTest::aConnectionGoesBackToThePool()
{
    StoreFixture fixture;
    ReadPool pool(fixture.file(), 1);
    const Database* used = nullptr;
    {
        const auto loan = pool.take({});
        QVERIFY(loan);
        used = (*loan)->database.get();
    }
    const auto again = pool.take({});
    QVERIFY(again);
    QCOMPARE((*again)->database.get(), used);
    ReadPool missing("/nonexistent/store.db", 1);
    QVERIFY(!missing.take({}));
    QVERIFY(!missing.take({})); // A failure to open gives the place back.
}

void QueryConcurrencyTest::readersSeeWholeCommitsWhileAWriterWorks()
{
    constexpr int Documents = 12;
    constexpr int TestsOfDocument = 5; // Each document is one build with so many tests.
    StoreFixture fixture;
    PlainData first;
    first.checkouts.push_back({"maestro:c", "maestro", "mainline", "master", "https://x.example/",
                               std::string(40, 'a'), "v6.16", "2025-07-10T00:00:00Z"});
    fixture.add(first);

    std::atomic<bool> isDone = false;
    std::atomic<int> torn = 0;
    std::atomic<int> reads = 0;
    const auto readUntilDone = [&] {
        std::uint64_t last = 0;
        while (!isDone) {
            const auto trees = fixture.engine().trees({fixture.common()}, {});
            if (!trees || (*trees)->rows.size() != 1) {
                ++torn;
                return;
            }
            const query::ResultCounts& counts = (*trees)->rows.front().counts;
            const bool isWhole = counts.tests.total() == counts.builds.total() * TestsOfDocument
                && (*trees)->info.generation >= last;
            torn += isWhole ? 0 : 1;
            last = (*trees)->info.generation;
            ++reads;
        }
    };
    std::vector<std::thread> readers;
    for (int i = 0; i < 3; ++i) {
        readers.emplace_back(readUntilDone);
    }
    for (int d = 0; d < Documents; ++d) {
        PlainData data;
        const std::string build = "maestro:b" + std::to_string(d);
        data.builds.push_back(
            {build, "maestro:c", "maestro", "defconfig", "arm64", "gcc-12", "PASS", "", "1", ""});
        for (int t = 0; t < TestsOfDocument; ++t) {
            data.tests.push_back({build + "t" + std::to_string(t), build, "maestro", "ltp.x",
                                  "board" + std::to_string(d), "", "PASS", "", "", ""});
        }
        fixture.add(data);
    }
    while (reads < 3 && torn == 0) {
        std::this_thread::yield();
    }
    isDone = true;
    for (std::thread& reader : readers) {
        reader.join();
    }
    QCOMPARE(torn.load(), 0);
    const auto trees = must(fixture.engine().trees({fixture.common()}, {}));
    QCOMPARE(trees->rows.front().counts.builds.total(), std::int64_t(Documents));
}

void QueryConcurrencyTest::newNamesAreKnownAfterTheirCommit()
{
    StoreFixture fixture;
    fixture.add(randomData(2, 1, 2));
    QVERIFY(must(fixture.engine().trees({fixture.common("tree:brandnew")}, {}))->rows.empty());
    PlainData later;
    later.checkouts.push_back({"maestro:new", "maestro", "brandnew", "topic", "https://x.example/",
                               std::string(40, 'b'), "", ""});
    fixture.add(later);
    const auto trees = must(fixture.engine().trees({fixture.common("tree:brandnew")}, {}));
    QCOMPARE(trees->rows.size(), std::size_t(1));
    QCOMPARE(trees->rows.front().branch, std::string("topic"));
    QVERIFY(!trees->rows.front().newest.time.has_value());
}

QTEST_GUILESS_MAIN(QueryConcurrencyTest)
#include "tst_query_concurrency.moc"
