// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/core/generate/emitted_rows.h"

#include <QTest>

#include <algorithm>

using namespace cboard;
using namespace cboard::generate;
using namespace cboard::generate::testing;

namespace {

/// Passes and fails of one cell at one revision.
struct Seen {
    int passes = 0;
    int fails = 0;
};

/// The rows read by brute force: what each cell did at each revision of its tree, by number.
struct Table {
    std::map<CellKey, std::map<std::size_t, Seen>> cells;
    std::map<CellKey, std::map<std::size_t, Seen>> builds;
    /// By tree, revision and lab: rows of each board by status.
    std::map<std::tuple<std::string, std::size_t, std::string>,
             std::map<std::string, std::map<std::string, int>>>
        labs;
    std::map<std::string, std::vector<std::string>> commits;

    std::size_t revision(const std::string& tree, const std::string& commit) const
    {
        const auto& all = commits.at(tree);
        return static_cast<std::size_t>(std::find(all.begin(), all.end(), commit) - all.begin());
    }
};

void count(Seen& seen, const std::string& status)
{
    seen.passes += status == "PASS" ? 1 : 0;
    seen.fails += status == "FAIL" ? 1 : 0;
}

Table makeTable(const Emitted& emitted)
{
    Table table;
    table.commits = emitted.commitsOfTree();
    for (const auto& [id, test] : emitted.tests) {
        const BuildRow& build = emitted.builds.at(test.build);
        const CheckoutRow& checkout = emitted.checkouts.at(build.checkout);
        const std::size_t revision = table.revision(checkout.tree, checkout.commit);
        const CellKey key{checkout.tree, checkout.branch, test.path,      test.platform,
                          build.config,  build.arch,      build.compiler, test.lab};
        count(table.cells[key][revision], test.status);
        table.labs[{checkout.tree, revision, test.lab}][test.platform][test.status] += 1;
    }
    for (const auto& [id, build] : emitted.builds) {
        const CheckoutRow& checkout = emitted.checkouts.at(build.checkout);
        const CellKey key{checkout.tree, checkout.branch, {}, {}, build.config,
                          build.arch,    build.compiler,  {}};
        count(table.builds[key][table.revision(checkout.tree, checkout.commit)], build.status);
    }
    return table;
}

CellKey keyOfCell(const TruthCell& cell)
{
    return {cell.tree,   cell.branch, cell.path,     cell.platform,
            cell.config, cell.arch,   cell.compiler, cell.lab};
}

/// tree, revision, lab
using Ill = std::set<std::tuple<std::string, std::size_t, std::string>>;

Ill illLabs(const Table& table, const Truth& truth)
{
    Ill ill;
    for (const TruthIncident& incident : truth.labIncidents) {
        ill.insert({incident.tree, table.revision(incident.tree, incident.commit), incident.lab});
    }
    return ill;
}

std::string describeCell(const CellKey& key)
{
    return std::get<0>(key) + " " + std::get<2>(key) + " " + std::get<3>(key) + " "
        + std::get<4>(key) + " " + std::get<6>(key) + " " + std::get<7>(key);
}

} // namespace

class TruthTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void everyRegressionStandsInTheRows_data();
    void everyRegressionStandsInTheRows();
    void everyChangeInTheRowsIsExplained_data();
    void everyChangeInTheRowsIsExplained();
    void everyLabIncidentStandsInTheRows();
    void flakyCellsAlternate();

private:
    void addSeeds();
    const Emitted& emitted(int seed);

    std::map<int, Emitted> m_emitted;
};

