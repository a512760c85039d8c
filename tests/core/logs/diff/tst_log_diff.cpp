// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/diff/log_diff.h"

#include <QtTest>

#include <random>

using namespace cboard;
using namespace cboard::logs;

class LogDiffTest : public QObject {
    Q_OBJECT

private slots:
    void hunksTurnOneIntoTheOther();
    void equalSequencesHaveNoHunks();
    void insertedLinesAreOneHunk();
    void longStretchesWithoutAnchorsEnd();
    void timesAndAddressesMakeNoDifference();
    void eachRuleCanBeTurnedOff();
    void movedLinesAreNotMeaningful();
    void placesAreThoseOfTheLog();
    void cancelledComparisonStops();
};

namespace {

using Sequence = std::vector<std::uint64_t>;

std::vector<DiffHunk> diff(const Sequence& a, const Sequence& b)
{
    return diffSequences(a, b, TaskContext{}).value_or(std::vector<DiffHunk>{});
}

ComparedLog compared(const std::string& text, const NormaliseOptions& options = {})
{
    const auto source = makeMemorySource(std::make_shared<const std::string>(text));
    return readCompared(*source, RowFormat::Plain, options, TaskContext{}).value_or(ComparedLog{});
}

} // namespace

void LogDiffTest::hunksTurnOneIntoTheOther()
{
    std::mt19937 random(1); // NOLINT(cert-msc51-cpp): the same sequences in each run
    for (int round = 0; round < 500; ++round) {
        const auto kinds = 2 + random() % 60;
        Sequence a(random() % 80);
        std::generate(a.begin(), a.end(), [&] { return random() % kinds; });
        Sequence b = a;
        for (auto change = random() % 10; change > 0; --change) {
            const auto at = static_cast<std::ptrdiff_t>(random() % (b.size() + 1));
            if (random() % 2 == 0 || at == static_cast<std::ptrdiff_t>(b.size())) {
                b.insert(b.begin() + at, random() % kinds);
            } else {
                b.erase(b.begin() + at);
            }
        }
        std::size_t atA = 0;
        std::size_t atB = 0;
        for (const DiffHunk& hunk : diff(a, b)) {
            QVERIFY(hunk.beginA >= atA && hunk.beginB >= atB);
            QCOMPARE(hunk.beginA - atA, hunk.beginB - atB);
            QVERIFY(std::equal(a.begin() + static_cast<std::ptrdiff_t>(atA),
                               a.begin() + static_cast<std::ptrdiff_t>(hunk.beginA),
                               b.begin() + static_cast<std::ptrdiff_t>(atB)));
            QVERIFY(hunk.endA > hunk.beginA || hunk.endB > hunk.beginB);
            QVERIFY(atA == 0 || hunk.beginA > atA);
            atA = hunk.endA;
            atB = hunk.endB;
        }
        QVERIFY(std::equal(a.begin() + static_cast<std::ptrdiff_t>(atA), a.end(),
                           b.begin() + static_cast<std::ptrdiff_t>(atB), b.end()));
    }
}

void LogDiffTest::equalSequencesHaveNoHunks()
{
    QVERIFY(diff({1, 2, 3}, {1, 2, 3}).empty());
    QVERIFY(diff({}, {}).empty());
}

void LogDiffTest::insertedLinesAreOneHunk()
{
    QVERIFY(diff({1, 2, 3, 4}, {1, 2, 9, 9, 3, 4}) == (std::vector<DiffHunk>{{2, 2, 2, 4}}));
    QVERIFY(diff({}, {5}) == (std::vector<DiffHunk>{{0, 0, 0, 1}}));
}

void LogDiffTest::longStretchesWithoutAnchorsEnd()
{
    // The same two lines again and again: no line stands once.
    Sequence a(300'000);
    Sequence b(200'000);
    for (std::size_t i = 0; i < a.size(); ++i) {
        a[i] = i % 2;
    }
    for (std::size_t i = 0; i < b.size(); ++i) {
        b[i] = i % 3;
    }
    QVERIFY(!diff(a, b).empty());
}

void LogDiffTest::timesAndAddressesMakeNoDifference()
{
    const ComparedLog a = compared("[    1.000000] foo at 0xffff8880 took 12 ms\nsame\n");
    const ComparedLog b = compared("[    9.123456] foo at 0xffff9990 took 7 ms\nsame\n");
    QVERIFY(diffLogs(a, b, TaskContext{})->empty());
}

void LogDiffTest::eachRuleCanBeTurnedOff()
{
    NormaliseOptions options;
    options.numbers = false;
    const ComparedLog a = compared("[    1.000000] took 12 ms\n", options);
    const ComparedLog b = compared("[    9.123456] took 7 ms\n", options);
    QCOMPARE(diffLogs(a, b, TaskContext{})->size(), std::size_t(1));
}

void LogDiffTest::movedLinesAreNotMeaningful()
{
    const ComparedLog a = compared("usb ready\nnet ready\none\ntwo\nall is well\n");
    const ComparedLog b = compared("net ready\nusb ready\none\ntwo\npanic\n");
    const auto hunks = *diffLogs(a, b, TaskContext{});
    const DiffHunk* const hunk = *firstMeaningful(hunks, a, b, TaskContext{});
    QVERIFY(hunk != nullptr);
    QCOMPARE(hunk->beginA, std::size_t(4));
    const ComparedLog moved = compared("net ready\nusb ready\none\ntwo\nall is well\n");
    const auto onlyMoved = *diffLogs(a, moved, TaskContext{});
    QVERIFY(!onlyMoved.empty());
    QVERIFY(*firstMeaningful(onlyMoved, a, moved, TaskContext{}) == nullptr);
    std::stop_source stop;
    stop.request_stop();
    const auto cancelled = firstMeaningful(hunks, a, b, TaskContext(stop.get_token()));
    QVERIFY(!cancelled.has_value());
    QCOMPARE(cancelled.error().kind, ErrorKind::Cancelled);
}

void LogDiffTest::placesAreThoseOfTheLog()
{
    const std::string text = "a\r\nb\rc\nlong " + std::string(3U << 20U, 'x') + "\nend";
    const ComparedLog log = compared(text);
    QCOMPARE(log.hashes.size(), std::size_t(4));
    QCOMPARE(log.beginBytes.size(), std::size_t(5));
    QCOMPARE(log.beginBytes[1], std::uint64_t(3));
    QCOMPARE(log.beginBytes[2], std::uint64_t(7));
    QCOMPARE(log.beginBytes[4], std::uint64_t(text.size()));
    QCOMPARE(text.substr(log.beginBytes[3]), "end");
}

void LogDiffTest::cancelledComparisonStops()
{
    std::stop_source stop;
    stop.request_stop();
    const Sequence a{1};
    const Sequence b{2};
    const auto hunks = diffSequences(a, b, TaskContext(stop.get_token()));
    QVERIFY(!hunks.has_value());
    QCOMPARE(hunks.error().kind, ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(LogDiffTest)
#include "tst_log_diff.moc"
