// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/analysis/breakdown.h"

#include <QTest>

#include <algorithm>
#include <numeric>
#include <random>

using namespace cboard;
using analysis::failuresToTheEnd;
using analysis::Subtest;

namespace {

/// A letter each: P pass, F fail, E error, M miss, S skip, D done, p pending; they start one after
/// the other.
std::vector<Subtest> inOrder(const std::string& letters)
{
    std::vector<Subtest> run;
    for (const char letter : letters) {
        const StatusClass status = letter == 'P' ? StatusClass::Pass
            : letter == 'F'                      ? StatusClass::Fail
            : letter == 'E'                      ? StatusClass::Error
            : letter == 'M'                      ? StatusClass::Miss
            : letter == 'S'                      ? StatusClass::Skip
            : letter == 'D'                      ? StatusClass::Done
                                                 : StatusClass::Pending;
        run.push_back({status, std::int64_t(run.size())});
    }
    return run;
}

std::vector<Subtest> withoutOrder(const std::string& letters)
{
    std::vector<Subtest> run = inOrder(letters);
    for (Subtest& test : run) {
        test.start.reset();
    }
    return run;
}

using Places = std::vector<std::size_t>;

} // namespace

class BreakdownTest : public QObject {
    Q_OBJECT

private slots:
    void whatFailsAfterTheLastSuccessIsOneBreakdown();
    void aPassAfterAFailureEndsTheClaim();
    void whatStartedTogetherHasNoOrder();
    void withoutOrderOnlyARunInWhichNothingWorkedIsOne();
    void oneUnknownStartTakesTheOrderAway();
    void aRunThatIsNotOverIsNone();
    void theOrderInWhichResultsAreGivenDoesNotMatter();
};

void BreakdownTest::whatFailsAfterTheLastSuccessIsOneBreakdown()
{
    QVERIFY(failuresToTheEnd(inOrder("PPFEMF")) == (Places{2, 3, 4, 5}));
    QVERIFY(failuresToTheEnd(inOrder("PPFSSF")) == (Places{2, 5})); // Skips say nothing.
    QVERIFY(failuresToTheEnd(inOrder("FFF")) == (Places{0, 1, 2}));
    QVERIFY(failuresToTheEnd(inOrder("PPPF")).empty()); // One alone is itself.
    QVERIFY(failuresToTheEnd(inOrder("PSP")).empty());
    QVERIFY(failuresToTheEnd({}).empty());
}

void BreakdownTest::aPassAfterAFailureEndsTheClaim()
{
    QVERIFY(failuresToTheEnd(inOrder("PFFFP")).empty());
    QVERIFY(failuresToTheEnd(inOrder("FFPFF")) == (Places{3, 4}));
    QVERIFY(failuresToTheEnd(inOrder("FFD")).empty()); // A measurement needs a live system.
}

void BreakdownTest::whatStartedTogetherHasNoOrder()
{
    std::vector<Subtest> run = inOrder("PFFF");
    run[1].start = run[0].start;
    QVERIFY(failuresToTheEnd(run) == (Places{2, 3}));
    for (Subtest& test : run) {
        test.start = 7; // The start of the job, as many systems give it.
    }
    QVERIFY(failuresToTheEnd(run).empty());
    run[0].status = StatusClass::Skip;
    QVERIFY(failuresToTheEnd(run) == (Places{1, 2, 3}));
}

void BreakdownTest::withoutOrderOnlyARunInWhichNothingWorkedIsOne()
{
    QVERIFY(failuresToTheEnd(withoutOrder("FMFS")) == (Places{0, 1, 2}));
    QVERIFY(failuresToTheEnd(withoutOrder("PFFFF")).empty());
}

void BreakdownTest::oneUnknownStartTakesTheOrderAway()
{
    for (const std::size_t unknown : {0U, 2U}) {
        std::vector<Subtest> run = inOrder("PFFF");
        run[unknown].start.reset();
        QVERIFY(failuresToTheEnd(run).empty());
    }
    std::vector<Subtest> skipped = inOrder("PSFF");
    skipped[1].start.reset(); // Never started, and says nothing.
    QVERIFY(failuresToTheEnd(skipped) == (Places{2, 3}));
}

void BreakdownTest::aRunThatIsNotOverIsNone()
{
    QVERIFY(failuresToTheEnd(inOrder("PFFp")).empty());
    QVERIFY(failuresToTheEnd(inOrder("pFFF")).empty());
}

void BreakdownTest::theOrderInWhichResultsAreGivenDoesNotMatter()
{
    std::mt19937 random(5);
    const std::vector<Subtest> run = inOrder("PFPSPFEFMF");
    const Places wanted = {5, 6, 7, 8, 9};
    for (int round = 0; round < 50; ++round) {
        Places shuffle(run.size());
        std::iota(shuffle.begin(), shuffle.end(), std::size_t(0));
        std::shuffle(shuffle.begin(), shuffle.end(), random);
        std::vector<Subtest> given;
        for (const std::size_t place : shuffle) {
            given.push_back(run[place]);
        }
        Places found;
        for (const std::size_t place : failuresToTheEnd(given)) {
            found.push_back(shuffle[place]);
        }
        QVERIFY(found == wanted);
    }
}

QTEST_GUILESS_MAIN(BreakdownTest)
#include "tst_breakdown.moc"
