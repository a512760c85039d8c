// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/upkeep.h"
#include "tests/core/store/store_fixture.h"

#include <QTest>

using namespace cboard;

/// What runs after an ingest, on a small store.
class UpkeepTest : public QObject {
    Q_OBJECT

private slots:
    void everyRevisionIsReadOnce();
    void aStoppedOneSaysSo();
};

namespace {

std::unique_ptr<service::Workbench> workbenchOver(const test::StoreFixture& fixture)
{
    auto workbench = service::Workbench::open(fixture.file(), {});
    if (!workbench) {
        qFatal("%s", describe(workbench.error()).c_str());
    }
    return std::move(*workbench);
}

} // namespace

void UpkeepTest::everyRevisionIsReadOnce()
{
    test::StoreFixture fixture;
    fixture.add(test::randomData(3));
    const auto workbench = workbenchOver(fixture);
    const auto first = service::upkeep(*workbench, {}, fixture.common(), {});
    QVERIFY(first);
    QVERIFY(first->revisions > 0);
    QCOMPARE(first->updated, first->revisions);
    const auto second = service::upkeep(*workbench, {}, fixture.common(), {});
    QVERIFY(second);
    QCOMPARE(second->updated, std::int64_t(0));
    QVERIFY(workbench->store().check({})->empty());
}

void UpkeepTest::aStoppedOneSaysSo()
{
    test::StoreFixture fixture;
    fixture.add(test::randomData(3));
    const auto workbench = workbenchOver(fixture);
    std::stop_source stop;
    stop.request_stop();
    const auto stopped =
        service::upkeep(*workbench, {}, fixture.common(), TaskContext(stop.get_token()));
    QVERIFY(!stopped);
    QVERIFY(stopped.error().kind == ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(UpkeepTest)
#include "tst_upkeep.moc"
