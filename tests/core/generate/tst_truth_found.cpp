// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/generate/into_store.h"
#include "core/generate/truth.h"
#include "tests/support/found_score.h"

#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <set>
#include <string>
#include <tuple>

using namespace cboard;
using namespace cboard::generate;

namespace {

constexpr int Seeds = 20;
constexpr double WantedShare = 0.99;
constexpr double WantedFlakyShare = 0.95;

/// Tree, path, board, configuration, architecture, compiler, lab.
using Cell = std::array<std::string, 7>;
/// A cell and the commits of last good, first bad and fix ("" for none).
using Found = std::tuple<Cell, std::string, std::string, std::string>;
/// Tree, commit, lab.
using Incident = std::array<std::string, 3>;

/// What was planted or found, over all trees of a store.
struct Answers {
    std::set<Found> regressions;
    std::set<Cell> flaky;
    std::set<Incident> labs;
};

struct Truths {
    Answers planted;
    std::set<Cell> alternating; ///< Planted to alternate, proven by their runs or not.
    std::set<Cell> onlyNoise; ///< Failed, but by noise alone.
};

Cell cellOf(const TruthCell& cell)
{
    return {cell.tree, cell.path, cell.platform, cell.config, cell.arch, cell.compiler, cell.lab};
}

Cell cellOf(const std::string& tree, const query::CellNames& names)
{
    return {tree,           names.path, names.platform, names.config, names.architecture,
            names.compiler, names.lab};
}

Truths truthsOf(const Truth& truth)
{
    Truths truths;
    for (const TruthRegression& one : truth.regressions) {
        truths.planted.regressions.insert(
            {cellOf(one.cell), one.lastGood, one.firstBad, one.fixedIn});
    }
    for (const TruthFlaky& one : truth.flaky) {
        truths.alternating.insert(cellOf(one.cell));
        if (one.isProven) {
            truths.planted.flaky.insert(cellOf(one.cell));
        }
        if (one.isInfrastructure) {
            truths.onlyNoise.insert(cellOf(one.cell));
        }
    }
    for (const TruthIncident& one : truth.labIncidents) {
        truths.planted.labs.insert({one.tree, one.commit, one.lab});
    }
    return truths;
}

template <typename Snapshot>
std::shared_ptr<const Snapshot> must(Result<std::shared_ptr<const Snapshot>> answer)
{
    if (!answer) {
        qFatal("query failed: %s", describe(answer.error()).c_str());
    }
    return *answer;
}

Answers answersOf(query::Engine& engine, Timestamp now)
{
    Answers answers;
    query::Common common;
    common.now = now;
    const auto trees = must(engine.trees({common}, {}));
    for (const query::TreeRow& tree : trees->rows) {
        query::RegressionsRequest regressions;
        regressions.common = common;
        regressions.branch = {tree.tree, tree.branch, tree.repositoryUrl};
        const auto found = must(engine.regressions(regressions, {}));
        for (const query::RegressionRow& row : found->rows) {
            for (const query::RegressionCell& cell : row.cells) {
                answers.regressions.insert({cellOf(tree.tree, cell.names), row.lastGood.commit,
                                            row.firstBad.commit,
                                            row.fixedIn ? row.fixedIn->commit : std::string()});
            }
        }
        for (const query::LabIncidentRow& row : found->labIncidents) {
            answers.labs.insert({tree.tree, row.revision.commit, row.lab});
        }
        query::FlakyRequest flaky;
        flaky.common = common;
        flaky.branch = regressions.branch;
        flaky.lastRevisions = 100;
        const auto alternating = must(engine.flaky(flaky, {}));
        for (const query::FlakyCell& cell : alternating->rows) {
            answers.flaky.insert(cellOf(tree.tree, cell.names));
        }
    }
    return answers;
}

} // namespace

/// What the queries say of generated stores, against what was planted.
class TruthFoundTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void regressionsAreFoundAndNoOthers();
    void labIncidentsAreFoundAndNoOthers();
    void flakyCellsAreFoundAndNoOthers();
    void noiseAloneIsNoRegression();

private:
    test::FoundScore m_regressions{"regressions"};
    test::FoundScore m_labs{"lab incidents"};
    test::FoundScore m_flaky{"flaky cells"};
    std::vector<Found> m_noise; ///< Regressions reported of what only noise made fail.
};

void TruthFoundTest::initTestCase()
{
    bool isSet = false;
    const int asked = qEnvironmentVariableIntValue("CBOARD_FIRST_SEED", &isSet);
    const int first = isSet ? asked : 1; // Other stores, for a look beyond the usual ones.
    for (int seed = first; seed < first + Seeds; ++seed) {
        QTemporaryDir folder;
        const auto store =
            store::Store::open(folder.filePath("store.db").toStdString(), store::OpenOptions{});
        QVERIFY(store.has_value());
        const Options options{
            .seed = std::uint64_t(seed), .trees = 2, .revisions = 20, .tests = 16'000};
        const Timestamp now = options.endTime + std::chrono::hours(1);
        const auto outcome = generateIntoStore(options, **store, now, {});
        QVERIFY2(outcome.has_value(), outcome ? "" : describe(outcome.error()).c_str());
        const Truths truths = truthsOf(*outcome->truth);
        const Answers answers = answersOf((*store)->engine(), now);
        m_labs.add(truths.planted.labs, answers.labs);
        m_flaky.add(truths.planted.flaky, answers.flaky);
        // A cell that alternates is reported as that, whatever was planted in it besides.
        Answers steady;
        Answers planted;
        for (const Found& one : answers.regressions) {
            if (truths.onlyNoise.contains(std::get<0>(one))
                && !truths.planted.regressions.contains(one)) {
                m_noise.push_back(one);
            }
            if (!truths.alternating.contains(std::get<0>(one))) {
                steady.regressions.insert(one);
            }
        }
        for (const Found& one : truths.planted.regressions) {
            if (!truths.alternating.contains(std::get<0>(one))) {
                planted.regressions.insert(one);
            }
        }
        m_regressions.add(planted.regressions, steady.regressions);
    }
    test::printScores(std::array<const test::FoundScore*, 3>{&m_regressions, &m_labs, &m_flaky});
}

void TruthFoundTest::regressionsAreFoundAndNoOthers()
{
    QVERIFY(m_regressions.wanted > 500);
    QVERIFY(m_regressions.precision() >= WantedShare);
    QVERIFY(m_regressions.recall() >= WantedShare);
}

void TruthFoundTest::labIncidentsAreFoundAndNoOthers()
{
    QVERIFY(m_labs.wanted > 40);
    QVERIFY(m_labs.precision() >= WantedShare);
    QVERIFY(m_labs.recall() >= WantedShare);
}

void TruthFoundTest::flakyCellsAreFoundAndNoOthers()
{
    QVERIFY(m_flaky.wanted > 100);
    QVERIFY(m_flaky.precision() >= WantedFlakyShare);
    QVERIFY(m_flaky.recall() >= WantedFlakyShare);
}

void TruthFoundTest::noiseAloneIsNoRegression()
{
    for (const auto& [cell, lastGood, firstBad, fixedIn] : m_noise) {
        qWarning("%s %s %s", cell[0].c_str(), cell[1].c_str(), firstBad.c_str());
    }
    QVERIFY(m_noise.empty());
}

QTEST_GUILESS_MAIN(TruthFoundTest)
#include "tst_truth_found.moc"
