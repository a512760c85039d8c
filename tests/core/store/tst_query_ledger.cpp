// SPDX-License-Identifier: LGPL-2.1-or-later
#include "cell_history.h"
#include "core/query/engine.h"
#include "core/query/ledger_snapshots.h"
#include "core/store/embedded_engine.h"
#include "core/store/revisions/outcome_update.h"

#include <QTest>

#include <algorithm>

using namespace cboard;
using namespace cboard::test;

/// The ledger and the list of flaky cells, on histories of a few cells.
class QueryLedgerTest : public QObject {
    Q_OBJECT

private slots:
    void aRowSaysWhereItFailedLast();
    void aRowNamesTheIssuesOfItsFailingRuns();
    void aPathLeavesBootsOutUnlessItIsTheirs();
    void theMostRandomCellStandsFirst();
    void flakinessFollowsTheLimits();
    void pathsAndLabsHaveLimitsOfTheirOwn();
    void illnessFollowsTheLimits();
    void silenceFollowsTheLimits();
    void whatStillFailsDoesNotGrowTooOldToBeListed();
    void whatIsAskedSinceBeganSince();
    void whatIsKeptHoldsForItsLimitsOnly();
};

namespace {

query::RegressionsSnapshot ledgerOf(query::Engine& engine, const query::Common& common)
{
    query::RegressionsRequest request;
    request.common = common;
    request.branch = Mainline;
    return *must(engine.regressions(request, {}));
}

std::vector<std::string> flakyPaths(query::Engine& engine, const query::Common& common)
{
    query::FlakyRequest request;
    request.common = common;
    request.branch = Mainline;
    const auto found = must(engine.flaky(request, {}));
    std::vector<std::string> paths;
    for (const query::FlakyCell& cell : found->rows) {
        paths.push_back(cell.names.path);
    }
    return paths;
}

using Paths = std::vector<std::string>;

} // namespace

void QueryLedgerTest::aRowSaysWhereItFailedLast()
{
    StoreFixture fixture;
    CellHistory history(6);
    history.add("ltp.a", "kevin", "PPFF E");
    history.add("ltp.a", "scarlet", "PPF  F");
    history.add("ltp.b", "kevin", "PFFP  ");
    fixture.add(history.data());
    const auto ledger = ledgerOf(fixture.engine(), fixture.common());
    QCOMPARE(ledger.rows.size(), std::size_t(2));
    QCOMPARE(ledger.rows[0].subject, std::string("ltp.a"));
    QCOMPARE(ledger.rows[0].cells.size(), std::size_t(2));
    QCOMPARE(ledger.rows[0].lastBad.name, std::string("v6")); // The later of both cells.
    QCOMPARE(ledger.rows[1].subject, std::string("ltp.b"));
    QCOMPARE(ledger.rows[1].lastBad.name, std::string("v3")); // Not where it was fixed.
}

void QueryLedgerTest::aRowNamesTheIssuesOfItsFailingRuns()
{
    StoreFixture fixture;
    CellHistory history(3);
    history.add("ltp.a", "kevin", "PFF");
    const std::string failing = history.lastId();
    history.add("ltp.b", "kevin", "PFF");
    PlainData& data = history.data();
    data.issues = {{"maestro:i1", "futex hangs"}, {"maestro:i2", "not present"}};
    data.incidents = {{"maestro:x1", "maestro:i1", "", failing},
                      {"maestro:x2", "maestro:i1", "", failing},
                      {"maestro:x3", "maestro:gone", "", failing},
                      {"maestro:x4", "maestro:i2", "", failing, false}};
    fixture.add(data);
    const auto ledger = ledgerOf(fixture.engine(), fixture.common());
    QCOMPARE(ledger.rows.size(), std::size_t(2));
    const std::vector<query::AttachedIssue> expected = {{"maestro:gone", ""},
                                                        {"maestro:i1", "futex hangs"}};
    QVERIFY(ledger.rows[0].issues == expected);
    QVERIFY(ledger.rows[1].issues.empty());
}

/// By the score that views show, whatever the disagreements.
void QueryLedgerTest::aPathLeavesBootsOutUnlessItIsTheirs()
{
    StoreFixture fixture;
    CellHistory history(3);
    history.add("boot", "kevin", "PFF");
    history.add("ltp.a", "kevin", "PFF");
    fixture.add(history.data());
    const auto rows = [&fixture](const char* filter) {
        return ledgerOf(fixture.engine(), fixture.common(filter)).rows.size();
    };
    QCOMPARE(rows(""), std::size_t{2});
    QCOMPARE(rows("path:ltp.a"), std::size_t{1});
    QCOMPARE(rows("path:boot"), std::size_t{1});
    QCOMPARE(rows("path:bo*"), std::size_t{1});
    QCOMPARE(rows("-path:boot"), std::size_t{1});
    QCOMPARE(rows("path:nothing.such"), std::size_t{0});
}

