// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/watched_main.h"
#include "ui/base/background_task.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSemaphore>
#include <QTest>

#include <atomic>
#include <stdexcept>

using namespace cboard;
using namespace cboard::ui;

class BackgroundTaskTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void resultArrivesOnTheCallingThread();
    void aSnapshotIsFreedOnAnotherThread();
    void replacedJobNeverCallsBack();
    void cancelledJobNeverCallsBack();
    void destroyedTaskNeverCallsBack();
    void exceptionBecomesInternalError();
    void doneMayRestartTheTask();
    void taskListShowsProgressAndCancels();
    void taskListIsAGoodModel();

private:
    QThreadPool m_pool;
    TaskList m_tasks;
};

void BackgroundTaskTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".?")));
}

void BackgroundTaskTest::resultArrivesOnTheCallingThread()
{
    BackgroundTask<int> task(m_pool, m_tasks);
    int value = 0;
    const QThread* thread = nullptr;
    task.start(
        QStringLiteral("count"), [](const TaskContext&) -> Result<int> { return 42; },
        [&](const Result<int>& result) {
            value = result.value_or(-1);
            thread = QThread::currentThread();
        });
    QVERIFY(task.isRunning());
    QTRY_COMPARE(value, 42);
    QCOMPARE(thread, QThread::currentThread());
    QVERIFY(!task.isRunning());
    QCOMPARE(m_tasks.rowCount(), 0);
}

void BackgroundTaskTest::aSnapshotIsFreedOnAnotherThread()
{
    struct Snapshot {
        explicit Snapshot(std::atomic<const QThread*>& thread)
            : freedBy(thread)
        {
        }
        ~Snapshot() { freedBy = QThread::currentThread(); }
        std::atomic<const QThread*>& freedBy;
    };
    std::atomic<const QThread*> freedBy = nullptr;
    using SnapshotPtr = std::shared_ptr<const Snapshot>;
    BackgroundTask<SnapshotPtr> task(m_pool, m_tasks);
    SnapshotPtr shown;
    task.start(
        QStringLiteral("read"),
        [&](const TaskContext&) -> Result<SnapshotPtr> {
            return std::make_shared<const Snapshot>(freedBy);
        },
        [&](const Result<SnapshotPtr>& result) { shown = result.value_or(nullptr); });
    QTRY_VERIFY(shown != nullptr);
    auto part = std::shared_ptr<const std::atomic<const QThread*>>(shown, &shown->freedBy);
    shown.reset();
    QCOMPARE(freedBy.load(), nullptr); // A part of it has an owner.
    part.reset();
    QTRY_VERIFY(freedBy.load() != nullptr);
    QVERIFY(freedBy.load() != QThread::currentThread());

    // By a worker: at once.
    freedBy = nullptr;
    const QThread* worker = nullptr;
    m_pool.start([&] {
        worker = QThread::currentThread();
        releasedBeside(std::shared_ptr<const Snapshot>(std::make_shared<const Snapshot>(freedBy)));
    });
    QVERIFY(m_pool.waitForDone());
    QCOMPARE(freedBy.load(), worker);
    QCOMPARE(releasedBeside(std::shared_ptr<const Snapshot>()), nullptr);
}

void BackgroundTaskTest::replacedJobNeverCallsBack()
{
    BackgroundTask<int> task(m_pool, m_tasks);
    QSemaphore hasBegun;
    QSemaphore gate;
    QSemaphore hasStopped;
    std::vector<int> results;
    const auto keep = [&](const Result<int>& result) { results.push_back(result.value_or(-1)); };
    task.start(
        QStringLiteral("first"),
        [&](const TaskContext& context) -> Result<int> {
            hasBegun.release();
            gate.acquire();
            const bool stopped = context.stopRequested();
            hasStopped.release(stopped ? 1 : 0);
            return 1;
        },
        keep);
    QVERIFY(hasBegun.tryAcquire(1, 5000));
    task.start(
        QStringLiteral("second"), [](const TaskContext&) -> Result<int> { return 2; }, keep);
    QTRY_COMPARE(results, std::vector<int>{2});
    gate.release();
    QVERIFY(hasStopped.tryAcquire(1, 5000));
    m_pool.waitForDone();
    QTest::qWait(20);
    QCOMPARE(results, std::vector<int>{2});
}

