// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/ingest/ordered_queue.h"

#include <QtTest>

#include <atomic>
#include <random>
#include <thread>

using namespace cboard;
using namespace cboard::ingest;

namespace {

constexpr std::int64_t PieceBytes = 100;

formats::Input inputOf(int number)
{
    auto owner = std::make_shared<const std::string>(std::string(PieceBytes, 'x'));
    formats::Input input;
    input.path = std::to_string(number);
    input.bytes = *owner;
    input.owner = owner;
    return input;
}

Parsed parsedOf(const std::string& path)
{
    Parsed parsed;
    parsed.path = path;
    parsed.bytes = PieceBytes;
    return parsed;
}

} // namespace

class OrderedQueueTest : public QObject {
    Q_OBJECT
private slots:
    void orderDoesNotDependOnThreads();
    void memoryUnderWayIsBounded();
    void piecesBeyondTheLimitGoAlone();
    void stopFreesEveryThread();
};

void OrderedQueueTest::orderDoesNotDependOnThreads()
{
    constexpr int Count = 3000;
    OrderedQueue queue(PieceBytes * 20);
    std::thread reader([&queue] {
        for (int i = 0; i < Count; ++i) {
            const auto added = i % 7 == 0 ? queue.addParsed(parsedOf(std::to_string(i)))
                                          : queue.addInput(inputOf(i));
            Q_ASSERT(added);
        }
        queue.endInputs();
    });
    std::vector<std::thread> parsers;
    for (unsigned seed = 1; seed <= 4; ++seed) {
        parsers.emplace_back([&queue, seed] {
            std::minstd_rand random(seed);
            while (auto job = queue.takeInput()) {
                if (random() % 50 == 0) {
                    std::this_thread::sleep_for(std::chrono::microseconds(200));
                }
                queue.finish(job->number, parsedOf(job->input.path));
            }
        });
    }
    int next = 0;
    while (auto parsed = queue.takeParsed()) {
        QCOMPARE(parsed->path, std::to_string(next++));
        queue.release(parsed->bytes);
    }
    QCOMPARE(next, Count);
    reader.join();
    for (std::thread& parser : parsers) {
        parser.join();
    }
}

void OrderedQueueTest::memoryUnderWayIsBounded()
{
    OrderedQueue queue(PieceBytes * 3);
    std::atomic<int> added = 0;
    std::thread reader([&] {
        for (int i = 0; i < 10; ++i) {
            if (queue.addInput(inputOf(i))) {
                ++added;
            }
        }
        queue.endInputs();
    });
    QTRY_COMPARE(added.load(), 3);
    QTest::qWait(20); // the fourth must not get in
    QCOMPARE(added.load(), 3);
    for (int i = 0; i < 10; ++i) {
        auto job = queue.takeInput();
        QVERIFY(job.has_value());
        queue.finish(job->number, parsedOf(job->input.path));
        QVERIFY(queue.takeParsed().has_value());
        queue.release(PieceBytes);
    }
    QVERIFY(!queue.takeParsed().has_value());
    reader.join();
    QCOMPARE(added.load(), 10);
}

void OrderedQueueTest::piecesBeyondTheLimitGoAlone()
{
    OrderedQueue queue(1);
    QVERIFY(queue.addInput(inputOf(0)).has_value());
    auto job = queue.takeInput();
    QVERIFY(job.has_value());
    queue.finish(job->number, parsedOf("0"));
    QVERIFY(queue.takeParsed().has_value());
    queue.release(PieceBytes);
    QVERIFY(queue.addInput(inputOf(1)).has_value());
}

void OrderedQueueTest::stopFreesEveryThread()
{
    OrderedQueue queue(PieceBytes);
    std::thread reader([&queue] {
        while (queue.addInput(inputOf(0))) { }
    });
    std::thread parser([&queue] {
        while (queue.takeInput()) { }
    });
    std::thread stopper([&queue] {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
        queue.stop();
    });
    QVERIFY(!queue.takeParsed().has_value());
    reader.join();
    parser.join();
    stopper.join();
    const auto refused = queue.addParsed(parsedOf("late"));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(OrderedQueueTest)
#include "tst_ordered_queue.moc"
