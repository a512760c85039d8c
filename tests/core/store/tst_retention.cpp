// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/compaction.h"
#include "core/store/log_packs.h"
#include "core/store/retention.h"
#include "core/store/sqlite/database.h"
#include "core/store/user_data.h"
#include "tests/core/store/store_fixture.h"

#include <QTest>

using namespace cboard;
using namespace cboard::test;
using store::RetiredKind;

/// What goes, what stays, and that nothing comes back.
class RetentionTest : public QObject {
    Q_OBJECT

private slots:
    void aPlanChangesNothing();
    void revisionsGoWithAllBelow();
    void testsGoAndTheirBuildsStay();
    void logsAndExcerptsGoAndTheirRecordsStay();
    void theOldestGoUntilTheRestFits();
    void theNewestOfEachBranchStay();
    void whatTheUserNotedStays();
    void whatComesAgainChangesNothing();
    void aLateBuildOfARetiredCheckoutStaysOut();
    void refusedDocumentsGoByAge();
    void aStoppedRunGoesOn();
    void randomStoresStayWhole_data();
    void randomStoresStayWhole();
    void compactingGivesBackAndKeepsAll();
    void compactingRemovesWhatAnotherLeft();
};

namespace {

std::string numbered(const char* what, int number)
{
    return std::string("maestro:") + what + std::to_string(number);
}

/// Revision \p number of mainline, so many days before now: a build with two tests, one with a log.
void addRevision(PlainData& data, int number, int daysAgo)
{
    const Timestamp at = StoreFixture::now() - std::chrono::days(daysAgo);
    data.checkouts.push_back({numbered("c", number), "maestro", "mainline", "master",
                              "https://x.org", std::string(38, 'a') + std::to_string(10 + number),
                              "", formatIso(at)});
    data.builds.push_back({numbered("b", number), numbered("c", number), "maestro", "defconfig",
                           "arm64", "gcc-12", "PASS", formatIso(at), "", ""});
    for (const char* path : {"boot", "ltp.x"}) {
        data.tests.push_back({numbered(path, number), numbered("b", number), "maestro", path,
                              "kevin", "lab-x", number % 2 == 0 ? "PASS" : "FAIL", formatIso(at),
                              "", "an excerpt of " + std::to_string(number)});
    }
    data.tests.back().log = std::string(5000, static_cast<char>('a' + number)).append("\n");
}

/// Eight revisions, 0 to 70 days old.
PlainData eight()
{
    PlainData data;
    for (int i = 0; i < 8; ++i) {
        addRevision(data, i, (7 - i) * 10);
    }
    return data;
}

store::RetentionPolicy policy(RetiredKind kind, int days)
{
    store::RetentionPolicy made;
    made.keepNewest = 1;
    made.of(kind).age = std::chrono::days(days);
    return made;
}

store::RetentionPlan planned(const StoreFixture& fixture, const store::RetentionPolicy& policy)
{
    auto plan = store::planRetention(fixture.file(), policy, StoreFixture::now(), {});
    if (!plan) {
        qFatal("%s", describe(plan.error()).c_str());
    }
    return std::move(*plan);
}

void retired(const StoreFixture& fixture, const store::RetentionPolicy& policy)
{
    const auto done =
        store::retire(fixture.file(), planned(fixture, policy), "test", StoreFixture::now(), {});
    if (!done) {
        qFatal("%s", describe(done.error()).c_str());
    }
}

std::int64_t scalar(const StoreFixture& fixture, const char* sql)
{
    auto database = store::Database::open(fixture.file(), store::Database::Mode::ReadOnly);
    return (*database)->scalar(sql).value();
}

QStringList problems(StoreFixture& fixture)
{
    QStringList found;
    const auto checked = fixture.store().check({});
    for (const std::string& problem : *checked) {
        found << QString::fromStdString(problem);
    }
    return found;
}

std::int64_t records(StoreFixture& fixture, RecordKind kind)
{
    return fixture.store().sizes()->records[static_cast<std::size_t>(kind)];
}

} // namespace

