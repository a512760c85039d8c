// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/store_parts.h"
#include "core/store/unknown_values.h"
#include "store_fixture.h"

#include <QTest>

#include <algorithm>
#include <numeric>

using namespace cboard;
using namespace cboard::test;
using namespace cboard::store;

/// What came in and was not understood, and what it all takes on the disk.
class UnknownValuesTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void wordsThatAreNoStatusAreCounted();
    void resultsWithoutABoardAreCountedByLab();
    void originsThatStandForALabAreListed();
    void aGoodStoreHasNothingUnknown();
    void stoppedReadingSaysSo();
    void partsAddUpToTheFile();

private:
    std::vector<UnknownValue> ofKind(UnknownKind kind) const;

    StoreFixture m_fixture;
};

namespace {

PlainData dataWith(const char* status, const char* platform, const char* lab)
{
    PlainData data;
    data.checkouts.push_back({"maestro:c", "maestro", "mainline", "master", "https://x.org",
                              std::string(40, 'a'), "v1", "2025-07-01T00:00:00Z"});
    data.builds.push_back(
        {"maestro:b", "maestro:c", "maestro", "defconfig", "arm64", "gcc-12", "PASS", "", "", ""});
    for (const char* id : {"maestro:t1", "maestro:t2"}) {
        data.tests.push_back(
            {id, "maestro:b", "maestro", "a.one", platform, lab, status, "", "", ""});
    }
    return data;
}

} // namespace

void UnknownValuesTest::initTestCase()
{
    PlainData data = dataWith("BROKEN", "", "lab-x");
    data.tests.push_back(
        {"maestro:t3", "maestro:b", "maestro", "a.two", "unknown", "", "PASS", "", "", ""});
    data.tests.push_back({"maestro:t4", "maestro:b", "maestro", "a.two", "kevin", "lab-x", "", "",
                          "", ""}); // Still runs.
    m_fixture.add(data);
}

std::vector<UnknownValue> UnknownValuesTest::ofKind(UnknownKind kind) const
{
    auto found = readUnknownValues(m_fixture.file(), {});
    if (!found) {
        qFatal("%s", describe(found.error()).c_str());
    }
    std::erase_if(*found, [kind](const UnknownValue& value) { return value.kind != kind; });
    return *found;
}

void UnknownValuesTest::wordsThatAreNoStatusAreCounted()
{
    const auto found = ofKind(UnknownKind::Status);
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found[0].value, std::string("BROKEN"));
    QCOMPARE(found[0].origin, std::string("maestro"));
    QCOMPARE(found[0].count, std::int64_t{2});
    QVERIFY(found[0].example == "maestro:t1" || found[0].example == "maestro:t2");
    QVERIFY(!found[0].isOfBuild);
}

void UnknownValuesTest::resultsWithoutABoardAreCountedByLab()
{
    const auto found = ofKind(UnknownKind::Board);
    QCOMPARE(found.size(), std::size_t{2});
    QCOMPARE(found[0].value, std::string());
    QCOMPARE(found[0].lab, std::string("lab-x"));
    QCOMPARE(found[0].count, std::int64_t{2});
    QCOMPARE(found[1].value, std::string("unknown"));
    QCOMPARE(found[1].example, std::string("maestro:t3"));
}

void UnknownValuesTest::originsThatStandForALabAreListed()
{
    const auto found = ofKind(UnknownKind::Lab);
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found[0].origin, std::string("maestro"));
    QCOMPARE(found[0].count, std::int64_t{1});
    QCOMPARE(found[0].example, std::string("maestro:t3"));
}

void UnknownValuesTest::aGoodStoreHasNothingUnknown()
{
    StoreFixture good;
    good.add(dataWith("PASS", "kevin", "lab-x"));
    const auto found = readUnknownValues(good.file(), {});
    QVERIFY(found);
    QVERIFY(found->empty());
}

void UnknownValuesTest::stoppedReadingSaysSo()
{
    std::stop_source stop;
    stop.request_stop();
    const auto found = readUnknownValues(m_fixture.file(), TaskContext(stop.get_token()));
    QVERIFY(!found);
    QCOMPARE(found.error().kind, ErrorKind::Cancelled);
}

void UnknownValuesTest::partsAddUpToTheFile()
{
    const auto parts = readStoreParts(m_fixture.file(), {});
    QVERIFY2(parts, parts ? "" : describe(parts.error()).c_str());
    const auto sizes = m_fixture.store().sizes();
    QVERIFY(sizes);
    const auto inDatabase = std::accumulate(parts->begin(), parts->end(), std::int64_t{0},
                                            [](std::int64_t sum, const StorePart& part) {
                                                return sum + (part.isInDatabase ? part.bytes : 0);
                                            });
    QCOMPARE(inDatabase, sizes->database);
    QVERIFY(std::ranges::is_sorted(*parts, std::ranges::greater(), &StorePart::bytes));
    QVERIFY(std::ranges::find(*parts, "tests", &StorePart::key) != parts->end());
    QVERIFY(!readStoreParts("/nowhere/results.db", {}));
}

QTEST_GUILESS_MAIN(UnknownValuesTest)
#include "tst_unknown_values.moc"
