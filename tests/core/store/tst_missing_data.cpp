// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/missing_data.h"
#include "store_fixture.h"

#include <QTest>

using namespace cboard;
using namespace cboard::test;
using namespace cboard::store;

/// Revisions that brought less than usual.
class MissingDataTest : public QObject {
    Q_OBJECT

private slots:
    void lessThanHalfOfTheUsualIsMissing();
    void nothingIsMissingWhileItMayStillCome();
    void whatIsOldIsNoEventAnyMore();
    void fewRevisionsAreNoHabit();

private:
    static std::vector<MissingData> found(const StoreFixture& store, const char* now);
};

namespace {

/// \p counts: results of the revisions v1, v2 ... of mainline/master, a day after each other.
PlainData season(const std::vector<int>& counts)
{
    PlainData data;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const int number = static_cast<int>(i) + 1;
        data.checkouts.push_back(mainlineCheckout(number));
        data.builds.push_back(mainlineBuild(number));
        for (int test = 0; test < counts[i]; ++test) {
            data.tests.push_back({"maestro:t" + std::to_string(number) + '-' + std::to_string(test),
                                  data.builds.back().id, "maestro", "a.b", "kevin", "lab-x", "PASS",
                                  "", "", ""});
        }
    }
    return data;
}

} // namespace

std::vector<MissingData> MissingDataTest::found(const StoreFixture& store, const char* now)
{
    const auto missing = readMissingData(store.file(), *parseLooseTime(now), {}, {});
    if (!missing) {
        qFatal("%s", describe(missing.error()).c_str());
    }
    return *missing;
}

void MissingDataTest::lessThanHalfOfTheUsualIsMissing()
{
    StoreFixture store;
    store.add(season({4, 5, 4, 2, 1, 0, 4}));
    const auto missing = found(store, "2025-07-10T00:00:00Z");
    QCOMPARE(missing.size(), std::size_t{2}); // Two of four are not less than half.
    QCOMPARE(missing[0].revision.name, std::string("v6"));
    QCOMPARE(missing[0].results, std::int64_t{0});
    QCOMPARE(missing[0].usual, std::int64_t{4});
    QCOMPARE(missing[0].origin, std::string("maestro"));
    QCOMPARE(missing[1].revision.name, std::string("v5"));
    QCOMPARE(missing[1].revision.tree, std::string("mainline"));
}

void MissingDataTest::nothingIsMissingWhileItMayStillCome()
{
    StoreFixture store;
    store.add(season({4, 4, 4, 1}));
    const std::string start = mainlineCheckout(4).start;
    QVERIFY(found(store, start.c_str()).empty());
    QCOMPARE(found(store, mainlineCheckout(5).start.c_str()).size(), std::size_t{1});
}

void MissingDataTest::whatIsOldIsNoEventAnyMore()
{
    StoreFixture store;
    store.add(season({4, 4, 4, 1}));
    QVERIFY(found(store, "2025-09-01T00:00:00Z").empty());
}

void MissingDataTest::fewRevisionsAreNoHabit()
{
    StoreFixture store;
    store.add(season({4, 4, 0}));
    QVERIFY(found(store, "2025-07-10T00:00:00Z").empty());
}

QTEST_GUILESS_MAIN(MissingDataTest)
#include "tst_missing_data.moc"
