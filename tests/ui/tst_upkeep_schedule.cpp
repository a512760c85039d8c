// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/upkeep_schedule.h"
#include "tests/core/store/store_fixture.h"
#include "tests/ui/watched_main.h"
#include "ui/base/task_list.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QtTest>

using namespace cboard;
using cboard::desktop::UpkeepSchedule;

/// What the desktop does while nothing else happens to its store.
class UpkeepScheduleTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void quietStoreIsReadOnceForManyChanges();
    void stoppedWorkGoesOnAfterTheNextChange();
    void pausedWorkGoesOnWhenItIsResumed();

private:
    ui::Context context()
    {
        ui::Context made;
        made.workbench = m_workbench.get();
        made.jobs = &m_pool;
        made.tasks = &m_tasks;
        made.now = [this] { return m_fixture->now(); };
        return made;
    }
    /// Revisions and logs that were not read yet.
    std::int64_t outstanding() const
    {
        const auto done = service::upkeep(*m_workbench, {}, m_fixture->common(), {});
        const auto logs = service::analyzeLogs(m_fixture->file(), 1, {});
        return done && logs ? done->updated + logs->texts : -1;
    }

    std::unique_ptr<test::StoreFixture> m_fixture;
    std::unique_ptr<service::Workbench> m_workbench;
    ui::TaskList m_tasks;
    QThreadPool m_pool;
};

void UpkeepScheduleTest::init()
{
    m_workbench.reset();
    m_fixture = std::make_unique<test::StoreFixture>();
    m_fixture->add(test::randomData(3));
    auto workbench = service::Workbench::open(m_fixture->file(), {});
    QVERIFY(workbench.has_value());
    m_workbench = std::move(*workbench);
}

void UpkeepScheduleTest::quietStoreIsReadOnceForManyChanges()
{
    UpkeepSchedule schedule(context(), std::chrono::milliseconds(50));
    QSignalSpy finished(&schedule, &UpkeepSchedule::finished);
    for (int i = 0; i < 5; ++i) {
        schedule.onStoreChanged();
    }
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30'000);
    QCOMPARE(finished.first().first().toBool(), true);
    QCOMPARE(outstanding(), std::int64_t{0});
    QCOMPARE(m_tasks.rowCount(), 0);
}

void UpkeepScheduleTest::stoppedWorkGoesOnAfterTheNextChange()
{
    UpkeepSchedule schedule(context(), std::chrono::milliseconds(0));
    QSignalSpy finished(&schedule, &UpkeepSchedule::finished);
    // The only thread is busy, so that the work waits until it is stopped.
    QSemaphore isFree;
    m_pool.setMaxThreadCount(1);
    m_pool.start([&isFree] { isFree.acquire(); });
    schedule.onStoreChanged();
    QTRY_COMPARE_WITH_TIMEOUT(m_tasks.rowCount(), 1, 30'000);
    m_tasks.cancel(0);
    isFree.release();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30'000);
    QCOMPARE(finished.first().first().toBool(), false);
    schedule.onStoreChanged();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 2, 30'000);
    QCOMPARE(finished.last().first().toBool(), true);
    QCOMPARE(outstanding(), std::int64_t{0});
}

void UpkeepScheduleTest::pausedWorkGoesOnWhenItIsResumed()
{
    UpkeepSchedule schedule(context(), std::chrono::milliseconds(0));
    QSignalSpy finished(&schedule, &UpkeepSchedule::finished);
    QSemaphore isFree;
    m_pool.setMaxThreadCount(1);
    m_pool.start([&isFree] { isFree.acquire(); });
    schedule.onStoreChanged();
    QTRY_COMPARE_WITH_TIMEOUT(m_tasks.rowCount(), 1, 30'000);
    m_tasks.pause().setPaused(true);
    QCOMPARE(m_tasks.rowCount(), 0);
    isFree.release();
    schedule.onStoreChanged(); // A change meanwhile begins nothing.
    QTest::qWait(1);
    QCOMPARE(m_tasks.rowCount(), 0);
    QCOMPARE(finished.size(), 0);
    m_tasks.pause().setPaused(false);
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30'000);
    QCOMPARE(finished.first().first().toBool(), true);
    QCOMPARE(outstanding(), std::int64_t{0});
}

CBOARD_UI_TEST_MAIN(UpkeepScheduleTest)
#include "tst_upkeep_schedule.moc"
