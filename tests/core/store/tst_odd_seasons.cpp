// SPDX-License-Identifier: LGPL-2.1-or-later
// What the ledger says of seasons in odd shapes, against what their rows say. CBOARD_FIRST_SEED
// chooses other seasons.
#include "core/query/engine.h"
#include "core/query/ledger_snapshots.h"
#include "core/store/embedded_engine.h"
#include "core/store/revisions/outcome_update.h"
#include "odd_season.h"
#include "tests/support/found_score.h"

#include <QTest>

#include <algorithm>
#include <array>

using namespace cboard;
using namespace cboard::test;

class OddSeasonsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void regressionsAreFoundAndNoOthers();
    void illLabsAreFoundAndNoOthers();
    void flakyCellsAreFoundAndNoOthers();
    void infrastructureIsNoRegression();
    void whatIsReadStepByStepIsWhatIsReadAtOnce();

private:
    struct Answers {
        std::set<OddRegression> regressions;
        std::set<OddCell> flaky;
        std::set<std::array<std::string, 2>> illLabs;

        bool operator==(const Answers&) const = default;
    };

    static Answers answersOf(query::Engine& engine, const query::Common& common);
    void runSeason(std::uint64_t seed);

    FoundScore m_regressions{"regressions"};
    FoundScore m_labs{"lab incidents"};
    FoundScore m_flaky{"flaky cells"};
    static constexpr int MostNamed = 6;
    int m_named = 0; ///< Regressions found that are none, in words.
    std::size_t m_blamed = 0; ///< Regressions for which only a lab is to blame.
    std::size_t m_differing = 0; ///< Seasons of which two ways of reading say different things.
};

namespace {

constexpr int Seasons = 20;

OddCell cellOf(const query::CellNames& names)
{
    return {names.path,         names.platform, names.config,
            names.architecture, names.compiler, names.lab};
}

} // namespace

OddSeasonsTest::Answers OddSeasonsTest::answersOf(query::Engine& engine,
                                                  const query::Common& common)
{
    Answers answers;
    const query::BranchKey mainline{"mainline", "master", {}};
    query::RegressionsRequest regressions;
    regressions.common = common;
    regressions.branch = mainline;
    const auto ledger = must(engine.regressions(regressions, {}));
    for (const query::RegressionRow& row : ledger->rows) {
        for (const query::RegressionCell& cell : row.cells) {
            answers.regressions.insert({cellOf(cell.names), row.lastGood.commit,
                                        row.firstBad.commit,
                                        row.fixedIn ? row.fixedIn->commit : std::string()});
        }
    }
    for (const query::LabIncidentRow& row : ledger->labIncidents) {
        answers.illLabs.insert({row.revision.commit, row.lab});
    }
    query::FlakyRequest flaky;
    flaky.common = common;
    flaky.branch = mainline;
    flaky.lastRevisions = 100;
    const auto alternating = must(engine.flaky(flaky, {}));
    for (const query::FlakyCell& cell : alternating->rows) {
        answers.flaky.insert(cellOf(cell.names));
    }
    return answers;
}

/// One engine is asked after each document, so that it follows step by step; files of kept
/// outcomes are brought up to date now and then.
void OddSeasonsTest::runSeason(std::uint64_t seed)
{
    constexpr std::size_t KeptEvery = 5;
    const OddSeason season(seed);
    StoreFixture fixture;
    for (std::size_t i = 0; i < season.documents().size(); ++i) {
        fixture.add(season.documents()[i]);
        answersOf(fixture.engine(), fixture.common());
        if (i % KeptEvery == 0) {
            QVERIFY(store::updateOutcomes(fixture.file(), fixture.common(), {}));
        }
    }
    const Answers answers = answersOf(fixture.engine(), fixture.common());
    store::EmbeddedEngine fresh(fixture.file());
    m_differing += answersOf(fresh, fixture.common()) == answers ? 0U : 1U;
    const OddTruth& truth = season.truth();
    m_regressions.add(truth.regressions, answers.regressions);
    for (const OddRegression& found : answers.regressions) {
        if (!truth.regressions.contains(found) && m_named++ < MostNamed) {
            const auto& [cell, good, bad, fixed] = found;
            qWarning("season %d, not so: %s %s %s %s %s: %s..%s, fixed %s; rows %s",
                     static_cast<int>(seed), cell[0].c_str(), cell[1].c_str(), cell[2].c_str(),
                     cell[4].c_str(), cell[5].c_str(), good.c_str() + 38, bad.c_str() + 38,
                     fixed.empty() ? "-" : fixed.c_str() + 38, season.rowsOf(cell).c_str());
        }
    }
    for (const OddCell& cell : truth.flaky) {
        if (!answers.flaky.contains(cell) && m_named++ < MostNamed) {
            qWarning("season %d, missing: %s %s %s %s %s; rows %s", static_cast<int>(seed),
                     cell[0].c_str(), cell[1].c_str(), cell[2].c_str(), cell[4].c_str(),
                     cell[5].c_str(), season.rowsOf(cell).c_str());
        }
    }
    m_labs.add(truth.illLabs, answers.illLabs);
    m_flaky.add(truth.flaky, answers.flaky);
    for (const OddRegression& found : answers.regressions) {
        const bool isLabs = truth.infrastructure.contains({std::get<0>(found), std::get<2>(found)});
        m_blamed += isLabs && !truth.regressions.contains(found) ? 1U : 0U;
    }
}

void OddSeasonsTest::initTestCase()
{
    bool isSet = false;
    const int asked = qEnvironmentVariableIntValue("CBOARD_FIRST_SEED", &isSet);
    const int first = isSet ? asked : 1;
    for (int seed = first; seed < first + Seasons; ++seed) {
        runSeason(static_cast<std::uint64_t>(seed));
    }
    printScores(std::array<const FoundScore*, 3>{&m_regressions, &m_labs, &m_flaky});
}

void OddSeasonsTest::regressionsAreFoundAndNoOthers()
{
    QVERIFY(m_regressions.wanted > 500);
    QVERIFY(m_regressions.precision() >= 0.99);
    QVERIFY(m_regressions.recall() >= 0.99);
}

void OddSeasonsTest::illLabsAreFoundAndNoOthers()
{
    QVERIFY(m_labs.wanted >= 20);
    QVERIFY(m_labs.precision() >= 0.99);
    QVERIFY(m_labs.recall() >= 0.99);
}

void OddSeasonsTest::flakyCellsAreFoundAndNoOthers()
{
    QVERIFY(m_flaky.wanted > 100);
    QVERIFY(m_flaky.precision() >= 0.95);
    QVERIFY(m_flaky.recall() >= 0.95);
}

void OddSeasonsTest::infrastructureIsNoRegression()
{
    QCOMPARE(m_blamed, std::size_t(0));
}

void OddSeasonsTest::whatIsReadStepByStepIsWhatIsReadAtOnce()
{
    QCOMPARE(m_differing, std::size_t(0));
}

QTEST_GUILESS_MAIN(OddSeasonsTest)
#include "tst_odd_seasons.moc"
