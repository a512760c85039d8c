// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/issue_snapshots.h"
#include "plain_query.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <random>
#include <set>

using namespace cboard;
using namespace cboard::test;

namespace {

/// What the incidents of one issue name on a revision.
struct Named {
    std::set<std::string> builds;
    std::set<std::string> boots;
    std::set<std::string> tests;
    std::set<std::string> boards;

    std::size_t count() const { return builds.size() + boots.size() + tests.size(); }
};

} // namespace

/// The issues of a revision against loops over plain records.
class QueryIssuesTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void rowsCountWhatIncidentsName();
    void mostTouchedComesFirst();
    void failingRunWithATextIsReadFirst();
    void termsOverIssuesChooseIssues();
    void otherTermsChooseWhatCounts();
    void issueThatIsNotStoredIsListedByItsId();
    void revisionWithoutIncidentsHasNoIssues();

private:
    std::shared_ptr<const query::RevisionIssuesSnapshot> ask(const std::string& commit,
                                                             const std::string& filter = {});
    std::map<std::string, Named> plain(const std::string& commit, const RunPredicate& wants) const;

    StoreFixture m_fixture;
    PlainData m_data;
    std::vector<std::string> m_commits; ///< Newest first; the last has no incidents.
};

void QueryIssuesTest::initTestCase()
{
    std::mt19937 random(8);
    m_data = randomData(17, 3, 20);
    m_commits = plainRevisions(m_data, "mainline", "master");
    m_data.issues = {{"maestro:aaa1", "null pointer in foo", true, false, false},
                     {"maestro:bbb2", "lab timeout", false, false, true},
                     {"maestro:ccc3", "make: out of memory", false, true, true}};
    const std::array ids = {"maestro:aaa1", "maestro:bbb2", "maestro:ccc3", "maestro:gone"};
    int number = 0;
    const auto add = [&](const std::string& build, const std::string& test) {
        m_data.incidents.push_back({"maestro:i" + std::to_string(number++),
                                    ids.at(random() % ids.size()), build, test, random() % 4 != 0});
    };
    for (const std::string& commit : m_commits) {
        if (commit == m_commits.back()) {
            continue;
        }
        for (const PlainRun& run : plainRuns(m_data, commit)) {
            for (auto left = random() % 3; left > 0; --left) {
                add({}, run.test->id);
            }
        }
        for (const PlainResult& result : plainBuilds(m_data, commit)) {
            add(result.build->id, {});
            add(result.build->id, {});
        }
    }
    add("maestro:never-stored", {});
    add({}, "maestro:never-stored");
    m_fixture.add(m_data);
    QVERIFY(m_commits.size() > 1);
}

std::shared_ptr<const query::RevisionIssuesSnapshot> QueryIssuesTest::ask(const std::string& commit,
                                                                          const std::string& filter)
{
    const auto revision = m_fixture.engine().findRevision(
        {m_fixture.common(), {"mainline", "master", {}}, commit}, {});
    if (!revision) {
        qFatal("no revision %s", commit.c_str());
    }
    return must(m_fixture.engine().revisionIssues({m_fixture.common(filter), revision->id}, {}));
}

std::map<std::string, Named> QueryIssuesTest::plain(const std::string& commit,
                                                    const RunPredicate& wants) const
{
    std::map<std::string, Named> named;
    for (const PlainIncident& incident : m_data.incidents) {
        if (!incident.isPresent) {
            continue;
        }
        for (const PlainRun& run : plainRuns(m_data, commit)) {
            if (run.test->id == incident.test && wants(run)) {
                Named& issue = named[incident.issue];
                (isPlainBoot(*run.test) ? issue.boots : issue.tests).insert(run.test->id);
                if (!run.test->platform.empty()) {
                    issue.boards.insert(run.test->platform);
                }
            }
        }
        for (const PlainResult& result : plainBuilds(m_data, commit)) {
            if (result.build->id == incident.build) {
                named[incident.issue].builds.insert(incident.build);
            }
        }
    }
    return named;
}

