// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/home_snapshots.h"
#include "plain_marks.h"

#include <QTest>

using namespace cboard;
using namespace cboard::test;
using query::CellMark;
using query::hasMark;

/// Home against a plain reading of the rules and against the queries of one branch.
class QueryHomeTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void branchesComeInTheOrderAskedFor();
    void stripCountsTheFailsOfThePlainMarks();
    void newestRevisionCountsItsRuns();
    void stillFailingIsWhatFailedBeforeTheVisit();
    void newRegressionsAreThoseOfTheLedger_data();
    void newRegressionsAreThoseOfTheLedger();
    void groupsHaveAVisitOfTheirOwn();
    void theLimitCutsGroupsAndSaysHowMany();
    void watchedTestsAreSummedOverBranches();
    void sourcesSumWhatTheyRan();
    void runningAreThoseWithPendingRuns();

private:
    query::HomeRequest request() const
    {
        query::HomeRequest request;
        request.common = m_fixture.common();
        request.branches = {{"mainline", "master", {}}};
        request.limit = 100'000;
        return request;
    }
    std::shared_ptr<const query::HomeSnapshot> ask(const query::HomeRequest& request)
    {
        return must(m_fixture.engine().home(request, {}));
    }

    StoreFixture m_fixture;
    PlainData m_data;
    std::unique_ptr<PlainMarks> m_plain;
};

namespace {

/// A branch of eight nightly revisions whose cells break and are fixed at most once, some only
/// for the last revisions, and a second branch with a run that is still to come.
PlainData steadyData()
{
    constexpr int Revisions = 8;
    PlainData data;
    const auto timeOf = [](int hoursBeforeNow) {
        return formatIso(StoreFixture::now() - std::chrono::hours(hoursBeforeNow));
    };
    const auto addRevision = [&](const std::string& tree, int age, const std::string& name) {
        const std::string start = timeOf(24 * age + 1);
        data.checkouts.push_back(
            {"o:" + name, "o", tree, "master", "https://x.example/" + tree,
             std::string(38, tree == "next" ? 'b' : 'a') + std::to_string(10 + age), name, start});
        data.builds.push_back({"o:b" + name,
                               "o:" + name,
                               "o",
                               "defconfig",
                               "arm64",
                               "gcc-12",
                               "PASS",
                               start,
                               {},
                               {}});
        return "o:b" + name;
    };
    const auto addTest = [&](const std::string& build, int number, int age, const char* status) {
        data.tests.push_back({.id = build + "t" + std::to_string(number),
                              .build = build,
                              .origin = "o",
                              .path = number == 0 ? "boot" : "suite.t" + std::to_string(number),
                              .platform = "board-" + std::to_string(number % 3),
                              .lab = "lab-" + std::to_string(number % 3),
                              .status = status,
                              .start = timeOf(24 * age + 1),
                              .duration = {},
                              .excerpt = {}});
    };
    for (int age = 0; age < Revisions; ++age) {
        const std::string build = addRevision("mainline", age, "m" + std::to_string(age));
        for (int number = 0; number < 40; ++number) {
            // Breaks in the revision of this age, and of each fourth cell two revisions later the
            // fix; some cells never break, and the newest revision has one error.
            const int broken = number % (Revisions + 2);
            const bool isFixed = number % 4 == 0 && age < broken - 1;
            const bool isFail = age <= broken && broken < Revisions - 1 && !isFixed;
            const bool isError = age == 0 && number == 39;
            addTest(build, number, age, isError ? "ERROR" : isFail ? "FAIL" : "PASS");
        }
    }
    addTest(addRevision("next", 0, "n0"), 1, 0, "");
    return data;
}

} // namespace

void QueryHomeTest::initTestCase()
{
    m_data = steadyData();
    m_fixture.add(m_data);
    m_plain = std::make_unique<PlainMarks>(m_data, "mainline", "master");
}

void QueryHomeTest::branchesComeInTheOrderAskedFor()
{
    auto wanted = request();
    wanted.branches = {
        {"next", "master", {}}, {"nosuch", "master", {}}, {"mainline", "master", {}}};
    const auto home = ask(wanted);
    QCOMPARE(home->branches.size(), std::size_t(2));
    QCOMPARE(home->branches[0].newest.tree, std::string("next"));
    QCOMPARE(home->branches[1].newest.commit, m_plain->commits().front());
    wanted.branches.clear();
    QCOMPARE(ask(wanted)->branches.size(),
             must(m_fixture.engine().trees({m_fixture.common()}, {}))->rows.size());
}

