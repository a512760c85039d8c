// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revisions/outcome_cache.h"

#include <QTest>

using namespace cboard;
using namespace cboard::store;

namespace {

/// The inputs of one revision, with whoever owns the incidents.
struct Inputs {
    std::int64_t revision = 1;
    std::shared_ptr<const IncidentTargets> incidents = std::make_shared<IncidentTargets>();

    JudgedMarks judged() const
    {
        JudgedMarks marks;
        marks.inputs.push_back(
            {.revision = revision, .stamp = 7, .touch = 2, .illLabs = {}, .isWanted = true});
        marks.incidents = incidents;
        return marks;
    }
};

} // namespace

class OutcomeCacheTest : public QObject {
    Q_OBJECT

private slots:
    void cellsKeepTheirNumbersAcrossChunks();
    void marksAreRememberedForTheSameInputs();
    void changedInputsAreJudgedAgain();
    void manyJudgementsStayWithinTheirBound();
    void knownIssuesCountOnlyForWhoAsksForThem();
    void historiesStayWithinTheirBound();
};

void OutcomeCacheTest::cellsKeepTheirNumbersAcrossChunks()
{
    constexpr std::int64_t Paths = 40'000;
    CellIndex cells;
    for (std::int64_t path = 0; path < Paths; ++path) {
        cells.intern({.platform = 1, .path = path, .lab = path % 2 + 1});
    }
    QCOMPARE(cells.size(), static_cast<std::size_t>(Paths));
    const CellKey first{.platform = 1, .path = 0, .lab = 1};
    QCOMPARE(cells.intern(first), CellIndex::Cell{0});
    QVERIFY(cells.keyOf(0) == first);
    const auto other = cells.intern({.platform = 1, .path = 0, .lab = 2});
    QCOMPARE(cells.familyOf(other), cells.familyOf(0));
    QCOMPARE(cells.keyOf(39'999).path, Paths - 1);
}

void OutcomeCacheTest::marksAreRememberedForTheSameInputs()
{
    OutcomeCache cache;
    const Inputs inputs;
    const auto kept = std::make_shared<const JudgedMarks>(inputs.judged());
    QVERIFY(!cache.judged(inputs.judged()));
    cache.keep(kept);
    QVERIFY(cache.judged(inputs.judged()) == kept);
    for (std::int64_t other = 2; other < 100; ++other) {
        cache.keep(std::make_shared<const JudgedMarks>(Inputs{other}.judged()));
    }
    QVERIFY(!cache.judged(inputs.judged()));
}

void OutcomeCacheTest::changedInputsAreJudgedAgain()
{
    OutcomeCache cache;
    Inputs inputs;
    cache.keep(std::make_shared<const JudgedMarks>(inputs.judged()));
    JudgedMarks asked = inputs.judged();
    asked.kind = ResultKind::Tests;
    QVERIFY(!cache.judged(asked));
    asked = inputs.judged();
    asked.waivers.push_back({.platform = 3});
    QVERIFY(!cache.judged(asked));
    asked = inputs.judged();
    asked.inputs.front().isWanted = false;
    QVERIFY(!cache.judged(asked));
    asked = inputs.judged();
    asked.inputs.push_back(asked.inputs.front());
    QVERIFY(!cache.judged(asked));
    asked = inputs.judged();
    asked.inputs.front().touch = 3;
    QVERIFY(!cache.judged(asked));
    asked = inputs.judged();
    asked.inputs.front().stamp = 8;
    QVERIFY(!cache.judged(asked));
    asked = inputs.judged();
    asked.inputs.front().illLabs = {4};
    QVERIFY(!cache.judged(asked));
    asked = inputs.judged();
    asked.isOfNow = false; // Of a state that the cache does not know.
    QVERIFY(!cache.judged(asked));
    QVERIFY(cache.judged(inputs.judged()));
    // What is gone is like nothing, even where new things have taken its place in memory.
    asked = inputs.judged();
    inputs.incidents = std::make_shared<IncidentTargets>();
    QVERIFY(!cache.judged(asked));
    QVERIFY(!cache.judged(inputs.judged()));
}

void OutcomeCacheTest::manyJudgementsStayWithinTheirBound()
{
    OutcomeCache cache;
    const auto large = [](std::int64_t revision) {
        JudgedMarks marks = Inputs{revision}.judged();
        marks.incidents.reset(); // Nobody owns them here.
        using Marks = decltype(marks.marks)::value_type;
        marks.marks.emplace_back((24 << 20) / sizeof(Marks::value_type)); // 24 MB
        return marks;
    };
    std::vector<JudgedMarks> asked;
    for (std::int64_t revision = 1; revision <= 3; ++revision) {
        asked.push_back(large(revision));
        cache.keep(std::make_shared<const JudgedMarks>(asked.back()));
        QVERIFY(cache.judged(asked.back()));
    }
    QVERIFY(!cache.judged(asked[0]));
    QVERIFY(cache.judged(asked[1]));
    QVERIFY(cache.judged(asked[2]));
}

void OutcomeCacheTest::knownIssuesCountOnlyForWhoAsksForThem()
{
    const Inputs inputs;
    JudgedMarks without = inputs.judged();
    without.incidents.reset();
    OutcomeCache cache;
    cache.keep(std::make_shared<const JudgedMarks>(without));
    QVERIFY(cache.judged(without));
    QVERIFY(!cache.judged(inputs.judged()));
    cache.keep(std::make_shared<const JudgedMarks>(inputs.judged()));
    QVERIFY(cache.judged(inputs.judged()));
    OutcomeCache other;
    other.keep(std::make_shared<const JudgedMarks>(inputs.judged()));
    QVERIFY(other.judged(without)); // It has all that is asked for, and more.
    JudgedMarks wider = without;
    wider.limits.flaky.flips = 9;
    QVERIFY(!other.judged(wider));
}

void OutcomeCacheTest::historiesStayWithinTheirBound()
{
    const auto historyOf = [](std::size_t runs) {
        CellHistory history;
        history.emplace(1,
                        std::make_shared<CellRunsAt>(CellRunsAt{0, 0, std::vector<CellRun>(runs)}));
        return std::make_shared<const CellHistory>(std::move(history));
    };
    const auto cell = [](std::int64_t path) { return CellSelection{{}, {.path = path}, {}}; };
    CellRunsMemory memory(1000 * sizeof(CellRun));
    for (std::int64_t path = 1; path <= 3; ++path) {
        memory.keep(cell(path), historyOf(300));
    }
    QVERIFY(memory.find(cell(1))); // Used last from now on.
    memory.keep(cell(4), historyOf(300));
    QVERIFY(memory.find(cell(1)));
    QVERIFY(!memory.find(cell(2)));
    QVERIFY(memory.find(cell(3)));
    memory.keep(cell(5), historyOf(2000));
    QVERIFY(!memory.find(cell(5)));
    QVERIFY(memory.find(cell(4)));
    CellSelection other = cell(4);
    other.platforms = {7};
    QVERIFY(!memory.find(other));
}

QTEST_GUILESS_MAIN(OutcomeCacheTest)
#include "tst_outcome_cache.moc"
