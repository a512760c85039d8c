// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/analysis/verdict.h"
#include "tests/core/mark_text.h"

#include <QTest>

#include <optional>
#include <random>
#include <vector>

using namespace cboard;
using namespace cboard::analysis;
using query::CellMark;
using query::CellMarks;
using query::hasMark;
using query::markBit;
using test::keysOf;

/// Verdicts by hand, and against a reading of the rules that walks back through the whole history
/// for each revision.
class VerdictTest : public QObject {
    Q_OBJECT

private slots:
    void followTheTableOfRules_data();
    void followTheTableOfRules();
    void aBaselineDecidesWhatIsNew();
    void equalABruteForceReadingOfTheRules();
    void infrastructureChangesNothing();
    void streaksNameTheirRange();
};

namespace {

/// One character a revision: P pass, F fail, E error, M mixed, i fails in an ill lab, e errs in an
/// ill lab, c fails while another lab passes, p passes while another lab fails, - did not run.
CellRuns runsOf(char c)
{
    switch (c) {
    case 'P':
        return {.passes = 1};
    case 'F':
        return {.fails = 1};
    case 'E':
        return {.infrastructure = 1};
    case 'M':
        return {.passes = 1, .fails = 1};
    case 'i':
        return {.fails = 1, .isLabIll = true};
    case 'e':
        return {.infrastructure = 1, .isLabIll = true};
    case 'c':
        return {.fails = 1, .passedElsewhere = true};
    case 'p':
        return {.passes = 1, .failedElsewhere = true};
    default:
        return {};
    }
}

CellMarks marksAtEnd(const std::string& history, bool isWhole = true)
{
    CellTrack track;
    CellMarks marks = 0;
    for (std::size_t i = 0; i < history.size(); ++i) {
        marks = history[i] == '-' ? CellMarks{}
                                  : track.add(runsOf(history[i]), std::int32_t(i), isWhole);
    }
    return marks;
}

} // namespace

void VerdictTest::followTheTableOfRules_data()
{
    QTest::addColumn<QByteArray>("history");
    QTest::addColumn<QByteArray>("marks");
    const auto row = [](const char* history, const char* marks) {
        QTest::newRow(history) << QByteArray(history) << QByteArray(marks);
    };
    row("P", "");
    row("PF", "new");
    row("P--E-F", "new");
    row("PFF", "still_failing");
    row("F", "never_passed first_seen_failing");
    row("FF", "never_passed still_failing");
    row("EF", "never_passed first_seen_failing");
    row("FP", "fixed");
    row("FEP", "fixed");
    row("PP", "");
    row("PE", "");
    row("FE", "");
    row("PFPFPF", "new flaky");
    row("FPFPFP", "fixed flaky");
    row("PM", "new flaky mixed");
    row("M", "flaky mixed first_seen_failing");
    row("Pc", "lab_conflict");
    row("cc", "lab_conflict never_passed still_failing");
    row("Pp", "lab_conflict");
    row("Fp", "fixed lab_conflict");
    row("Pi", "lab_incident");
    row("Pe", "lab_incident");
    row("PiF", "new");
    row("FiP", "fixed");
    row("PiP", "");
}

void VerdictTest::followTheTableOfRules()
{
    QFETCH(QByteArray, history);
    QFETCH(QByteArray, marks);
    QCOMPARE(QByteArray::fromStdString(keysOf(marksAtEnd(history.toStdString()))), marks);
    const CellMarks part = marksAtEnd(history.toStdString(), false);
    QVERIFY(!hasMark(part, CellMark::NeverPassed));
}

namespace {

std::optional<Outcome> conclusiveAt(const CellRuns& runs)
{
    if (runs.fails > 0 && !runs.isLabIll) {
        return Outcome::Fail;
    }
    return runs.passes > 0 ? std::optional(Outcome::Pass) : std::nullopt;
}

/// Rule by rule, looking back from revision `now`; flakiness is left to its own test.
CellMarks byTheRules(const std::vector<CellRuns>& history, std::size_t now)
{
    const CellRuns& runs = history[now];
    CellMarks marks = 0;
    const auto set = [&marks](CellMark mark) { marks = CellMarks(marks | markBit(mark)); };
    if (runs.passes > 0 && runs.fails > 0) {
        set(CellMark::Mixed);
    }
    if (runs.isLabIll && runs.fails + runs.infrastructure > 0) {
        set(CellMark::LabIncident);
    }
    const auto verdict = conclusiveAt(runs);
    if (!verdict) {
        return marks;
    }
    std::optional<Outcome> baseline;
    bool everPassed = runs.passes > 0;
    for (std::size_t i = now; i-- > 0;) {
        const auto then = conclusiveAt(history[i]);
        baseline = baseline ? baseline : then;
        everPassed = everPassed || then == Outcome::Pass;
    }
    const bool isConflict =
        *verdict == Outcome::Fail ? runs.passedElsewhere : runs.failedElsewhere && !runs.isLabIll;
    if (isConflict) {
        set(CellMark::LabConflict);
    }
    if (*verdict == Outcome::Pass) {
        if (baseline == Outcome::Fail) {
            set(CellMark::Fixed); // Rule 4.
        }
        return marks;
    }
    if (baseline == Outcome::Pass && !isConflict) {
        set(CellMark::New); // Rule 1, with rule 6.
    }
    if (baseline == Outcome::Fail) {
        set(CellMark::StillFailing); // Rule 2.
    }
    if (!baseline) {
        set(CellMark::FirstSeenFailing); // Rule 3.
    }
    const bool mixedBefore = std::any_of(history.begin(), history.begin() + std::ptrdiff_t(now),
                                         [](const CellRuns& r) { return r.passes > 0; });
    if (!everPassed && !mixedBefore) {
        set(CellMark::NeverPassed);
    }
    return marks;
}

} // namespace