void RetentionTest::aPlanChangesNothing()
{
    StoreFixture fixture;
    fixture.add(eight());
    const auto before = *fixture.store().digest({});
    const auto generation = *fixture.store().generation();
    const auto plan = planned(fixture, policy(RetiredKind::Tests, 35));
    QCOMPARE(plan.lines.size(), std::size_t(1));
    QCOMPARE(plan.lines.front().revisions, std::int64_t(4));
    QCOMPARE(plan.lines.front().records, std::int64_t(8));
    QCOMPARE(plan.lines.front().tree, std::string("mainline"));
    QCOMPARE(*fixture.store().digest({}), before);
    QCOMPARE(*fixture.store().generation(), generation);
}

void RetentionTest::revisionsGoWithAllBelow()
{
    StoreFixture fixture;
    fixture.add(eight());
    retired(fixture, policy(RetiredKind::Revisions, 35));
    QCOMPARE(records(fixture, RecordKind::Checkout), std::int64_t(4));
    QCOMPARE(records(fixture, RecordKind::Build), std::int64_t(4));
    QCOMPARE(records(fixture, RecordKind::Test), std::int64_t(8));
    QCOMPARE(scalar(fixture, "SELECT count(*) FROM record_log"), std::int64_t(4));
    QCOMPARE(problems(fixture), QStringList());
    const auto revisions =
        must(fixture.engine().revisions({fixture.common(), {"mainline", "master", ""}, 100}, {}));
    QCOMPARE(revisions->rows.size(), std::size_t(4));
}

void RetentionTest::testsGoAndTheirBuildsStay()
{
    StoreFixture fixture;
    fixture.add(eight());
    const auto generation = *fixture.store().generation();
    retired(fixture, policy(RetiredKind::Tests, 35));
    QCOMPARE(records(fixture, RecordKind::Build), std::int64_t(8));
    QCOMPARE(records(fixture, RecordKind::Test), std::int64_t(8));
    QCOMPARE(problems(fixture), QStringList());
    QCOMPARE(*fixture.store().generation(), generation + 4);
    QCOMPARE(fixture.store().changesSince(generation)->size(), std::size_t(12));
}

void RetentionTest::logsAndExcerptsGoAndTheirRecordsStay()
{
    StoreFixture fixture;
    fixture.add(eight());
    auto both = policy(RetiredKind::Logs, 35);
    both.of(RetiredKind::Excerpts).age = std::chrono::days(55);
    retired(fixture, both);
    QCOMPARE(records(fixture, RecordKind::Test), std::int64_t(16));
    QCOMPARE(scalar(fixture, "SELECT count(*) FROM record_log"), std::int64_t(4));
    QCOMPARE(scalar(fixture, "SELECT count(*) FROM test WHERE excerpt IS NULL"), std::int64_t(4));
    QCOMPARE(problems(fixture), QStringList());
    const auto log = must(fixture.engine().log({RecordKind::Test, numbered("ltp.x", 3)}, {}));
    QVERIFY(log->origin == query::LogOrigin::Excerpt);
    const auto kept = must(fixture.engine().log({RecordKind::Test, numbered("ltp.x", 5)}, {}));
    QVERIFY(kept->origin == query::LogOrigin::Stored);
}

void RetentionTest::theOldestGoUntilTheRestFits()
{
    StoreFixture fixture;
    fixture.add(eight());
    const std::int64_t bytes = scalar(fixture, "SELECT sum(stored) FROM log");
    store::RetentionPolicy half;
    half.keepNewest = 0;
    half.of(RetiredKind::Logs).bytes = bytes / 2 + 10;
    const auto plan = planned(fixture, half);
    QCOMPARE(plan.items.size(), std::size_t(4));
    retired(fixture, half);
    QCOMPARE(planned(fixture, half).items.size(), std::size_t(0));
    QCOMPARE(scalar(fixture, "SELECT count(*) FROM record_log"), std::int64_t(4));
}