void QueryLedgerTest::theMostRandomCellStandsFirst()
{
    StoreFixture fixture;
    CellHistory history(9);
    history.add("a.disagrees", "kevin", "PPPBPPPPP");
    history.add("b.alternates", "kevin", "PFPFPFPFP");
    fixture.add(history.data());
    QVERIFY(flakyPaths(fixture.engine(), fixture.common())
            == (Paths{"b.alternates", "a.disagrees"}));
}

void QueryLedgerTest::flakinessFollowsTheLimits()
{
    StoreFixture fixture;
    CellHistory history(9);
    history.add("a.flips", "kevin", "PPFPPPPPP"); // Two flips.
    fixture.add(history.data());
    query::Common common = fixture.common();
    QVERIFY(flakyPaths(fixture.engine(), common).empty());
    QCOMPARE(ledgerOf(fixture.engine(), common).rows.size(), std::size_t(1));
    common.limits.flaky.flips = 2;
    QVERIFY(flakyPaths(fixture.engine(), common) == Paths{"a.flips"});
    QVERIFY(ledgerOf(fixture.engine(), common).rows.empty()); // Flaky is no regression.
    query::HistoryRequest cell;
    cell.common = common;
    cell.branch = Mainline;
    cell.path = "a.flips";
    QVERIFY(must(fixture.engine().history(cell, {}))->flakiness.isFlaky);
    cell.common = fixture.common();
    QVERIFY(!must(fixture.engine().history(cell, {}))->flakiness.isFlaky);
    QCOMPARE(ledgerOf(fixture.engine(), fixture.common()).rows.size(), std::size_t(1));
}

void QueryLedgerTest::pathsAndLabsHaveLimitsOfTheirOwn()
{
    StoreFixture fixture;
    CellHistory history(9);
    history.add("ltp.fs.a", "kevin", "PPFPPPPPP"); // Two flips each.
    history.add("ltp.fsx", "kevin", "PPFPPPPPP");
    history.add("ltp.fs.b", "scarlet", "PPFPPPPPP", "lab-y");
    history.add("boot.nfs", "kevin", "PPFPPPPPP");
    fixture.add(history.data());
    query::Common common = fixture.common();
    const auto flaky = [&] { return flakyPaths(fixture.engine(), common); };
    query::FlakyException few{.path = "ltp.fs", .lab = "", .limits = {.flips = 2}};
    common.limits.flakyExceptions = {few};
    QVERIFY(flaky() == (Paths{"ltp.fs.a", "ltp.fs.b"})); // Not ltp.fsx, which is another test.
    QCOMPARE(ledgerOf(fixture.engine(), common).rows.size(), std::size_t(2));
    query::HistoryRequest cell;
    cell.common = common;
    cell.branch = Mainline;
    cell.path = "ltp.fs.a";
    QVERIFY(must(fixture.engine().history(cell, {}))->flakiness.isFlaky);
    few.lab = "lab-y";
    common.limits.flakyExceptions = {few};
    QVERIFY(flaky() == Paths{"ltp.fs.b"});
    few.path.clear();
    common.limits.flakyExceptions = {few, {.path = "boot", .lab = "", .limits = {.flips = 1}}};
    QVERIFY(flaky() == (Paths{"boot", "ltp.fs.b"}));
    const query::FlakyException many{.path = "ltp", .lab = "", .limits = {}};
    common.limits.flakyExceptions.insert(common.limits.flakyExceptions.begin(), many);
    QVERIFY(flaky() == Paths{"boot"}); // The first that fits counts.
    few.lab = "lab-nowhere";
    common.limits.flakyExceptions = {few};
    QVERIFY(flaky().empty());
    QCOMPARE(ledgerOf(fixture.engine(), fixture.common()).rows.size(), std::size_t(4));
}

void QueryLedgerTest::illnessFollowsTheLimits()
{
    StoreFixture fixture;
    CellHistory history(2);
    for (const char* board : {"kevin", "scarlet"}) {
        history.add("ltp.a", board, "PP");
    }
    for (const char* board : {"bob", "dru"}) {
        history.add("ltp.a", board, "PE");
    }
    fixture.add(history.data());
    query::Common common = fixture.common();
    const auto incidents = [&] { return ledgerOf(fixture.engine(), common).labIncidents.size(); };
    QCOMPARE(incidents(), std::size_t(0)); // Half is not more than half.
    common.limits.labs.errorPercent = 40;
    QCOMPARE(incidents(), std::size_t(1));
    common.limits.labs.boards = 5;
    QCOMPARE(incidents(), std::size_t(0));
}