void QueryIssuesTest::rowsCountWhatIncidentsName()
{
    for (const std::string& commit : m_commits) {
        const auto expected = plain(commit, [](const PlainRun&) { return true; });
        const auto found = ask(commit);
        QCOMPARE(found->rows.size(), expected.size());
        for (const query::RevisionIssueRow& row : found->rows) {
            const Named& named = expected.at(row.id);
            QCOMPARE(static_cast<std::size_t>(row.builds), named.builds.size());
            QCOMPARE(static_cast<std::size_t>(row.boots), named.boots.size());
            QCOMPARE(static_cast<std::size_t>(row.tests), named.tests.size());
            QCOMPARE(static_cast<std::size_t>(row.boards), named.boards.size());
        }
    }
}

void QueryIssuesTest::mostTouchedComesFirst()
{
    const auto found = ask(m_commits.front());
    QVERIFY(found->rows.size() > 2);
    QVERIFY(std::ranges::is_sorted(found->rows, std::ranges::greater(),
                                   &query::RevisionIssueRow::touched));
}

void QueryIssuesTest::failingRunWithATextIsReadFirst()
{
    const auto found = ask(m_commits.front(), "path:*");
    for (const query::RevisionIssueRow& row : found->rows) {
        const auto runs = plainRuns(m_data, m_commits.front());
        const auto isNamed = [&](const PlainRun& run) {
            return std::ranges::any_of(m_data.incidents, [&](const PlainIncident& incident) {
                return incident.isPresent && incident.issue == row.id
                    && incident.test == run.test->id;
            });
        };
        const auto isBest = [](const PlainRun& run) {
            return run.status == StatusClass::Fail && !run.test->excerpt.empty();
        };
        const bool hasBest = std::ranges::any_of(
            runs, [&](const PlainRun& run) { return isNamed(run) && isBest(run); });
        if (row.recordKind == RecordKind::Test) {
            const auto read = std::ranges::find_if(
                runs, [&](const PlainRun& run) { return run.test->id == row.recordId; });
            QVERIFY(read != runs.end());
            QVERIFY(isNamed(*read));
            QVERIFY(isBest(*read) || !hasBest);
        }
    }
}

void QueryIssuesTest::termsOverIssuesChooseIssues()
{
    const auto ids = [this](const std::string& filter) {
        const auto found = ask(m_commits.front(), filter);
        std::set<std::string> names;
        for (const query::RevisionIssueRow& row : found->rows) {
            names.insert(row.id);
        }
        return names;
    };
    using Ids = std::set<std::string>;
    QCOMPARE(ids("issue:maestro\\:aaa1"), Ids({"maestro:aaa1"}));
    QCOMPARE(ids("culprit:harness"), Ids({"maestro:bbb2", "maestro:ccc3"}));
    QCOMPARE(ids("sig:~pointer"), Ids({"maestro:aaa1"}));
    QCOMPARE(ids("issue:none"), Ids());
    QCOMPARE(ids("issue:any").size(), std::size_t{4});
}

void QueryIssuesTest::otherTermsChooseWhatCounts()
{
    const auto expected = plain(m_commits.front(), [](const PlainRun& run) {
        return run.test->platform == "rk3399-gru-kevin";
    });
    const auto found = ask(m_commits.front(), "board:rk3399-gru-kevin");
    QVERIFY(!found->rows.empty());
    for (const query::RevisionIssueRow& row : found->rows) {
        const Named& named = expected.at(row.id);
        QCOMPARE(static_cast<std::size_t>(row.boots), named.boots.size());
        QCOMPARE(static_cast<std::size_t>(row.tests), named.tests.size());
    }
}

void QueryIssuesTest::issueThatIsNotStoredIsListedByItsId()
{
    const auto found = ask(m_commits.front());
    for (const query::RevisionIssueRow& row : found->rows) {
        QCOMPARE(row.isStored, row.id != "maestro:gone");
        QCOMPARE(row.subject.empty(), !row.isStored);
        QCOMPARE(row.version, std::int64_t{1});
        QCOMPARE(row.culprits.isTool, row.id == "maestro:ccc3");
    }
}

void QueryIssuesTest::revisionWithoutIncidentsHasNoIssues()
{
    QVERIFY(ask(m_commits.back())->rows.empty());
}

QTEST_GUILESS_MAIN(QueryIssuesTest)
#include "tst_query_issues.moc"
