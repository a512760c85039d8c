// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/analysis/flakiness.h"

#include <QTest>

#include <deque>
#include <random>

using namespace cboard::analysis;

/// The run window against a plain list of runs, and the limits at their edges.
class FlakinessTest : public QObject {
    Q_OBJECT

private slots:
    void countsAsAPlainListOfRunsDoes();
    void moreRunsThanTheWindowKeepBothOutcomes();
    void flipsAloneMakeFlakyFromFiveOn();
    void fourFlipsNeedAnUnsteadyPassRate();
    void oneDisagreementIsEnough();
    void aFailureThatStaysIsNotFlaky();
};

namespace {

struct PlainRun {
    bool isPass = false;
    int revision = 0;
};

struct Numbers {
    int runs = 0;
    int passes = 0;
    int flips = 0;
    int disagreements = 0;
    int comparable = 0;
    int revisions = 0; ///< All of whose runs are among them.
    bool operator==(const Numbers&) const = default;
};

/// Straight from the definitions, over the newest 30 runs.
Numbers numbersOf(const std::deque<PlainRun>& runs)
{
    Numbers numbers;
    const std::size_t from = runs.size() > 30 ? runs.size() - 30 : 0;
    for (std::size_t i = from; i < runs.size(); ++i) {
        ++numbers.runs;
        numbers.passes += runs[i].isPass ? 1 : 0;
        numbers.flips += i > from && runs[i].isPass != runs[i - 1].isPass ? 1 : 0;
        if (i > from && runs[i].revision == runs[i - 1].revision) {
            continue;
        }
        numbers.revisions += i == 0 || runs[i].revision != runs[i - 1].revision ? 1 : 0;
        int passes = 0;
        int fails = 0;
        for (std::size_t k = i; k < runs.size() && runs[k].revision == runs[i].revision; ++k) {
            ++(runs[k].isPass ? passes : fails);
        }
        numbers.disagreements += passes > 0 && fails > 0 ? 1 : 0;
        numbers.comparable += passes + fails > 1 ? 1 : 0;
    }
    return numbers;
}

RunWindow windowOf(const char* outcomes)
{
    RunWindow window;
    for (const char* c = outcomes; *c != '\0'; ++c) {
        window.add(*c == 'P' ? 1 : 0, *c == 'F' ? 1 : 0);
    }
    return window;
}

} // namespace

void FlakinessTest::countsAsAPlainListOfRunsDoes()
{
    std::mt19937 random(5);
    for (int round = 0; round < 200; ++round) {
        RunWindow window;
        std::deque<PlainRun> plain;
        const auto passShare = random() % 101;
        for (int revision = 0; revision < 50; ++revision) {
            int passes = 0;
            int fails = 0;
            for (auto runs = random() % 4; runs > 0; --runs) {
                ++(random() % 100 < passShare ? passes : fails);
            }
            window.add(passes, fails);
            plain.insert(plain.end(), std::size_t(fails), {false, revision});
            plain.insert(plain.end(), std::size_t(passes), {true, revision});
            const Numbers numbers{window.runs(),          window.passes(),     window.flips(),
                                  window.disagreements(), window.comparable(), window.revisions()};
            QVERIFY(numbers == numbersOf(plain));
        }
    }
}

void FlakinessTest::moreRunsThanTheWindowKeepBothOutcomes()
{
    RunWindow window;
    window.add(1000, 1000);
    QCOMPARE(window.runs(), 30);
    QCOMPARE(window.disagreements(), 1);
    QVERIFY(isFlaky(window));
    window.add(1000, 0);
    QCOMPARE(window.passes(), 30);
    QVERIFY(!isFlaky(window));
}

void FlakinessTest::flipsAloneMakeFlakyFromFiveOn()
{
    QVERIFY(!isFlaky(windowOf("PPPPPPPPPPPPPPPPPPPPPPPPPFPPFP"))); // 4 flips, 93 %
    QVERIFY(isFlaky(windowOf("PPPPPPPPPPPPPPPPPPPPPPPPFPPFPF"))); // 5 flips
}

void FlakinessTest::fourFlipsNeedAnUnsteadyPassRate()
{
    QVERIFY(isFlaky(windowOf("PPFFPPFFPP"))); // 60 %
    QVERIFY(isFlaky(windowOf("PFPPPPPPFP"))); // 80 %
    QVERIFY(!isFlaky(windowOf("PPFPPPPPPFP"))); // 82 %
    QVERIFY(!isFlaky(windowOf("PPPFFFPPPP"))); // 2 flips
}

void FlakinessTest::oneDisagreementIsEnough()
{
    RunWindow window = windowOf("PPPPPPPPPP");
    window.add(1, 1);
    QVERIFY(isFlaky(window));
    for (int i = 0; i < 28; ++i) {
        window.add(1, 0);
        QVERIFY(isFlaky(window));
    }
    window.add(1, 0); // Half of it has left the window.
    QVERIFY(!isFlaky(window));
}

void FlakinessTest::aFailureThatStaysIsNotFlaky()
{
    const RunWindow window = windowOf("PPPPPPPPPPFFFFFFFFFF");
    QVERIFY(!isFlaky(window));
    QCOMPARE(window.recentPassPercent(), 0);
    QCOMPARE(windowOf("PPPPPPPPFP").recentPassPercent(), 90);
    QCOMPARE(RunWindow().recentPassPercent(), 0);
}

QTEST_GUILESS_MAIN(FlakinessTest)
#include "tst_flakiness.moc"
