// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/base/made_once.h"

#include <QTest>

#include <atomic>
#include <stdexcept>
#include <vector>

using namespace cboard;

/// A value that is made once for all who ask, and for which nobody waits who was stopped.
class MadeOnceTest : public QObject {
    Q_OBJECT

private slots:
    void manyWhoAskGetOneMaking();
    void whoIsStoppedDoesNotWait();
    void aFailureIsToldEachTime();
    void whatMakingThrowsIsAnError();
};

void MadeOnceTest::manyWhoAskGetOneMaking()
{
    constexpr int Askers = 8;
    std::atomic<int> makings = 0;
    std::atomic<int> right = 0;
    MadeOnce<int> once([&makings]() -> Result<int> { return 41 + ++makings; });
    {
        std::vector<std::jthread> askers;
        for (int i = 0; i < Askers; ++i) {
            askers.emplace_back([&] { right += once.get({}).value_or(0) == 42 ? 1 : 0; });
        }
    }
    QCOMPARE(right.load(), Askers);
    QCOMPARE(makings.load(), 1);
}

void MadeOnceTest::whoIsStoppedDoesNotWait()
{
    std::mutex busy;
    busy.lock(); // The making does not end before the stopped one went.
    MadeOnce<int> once([&busy]() -> Result<int> {
        const std::lock_guard lock(busy);
        return 7;
    });
    std::stop_source stop;
    Result<int> stopped = 0;
    {
        const std::jthread asker([&] { stopped = once.get(TaskContext(stop.get_token())); });
        stop.request_stop();
    }
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
    busy.unlock();
    QCOMPARE(once.get({}).value(), 7); // It went on.
    QCOMPARE(once.get(TaskContext(stop.get_token())).value(), 7); // At hand: no wait to be stopped.
}

void MadeOnceTest::aFailureIsToldEachTime()
{
    MadeOnce<int> once([]() -> Result<int> { return fail(ErrorKind::Parse, "line 1"); });
    for (int i = 0; i < 2; ++i) {
        const auto value = once.get({});
        QVERIFY(!value);
        QCOMPARE(value.error().kind, ErrorKind::Parse);
    }
}

void MadeOnceTest::whatMakingThrowsIsAnError()
{
    MadeOnce<int> once([]() -> Result<int> { throw std::runtime_error("no memory"); });
    QCOMPARE(once.get({}).error().kind, ErrorKind::Internal);
}

QTEST_GUILESS_MAIN(MadeOnceTest)
#include "tst_made_once.moc"
