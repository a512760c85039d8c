// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/requests.h"
#include "core/store/status_words.h"
#include "core/store/unknown_values.h"
#include "store_fixture.h"

#include <QTest>

using namespace cboard;
using namespace cboard::test;
using namespace cboard::store;

/// Words that are no status, after the user said what they mean.
class StatusWordsTest : public QObject {
    Q_OBJECT

private slots:
    void storedResultsCountByTheMeaning();
    void whatComesLaterCountsByItToo();
    void anotherSourceMayMeanAnotherThing();
    void anotherMeaningTakesTheOldOnesPlace();
    void takenBackItIsNoStatusAgain();
    void theRecordKeepsItsWord();
    void aWordWithAMeaningIsStillListed();
    void buildsCountToo();
    void aStatusNeedsNoMeaning();
};

namespace {

constexpr const char* Now = "2025-07-02T00:00:00Z";

PlainTest testOf(const char* id, const char* status, const char* origin = "maestro")
{
    return {id,     "maestro:b1",           origin, "a.one", "kevin", "lab-x",
            status, "2025-07-01T01:00:00Z", "",     ""};
}

PlainData odd()
{
    PlainData data;
    data.checkouts.push_back(mainlineCheckout(1));
    data.builds.push_back(mainlineBuild(1));
    data.tests = {testOf("maestro:t1", "BROKEN"), testOf("maestro:t2", "BROKEN"),
                  testOf("maestro:t3", "PASS"), testOf("other:t4", "BROKEN", "other")};
    return data;
}

std::int64_t mean(const StoreFixture& store, std::optional<Status> meaning,
                  const char* word = "BROKEN")
{
    const auto changed =
        setStatusWord(store.file(), {"maestro", word, meaning}, "test", *parseLooseTime(Now), {});
    if (!changed) {
        qFatal("%s", describe(changed.error()).c_str());
    }
    return *changed;
}

query::Common common()
{
    query::Common common;
    common.now = *parseLooseTime(Now);
    return common;
}

/// What all lists and sums say of the only tree.
query::ResultCounts counts(StoreFixture& store)
{
    const auto trees = store.store().engine().trees({common()}, {});
    if (!trees || (*trees)->rows.size() != 1) {
        qFatal("no tree");
    }
    const auto problems = store.store().check({});
    if (!problems || !problems->empty()) {
        qFatal("the roll-ups are not those of the results");
    }
    return (*trees)->rows.front().counts;
}

} // namespace

void StatusWordsTest::storedResultsCountByTheMeaning()
{
    StoreFixture store;
    store.add(odd());
    QCOMPARE(counts(store).tests[StatusClass::Fail], std::int64_t{0});
    const auto before = store.store().generation();
    QCOMPARE(mean(store, Status::Fail), std::int64_t{2});
    QCOMPARE(counts(store).tests[StatusClass::Fail], std::int64_t{2});
    QCOMPARE(counts(store).tests.total(), std::int64_t{4});
    const auto changes = store.store().changesSince(*before);
    QVERIFY(changes && !changes->empty()); // Views that show it read again.
    QCOMPARE(changes->front().tree, std::string("mainline"));
    QCOMPARE(mean(store, Status::Fail), std::int64_t{0});
}

void StatusWordsTest::whatComesLaterCountsByItToo()
{
    StoreFixture store;
    store.add(odd());
    mean(store, Status::Fail);
    PlainData more;
    more.tests = {testOf("maestro:t5", "BROKEN")};
    store.add(more);
    QCOMPARE(counts(store).tests[StatusClass::Fail], std::int64_t{3});
}

void StatusWordsTest::anotherSourceMayMeanAnotherThing()
{
    StoreFixture store;
    store.add(odd());
    mean(store, Status::Fail);
    const auto record = store.store().engine().record({common(), RecordKind::Test, "other:t4"}, {});
    QVERIFY(record);
    QVERIFY((*record)->status != StatusClass::Fail);
}

void StatusWordsTest::anotherMeaningTakesTheOldOnesPlace()
{
    StoreFixture store;
    store.add(odd());
    mean(store, Status::Fail);
    QCOMPARE(mean(store, Status::Error), std::int64_t{2});
    QCOMPARE(counts(store).tests[StatusClass::Fail], std::int64_t{0});
    QCOMPARE(counts(store).tests[StatusClass::Error], std::int64_t{2});
}

void StatusWordsTest::takenBackItIsNoStatusAgain()
{
    StoreFixture store;
    store.add(odd());
    const query::ResultCounts before = counts(store);
    mean(store, Status::Skip);
    QCOMPARE(mean(store, std::nullopt), std::int64_t{2});
    QVERIFY(counts(store).tests == before.tests);
}

void StatusWordsTest::theRecordKeepsItsWord()
{
    StoreFixture store;
    store.add(odd());
    const auto digest = store.store().digest({});
    mean(store, Status::Fail);
    QCOMPARE(store.store().digest({}).value(), digest.value());
    const auto record =
        store.store().engine().record({common(), RecordKind::Test, "maestro:t1"}, {});
    QVERIFY(record);
    QCOMPARE((*record)->status, StatusClass::Fail);
    QVERIFY((*record)->json.find("\"BROKEN\"") != std::string::npos);
}

void StatusWordsTest::aWordWithAMeaningIsStillListed()
{
    StoreFixture store;
    store.add(odd());
    mean(store, Status::Fail);
    auto values = readUnknownValues(store.file(), {});
    QVERIFY(values);
    std::erase_if(*values, [](const auto& value) { return value.kind != UnknownKind::Status; });
    QCOMPARE(values->size(), std::size_t{2});
    QCOMPARE(values->front().origin, std::string("other"));
    QVERIFY(!values->front().meaning);
    QCOMPARE(values->back().meaning, std::optional(Status::Fail));
    QVERIFY(!values->back().count);
}

void StatusWordsTest::buildsCountToo()
{
    StoreFixture store;
    PlainData data = odd();
    data.builds.front().status = "BROKEN";
    store.add(data);
    QCOMPARE(mean(store, Status::Error), std::int64_t{3});
    QCOMPARE(counts(store).builds[StatusClass::Error], std::int64_t{1});
    QCOMPARE(mean(store, Status::Pass), std::int64_t{3});
    QCOMPARE(counts(store).builds[StatusClass::Pass], std::int64_t{1});
}

void StatusWordsTest::aStatusNeedsNoMeaning()
{
    StoreFixture store;
    store.add(odd());
    const auto changed = setStatusWord(store.file(), {"maestro", "PASS", Status::Fail}, "test",
                                       *parseLooseTime(Now), {});
    QVERIFY(!changed);
    QCOMPARE(changed.error().kind, ErrorKind::Invalid);
}

QTEST_GUILESS_MAIN(StatusWordsTest)
#include "tst_status_words.moc"
