// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/log_fixture.h"
#include "ui/logview/log_cache.h"
#include "ui/logview/log_document.h"

#include <QTest>

using namespace cboard;
using namespace cboard::ui;

class LogCacheTest : public QObject {
    Q_OBJECT

private slots:
    void aLogIsReadOnce();
    void theLeastRecentlyUsedGoesFirst();
    void oneHugeLogDoesNotPushTheOthersOut();
    void whatWasReadBeforeACommitIsNotKept();
};

namespace {

std::shared_ptr<const LogDocument> read(test::LogFixture& fixture, LogCache& cache, const char* id)
{
    const auto document =
        readLogDocument(fixture.logs, &cache, {{}, RecordKind::Test, id}, TaskContext());
    return document ? *document : nullptr;
}

} // namespace

void LogCacheTest::aLogIsReadOnce()
{
    test::LogFixture fixture;
    fixture.logs.setText("one\ntwo\n");
    LogCache cache;
    const auto first = read(fixture, cache, "a");
    QVERIFY(first);
    QCOMPARE(read(fixture, cache, "a"), first);
    QVERIFY(cache.contains(RecordKind::Test, "a"));
    QVERIFY(!cache.contains(RecordKind::Build, "a"));
}

void LogCacheTest::theLeastRecentlyUsedGoesFirst()
{
    test::LogFixture fixture;
    fixture.logs.setText(std::string(1000, 'x'));
    LogCache cache(5000);
    for (const char* id : {"a", "b", "c", "d"}) {
        read(fixture, cache, id);
    }
    QVERIFY(cache.find(RecordKind::Test, "a"));
    read(fixture, cache, "e");
    QVERIFY(cache.contains(RecordKind::Test, "a"));
    QVERIFY(!cache.contains(RecordKind::Test, "b"));
}

void LogCacheTest::oneHugeLogDoesNotPushTheOthersOut()
{
    test::LogFixture fixture;
    fixture.logs.setText("short");
    LogCache cache(4000);
    read(fixture, cache, "a");
    fixture.logs.setText(std::string(3000, 'x'));
    QVERIFY(read(fixture, cache, "huge"));
    QVERIFY(!cache.contains(RecordKind::Test, "huge"));
    QVERIFY(cache.contains(RecordKind::Test, "a"));
}

void LogCacheTest::whatWasReadBeforeACommitIsNotKept()
{
    test::LogFixture fixture;
    fixture.logs.setText("old");
    LogCache cache;
    const auto old = read(fixture, cache, "a");
    const std::uint64_t epoch = cache.epoch();
    cache.clear();
    QVERIFY(!cache.contains(RecordKind::Test, "a"));
    cache.insert(RecordKind::Test, "a", old, epoch);
    QVERIFY(!cache.contains(RecordKind::Test, "a"));
}

QTEST_GUILESS_MAIN(LogCacheTest)
#include "tst_log_cache.moc"