void BackgroundTaskTest::cancelledJobNeverCallsBack()
{
    BackgroundTask<int> task(m_pool, m_tasks);
    bool isCalled = false;
    task.start(
        QStringLiteral("cancelled"), [](const TaskContext&) -> Result<int> { return 1; },
        [&](const Result<int>&) { isCalled = true; });
    task.cancel();
    m_pool.waitForDone();
    QTest::qWait(20);
    QVERIFY(!isCalled);
    QCOMPARE(m_tasks.rowCount(), 0);
}

void BackgroundTaskTest::destroyedTaskNeverCallsBack()
{
    bool isCalled = false;
    {
        BackgroundTask<int> task(m_pool, m_tasks);
        task.start(
            QStringLiteral("destroyed"), [](const TaskContext&) -> Result<int> { return 1; },
            [&](const Result<int>&) { isCalled = true; });
    }
    m_pool.waitForDone();
    QTest::qWait(20);
    QVERIFY(!isCalled);
}

void BackgroundTaskTest::exceptionBecomesInternalError()
{
    BackgroundTask<int> task(m_pool, m_tasks);
    std::optional<Error> error;
    task.start(
        QStringLiteral("throws"),
        [](const TaskContext&) -> Result<int> { throw std::runtime_error("broken promise"); },
        [&](const Result<int>& result) { error = result.error(); });
    QTRY_VERIFY(error);
    QCOMPARE(error->kind, ErrorKind::Internal);
    QCOMPARE(error->message, std::string("broken promise"));
}

void BackgroundTaskTest::doneMayRestartTheTask()
{
    BackgroundTask<int> task(m_pool, m_tasks);
    int second = 0;
    task.start(
        QStringLiteral("one"), [](const TaskContext&) -> Result<int> { return 1; },
        [&](const Result<int>&) {
            task.start(
                QStringLiteral("two"), [](const TaskContext&) -> Result<int> { return 2; },
                [&](const Result<int>& result) { second = result.value_or(-1); });
        });
    QTRY_COMPARE(second, 2);
}

void BackgroundTaskTest::taskListShowsProgressAndCancels()
{
    BackgroundTask<int> task(m_pool, m_tasks);
    QSemaphore hasReported;
    std::optional<ErrorKind> kind;
    task.start(
        QStringLiteral("Reading"),
        [&](const TaskContext& context) -> Result<int> {
            context.report({3, 10, "parse"});
            hasReported.release();
            while (!context.stopRequested()) {
                std::this_thread::yield();
            }
            return fail(ErrorKind::Cancelled, "cancelled");
        },
        [&](const Result<int>& result) { kind = result.error().kind; });
    QVERIFY(hasReported.tryAcquire(1, 5000));
    QCOMPARE(m_tasks.rowCount(), 1);
    const QModelIndex row = m_tasks.index(0);
    QTRY_COMPARE(row.data(TaskList::DoneRole).toInt(), 3);
    QCOMPARE(row.data(TaskList::TotalRole).toInt(), 10);
    QCOMPARE(row.data(TaskList::TitleRole).toString(), QStringLiteral("Reading"));
    m_tasks.cancel(0);
    QTRY_VERIFY(kind);
    QCOMPARE(*kind, ErrorKind::Cancelled);
    QCOMPARE(m_tasks.rowCount(), 0);
}

void BackgroundTaskTest::taskListIsAGoodModel()
{
    TaskList tasks;
    const QAbstractItemModelTester tester(&tasks,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto one = std::make_shared<TaskState>(QStringLiteral("one"));
    const auto two = std::make_shared<TaskState>(QStringLiteral("two"));
    tasks.add(one);
    tasks.add(two);
    QCOMPARE(tasks.rowCount(), 2);
    tasks.remove(one.get());
    QCOMPARE(tasks.index(0).data().toString(), QStringLiteral("two"));
    tasks.remove(two.get());
    QCOMPARE(tasks.rowCount(), 0);
}

CBOARD_UI_TEST_MAIN(BackgroundTaskTest)
#include "tst_background_task.moc"
