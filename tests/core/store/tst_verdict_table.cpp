// SPDX-License-Identifier: LGPL-2.1-or-later
// The words of verdicts as a truth table: what the engine says of a cell at the newest of nine
// revisions, for each kind of baseline, as the revision that it was found to be (tst_baseline). The
// rows are written by the rules of the words, by hand.
#include "cell_history.h"
#include "core/query/engine.h"
#include "core/query/ledger_snapshots.h"
#include "core/store/user_data.h"
#include "tests/core/mark_text.h"

#include <QTest>

#include <array>
#include <cstdio>
#include <map>

using namespace cboard;
using namespace cboard::test;

namespace {

constexpr std::size_t BaselineKinds = 4;
constexpr std::array<const char*, BaselineKinds> BaselineNames = {"previous", "fixed revision v3",
                                                                  "other branch", "last good v5"};

/// One cell and what must be said of it.
struct Story {
    const char* name; ///< Its test path, too.
    const char* letters; ///< CellHistory::add(); at v3 and v5 stand two of the baselines.
    char elsewhere; ///< The letter at the revision of the other branch.
    std::array<const char*, BaselineKinds> marks; ///< By baseline.
    const char* ledger; ///< The newest regression without a baseline; empty for none.
};

constexpr const char* NeverSeen = "never_passed first_seen_failing";
constexpr const char* NeverStill = "never_passed still_failing";

constexpr std::array Stories = {
    // The words.
    Story{"new", "PPPPPPPPF", 'P', {"new", "new", "new", "new"}, "active v8..v9 for 1"},
    Story{"new.untested", "PPPPPP  F", 'P', {"new", "new", "new", "new"}, "active v6..v9 for 1"},
    Story{"still",
          "PPFFFFF F",
          'F',
          {"still_failing", "still_failing", "still_failing", "still_failing"},
          "active v2..v3 for 6"},
    Story{"still.passed.there",
          "PPPPPFFFF",
          'P',
          {"still_failing", "new", "new", "new"},
          "active v5..v6 for 4"},
    Story{"new.failed.there",
          "PPFFFPPPF",
          'F',
          {"new", "still_failing", "still_failing", "still_failing"},
          "active v8..v9 for 1"},
    Story{"first",
          "PP P PPPF",
          ' ',
          {"new", "first_seen_failing", "first_seen_failing", "first_seen_failing"},
          "active v8..v9 for 1"},
    Story{"first.of.all", "        F", ' ', {NeverSeen, NeverSeen, NeverSeen, NeverSeen}, ""},
    Story{"never", "FFFFFFFFF", 'F', {NeverStill, NeverStill, NeverStill, NeverStill}, ""},
    Story{"never.here", "FFFFFFFFF", 'P', {NeverStill, NeverStill, "new", NeverStill}, ""},
    Story{"fixed", "PPFFFFFFP", 'F', {"fixed", "fixed", "fixed", "fixed"}, "fixed v2..v3 for 6"},
    Story{"fixed.passed.there", "PPPPPPFFP", 'P', {"fixed", "", "", ""}, "fixed v6..v7 for 2"},
    Story{"flaky", "PFPFPFPPF", 'P', {"flaky", "flaky", "flaky", "flaky"}, ""},
    Story{"flaky.passes", "PFPFPFPFP", 'F', {"flaky", "flaky", "flaky", "flaky"}, ""},
    // Both outcomes in one revision are flakiness by themselves.
    Story{"mixed",
          "PPPPPPPPB",
          'P',
          {"flaky mixed", "flaky mixed", "flaky mixed", "flaky mixed"},
          ""},
    Story{"conflict",
          "PPPPPPPPF",
          'P',
          {"lab_conflict", "lab_conflict", "lab_conflict", "lab_conflict"},
          ""},
    Story{"incident.errors",
          "PPPPPPPPE",
          'P',
          {"lab_incident", "lab_incident", "lab_incident", "lab_incident"},
          ""},
    Story{"incident.fails",
          "PPPPPPPPF",
          'P',
          {"lab_incident", "lab_incident", "lab_incident", "lab_incident"},
          ""},
    Story{"waived",
          "PPPPPPPPF",
          'P',
          {"waived", "waived", "waived", "waived"},
          "waived v8..v9 for 1"},
    Story{"waived.passes",
          "PPFFFFFFP",
          'F',
          {"fixed", "fixed", "fixed", "fixed"},
          "fixed v2..v3 for 6"},
    Story{"stale",
          "PPPPPPPPF",
          'P',
          {"new stale", "new stale", "new stale", "new stale"},
          "active v8..v9 for 1"},
    // Infrastructure never starts or ends anything.
    Story{"error.last", "PPPPPPPPE", 'F', {"", "", "", ""}, ""},
    Story{
        "error.before.fail", "PPPPPPPEF", 'P', {"new", "new", "new", "new"}, "active v7..v9 for 1"},
    Story{"error.before.pass", "PPPPPPPEP", 'P', {"", "", "", ""}, ""},
    Story{"error.after.fail", "PPPPPPPFE", 'P', {"", "", "", ""}, "active v7..v8 for 1"},
    Story{"error.between.fails",
          "PPPPPPFEF",
          'P',
          {"still_failing", "new", "new", "new"},
          "active v6..v7 for 2"},
    Story{"error.between.fail.and.pass",
          "PPPPPPFEP",
          'P',
          {"fixed", "", "", ""},
          "fixed v6..v7 for 1"},
    Story{"error.only.before.fail",
          "EEEEEEEEF",
          'E',
          {NeverSeen, NeverSeen, NeverSeen, NeverSeen},
          ""},
    Story{"error.at.baseline",
          "PPEPEPPPF",
          'E',
          {"new", "first_seen_failing", "first_seen_failing", "first_seen_failing"},
          "active v8..v9 for 1"},
    Story{
        "error.at.baseline.passes", "PPEFEFFFP", 'E', {"fixed", "", "", ""}, "fixed v2..v4 for 4"},
    Story{"miss.last", "PPPPPPPPM", 'F', {"", "", "", ""}, ""},
    Story{
        "miss.before.fail", "PPPPPPPMF", 'P', {"new", "new", "new", "new"}, "active v7..v9 for 1"},
    Story{"miss.before.pass", "PPPPPPPMP", 'P', {"", "", "", ""}, ""},
    Story{"miss.after.fail", "PPPPPPPFM", 'P', {"", "", "", ""}, "active v7..v8 for 1"},
    Story{"miss.between.fails",
          "PPPPPPFMF",
          'P',
          {"still_failing", "new", "new", "new"},
          "active v6..v7 for 2"},
    Story{"miss.between.fail.and.pass",
          "PPPPPPFMP",
          'P',
          {"fixed", "", "", ""},
          "fixed v6..v7 for 1"},
    Story{"miss.only.before.fail",
          "MMMMMMMMF",
          'M',
          {NeverSeen, NeverSeen, NeverSeen, NeverSeen},
          ""},
    Story{"miss.at.baseline",
          "PPMPMPPPF",
          'M',
          {"new", "first_seen_failing", "first_seen_failing", "first_seen_failing"},
          "active v8..v9 for 1"},
};

bool begins(const Story& story, std::string_view word)
{
    return std::string_view(story.name).starts_with(word);
}

/// In which the cell that is told of runs; only those of the story are ill.
std::string labOf(const Story& story)
{
    return begins(story, "incident") ? "lab-" + std::string(story.name) : "lab-x";
}

/// "active v8..v9 for 1"
std::string textOf(const query::RegressionRow& row)
{
    return std::string(regressionStateKey(row.state)) + ' ' + row.lastGood.name + ".."
        + row.firstBad.name + " for " + std::to_string(row.failingFor);
}

} // namespace

class VerdictTableTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void eachWordIsSaidForEachBaseline_data();
    void eachWordIsSaidForEachBaseline();

private:
    void addHistories();
    void waive();
    std::array<std::optional<std::int64_t>, BaselineKinds> baselines();
    void ask(std::size_t kind, std::int64_t newest, std::optional<std::int64_t> baseline);
    void print() const;

    StoreFixture m_fixture;
    std::map<std::string, std::array<std::string, BaselineKinds>> m_said; ///< By path.
    std::map<std::string, std::string> m_ledger; ///< By path.
};

void VerdictTableTest::addHistories()
{
    CellHistory history(9);
    PlainData& data = history.data();
    PlainCheckout other = mainlineCheckout(7);
    other.id = "maestro:other";
    other.tree = "next";
    other.commit = std::string(40, 'b');
    other.name = "next-7";
    PlainBuild build = mainlineBuild(7);
    build.id = "maestro:b-other";
    build.checkout = other.id;
    data.checkouts.push_back(other);
    data.builds.push_back(build);
    for (const Story& story : Stories) {
        const std::string lab = labOf(story);
        history.add(story.name, "kevin", story.letters, lab);
        if (begins(story, "stale")) {
            data.tests.back().start = "2025-07-07T00:00:00Z";
        }
        history.addRuns(build.id, story.name, "kevin", story.elsewhere, lab);
        if (begins(story, "conflict")) {
            history.add(story.name, "kevin", "PPPPPPPPP", "lab-y");
        }
        if (begins(story, "incident")) { // The lab's other boards; what they ran passes elsewhere.
            history.add(story.name, "bob", story.letters, lab);
            history.add(story.name, "dru", story.letters, lab);
        }
    }
    m_fixture.add(data);
}

