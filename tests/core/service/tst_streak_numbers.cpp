// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/streak_numbers.h"

#include <QTest>

using namespace cboard;
using namespace std::chrono_literals;

/// How long a cell fails, and how sure it is that the failure is new.
class StreakNumbersTest : public QObject {
    Q_OBJECT

private slots:
    void theStreakIsCountedInDays();
    void passesOfTheTenRunsBeforeItMakeTheConfidence();
    void infrastructureAndIllLabsAreNoRunsBeforeIt();
    void whatPassesHasNoStreak();
    void withoutRunsBeforeThereIsNoConfidence();

private:
    /// Oldest first, a letter a run, each of a revision a day after the one before: P, F, E
    /// (error), I (fails while the lab is ill). The streak begins with the run at \p firstBad.
    static query::HistorySnapshot history(const std::string& letters, std::size_t firstBad)
    {
        query::HistorySnapshot made;
        for (std::size_t i = 0; i < letters.size(); ++i) {
            query::HistoryRun run;
            run.revision.id = static_cast<std::int64_t>(i) + 1;
            run.revision.time = Timestamp(24h * (static_cast<int>(i) + 1));
            run.status = letters[i] == 'P' ? StatusClass::Pass
                : letters[i] == 'E'        ? StatusClass::Error
                                           : StatusClass::Fail;
            run.marks = letters[i] == 'I' ? query::markBit(query::CellMark::LabIncident) : 0;
            if (i == firstBad) {
                made.flakiness.firstBad = run.revision;
                made.flakiness.failingFor = 1;
            }
            made.runs.insert(made.runs.begin(), run);
        }
        return made;
    }
};

void StreakNumbersTest::theStreakIsCountedInDays()
{
    QCOMPARE(service::streakNumbers(history("PPFEF", 2)).length->count(), 2);
    QCOMPARE(service::streakNumbers(history("PF", 1)).length->count(), 0);
    QCOMPARE(service::streakNumbers(history("PFEE", 1)).length->count(), 0); // Of what failed.
}

void StreakNumbersTest::passesOfTheTenRunsBeforeItMakeTheConfidence()
{
    QCOMPARE(*service::streakNumbers(history("PPPPF", 4)).confidence, 1.0);
    QCOMPARE(*service::streakNumbers(history("FFPPF", 4)).confidence, 0.5);
    QCOMPARE(*service::streakNumbers(history("FFFFFPPPPPPPPPPF", 15)).confidence, 1.0);
    QCOMPARE(*service::streakNumbers(history("PFPPPPPPPPPFF", 11)).confidence, 0.9);
}

void StreakNumbersTest::infrastructureAndIllLabsAreNoRunsBeforeIt()
{
    QCOMPARE(*service::streakNumbers(history("FPEEIIPF", 7)).confidence, 2.0 / 3);
}

void StreakNumbersTest::whatPassesHasNoStreak()
{
    const auto numbers = service::streakNumbers(history("FFP", 9));
    QVERIFY(!numbers.length && !numbers.confidence);
}

void StreakNumbersTest::withoutRunsBeforeThereIsNoConfidence()
{
    const auto numbers = service::streakNumbers(history("EEFF", 2));
    QVERIFY(numbers.length && !numbers.confidence);
}

QTEST_GUILESS_MAIN(StreakNumbersTest)
#include "tst_streak_numbers.moc"
