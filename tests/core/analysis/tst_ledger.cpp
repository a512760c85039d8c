// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/analysis/ledger.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <vector>

using namespace cboard::analysis;
using cboard::query::CellMark;

namespace {

constexpr std::size_t Labs = 3;
constexpr std::size_t Families = 8;
constexpr std::size_t Cells = Families * Labs; ///< Cell = family * Labs + lab.

/// One revision: what each cell did, and which labs were ill.
struct Revision {
    std::array<CellRuns, Cells> runs;
    std::array<bool, Labs> isIll{};
};

/// Streaks of passes and fails with gaps, infrastructure, retries and ill labs between.
std::vector<Revision> randomHistory(std::uint32_t seed)
{
    std::mt19937 random(seed);
    std::array<bool, Cells> isBroken{};
    std::vector<Revision> history(60);
    for (Revision& revision : history) {
        for (bool& isIll : revision.isIll) {
            isIll = random() % 15 == 0;
        }
        for (std::size_t cell = 0; cell < Cells; ++cell) {
            isBroken[cell] = random() % 8 == 0 ? !isBroken[cell] : isBroken[cell];
            CellRuns& runs = revision.runs[cell];
            runs.isLabIll = revision.isIll[cell % Labs];
            if (random() % 5 == 0) {
                continue; // Not tested.
            }
            runs.infrastructure = random() % 10 == 0 ? 1 : 0;
            if (runs.infrastructure == 0 || random() % 3 == 0) {
                (isBroken[cell] ? runs.fails : runs.passes) = 1 + (random() % 20 == 0 ? 1 : 0);
            }
            if (random() % 60 == 0) {
                runs.passes = 1;
            }
        }
        for (std::size_t cell = 0; cell < Cells; ++cell) {
            for (std::size_t lab = 0; lab < Labs; ++lab) {
                const std::size_t other = cell / Labs * Labs + lab;
                const Outcome outcome = outcomeOf(revision.runs[other]);
                CellRuns& runs = revision.runs[cell];
                runs.passedElsewhere =
                    runs.passedElsewhere || (other != cell && outcome == Outcome::Pass);
                runs.failedElsewhere =
                    runs.failedElsewhere || (other != cell && outcome == Outcome::Fail);
            }
        }
    }
    return history;
}

/// What the ledger must say of one cell after the first `count` revisions: read from all its
/// results at once, by the words of the rules.
std::vector<Regression> plainRegressions(const std::vector<Revision>& history, std::size_t count,
                                         std::size_t cell)
{
    struct Result {
        std::int32_t revision;
        bool isPass;
        bool isConflict;
    };
    std::vector<Result> results;
    for (std::size_t i = 0; i < count; ++i) {
        const CellRuns& runs = history[i].runs[cell];
        const bool hasFail = runs.fails > 0 && !runs.isLabIll;
        if (hasFail || runs.passes > 0) {
            results.push_back({std::int32_t(i), !hasFail, hasFail && runs.passedElsewhere});
        }
    }
    std::vector<Regression> found;
    for (std::size_t i = 1; i < results.size(); ++i) {
        if (results[i].isPass || !results[i - 1].isPass || results[i].isConflict) {
            continue;
        }
        Regression regression;
        regression.cell = std::uint32_t(cell);
        regression.lastGood = results[i - 1].revision;
        regression.firstBad = results[i].revision;
        for (std::size_t j = i; j < results.size(); ++j) {
            if (results[j].isPass) {
                regression.fixedIn = results[j].revision;
                break;
            }
            regression.lastBad = results[j].revision;
            ++regression.failingFor;
        }
        found.push_back(regression);
    }
    return found;
}

} // namespace

