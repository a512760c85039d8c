// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/analysis/revision_order.h"

#include <QTest>

#include <algorithm>
#include <numeric>
#include <random>
#include <set>

using namespace cboard;
using analysis::LineRevision;

/// Times by which the revisions of a branch sort.
class RevisionOrderTest : public QObject {
    Q_OBJECT

private slots:
    void timesThatFitStay();
    void anOldCommitTestedLateComesAfterItsAncestor();
    void aClockThatWasWrongMovesNoOther();
    void theFirstOfALineComesBeforeTheNext();
    void equalTimesFollowTheLine();
    void linesThatLeftLieBetweenEachOtherByTime();
    void withoutAncestorsEachKeepsItsTime();
    void everyRevisionComesAfterItsAncestor();
    void theOrderOfTheInputDoesNotMatter();
};

namespace {

Timestamp at(std::int64_t microseconds)
{
    return Timestamp(std::chrono::microseconds(microseconds));
}

/// A line: each the ancestor of the next.
std::vector<LineRevision> line(const std::vector<std::int64_t>& times)
{
    std::vector<LineRevision> revisions;
    for (std::size_t i = 0; i < times.size(); ++i) {
        revisions.push_back({at(times[i]), i == 0 ? std::nullopt : std::optional(i - 1)});
    }
    return revisions;
}

std::vector<std::int64_t> numbers(const std::vector<Timestamp>& times)
{
    std::vector<std::int64_t> found;
    for (const Timestamp time : times) {
        found.push_back(time.time_since_epoch().count());
    }
    return found;
}

std::vector<std::int64_t> ordered(const std::vector<LineRevision>& revisions)
{
    return numbers(analysis::orderTimes(revisions));
}

using Times = std::vector<std::int64_t>;

/// A random forest with distinct times, some of them far off.
std::vector<LineRevision> randomForest(std::mt19937& random)
{
    const std::size_t count = 1 + random() % 60;
    std::vector<LineRevision> revisions;
    for (std::size_t i = 0; i < count; ++i) {
        const bool isOff = random() % 5 == 0;
        const auto time = static_cast<std::int64_t>(i * 1000 + random() % 900)
            + (isOff ? static_cast<std::int64_t>(random() % 80'000) - 40'000 : 0);
        std::optional<std::size_t> ancestor;
        if (i > 0 && random() % 8 != 0) {
            ancestor = random() % 6 == 0 ? random() % i : i - 1;
        }
        revisions.push_back({at(time), ancestor});
    }
    return revisions;
}

} // namespace

void RevisionOrderTest::timesThatFitStay()
{
    QCOMPARE(ordered(line({100, 200, 300})), (Times{100, 200, 300}));
    QCOMPARE(ordered({}), Times{});
}

void RevisionOrderTest::anOldCommitTestedLateComesAfterItsAncestor()
{
    QCOMPARE(ordered(line({100, 900, 300, 400})), (Times{100, 101, 300, 400}));
}

void RevisionOrderTest::aClockThatWasWrongMovesNoOther()
{
    QCOMPARE(ordered(line({100, 200, 300, 0})), (Times{100, 200, 300, 301}));
}

void RevisionOrderTest::theFirstOfALineComesBeforeTheNext()
{
    QCOMPARE(ordered(line({900, 950, 300, 400, 500})), (Times{298, 299, 300, 400, 500}));
}

void RevisionOrderTest::equalTimesFollowTheLine()
{
    QCOMPARE(ordered(line({100, 100, 100})), (Times{100, 101, 102}));
}

void RevisionOrderTest::linesThatLeftLieBetweenEachOtherByTime()
{
    // base 100; before the rebase 200, 400; after it 300, 500.
    const std::vector<LineRevision> revisions{
        {at(100), std::nullopt}, {at(200), 0}, {at(400), 1}, {at(300), 0}, {at(500), 3}};
    QCOMPARE(ordered(revisions), (Times{100, 200, 400, 300, 500}));
}

void RevisionOrderTest::withoutAncestorsEachKeepsItsTime()
{
    QCOMPARE(ordered({{at(300), std::nullopt}, {at(100), std::nullopt}, {at(300), std::nullopt}}),
             (Times{300, 100, 300}));
}

void RevisionOrderTest::everyRevisionComesAfterItsAncestor()
{
    for (std::uint32_t seed = 0; seed < 300; ++seed) {
        std::mt19937 random(seed);
        const auto revisions = randomForest(random);
        const auto times = ordered(revisions);
        bool fits = true;
        for (std::size_t i = 0; i < revisions.size(); ++i) {
            const auto ancestor = revisions[i].ancestor;
            fits = fits && (!ancestor || revisions[*ancestor].time < revisions[i].time);
            QVERIFY2(!ancestor || times[*ancestor] < times[i], qPrintable(QString::number(seed)));
        }
        if (fits) { // Nothing was wrong: nothing moves.
            for (std::size_t i = 0; i < revisions.size(); ++i) {
                QCOMPARE(times[i], revisions[i].time.time_since_epoch().count());
            }
        }
    }
}

void RevisionOrderTest::theOrderOfTheInputDoesNotMatter()
{
    for (std::uint32_t seed = 0; seed < 100; ++seed) {
        std::mt19937 random(seed);
        const auto revisions = randomForest(random);
        std::vector<std::size_t> place(revisions.size()); // Of each in the shuffled input.
        std::iota(place.begin(), place.end(), std::size_t{0});
        std::shuffle(place.begin(), place.end(), random);
        std::vector<LineRevision> shuffled(revisions.size());
        for (std::size_t i = 0; i < revisions.size(); ++i) {
            shuffled[place[i]] = revisions[i];
            if (const auto ancestor = revisions[i].ancestor) {
                shuffled[place[i]].ancestor = place[*ancestor];
            }
        }
        std::vector<std::int64_t> times(revisions.size());
        std::set<std::int64_t> distinct;
        for (const LineRevision& revision : revisions) {
            distinct.insert(revision.time.time_since_epoch().count());
        }
        if (distinct.size() < revisions.size()) {
            continue; // Ties are the caller's.
        }
        const auto shuffledTimes = ordered(shuffled);
        for (std::size_t i = 0; i < revisions.size(); ++i) {
            times[i] = shuffledTimes[place[i]];
        }
        QCOMPARE(times, ordered(revisions));
    }
}

QTEST_GUILESS_MAIN(RevisionOrderTest)
#include "tst_revision_order.moc"
