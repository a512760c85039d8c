// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/generate/revision_runs.h"

#include <QtTest>

#include <set>

using namespace cboard;
using namespace cboard::generate;

namespace {

/// What disturbs the results of a season, counted over its runs.
struct Noise {
    double rows = 0;
    double errors = 0; ///< Error or miss.
    double falseFails = 0; ///< Fail, and the kernel had no part in it.
    double cells = 0; ///< Planned, over all revisions.
    double untested = 0;
    double jobs = 0; ///< That ran, over all revisions.
    double retried = 0;
    double outcomes = 0; ///< Cells that passed or failed.
    double alternating = 0; ///< Those of them that are planted as flaky.
};

void addRevision(const World& world, const Plan& plan, const History& history, std::int64_t r,
                 Noise& noise)
{
    std::set<std::uint32_t> ran;
    std::set<std::uint32_t> jobs;
    std::set<std::uint32_t> again;
    const auto done = runRevision(world, plan, history, r, [&](const Run& run) -> Result<void> {
        jobs.insert(run.job->firstCell);
        if (run.attempt > 0) {
            again.insert(run.job->firstCell);
        }
        for (const Row& row : run.rows) {
            const std::uint32_t cell = run.job->firstCell + row.path;
            ran.insert(cell);
            noise.rows += 1;
            noise.errors += row.status == Status::Error || row.status == Status::Miss ? 1 : 0;
            noise.falseFails += row.isNoise && row.status == Status::Fail ? 1 : 0;
            if (row.status == Status::Pass || row.status == Status::Fail) {
                noise.outcomes += 1;
                noise.alternating += history.traits[cell] == Trait::Flaky ? 1 : 0;
            }
        }
        return {};
    });
    QVERIFY(done.has_value());
    noise.cells += plan.cellCount;
    noise.untested += plan.cellCount - static_cast<double>(ran.size());
    noise.jobs += static_cast<double>(jobs.size());
    noise.retried += static_cast<double>(again.size());
}

} // namespace

class NoiseTest : public QObject {
    Q_OBJECT
private slots:
    void noiseIsAtLeastThatOfARealSeason_data();
    void noiseIsAtLeastThatOfARealSeason();
};

void NoiseTest::noiseIsAtLeastThatOfARealSeason_data()
{
    QTest::addColumn<std::uint64_t>("seed");
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        QTest::addRow("seed %d", static_cast<int>(seed)) << seed;
    }
}

void NoiseTest::noiseIsAtLeastThatOfARealSeason()
{
    QFETCH(std::uint64_t, seed);
    const World world = makeWorld(seed);
    Noise noise;
    for (const Plan& plan :
         makePlans(world, {.seed = seed, .trees = 3, .revisions = 30, .tests = 300'000})) {
        const History history = makeHistory(world, plan);
        for (std::int64_t r = 0; r < plan.revisions; ++r) {
            addRevision(world, plan, history, r, noise);
        }
    }
    const auto isAtLeast = [](const char* what, double part, double whole, double percent) {
        const double value = part * 100 / whole;
        qInfo("%s: %.2f %%", what, value);
        return value >= percent;
    };
    QVERIFY(isAtLeast("errors and misses", noise.errors, noise.rows, 2));
    QVERIFY(isAtLeast("false fails", noise.falseFails, noise.rows, 0.5));
    QVERIFY(isAtLeast("flaky cells", noise.alternating, noise.outcomes, 1));
    QVERIFY(isAtLeast("untested cells of a revision", noise.untested, noise.cells, 10));
    QVERIFY(isAtLeast("jobs that ran again", noise.retried, noise.jobs, 5));
}

QTEST_GUILESS_MAIN(NoiseTest)
#include "tst_noise.moc"
