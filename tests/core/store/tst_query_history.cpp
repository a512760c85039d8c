// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/engine.h"
#include "store_fixture.h"

#include <QTest>

#include <fmt/format.h>

#include <algorithm>

using namespace cboard;
using namespace cboard::test;

/// What an engine remembers of a history between two questions.
class QueryHistoryTest : public QObject {
    Q_OBJECT

private slots:
    void whatIsRememberedServesWhileItHolds_data();
    void whatIsRememberedServesWhileItHolds();
    void aRunThatIsStillExpectedIsMissedLater();
    void aNameInAnotherCaseIsFound();
};

namespace {

using query::MatrixKind;

const query::BranchKey Mainline{"mainline", "master", {}};

std::vector<std::string> linesOf(query::Engine& engine, const query::HistoryRequest& request)
{
    const auto history = must(engine.history(request, {}));
    const query::Flakiness& flaky = history->flakiness;
    std::vector<std::string> lines{fmt::format("{} runs, {} passes, {} flips, {} {}", flaky.runs,
                                               flaky.passes, flaky.flips, flaky.failingFor,
                                               flaky.isFlaky)};
    for (const query::HistoryRun& run : history->runs) {
        lines.push_back(fmt::format(
            "{} at {} {}: {} {} {} {} {} {} {} status {} marks {} log {} start {}", run.id,
            run.revision.id, run.revision.commit, run.path, run.platform, run.config,
            run.architecture, run.compiler, run.lab, run.origin, static_cast<int>(run.status),
            run.marks, run.hasLog, run.startTime ? run.startTime->time_since_epoch().count() : 0));
    }
    return lines;
}

/// Histories of tests, boots and builds, of a whole family and of one cell.
std::vector<query::HistoryRequest> someRequests(const PlainData& data, const query::Common& common)
{
    std::vector<query::HistoryRequest> requests;
    for (std::size_t i = 0; i < data.tests.size(); i += 17) {
        const PlainTest& test = data.tests[i];
        query::HistoryRequest request;
        request.common = common;
        request.branch = Mainline;
        request.path = test.path;
        request.kind = isPlainBoot(test) ? MatrixKind::Boot : MatrixKind::Test;
        requests.push_back(request);
        request.platform = test.platform;
        requests.push_back(request);
        request.lab = plainLab(test);
        request.lastRevisions = 3;
        requests.push_back(request);
    }
    query::HistoryRequest builds;
    builds.common = common;
    builds.branch = Mainline;
    builds.kind = MatrixKind::Build;
    requests.push_back(builds);
    builds.config = data.builds.front().config;
    requests.push_back(builds);
    return requests;
}

/// The same of an engine that has seen nothing before.
void compareWithNewEngine(StoreFixture& fixture, const std::vector<query::HistoryRequest>& requests)
{
    const auto fresh =
        store::Store::open(fixture.file(), {.isReadOnly = true, .mayCreate = false}).value();
    for (const query::HistoryRequest& request : requests) {
        const auto remembered = linesOf(fixture.engine(), request);
        const auto read = linesOf(fresh->engine(), request);
        QCOMPARE(remembered.size(), read.size());
        for (std::size_t i = 0; i < read.size(); ++i) {
            QCOMPARE(remembered[i], read[i]);
        }
    }
}

} // namespace

void QueryHistoryTest::whatIsRememberedServesWhileItHolds_data()
{
    QTest::addColumn<std::uint32_t>("seed");
    for (const std::uint32_t seed : {3U, 11U, 29U}) {
        QTest::addRow("seed %u", seed) << seed;
    }
}

void QueryHistoryTest::whatIsRememberedServesWhileItHolds()
{
    QFETCH(const std::uint32_t, seed);
    const PlainData all = randomData(seed);
    StoreFixture fixture;
    auto requests = someRequests(all, fixture.common());
    const auto check = [&] {
        compareWithNewEngine(fixture, requests);
        return !QTest::currentTestFailed();
    };
    PlainData some = all;
    some.incidents.clear();
    const auto half = all.tests.begin() + static_cast<std::ptrdiff_t>(all.tests.size() / 2);
    some.tests = {all.tests.begin(), half};
    fixture.add(some);
    QVERIFY(check());
    PlainData late;
    late.tests = {half, all.tests.end()}; // Of revisions that were looked at.
    fixture.add(late);
    QVERIFY(check());
    PlainData incidents;
    incidents.incidents = all.incidents;
    fixture.add(incidents);
    QVERIFY(check());
    PlainData again;
    for (std::size_t i = 0; i < all.tests.size(); i += 5) {
        again.tests.push_back(all.tests[i]);
        again.tests.back().status = all.tests[i].status == "PASS" ? "FAIL" : "PASS";
    }
    fixture.add(again, store::MergePolicy::Last);
    QVERIFY(check());
    PlainData logs;
    for (std::size_t i = 0; i < all.tests.size(); i += 3) {
        logs.tests.push_back(all.tests[i]);
        logs.tests.back().log = "all of it\n";
    }
    fixture.add(logs);
    QVERIFY(check());
    for (query::HistoryRequest& request : requests) {
        request.common.now += std::chrono::days(2);
    }
    QVERIFY(check());
    for (query::HistoryRequest& request : requests) {
        request.common.filter = query::parseFilter("status:fail").value();
    }
    QVERIFY(check());
}

void QueryHistoryTest::aRunThatIsStillExpectedIsMissedLater()
{
    StoreFixture fixture;
    PlainData data;
    data.checkouts.push_back(mainlineCheckout(1));
    data.builds.push_back(mainlineBuild(1));
    const std::string start = formatIso(StoreFixture::now() - std::chrono::hours(1));
    data.tests.push_back(
        {"maestro:t1", "maestro:b1", "maestro", "ltp.a", "kevin", "lab-x", "", start, "", ""});
    fixture.add(data);
    query::HistoryRequest request;
    request.common = fixture.common();
    request.branch = Mainline;
    request.path = "ltp.a";
    const auto statusAt = [&](Timestamp now) {
        request.common.now = now;
        return must(fixture.engine().history(request, {}))->runs.at(0).status;
    };
    QCOMPARE(statusAt(StoreFixture::now()), StatusClass::Pending);
    QCOMPARE(statusAt(StoreFixture::now() + std::chrono::days(1)), StatusClass::Miss);
    QCOMPARE(statusAt(StoreFixture::now()), StatusClass::Pending);
}

void QueryHistoryTest::aNameInAnotherCaseIsFound()
{
    StoreFixture fixture;
    PlainData data;
    data.checkouts.push_back(mainlineCheckout(1));
    data.builds.push_back(mainlineBuild(1));
    data.tests.push_back(
        {"maestro:t1", "maestro:b1", "maestro", "ltp.a", "Kevin", "lab-x", "PASS", "", "", ""});
    fixture.add(data);
    query::HistoryRequest request;
    request.common = fixture.common();
    request.branch = Mainline;
    request.path = "ltp.a";
    request.platform = "kevin";
    QCOMPARE(must(fixture.engine().history(request, {}))->runs.size(), std::size_t{1});
    request.platform = "scarlet";
    QCOMPARE(must(fixture.engine().history(request, {}))->runs.size(), std::size_t{0});
}

QTEST_GUILESS_MAIN(QueryHistoryTest)
#include "tst_query_history.moc"