/// The ledger of regressions.
class LedgerTest : public QObject {
    Q_OBJECT

private slots:
    void eachRevisionAddedGivesWhatAllTogetherGive_data();
    void eachRevisionAddedGivesWhatAllTogetherGive();
    void passToFailBeginsAndPassEnds();
    void infrastructureNeitherBeginsNorEnds();
    void whatNeverPassedIsNoRegression();
    void failInOneLabOnlyIsNoRegression();
    void cellThatIsNoLongerRunIsInactive();
    void waivedFailureIsWaivedUntilFixed();
    void aCellThatAlternatesNowHasNoRegressions();
    void whatWasFixedLongBeforeTheCellAlternatedStays();
    void whatAFlakyCellDidStaysNoise();
    void aRetriedFalseFailureIsNeverARegression();

private:
    /// A ledger with one cell that did this, a letter a revision: P, F, E(rror), a blank for
    /// nothing, I for a fail in an ill lab, C for a fail that passed in another lab.
    static Ledger ledgerOf(std::string_view results, cboard::query::CellMarks more = 0);
};

Ledger LedgerTest::ledgerOf(std::string_view results, cboard::query::CellMarks more)
{
    Ledger ledger;
    CellTrack track;
    for (std::size_t i = 0; i < results.size(); ++i) {
        const char c = results[i];
        if (c == ' ') {
            continue;
        }
        const CellRuns runs{.passes = c == 'P' ? 1 : 0,
                            .fails = c == 'F' || c == 'I' || c == 'C' ? 1 : 0,
                            .infrastructure = c == 'E' ? 1 : 0,
                            .isLabIll = c == 'I',
                            .passedElsewhere = c == 'C'};
        const auto place = std::int32_t(i);
        const auto marks = track.add(runs, place, true);
        ledger.add(0, place, outcomeOf(runs) != Outcome::Inconclusive,
                   cboard::query::CellMarks(marks | more), track);
    }
    return ledger;
}

void LedgerTest::eachRevisionAddedGivesWhatAllTogetherGive_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 12; ++seed) {
        QTest::addRow("seed %d", seed) << seed;
    }
}

void LedgerTest::eachRevisionAddedGivesWhatAllTogetherGive()
{
    QFETCH(int, seed);
    const auto history = randomHistory(std::uint32_t(seed));
    Ledger ledger;
    std::vector<CellTrack> tracks(Cells);
    std::size_t most = 0;
    for (std::size_t i = 0; i < history.size(); ++i) {
        for (std::size_t cell = 0; cell < Cells; ++cell) {
            const CellRuns& runs = history[i].runs[cell];
            if (runs.passes + runs.fails + runs.infrastructure > 0) {
                const auto marks = tracks[cell].add(runs, std::int32_t(i), true);
                ledger.add(std::uint32_t(cell), std::int32_t(i),
                           outcomeOf(runs) != Outcome::Inconclusive, marks, tracks[cell]);
            }
        }
        for (std::size_t cell = 0; cell < Cells; ++cell) {
            std::vector<Regression> found;
            std::copy_if(ledger.regressions().begin(), ledger.regressions().end(),
                         std::back_inserter(found),
                         [cell](const Regression& one) { return one.cell == cell; });
            const auto expected = plainRegressions(history, i + 1, cell);
            QCOMPARE(found.size(), expected.size());
            for (std::size_t k = 0; k < found.size(); ++k) {
                QCOMPARE(found[k].lastGood, expected[k].lastGood);
                QCOMPARE(found[k].firstBad, expected[k].firstBad);
                QCOMPARE(found[k].lastBad, expected[k].lastBad);
                QCOMPARE(found[k].fixedIn, expected[k].fixedIn);
                QCOMPARE(found[k].failingFor, expected[k].failingFor);
            }
            most = std::max(most, found.size());
        }
    }
    QVERIFY(most >= 2);
}

void LedgerTest::passToFailBeginsAndPassEnds()
{
    const Ledger ledger = ledgerOf("PPF  FFP");
    QCOMPARE(ledger.regressions().size(), 1U);
    const Regression& one = ledger.regressions().front();
    QCOMPARE(one.lastGood, 1);
    QCOMPARE(one.firstBad, 2);
    QCOMPARE(one.lastBad, 6);
    QCOMPARE(one.fixedIn, 7);
    QCOMPARE(one.failingFor, 3);
    QCOMPARE(one.untestedBetween(), 0);
    QCOMPARE(one.confidence, 100);
    QCOMPARE(stateOf(one, 0), LedgerState::Fixed);
}