void RetentionTest::theNewestOfEachBranchStay()
{
    StoreFixture fixture;
    fixture.add(eight());
    auto rule = policy(RetiredKind::Revisions, 0);
    rule.keepNewest = 3;
    QCOMPARE(planned(fixture, rule).items.size(), std::size_t(5));
}

void RetentionTest::whatTheUserNotedStays()
{
    StoreFixture fixture;
    fixture.add(eight());
    {
        auto user = store::UserData::open(fixture.file());
        QVERIFY(user);
        QVERIFY((*user)->mark("revision:" + std::string(38, 'a') + "10", "accepted",
                              StoreFixture::now()));
        QVERIFY((*user)->setNote("test:" + numbered("boot", 1), "seen", StoreFixture::now()));
        QVERIFY((*user)->mark("build:" + numbered("b", 2), "tray", StoreFixture::now()));
    }
    const auto plan = planned(fixture, policy(RetiredKind::Revisions, 35));
    QCOMPARE(plan.pinned, std::int64_t(3));
    QCOMPARE(plan.items.size(), std::size_t(1));
}

void RetentionTest::whatComesAgainChangesNothing()
{
    for (const RetiredKind kind : {RetiredKind::Revisions, RetiredKind::Tests}) {
        StoreFixture fixture;
        fixture.add(eight());
        retired(fixture, policy(kind, 35));
        QVERIFY(store::compactStore(fixture.file(), "test", StoreFixture::now(), {}));
        const auto digest = *fixture.store().digest({});
        const auto logs = scalar(fixture, "SELECT count(*) FROM log");
        fixture.add(eight()); // In another document.
        QCOMPARE(*fixture.store().digest({}), digest);
        QCOMPARE(scalar(fixture, "SELECT count(*) FROM log"), logs);
        QCOMPARE(scalar(fixture, "SELECT count(*) FROM waiting_log"), std::int64_t(0));
        QCOMPARE(problems(fixture), QStringList());
        // The very same bytes.
        auto writer = fixture.store().writer("test", StoreFixture::now());
        QVERIFY(writer && *(*writer)->isKnown({1, 1}));
    }
}

void RetentionTest::aLateBuildOfARetiredCheckoutStaysOut()
{
    StoreFixture fixture;
    fixture.add(eight());
    retired(fixture, policy(RetiredKind::Revisions, 35));
    const auto digest = *fixture.store().digest({});
    PlainData late;
    late.builds.push_back({"maestro:late", numbered("c", 0), "maestro", "other", "arm", "gcc-12",
                           "PASS", "", "", ""});
    late.tests.push_back({"maestro:latetest", "maestro:late", "maestro", "ltp.y", "kevin", "lab-x",
                          "FAIL", "", "", ""});
    late.tests.back().log = "late";
    fixture.add(late);
    QCOMPARE(*fixture.store().digest({}), digest);
    QCOMPARE(scalar(fixture, "SELECT count(*) FROM build WHERE is_placeholder = 1"),
             std::int64_t(0));
    QCOMPARE(problems(fixture), QStringList());
}

void RetentionTest::refusedDocumentsGoByAge()
{
    StoreFixture fixture;
    {
        auto writer = fixture.store().writer("test", StoreFixture::now());
        QVERIFY(writer);
        for (int days : {1, 40}) {
            QVERIFY((*writer)->refuse({}, {"bad", {7, static_cast<std::uint64_t>(days)}, 3}, "bad",
                                      StoreFixture::now() - std::chrono::days(days)));
        }
        QVERIFY((*writer)->commit());
    }
    retired(fixture, policy(RetiredKind::Rejects, 30));
    QCOMPARE(fixture.store().rejects()->size(), std::size_t(1));
}

