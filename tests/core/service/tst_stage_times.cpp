// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/stage_times.h"
#include "tests/core/store/store_fixture.h"

#include <QTest>

#include <fmt/format.h>

using namespace cboard;
using namespace cboard::test;
using service::StageTime;
using std::chrono::seconds;

/// How long the phases of a boot took, against the passes before.
class StageTimesTest : public QObject {
    Q_OBJECT

private slots:
    void phasesAreComparedWithTheirMedian();
    void fewPassesAreNoMedian();
    void aRunWithoutALogHasNoPhases();

private:
    static service::StageTimes of(StoreFixture& store, const std::string& id);
};

namespace {

/// The drivers come up after \p drivers seconds, user space two seconds later.
std::string bootLog(int drivers)
{
    return fmt::format("[    0.000000] Linux version 7.1.0 (builder)\n"
                       "[    1.000000] devtmpfs: initialized\n"
                       "[    {0}.000000] Initialise system trusted keyrings\n"
                       "[    {1}.000000] Run /sbin/init as init process\n"
                       "[    {1}.500000] systemd[1]: Detected architecture arm64.\n",
                       1 + drivers, 3 + drivers);
}

/// One boot a revision; those but the last pass.
PlainData boots(const std::vector<int>& driverSeconds)
{
    PlainData data;
    for (std::size_t i = 0; i < driverSeconds.size(); ++i) {
        const int number = static_cast<int>(i) + 1;
        const bool isLast = i + 1 == driverSeconds.size();
        data.checkouts.push_back(mainlineCheckout(number));
        data.builds.push_back(mainlineBuild(number));
        data.tests.push_back({"maestro:t" + std::to_string(number), data.builds.back().id,
                              "maestro", "boot", "kevin", "lab-x", isLast ? "FAIL" : "PASS", "", "",
                              ""});
        data.tests.back().log = bootLog(driverSeconds[i]);
    }
    return data;
}

const StageTime& stageOf(const service::StageTimes& times, const char* kind)
{
    const auto place = std::ranges::find(times.stages, kind, &StageTime::kind);
    if (place == times.stages.end()) {
        qFatal("no stage %s", kind);
    }
    return *place;
}

} // namespace

service::StageTimes StageTimesTest::of(StoreFixture& store, const std::string& id)
{
    query::HistoryRequest request;
    request.common = store.common();
    request.branch = {"mainline", "master", "https://x.org"};
    request.kind = query::MatrixKind::Boot;
    request.platform = "kevin";
    const auto history = must(store.engine().history(request, {}));
    const auto times = service::stageTimes(store.engine(), id, history.get(), {});
    if (!times) {
        qFatal("%s", describe(times.error()).c_str());
    }
    return *times;
}

void StageTimesTest::phasesAreComparedWithTheirMedian()
{
    StoreFixture store;
    store.add(boots({2, 3, 2, 4, 9}));
    const auto times = of(store, "maestro:t5");
    QCOMPARE(times.compared, std::int64_t{4});
    const StageTime& drivers = stageOf(times, "drivers");
    QVERIFY(drivers.took == seconds(9));
    QVERIFY(drivers.usual == seconds(3));
    QVERIFY(drivers.hasEnded);
    QVERIFY(stageOf(times, "early_boot").took == seconds(1));
    QVERIFY(!stageOf(times, "user_space").hasEnded);
    QCOMPARE(of(store, "maestro:t1").compared, std::int64_t{3}); // Never with itself.
}

void StageTimesTest::fewPassesAreNoMedian()
{
    StoreFixture store;
    store.add(boots({2, 3, 9}));
    const auto times = of(store, "maestro:t3");
    QCOMPARE(times.compared, std::int64_t{0});
    QVERIFY(!stageOf(times, "drivers").usual);
    QVERIFY(stageOf(times, "drivers").took == seconds(9));
}

void StageTimesTest::aRunWithoutALogHasNoPhases()
{
    StoreFixture store;
    PlainData data = boots({2});
    data.tests.back().log.clear();
    store.add(data);
    QVERIFY(of(store, "maestro:t1").stages.empty());
}

QTEST_GUILESS_MAIN(StageTimesTest)
#include "tst_stage_times.moc"