void LedgerTest::infrastructureNeitherBeginsNorEnds()
{
    QVERIFY(ledgerOf("PPEIIP").regressions().empty());
    const Ledger ledger = ledgerOf("PEI FEI");
    QCOMPARE(ledger.regressions().size(), 1U);
    QCOMPARE(ledger.regressions().front().lastGood, 0);
    QCOMPARE(ledger.regressions().front().firstBad, 4);
    QCOMPARE(ledger.regressions().front().untestedBetween(), 3);
    QVERIFY(!ledger.regressions().front().isFixed());
    QCOMPARE(ledger.regressions().front().lastRun, 6);
}

void LedgerTest::whatNeverPassedIsNoRegression()
{
    QVERIFY(ledgerOf("FFFF").regressions().empty());
    QVERIFY(ledgerOf("EFFP").regressions().empty());
}

void LedgerTest::failInOneLabOnlyIsNoRegression()
{
    QVERIFY(ledgerOf("PPCC").regressions().empty());
}

void LedgerTest::cellThatIsNoLongerRunIsInactive()
{
    const Ledger ledger = ledgerOf("PPFF    ");
    QCOMPARE(stateOf(ledger.regressions().front(), 3), LedgerState::Active);
    QCOMPARE(stateOf(ledger.regressions().front(), 4), LedgerState::Inactive);
}

void LedgerTest::waivedFailureIsWaivedUntilFixed()
{
    const auto waived = markBit(CellMark::Waived);
    QCOMPARE(stateOf(ledgerOf("PF", waived).regressions().front(), 0), LedgerState::Waived);
    QCOMPARE(stateOf(ledgerOf("PFP", waived).regressions().front(), 0), LedgerState::Fixed);
}

/// Neither what began before that was known.
void LedgerTest::aCellThatAlternatesNowHasNoRegressions()
{
    const Ledger ledger = ledgerOf("PPPFFPPFPFPF");
    QCOMPARE(ledger.regressions().size(), 4U);
    for (const Regression& one : ledger.regressions()) {
        QVERIFY(one.isOfFlaky);
    }
    const Ledger steady = ledgerOf("PPPPPPFFPPPPPPPP");
    QVERIFY(!steady.regressions().front().isOfFlaky);
}

void LedgerTest::whatWasFixedLongBeforeTheCellAlternatedStays()
{
    const std::string steady(30, 'P');
    const Ledger ledger = ledgerOf("PPFFF" + steady + "FPFPFPFP");
    QCOMPARE(ledger.regressions().size(), 5U);
    QVERIFY(!ledger.regressions().front().isOfFlaky);
    for (std::size_t i = 1; i < 5; ++i) {
        QVERIFY(ledger.regressions()[i].isOfFlaky);
    }
    // Within the same thirty runs it is one of the changes.
    QVERIFY(ledgerOf("PPFFF" + std::string(15, 'P') + "FPFPFPFP").regressions().front().isOfFlaky);
}

void LedgerTest::whatAFlakyCellDidStaysNoise()
{
    const Ledger ledger = ledgerOf("PPFPFPFPFPFPFPFPFP" + std::string(20, 'P') + "FFF");
    QVERIFY(ledger.regressions().front().isOfFlaky);
    const Ledger broken = ledgerOf("PPFPFPFPFPFPFPFPFP" + std::string(30, 'P') + "FFF");
    QVERIFY(broken.regressions().front().isOfFlaky);
    QVERIFY(!broken.regressions().back().isOfFlaky);
    QVERIFY(!broken.regressions().back().isFixed());
}

/// Neither while the window holds it nor later.
void LedgerTest::aRetriedFalseFailureIsNeverARegression()
{
    Ledger ledger;
    CellTrack track;
    for (std::int32_t place = 0; place < 60; ++place) {
        const CellRuns runs{.passes = 1, .fails = place == 5 ? 1 : 0};
        const auto marks = track.add(runs, place, true);
        ledger.add(0, place, true, marks, track);
        for (const Regression& one : ledger.regressions()) {
            QVERIFY(one.isOfFlaky);
        }
    }
    QCOMPARE(ledger.regressions().size(), 1U);
}

QTEST_GUILESS_MAIN(LedgerTest)
#include "tst_ledger.moc"
