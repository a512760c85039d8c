// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/test_tree_snapshot.h"
#include "core/service/log_analysis.h"
#include "tests/core/store/store_fixture.h"

#include <QTest>

#include <set>

using namespace cboard;
using namespace cboard::test;

namespace {

const std::string Panic = "[    3.0] Kernel panic - not syncing: Fatal exception\n";
const std::string Calm = "not ok 2 the value differs\n";

/// One result: leaf of the path, status letter, second of its start (none below 0).
struct One {
    const char* path;
    char status;
    int second;
};

/// A store with one revision whose logs were read, if \p isRead.
class CrashedRun {
public:
    CrashedRun()
    {
        m_data.checkouts.push_back(mainlineCheckout(1));
        m_data.builds.push_back(mainlineBuild(1));
    }

    /// What \p board did: all results point to \p log, or to \p excerpt.
    CrashedRun& ran(const std::string& board, const std::vector<One>& results,
                    const std::string& log, const std::string& excerpt = {})
    {
        for (const One& one : results) {
            PlainTest test{"maestro:t" + std::to_string(m_data.tests.size()),
                           "maestro:b1",
                           "maestro",
                           one.path,
                           board,
                           "lab-x",
                           statusOf(one.status),
                           {},
                           {},
                           excerpt};
            if (one.second >= 0) {
                test.start = "2026-05-01T00:00:" + std::to_string(10 + one.second) + "Z";
            }
            test.log = log;
            m_data.tests.push_back(std::move(test));
        }
        return *this;
    }

    std::shared_ptr<const query::TestTreeSnapshot> tree(const std::string& filter = {},
                                                        bool isRead = true)
    {
        m_fixture.add(m_data);
        if (isRead && !service::analyzeLogs(m_fixture.file(), 1, {})) {
            qFatal("the logs could not be read");
        }
        query::RevisionsRequest revisions;
        revisions.common = m_fixture.common();
        revisions.branch = {"mainline", "master", {}};
        const auto rows = must(m_fixture.engine().revisions(revisions, {}))->rows;
        return must(m_fixture.engine().testTree(
            {m_fixture.common(filter), rows.front().revision.id, true}, {}));
    }

private:
    static std::string statusOf(char letter)
    {
        return letter == 'P' ? "PASS" : letter == 'F' ? "FAIL" : letter == 'M' ? "MISS" : "SKIP";
    }

    PlainData m_data;
    StoreFixture m_fixture;
};

/// The paths of each breakdown in order, as "b c d | f g".
std::string pathsOf(const query::TestTreeSnapshot& tree)
{
    std::string text;
    for (const query::TestTreeBreakdown& breakdown : tree.breakdowns) {
        text += text.empty() ? "" : " |";
        for (const std::uint32_t run : breakdown.runs) {
            for (std::size_t node = 1; node < tree.nodes.size(); ++node) {
                const auto first = static_cast<std::uint32_t>(tree.nodes[node].firstRun);
                if (run >= first && run < first + tree.nodes[node].ownRuns) {
                    text += (text.empty() ? "" : " ") + tree.nodes[node].name;
                }
            }
        }
    }
    return text;
}

const std::vector<One> FailsFromB = {
    {"ltp.a", 'P', 1}, {"ltp.d", 'M', 4}, {"ltp.c", 'F', 3}, {"ltp.b", 'F', 2}};

} // namespace

/// Which results the tree says to have failed because their run had broken down.
class RunBreakdownsTest : public QObject {
    Q_OBJECT

private slots:
    void whatFailsAfterACrashIsOneBreakdown();
    void withoutACrashInTheLogItIsNone();
    void logsThatWereNotReadTellNothing();
    void anExcerptThatAllShareTellsAsWell();
    void ownExcerptsAreNoCommonCause();
    void boardsAndSuitesAreRunsOfTheirOwn();
    void theResultOfTheSuiteItselfIsNoSubtest();
    void whatAFilterHidesIsNotNamed();
};

void RunBreakdownsTest::whatFailsAfterACrashIsOneBreakdown()
{
    const auto tree = CrashedRun().ran("kevin", FailsFromB, Panic).tree();
    QCOMPARE(pathsOf(*tree), std::string("b c d"));
    QVERIFY(tree->breakdowns.front().cause.find("Fatal exception") != std::string::npos);
}

void RunBreakdownsTest::withoutACrashInTheLogItIsNone()
{
    QVERIFY(CrashedRun().ran("kevin", FailsFromB, Calm).tree()->breakdowns.empty());
}

void RunBreakdownsTest::logsThatWereNotReadTellNothing()
{
    QVERIFY(CrashedRun().ran("kevin", FailsFromB, Panic).tree({}, false)->breakdowns.empty());
}

void RunBreakdownsTest::anExcerptThatAllShareTellsAsWell()
{
    QCOMPARE(pathsOf(*CrashedRun().ran("kevin", FailsFromB, {}, Panic).tree()),
             std::string("b c d"));
}

void RunBreakdownsTest::ownExcerptsAreNoCommonCause()
{
    CrashedRun run;
    for (const One& one : FailsFromB) {
        run.ran("kevin", {one}, {}, one.path + (" says\n" + Panic));
    }
    QVERIFY(run.tree()->breakdowns.empty());
}

void RunBreakdownsTest::boardsAndSuitesAreRunsOfTheirOwn()
{
    const std::vector<One> other = {{"fs.x", 'F', 1}, {"fs.y", 'F', 2}, {"ltp.b", 'P', 9}};
    const auto tree = CrashedRun().ran("kevin", FailsFromB, Panic).ran("bob", other, Panic).tree();
    QCOMPARE(pathsOf(*tree), std::string("b c d | x y")); // bob's pass says nothing of kevin.
}

void RunBreakdownsTest::theResultOfTheSuiteItselfIsNoSubtest()
{
    std::vector<One> results = FailsFromB;
    results.push_back({"ltp", 'F', 0});
    QCOMPARE(pathsOf(*CrashedRun().ran("kevin", results, Panic).tree()), std::string("b c d"));
    const std::vector<One> alone = {{"ltp", 'F', 1}, {"ltp.a", 'F', 2}};
    QVERIFY(CrashedRun().ran("kevin", alone, Panic).tree()->breakdowns.empty());
}

void RunBreakdownsTest::whatAFilterHidesIsNotNamed()
{
    CrashedRun run;
    run.ran("kevin", FailsFromB, Panic);
    QCOMPARE(pathsOf(*run.tree("status:fail")), std::string("b c")); // The pass still counts.
    QVERIFY(run.tree("path:~.c")->breakdowns.empty());
}

QTEST_GUILESS_MAIN(RunBreakdownsTest)
#include "tst_run_breakdowns.moc"
