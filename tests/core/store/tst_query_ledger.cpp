// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/engine.h"
#include "core/query/ledger_snapshots.h"
#include "core/store/embedded_engine.h"
#include "core/store/revisions/outcome_update.h"
#include "store_fixture.h"

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
    void whatIsKeptHoldsForItsLimitsOnly();
};

namespace {

const query::BranchKey Mainline{"mainline", "master", {}};

/// Revisions 1 to 9 of mainline, a day each, and what cells did there.
class History {
public:
    explicit History(int revisions)
    {
        for (int n = 1; n <= revisions; ++n) {
            m_data.checkouts.push_back(mainlineCheckout(n));
            m_data.builds.push_back(mainlineBuild(n));
        }
    }

    /// A letter for each revision: P, F, E; B for a pass and a fail; a blank where it did not run.
    void add(const std::string& path, const std::string& board, std::string_view letters,
             const std::string& lab = "lab-x")
    {
        for (std::size_t i = 0; i < letters.size(); ++i) {
            const auto run = [&](const char* status) {
                const std::string build = "maestro:b" + std::to_string(i + 1);
                m_data.tests.push_back({idAt(m_data.tests.size()), build, "maestro", path, board,
                                        lab, status, "", "", ""});
            };
            if (letters[i] == 'P' || letters[i] == 'B') {
                run("PASS");
            }
            if (letters[i] == 'F' || letters[i] == 'B') {
                run("FAIL");
            }
            if (letters[i] == 'E') {
                run("ERROR");
            }
        }
    }

    PlainData& data() { return m_data; }
    /// The id of the newest run that was added.
    std::string lastId() const { return idAt(m_data.tests.size() - 1); }

private:
    static std::string idAt(std::size_t number) { return "maestro:t" + std::to_string(number); }

    PlainData m_data;
};

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
    History history(6);
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
    History history(3);
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
    History history(3);
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
    History history(9);
    history.add("a.disagrees", "kevin", "PPPBPPPPP");
    history.add("b.alternates", "kevin", "PFPFPFPFP");
    fixture.add(history.data());
    QVERIFY(flakyPaths(fixture.engine(), fixture.common())
            == (Paths{"b.alternates", "a.disagrees"}));
}

void QueryLedgerTest::flakinessFollowsTheLimits()
{
    StoreFixture fixture;
    History history(9);
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
    History history(9);
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
    History history(2);
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
    History history(9);
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

void QueryLedgerTest::whatIsKeptHoldsForItsLimitsOnly()
{
    StoreFixture fixture;
    History history(2);
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