void QueryHomeTest::stripCountsTheFailsOfThePlainMarks()
{
    const auto home = ask(request());
    const auto& strip = home->branches.front().strip;
    QCOMPARE(strip.size(), m_plain->commits().size());
    std::int64_t newFails = 0;
    for (std::size_t i = 0; i < strip.size(); ++i) {
        std::int64_t expectedNew = 0;
        std::int64_t expectedOld = 0;
        for (const PlainCell& cell : m_plain->cells(i)) {
            const auto marks = m_plain->marksOf(cell, i);
            const auto failing = query::markBit(CellMark::New)
                | query::markBit(CellMark::StillFailing)
                | query::markBit(CellMark::FirstSeenFailing);
            if (!hasMark(marks, CellMark::Flaky) && (marks & failing) != 0) {
                ++(hasMark(marks, CellMark::New) ? expectedNew : expectedOld);
            }
        }
        const query::StripBar& bar = strip[strip.size() - 1 - i]; // Oldest first.
        QCOMPARE(bar.newFails, expectedNew);
        QCOMPARE(bar.oldFails, expectedOld);
        newFails += bar.newFails;
    }
    QVERIFY(newFails > 0);
}

void QueryHomeTest::newestRevisionCountsItsRuns()
{
    const auto all = [](const auto&) { return true; };
    const auto counts = plainCounts(m_data, m_plain->commits().front(), all, all);
    const auto home = ask(request());
    const query::HomeBranch& branch = home->branches.front();
    std::int64_t infra = 0;
    std::int64_t pending = 0;
    for (const StatusCounts* kind : {&counts.builds, &counts.boots, &counts.tests}) {
        infra += kind->infrastructure();
        pending += (*kind)[StatusClass::Pending];
    }
    QCOMPARE(branch.infra, infra);
    QCOMPARE(branch.pending, pending);
    QCOMPARE(branch.newRevisions, std::int64_t(1));
}

void QueryHomeTest::stillFailingIsWhatFailedBeforeTheVisit()
{
    std::int64_t expected = 0;
    for (const PlainCell& cell : m_plain->cells(0)) {
        const auto marks = m_plain->marksOf(cell, 0);
        expected +=
            hasMark(marks, CellMark::StillFailing) && !hasMark(marks, CellMark::Flaky) ? 1 : 0;
    }
    QVERIFY(expected > 0);
    QCOMPARE(ask(request())->branches.front().stillFailing, expected);
}

void QueryHomeTest::newRegressionsAreThoseOfTheLedger_data()
{
    QTest::addColumn<int>("newRevisions");
    for (const int count : {0, 1, 3, 8}) {
        QTest::addRow("%d new revisions", count) << count;
    }
}

void QueryHomeTest::newRegressionsAreThoseOfTheLedger()
{
    QFETCH(const int, newRevisions);
    query::RevisionsRequest list;
    list.common = m_fixture.common();
    list.branch = {"mainline", "master", {}};
    const auto revisions = must(m_fixture.engine().revisions(list, {}))->rows;
    auto wanted = request();
    wanted.since = *revisions.back().revision.time - std::chrono::seconds(1);
    if (newRevisions < 8) {
        wanted.since = revisions[static_cast<std::size_t>(newRevisions)].revision.time;
    }
    wanted.regressionsSince = wanted.since;
    query::RegressionsRequest ledger;
    ledger.common = m_fixture.common();
    ledger.branch = list.branch;
    std::int64_t expected = 0;
    const auto found = must(m_fixture.engine().regressions(ledger, {}));
    for (const query::RegressionRow& row : found->rows) {
        if (row.state == query::RegressionState::Active && row.firstBad.time > wanted.since) {
            expected += std::ssize(row.cells);
        }
    }
    const auto home = ask(wanted);
    QCOMPARE(home->branches.front().newRevisions, std::int64_t(newRevisions));
    QCOMPARE(home->branches.front().newRegressions, expected);
    std::int64_t grouped = 0;
    for (const query::HomeRegression& row : home->regressions) {
        grouped += row.cellCount;
        QVERIFY(!row.ranges.empty());
        QVERIFY(row.ranges.front().firstBad.time > wanted.since);
        QVERIFY(!row.recordId.empty());
    }
    QCOMPARE(grouped, expected);
}