void VerdictTableTest::waive()
{
    const auto user = store::UserData::open(m_fixture.file());
    QVERIFY(user);
    const auto cell = [](const char* path) {
        return query::cellTarget({path, "kevin", {}, {}, {}, {}});
    };
    QVERIFY((*user)->waive({{cell("waived"), "known", {}}, {cell("waived.passes"), "known", {}}},
                           StoreFixture::now()));
}

std::array<std::optional<std::int64_t>, BaselineKinds> VerdictTableTest::baselines()
{
    query::Engine& engine = m_fixture.engine();
    const query::Common common = m_fixture.common();
    const auto newest = engine.findRevision({common, Mainline, "HEAD"}, {});
    const auto fixed = engine.findRevision({common, Mainline, "v3"}, {});
    const auto other = engine.findRevision({common, {"next", "master", {}}, "HEAD"}, {});
    const auto good = engine.findRevision({common, Mainline, "v5"}, {});
    return {std::nullopt, fixed->id, other->id, good->id};
}

void VerdictTableTest::ask(std::size_t kind, std::int64_t newest,
                           std::optional<std::int64_t> baseline)
{
    query::TestsRequest request{m_fixture.common(), newest};
    request.common.baseline = baseline;
    request.withMarks = true;
    const auto tests = must(m_fixture.engine().tests(request, {}));
    for (const Story& story : Stories) {
        for (const query::TestRow& row : tests->rows) {
            const bool isOther = row.path != story.name || row.platform != "kevin"
                || row.lab != labOf(story)
                || (begins(story, "mixed") && row.status != StatusClass::Fail);
            if (!isOther) {
                m_said[row.path].at(kind) = keysOf(row.marks);
            }
        }
    }
}

void VerdictTableTest::initTestCase()
{
    addHistories();
    waive();
    const auto newest = m_fixture.engine().findRevision({m_fixture.common(), Mainline, "HEAD"}, {});
    QVERIFY(newest);
    const auto against = baselines();
    for (std::size_t kind = 0; kind < BaselineKinds; ++kind) {
        ask(kind, newest->id, against.at(kind));
    }
    query::RegressionsRequest request;
    request.common = m_fixture.common();
    request.branch = Mainline;
    const auto ledger = must(m_fixture.engine().regressions(request, {}));
    for (const query::RegressionRow& row : ledger->rows) {
        m_ledger.try_emplace(row.subject, textOf(row)); // The newest of a state comes first.
    }
    print();
}

void VerdictTableTest::print() const
{
    std::printf("%-28s %-11s %-2s", "word", "v1 to v9", "o");
    for (const char* name : BaselineNames) {
        std::printf(" %-32s", name);
    }
    std::printf(" ledger\n");
    const auto shown = [](const std::string& words) { return words.empty() ? "-" : words.c_str(); };
    for (const Story& story : Stories) {
        std::printf("%-28s [%s] %c ", story.name, story.letters, story.elsewhere);
        for (const std::string& words : m_said.at(story.name)) {
            std::printf(" %-32s", shown(words));
        }
        const auto regression = m_ledger.find(story.name);
        std::printf(" %s\n", regression == m_ledger.end() ? "-" : regression->second.c_str());
    }
    std::fflush(stdout);
}

void VerdictTableTest::eachWordIsSaidForEachBaseline_data()
{
    QTest::addColumn<int>("story");
    for (std::size_t i = 0; i < Stories.size(); ++i) {
        QTest::newRow(Stories.at(i).name) << static_cast<int>(i);
    }
}

void VerdictTableTest::eachWordIsSaidForEachBaseline()
{
    QFETCH(int, story);
    const Story& told = Stories.at(static_cast<std::size_t>(story));
    for (std::size_t kind = 0; kind < BaselineKinds; ++kind) {
        const std::string& said = m_said.at(told.name).at(kind);
        QVERIFY2(said == told.marks.at(kind),
                 (std::string(BaselineNames.at(kind)) + ": " + said).c_str());
    }
    const auto regression = m_ledger.find(told.name);
    QCOMPARE(regression == m_ledger.end() ? std::string() : regression->second,
             std::string(told.ledger));
}

QTEST_GUILESS_MAIN(VerdictTableTest)
#include "tst_verdict_table.moc"