void TruthTest::initTestCase()
{
    for (const int seed : {1, 2, 3}) {
        m_emitted[seed] = emitAll({.seed = static_cast<std::uint64_t>(seed),
                                   .trees = 3,
                                   .revisions = 24,
                                   .tests = 90'000});
    }
}

const Emitted& TruthTest::emitted(int seed)
{
    return m_emitted.at(seed);
}

void TruthTest::addSeeds()
{
    QTest::addColumn<int>("seed");
    for (const auto& [seed, rows] : m_emitted) {
        QTest::addRow("seed %d", seed) << seed;
    }
}

void TruthTest::everyRegressionStandsInTheRows_data()
{
    addSeeds();
}

void TruthTest::everyRegressionStandsInTheRows()
{
    QFETCH(int, seed);
    const Table table = makeTable(emitted(seed));
    const Truth& truth = *emitted(seed).outcome.truth;
    const Ill ill = illLabs(table, truth);
    QVERIFY(truth.regressions.size() > 40);
    for (const TruthRegression& regression : truth.regressions) {
        const CellKey key = keyOfCell(regression.cell);
        const auto& cells = regression.isBuild ? table.builds : table.cells;
        QVERIFY2(cells.contains(key), describeCell(key).c_str());
        const auto& seen = cells.at(key);
        const std::string& tree = regression.cell.tree;
        const std::size_t good = table.revision(tree, regression.lastGood);
        const std::size_t bad = table.revision(tree, regression.firstBad);
        const std::size_t fixed = regression.fixedIn.empty()
            ? table.commits.at(tree).size()
            : table.revision(tree, regression.fixedIn);
        QVERIFY2(seen.at(good).passes > 0, describeCell(key).c_str());
        QVERIFY2(seen.at(bad).fails > 0 && seen.at(bad).passes == 0, describeCell(key).c_str());
        QVERIFY(regression.fixedIn.empty() || seen.at(fixed).passes > 0);
        QCOMPARE(regression.untestedBetween, static_cast<std::int64_t>(bad - good) - 1);
        for (const auto& [revision, rows] : seen) {
            if (ill.contains({tree, revision, regression.cell.lab})) {
                continue;
            }
            QVERIFY2(revision <= good || revision >= bad || rows.passes + rows.fails == 0,
                     describeCell(key).c_str());
            QVERIFY2(revision < bad || revision >= fixed || rows.passes == 0,
                     describeCell(key).c_str());
        }
    }
}

void TruthTest::everyChangeInTheRowsIsExplained_data()
{
    addSeeds();
}

void TruthTest::everyChangeInTheRowsIsExplained()
{
    QFETCH(int, seed);
    const Table table = makeTable(emitted(seed));
    const Truth& truth = *emitted(seed).outcome.truth;
    const Ill ill = illLabs(table, truth);
    std::set<std::pair<CellKey, std::size_t>> known;
    std::set<CellKey> flaky;
    for (const TruthRegression& regression : truth.regressions) {
        known.insert({keyOfCell(regression.cell),
                      table.revision(regression.cell.tree, regression.firstBad)});
    }
    for (const TruthFlaky& cell : truth.flaky) {
        flaky.insert(keyOfCell(cell.cell));
    }
    std::size_t changes = 0;
    for (const auto& [key, seen] : table.cells) {
        bool hadPass = false;
        if (flaky.contains(key)) {
            continue;
        }
        for (const auto& [revision, rows] : seen) {
            if (ill.contains({std::get<0>(key), revision, std::get<7>(key)})) {
                continue;
            }
            QVERIFY2(rows.passes == 0 || rows.fails == 0, describeCell(key).c_str());
            if (rows.fails > 0 && hadPass) {
                ++changes;
                QVERIFY2(known.contains({key, revision}), describeCell(key).c_str());
            }
            hadPass = rows.passes > 0 || (hadPass && rows.fails == 0);
        }
    }
    QVERIFY(changes > 40);
}

void TruthTest::everyLabIncidentStandsInTheRows()
{
    std::set<std::string> shapes;
    for (const auto& [seed, rows] : m_emitted) {
        const Table table = makeTable(rows);
        for (const TruthIncident& incident : rows.outcome.truth->labIncidents) {
            const auto& boards = table.labs.at(
                {incident.tree, table.revision(incident.tree, incident.commit), incident.lab});
            const bool looksLikeFail = incident.shape == "looks_like_fail";
            std::size_t ill = 0;
            for (const auto& [board, statuses] : boards) {
                const bool isIll =
                    std::all_of(statuses.begin(), statuses.end(), [&](const auto& entry) {
                        return looksLikeFail ? entry.first == "FAIL"
                                             : entry.first != "PASS" && entry.first != "FAIL"
                                && entry.first != "SKIP" && entry.first != "DONE";
                    });
                ill += isIll ? 1 : 0;
            }
            QVERIFY(boards.size() >= 3);
            QVERIFY(looksLikeFail ? ill == boards.size() : ill * 2 > boards.size());
            shapes.insert(incident.shape);
        }
    }
    QCOMPARE(shapes.size(), 2U);
}

void TruthTest::flakyCellsAlternate()
{
    for (const auto& [seed, rows] : m_emitted) {
        const Table table = makeTable(rows);
        std::size_t proven = 0;
        for (const TruthFlaky& flaky : rows.outcome.truth->flaky) {
            const auto& seen = table.cells.at(keyOfCell(flaky.cell));
            const auto passes = std::count_if(seen.begin(), seen.end(), [](const auto& entry) {
                return entry.second.passes > 0;
            });
            const auto fails = std::count_if(
                seen.begin(), seen.end(), [](const auto& entry) { return entry.second.fails > 0; });
            QVERIFY(passes > 0 && fails > 0);
            proven += flaky.isProven ? 1 : 0;
        }
        QVERIFY(proven * 10 >= rows.outcome.truth->flaky.size() * 8);
    }
}

QTEST_GUILESS_MAIN(TruthTest)
#include "tst_truth.moc"
