// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/flaky_course.h"

#include <QTest>

using namespace cboard;
using namespace cboard::service;

class FlakyCourseTest : public QObject {
    Q_OBJECT

private slots:
    void theScoreTellsRandomFromBroken();
    void theTrendCountsFailsOldestFirst();
    void whatSaysNothingIsLeftOut();
    void theLastFlipIsTheNewestChange();
};

namespace {

/// One run a revision; the newest at the end of the text, P, F, E, and f for a fail of an ill lab.
std::vector<query::HistoryRun> runsOf(std::string_view text)
{
    std::vector<query::HistoryRun> runs;
    for (std::size_t i = text.size(); i-- > 0;) {
        query::HistoryRun run;
        run.revision.id = static_cast<std::int64_t>(i) + 1;
        run.status = text[i] == 'P' ? StatusClass::Pass
            : text[i] == 'E'        ? StatusClass::Error
                                    : StatusClass::Fail;
        run.marks = text[i] == 'f' ? query::markBit(query::CellMark::LabIncident) : 0;
        runs.push_back(std::move(run));
    }
    return runs;
}

query::Flakiness numbers(std::int64_t runs, std::int64_t flips, std::int64_t disagreements = 0,
                         std::int64_t comparable = 0)
{
    query::Flakiness flakiness;
    flakiness.runs = runs;
    flakiness.flips = flips;
    flakiness.disagreements = disagreements;
    flakiness.comparable = comparable;
    return flakiness;
}

using Trend = std::vector<std::int64_t>;

} // namespace

void FlakyCourseTest::theScoreTellsRandomFromBroken()
{
    QCOMPARE(numbers(10, 0).score(), std::int64_t(0));
    QCOMPARE(numbers(10, 1).score(), std::int64_t(0)); // Broke once.
    QCOMPARE(numbers(10, 9).score(), std::int64_t(100));
    QCOMPARE(numbers(10, 4).score(), std::int64_t(3 * 100 / 8));
    QCOMPARE(numbers(20, 1, 4, 8).score(), std::int64_t(50));
    QCOMPARE(numbers(20, 2, 1, 1).score(), std::int64_t(20)); // Of five at least.
    QCOMPARE(numbers(0, 0).score(), std::int64_t(0));
}

void FlakyCourseTest::theTrendCountsFailsOldestFirst()
{
    QVERIFY(flakyCourse(runsOf("FPPF")).trend == (Trend{1, 0, 0, 1}));
    // Thirty runs make tenths of three; older ones are forgotten.
    const std::string older(20, 'F');
    const auto course = flakyCourse(runsOf(older + std::string(27, 'P') + "FFP"));
    QVERIFY(course.trend == (Trend{0, 0, 0, 0, 0, 0, 0, 0, 0, 2}));
    QCOMPARE(course.revisions, std::int64_t(30));
    QVERIFY(flakyCourse({}).trend.empty());
}

void FlakyCourseTest::whatSaysNothingIsLeftOut()
{
    const auto course = flakyCourse(runsOf("PEfFEP"));
    QVERIFY(course.trend == (Trend{0, 1, 0}));
    QCOMPARE(course.revisions, std::int64_t(3));
}

void FlakyCourseTest::theLastFlipIsTheNewestChange()
{
    QCOMPARE(flakyCourse(runsOf("PFPPFFF")).lastFlip->id, std::int64_t(5));
    QCOMPARE(flakyCourse(runsOf("PFEP")).lastFlip->id, std::int64_t(4));
    QVERIFY(!flakyCourse(runsOf("PPPP")).lastFlip);
    auto both = runsOf("PF"); // In one revision.
    both[0].revision.id = both[1].revision.id;
    QCOMPARE(flakyCourse(both).lastFlip->id, std::int64_t(1));
    QCOMPARE(flakyCourse(both).revisions, std::int64_t(1));
}

QTEST_GUILESS_MAIN(FlakyCourseTest)
#include "tst_flaky_course.moc"