void QueryLedgerTest::silenceFollowsTheLimits()
{
    StoreFixture fixture;
    CellHistory history(9);
    history.add("ltp.a", "kevin", "PF");
    history.add("ltp.b", "kevin", "PPPPPPPPP");
    fixture.add(history.data());
    query::Common common = fixture.common();
    const auto state = [&] { return ledgerOf(fixture.engine(), common).rows.at(0).state; };
    QCOMPARE(state(), query::RegressionState::Active);
    common.limits.silentAfter = std::chrono::days(6);
    QCOMPARE(state(), query::RegressionState::Inactive);
    common.limits.silentAfter = std::chrono::days(7);
    QCOMPARE(state(), query::RegressionState::Active);
}

void QueryLedgerTest::whatStillFailsDoesNotGrowTooOldToBeListed()
{
    StoreFixture fixture;
    CellHistory history(9);
    history.add("a.fails", "kevin", "PFFFFFFFF");
    history.add("b.silent", "kevin", "PPF      ");
    history.add("c.fixed", "kevin", "PPPPFFFFP");
    history.add("d.fixed.before", "kevin", "PFFPPPPPP");
    history.add("e.never.passed", "kevin", "FFFFFFFFF");
    history.add("f.began", "kevin", "PPPPPPPFF");
    fixture.add(history.data());
    query::RegressionsRequest request;
    request.common = fixture.common();
    request.branch = Mainline;
    request.lastRevisions = 3;
    const auto listed = [&] {
        Paths rows;
        const auto found = must(fixture.engine().regressions(request, {}));
        for (const query::RegressionRow& row : found->rows) {
            rows.push_back(row.subject + " " + std::string(regressionStateKey(row.state)) + " "
                           + row.lastGood.name + ".." + row.firstBad.name);
        }
        return rows;
    };
    QVERIFY(listed()
            == (Paths{"f.began active v7..v8", "b.silent active v2..v3", "a.fails active v1..v2",
                      "c.fixed fixed v4..v5"}));
    request.common.limits.silentAfter = std::chrono::days(5); // What is silent is no longer run.
    QVERIFY(listed()
            == (Paths{"f.began active v7..v8", "a.fails active v1..v2", "c.fixed fixed v4..v5"}));
}

void QueryLedgerTest::whatIsAskedSinceBeganSince()
{
    StoreFixture fixture;
    CellHistory history(9);
    history.add("a.fails", "kevin", "PFFFFFFFF");
    history.add("f.began", "kevin", "PPPPPPPFF");
    fixture.add(history.data());
    QCOMPARE(ledgerOf(fixture.engine(), fixture.common()).rows.size(), std::size_t{2});
    const auto since = ledgerOf(fixture.engine(), fixture.common("since:2025-07-05"));
    QCOMPARE(since.rows.size(), std::size_t{1});
    QCOMPARE(since.rows.front().subject, std::string("f.began"));
}

void QueryLedgerTest::whatIsKeptHoldsForItsLimitsOnly()
{
    StoreFixture fixture;
    CellHistory history(2);
    for (const char* board : {"kevin", "scarlet", "bob"}) {
        history.add("ltp.a", board, "PP");
    }
    history.add("ltp.a", "dru", "PE");
    fixture.add(history.data());
    query::Common strict = fixture.common();
    strict.limits.labs.errorPercent = 20;
    const auto incidents = [&fixture](const query::Common& common) {
        store::EmbeddedEngine fresh(fixture.file());
        return ledgerOf(fresh, common).labIncidents.size();
    };
    const auto update = [&fixture](const query::Common& common) {
        return store::updateOutcomes(fixture.file(), common, {})->updated;
    };
    QCOMPARE(update(fixture.common()), std::int64_t(2));
    QCOMPARE(incidents(strict), std::size_t(1));
    QCOMPARE(update(strict), std::int64_t(2));
    QCOMPARE(incidents(strict), std::size_t(1));
    QCOMPARE(incidents(fixture.common()), std::size_t(0));
    QCOMPARE(update(strict), std::int64_t(0));
}

QTEST_GUILESS_MAIN(QueryLedgerTest)
#include "tst_query_ledger.moc"