void QueryHomeTest::groupsHaveAVisitOfTheirOwn()
{
    auto wanted = request();
    const auto newest = ask(wanted);
    wanted.regressionsSince = Timestamp();
    const auto grouped = ask(wanted);
    QVERIFY(grouped->regressionCount > newest->regressionCount);
    QCOMPARE(grouped->branches.front().newRevisions, std::int64_t(1));
    QCOMPARE(grouped->branches.front().newRegressions, newest->branches.front().newRegressions);
    wanted.since = Timestamp();
    wanted.regressionsSince.reset();
    const auto summed = ask(wanted);
    QCOMPARE(summed->regressionCount, newest->regressionCount);
    QVERIFY(summed->branches.front().newRegressions > newest->branches.front().newRegressions);
}

void QueryHomeTest::theLimitCutsGroupsAndSaysHowMany()
{
    auto wanted = request();
    wanted.since = wanted.regressionsSince = Timestamp();
    const auto all = ask(wanted);
    QVERIFY(all->regressions.size() > 2);
    wanted.limit = 2;
    const auto some = ask(wanted);
    QCOMPARE(some->regressions.size(), std::size_t(2));
    QCOMPARE(some->regressionCount, std::int64_t(all->regressions.size()));
    QCOMPARE(some->regressions.front().subject, all->regressions.front().subject);
}

void QueryHomeTest::watchedTestsAreSummedOverBranches()
{
    auto wanted = request();
    wanted.branches.clear(); // mainline, and next with a run to come.
    wanted.paths = {"suite", "suite.t4", "suite.t", "boot"};
    const auto tests = ask(wanted)->tests;
    QCOMPARE(tests.size(), std::size_t(4));
    // The longest that fits counts: t4 is not in the suite's sums; "suite.t" is no path's parent.
    std::int64_t news = 0;
    std::int64_t still = 0;
    std::int64_t newsOfOne = 0;
    std::int64_t stillOfOne = 0;
    for (const PlainCell& cell : m_plain->cells(0)) {
        const auto marks = m_plain->marksOf(cell, 0);
        if (cell[1].rfind("suite.", 0) != 0 || hasMark(marks, CellMark::Flaky)) {
            continue;
        }
        const bool isOne = cell[1] == "suite.t4";
        const bool isStill =
            hasMark(marks, CellMark::StillFailing) || hasMark(marks, CellMark::FirstSeenFailing);
        (isOne ? newsOfOne : news) += hasMark(marks, CellMark::New) ? 1 : 0;
        (isOne ? stillOfOne : still) += isStill ? 1 : 0;
    }
    QVERIFY(news + still > 0);
    QCOMPARE(tests[0].newFailures, news);
    QCOMPARE(tests[0].stillFailing, still);
    QCOMPARE(tests[1].newFailures, newsOfOne);
    QCOMPARE(tests[1].stillFailing, stillOfOne);
    QCOMPARE(tests[2].newFailures + tests[2].stillFailing, std::int64_t(0));
    QCOMPARE(tests[3].newFailures + tests[3].stillFailing, std::int64_t(0)); // Boots are no tests.
    QCOMPARE(tests[0].worst->tree, std::string("mainline"));
    QCOMPARE(tests[0].strip.back().newFails + tests[0].strip.back().oldFails, news + still);
    wanted.withTests = false;
    QVERIFY(ask(wanted)->tests.empty());
}

void QueryHomeTest::sourcesSumWhatTheyRan()
{
    auto wanted = request();
    wanted.branches.clear();
    const auto home = ask(wanted);
    std::map<std::string, std::int64_t> kinds;
    for (const query::SourceRow& row : home->sources) {
        ++kinds[row.kind];
        QVERIFY(row.newest);
        QVERIFY(row.lastData == StoreFixture::now());
        QVERIFY(row.errorShare >= 0 && row.errorShare <= 1);
    }
    std::set<std::string> labs;
    for (const PlainTest& test : m_data.tests) {
        labs.insert(plainLab(test));
    }
    QVERIFY(kinds["lab"] > 1);
    QVERIFY(kinds["lab"] <= std::int64_t(labs.size()));
    QVERIFY(kinds["origin"] > 0);
    wanted.branches = {{"next", "master", {}}};
    QCOMPARE(ask(wanted)->sources.size(), home->sources.size());
}

void QueryHomeTest::runningAreThoseWithPendingRuns()
{
    auto wanted = request();
    wanted.branches.clear();
    const auto home = ask(wanted);
    QVERIFY(!home->running.empty());
    for (const query::HomeRunning& row : home->running) {
        QVERIFY(row.progress.pending > 0);
        QVERIFY(row.progress.expected >= row.progress.received + row.progress.pending);
    }
    wanted.common.now += std::chrono::days(30); // All that was pending is missed by then.
    QVERIFY(ask(wanted)->running.empty());
}

QTEST_GUILESS_MAIN(QueryHomeTest)
#include "tst_query_home.moc"