void VerdictTest::aBaselineDecidesWhatIsNew()
{
    const auto judged = [](const char* history, Outcome now, Outcome baseline) {
        return keysOf(analysis::againstBaseline(marksAtEnd(history), now, baseline));
    };
    QCOMPARE(judged("FF", Outcome::Fail, Outcome::Pass), std::string("new"));
    QCOMPARE(judged("PF", Outcome::Fail, Outcome::Fail), std::string("still_failing"));
    QCOMPARE(judged("PF", Outcome::Fail, Outcome::Inconclusive), std::string("first_seen_failing"));
    QCOMPARE(judged("Pc", Outcome::Fail, Outcome::Pass), std::string("lab_conflict"));
    QCOMPARE(judged("FP", Outcome::Pass, Outcome::Pass), std::string());
    QCOMPARE(judged("PP", Outcome::Pass, Outcome::Fail), std::string("fixed"));
    QCOMPARE(judged("PE", Outcome::Inconclusive, Outcome::Pass), std::string());
}

void VerdictTest::equalABruteForceReadingOfTheRules()
{
    std::mt19937 random(11);
    std::array<int, query::CellMarkCount> seen{};
    for (int round = 0; round < 2000; ++round) {
        const auto failShare = random() % 101;
        std::vector<CellRuns> history;
        CellTrack track;
        for (int i = 0; i < 25; ++i) {
            CellRuns runs;
            for (auto count = random() % 3; count > 0; --count) {
                const auto dice = random() % 100;
                ++(dice < 20                        ? runs.infrastructure
                       : random() % 100 < failShare ? runs.fails
                                                    : runs.passes);
            }
            runs.isLabIll = random() % 10 == 0;
            runs.passedElsewhere = random() % 8 == 0;
            runs.failedElsewhere = random() % 8 == 0;
            history.push_back(runs);
            const CellMarks marks = track.add(runs, i, true);
            const CellMarks expected = byTheRules(history, history.size() - 1);
            const auto judged = CellMarks(marks & ~markBit(CellMark::Flaky));
            QVERIFY2(judged == expected, (keysOf(judged) + " / " + keysOf(expected)).c_str());
            for (std::size_t m = 0; m < seen.size(); ++m) {
                seen[m] += hasMark(marks, static_cast<CellMark>(m)) ? 1 : 0;
            }
        }
    }
    for (const CellMark mark :
         {CellMark::New, CellMark::Fixed, CellMark::Flaky, CellMark::Mixed, CellMark::LabConflict,
          CellMark::NeverPassed, CellMark::StillFailing, CellMark::FirstSeenFailing,
          CellMark::LabIncident}) {
        QVERIFY2(seen[std::size_t(mark)] > 0, std::string(cellMarkKey(mark)).c_str());
    }
}

void VerdictTest::infrastructureChangesNothing()
{
    std::mt19937 random(3);
    for (int round = 0; round < 500; ++round) {
        CellTrack clean;
        CellTrack noisy;
        for (int i = 0; i < 30; ++i) {
            for (const char noise : {'E', 'i', 'e'}) {
                if (random() % 3 == 0) {
                    noisy.add(runsOf(noise), i, true);
                }
            }
            const CellRuns runs = runsOf(random() % 2 == 0 ? 'P' : 'F');
            QCOMPARE(noisy.add(runs, i, true), clean.add(runs, i, true));
            QCOMPARE(noisy.failingFor(), clean.failingFor());
            QCOMPARE(noisy.firstBad(), clean.firstBad());
        }
    }
}

void VerdictTest::streaksNameTheirRange()
{
    CellTrack track;
    const std::string history = "PPPPPPPPPPE-FEF";
    for (std::size_t i = 0; i < history.size(); ++i) {
        track.add(runsOf(history[i]), std::int32_t(i), true);
    }
    QCOMPARE(track.lastGood(), 9);
    QCOMPARE(track.firstBad(), 12);
    QCOMPARE(track.failingFor(), 2);
    QCOMPARE(track.confidence(), 100);
    track.add(runsOf('P'), 15, true);
    QCOMPARE(track.failingFor(), 0);
    QCOMPARE(track.firstBad(), NoRevision);
    QCOMPARE(track.lastGood(), 15);
}

QTEST_GUILESS_MAIN(VerdictTest)
#include "tst_verdict.moc"