void RetentionTest::aStoppedRunGoesOn()
{
    StoreFixture whole;
    whole.add(eight());
    retired(whole, policy(RetiredKind::Revisions, 15));
    StoreFixture fixture;
    fixture.add(eight());
    const auto rule = policy(RetiredKind::Revisions, 15);
    std::stop_source stop;
    const TaskContext task(stop.get_token(), [&stop](const Progress& at) {
        if (at.done == 2) {
            stop.request_stop();
        }
    });
    const auto stopped =
        store::retire(fixture.file(), planned(fixture, rule), "test", StoreFixture::now(), task);
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
    QCOMPARE(problems(fixture), QStringList());
    const std::int64_t left = records(fixture, RecordKind::Checkout);
    QVERIFY(left == 5 || left == 6); // The one that was at it ended or was undone.
    retired(fixture, rule);
    QCOMPARE(*fixture.store().digest({}), *whole.store().digest({}));
}

void RetentionTest::randomStoresStayWhole_data()
{
    QTest::addColumn<int>("seed");
    QTest::addColumn<int>("kind");
    for (int seed = 1; seed <= 2; ++seed) {
        for (int kind = 0; kind < 4; ++kind) {
            QTest::addRow("seed %d, %s", seed,
                          std::string(retiredKindKey(static_cast<RetiredKind>(kind))).c_str())
                << seed << kind;
        }
    }
}

void RetentionTest::randomStoresStayWhole()
{
    QFETCH(const int, seed);
    QFETCH(const int, kind);
    StoreFixture fixture;
    const PlainData data = randomData(static_cast<std::uint32_t>(seed), 4, 12);
    fixture.add(data);
    retired(fixture, policy(static_cast<RetiredKind>(kind), 0));
    QCOMPARE(problems(fixture), QStringList());
    const auto digest = *fixture.store().digest({});
    QVERIFY(store::compactStore(fixture.file(), "test", StoreFixture::now(), {}));
    QCOMPARE(problems(fixture), QStringList());
    QCOMPARE(*fixture.store().digest({}), digest);
    QVERIFY(fixture.store().rebuild("test", StoreFixture::now(), {}));
    QCOMPARE(problems(fixture), QStringList());
    if (kind <= static_cast<int>(RetiredKind::Tests)) {
        fixture.add(data);
        QCOMPARE(*fixture.store().digest({}), digest);
        QCOMPARE(problems(fixture), QStringList());
    }
}

void RetentionTest::compactingGivesBackAndKeepsAll()
{
    StoreFixture fixture;
    fixture.add(randomData(5));
    fixture.add(eight());
    retired(fixture, policy(RetiredKind::Revisions, 15));
    const auto digest = *fixture.store().digest({});
    const auto done = store::compactStore(fixture.file(), "test", StoreFixture::now(), {});
    QVERIFY2(done.has_value(), done ? "" : describe(done.error()).c_str());
    QVERIFY(done->bytesAfter < done->bytesBefore);
    QCOMPARE(*fixture.store().digest({}), digest);
    QCOMPARE(problems(fixture), QStringList());
    QVERIFY(!std::filesystem::exists(store::packFile(fixture.file(), 1)));
    const auto kept = must(fixture.engine().log({RecordKind::Test, numbered("ltp.x", 7)}, {}));
    QCOMPARE(kept->text->size(), std::size_t(5001));
    fixture.add([] { // The writer goes on behind what was moved.
        PlainData more;
        addRevision(more, 9, 1);
        return more;
    }());
    QCOMPARE(problems(fixture), QStringList());
    QCOMPARE(must(fixture.engine().log({RecordKind::Test, numbered("ltp.x", 9)}, {}))->text->size(),
             std::size_t(5001));
}

void RetentionTest::compactingRemovesWhatAnotherLeft()
{
    StoreFixture fixture;
    fixture.add(eight());
    const auto leftover = store::packFile(fixture.file(), 7);
    std::filesystem::copy_file(store::packFile(fixture.file(), 1), leftover);
    QVERIFY(store::compactStore(fixture.file(), "test", StoreFixture::now(), {}));
    QVERIFY(!std::filesystem::exists(leftover));
    QCOMPARE(problems(fixture), QStringList());
}

QTEST_GUILESS_MAIN(RetentionTest)
#include "tst_retention.moc"
