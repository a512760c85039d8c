// SPDX-License-Identifier: LGPL-2.1-or-later
#include "plain_query.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace cboard;
using namespace cboard::test;

/// Trees, revisions, one revision, builds and tests against loops over the plain records.
class QueryListsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void treesListEachLineWithItsNewestRevision();
    void revisionsCountAsThePlainRecordsDo_data();
    void revisionsCountAsThePlainRecordsDo();
    void revisionPageAddsUp();
    void buildsShowNeitherDummiesNorPlaceholders();
    void testsAreThoseOfTheFilter_data();
    void testsAreThoseOfTheFilter();
    void testsBeyondTheLimitAreSaid();
    void whatFailedIsNotCutForWhatDidNot();
    void revisionsAreFoundByWhatUsersCallThem();
    void nowTurnsPendingIntoMiss();

private:
    std::int64_t revisionId(const std::string& commit);

    StoreFixture m_fixture;
    PlainData m_data;
};

void QueryListsTest::initTestCase()
{
    m_data = randomData(11);
    m_fixture.add(m_data);
}

std::int64_t QueryListsTest::revisionId(const std::string& commit)
{
    for (const PlainCheckout& checkout : m_data.checkouts) {
        if (checkout.commit == commit) {
            query::FindRevisionRequest request;
            request.common = m_fixture.common();
            request.branch = {checkout.tree, checkout.branch, {}};
            request.name = commit;
            const auto found = m_fixture.engine().findRevision(request, {});
            return found ? found->id : 0;
        }
    }
    return 0;
}

void QueryListsTest::treesListEachLineWithItsNewestRevision()
{
    const auto trees = must(m_fixture.engine().trees({m_fixture.common()}, {}));
    QCOMPARE(trees->rows.size(), std::size_t(3));
    for (const query::TreeRow& row : trees->rows) {
        const auto commits = plainRevisions(m_data, row.tree, row.branch);
        QCOMPARE(row.newest.commit, commits.front());
        QCOMPARE(row.revisionCount, std::int64_t(commits.size()));
        QCOMPARE(row.trend.size(), std::min<std::size_t>(10, commits.size()));
        QCOMPARE(row.trend.back().revision, row.newest.id);
        const auto all = [](const auto&) { return true; };
        const auto counts = plainCounts(m_data, row.newest.commit, all, all);
        QVERIFY(row.counts.builds == counts.builds);
        QVERIFY(row.counts.boots == counts.boots);
        QVERIFY(row.counts.tests == counts.tests);
        QVERIFY(row.lastData == StoreFixture::now());
    }
    const auto only = must(m_fixture.engine().trees({m_fixture.common("tree:next")}, {}));
    QCOMPARE(only->rows.size(), std::size_t(1));
    QCOMPARE(only->rows.front().repositoryUrl, std::string("https://git.example.org/next.git"));
    const auto none = must(m_fixture.engine().trees({m_fixture.common("board:nosuch")}, {}));
    QVERIFY(none->rows.empty());
}

namespace {

struct FilterCase {
    const char* filter;
    RunPredicate wantsRun;
    BuildPredicate wantsBuild;
};

/// The filters that are tried, each with its meaning said in plain code.
std::vector<FilterCase> filterCases()
{
    using Run = const PlainRun&;
    using Build = const PlainResult&;
    const auto none = [](Build) { return false; };
    const auto isBad = [](StatusClass status) {
        return status == StatusClass::Fail || status == StatusClass::Error;
    };
    return {
        {"", [](Run) { return true; }, [](Build) { return true; }},
        {"arch:arm64", [](Run r) { return r.build->arch == "arm64"; },
         [](Build b) { return b.build->arch == "arm64"; }},
        {"-config:def* compiler:~clang",
         [](Run r) { return r.build->config != "defconfig" && r.build->compiler == "clang-17"; },
         [](Build b) { return b.build->config != "defconfig" && b.build->compiler == "clang-17"; }},
        {"board:rk3399*", [](Run r) { return r.test->platform.starts_with("rk3399"); }, none},
        {"lab:lab-b", [](Run r) { return plainLab(*r.test) == "lab-b"; }, none},
        {"lab:-lab-*", [](Run r) { return !plainLab(*r.test).starts_with("lab-"); },
         [](Build) { return true; }},
        {"status:fail,error", [isBad](Run r) { return isBad(r.status); },
         [isBad](Build b) { return isBad(b.status); }},
        {"status:pending", [](Run r) { return r.status == StatusClass::Pending; },
         [](Build b) { return b.status == StatusClass::Pending; }},
        {"status:raw=MISS", [](Run r) { return r.test->status == "MISS"; },
         [](Build b) { return b.build->status == "MISS"; }},
        {"path:kselftest.net*", [](Run r) { return r.test->path.starts_with("kselftest.net"); },
         none},
        {"path:boot,ltp.mm board:meson-g12b",
         [](Run r) {
             return (r.test->path == "boot" || r.test->path == "ltp.mm")
                 && r.test->platform == "meson-g12b";
         },
         none},
        {"origin:redhat", [](Run r) { return r.test->origin == "redhat"; }, none},
        {"dur:>300",
         [](Run r) { return !r.test->duration.empty() && std::stod(r.test->duration) > 300; },
         [](Build b) { return std::stod(b.build->duration) > 300; }},
    };
}

void addCaseRows()
{
    QTest::addColumn<int>("index");
    const auto cases = filterCases();
    for (std::size_t i = 0; i < cases.size(); ++i) {
        QTest::addRow("filter '%s'", cases[i].filter) << int(i);
    }
}

} // namespace

void QueryListsTest::revisionsCountAsThePlainRecordsDo_data()
{
    addCaseRows();
}

void QueryListsTest::revisionsCountAsThePlainRecordsDo()
{
    QFETCH(int, index);
    const FilterCase wanted = filterCases().at(std::size_t(index));
    query::RevisionsRequest request;
    request.common = m_fixture.common(wanted.filter);
    request.branch = {"mainline", "master", {}};
    const auto revisions = must(m_fixture.engine().revisions(request, {}));
    std::size_t shown = 0;
    for (const std::string& commit : plainRevisions(m_data, "mainline", "master")) {
        const auto counts = plainCounts(m_data, commit, wanted.wantsRun, wanted.wantsBuild);
        if (counts.builds.total() + counts.boots.total() + counts.tests.total() == 0) {
            continue;
        }
        QVERIFY(shown < revisions->rows.size());
        const query::RevisionRow& row = revisions->rows[shown++];
        QCOMPARE(row.revision.commit, commit);
        QVERIFY2(row.counts.builds == counts.builds, commit.c_str());
        QVERIFY2(row.counts.boots == counts.boots, commit.c_str());
        QVERIFY2(row.counts.tests == counts.tests, commit.c_str());
    }
    QCOMPARE(revisions->rows.size(), shown);
}

void QueryListsTest::revisionPageAddsUp()
{
    const std::string commit = plainRevisions(m_data, "next", "master").at(1);
    query::RevisionRequest request;
    request.common = m_fixture.common("arch:arm64");
    request.revision = revisionId(commit);
    const auto page = must(m_fixture.engine().revision(request, {}));
    QCOMPARE(page->row.revision.commit, commit);
    const std::int64_t total = page->row.counts.builds.total() + page->row.counts.boots.total()
        + page->row.counts.tests.total();
    for (const query::Facet& facet : page->facets) {
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < facet.values.size(); ++i) {
            sum += facet.values[i].counts.total();
            QVERIFY(i == 0
                    || facet.values[i - 1].counts[StatusClass::Fail]
                        >= facet.values[i].counts[StatusClass::Fail]);
        }
        if (facet.dimension == "arch") {
            QCOMPARE(facet.values.size(), std::size_t(1));
            QCOMPARE(facet.values.front().value, std::string("arm64"));
        }
        if (facet.dimension != "board") { // Builds have none.
            QCOMPARE(sum, total);
        }
    }
    std::set<std::string> checkouts;
    for (const PlainCheckout& checkout : m_data.checkouts) {
        if (checkout.commit == commit) {
            checkouts.insert(checkout.id);
        }
    }
    QVERIFY(std::set<std::string>(page->checkoutIds.begin(), page->checkoutIds.end()) == checkouts);
    request.revision = 1'000'000;
    const auto missing = m_fixture.engine().revision(request, {});
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, ErrorKind::NotFound);
}

void QueryListsTest::buildsShowNeitherDummiesNorPlaceholders()
{
    for (const std::string& commit : plainRevisions(m_data, "mainline", "master")) {
        query::BuildsRequest request;
        request.common = m_fixture.common();
        request.revision = revisionId(commit);
        const auto builds = must(m_fixture.engine().builds(request, {}));
        std::map<std::string, query::ResultCounts> expected;
        for (const PlainResult& build : plainBuilds(m_data, commit)) {
            expected[build.build->id].builds[build.status] = 1;
        }
        QCOMPARE(builds->rows.size(), expected.size());
        for (const PlainRun& run : plainRuns(m_data, commit)) {
            auto& counts = expected[run.build->id];
            ++(isPlainBoot(*run.test) ? counts.boots : counts.tests)[run.status];
        }
        for (const query::BuildRow& row : builds->rows) {
            QCOMPARE(expected[row.id].builds[row.status], std::int64_t(1));
            QVERIFY(row.boots == expected[row.id].boots);
            QVERIFY(row.tests == expected[row.id].tests);
            QVERIFY(row.durationSeconds.has_value());
        }
    }
}

void QueryListsTest::testsAreThoseOfTheFilter_data()
{
    addCaseRows();
}

void QueryListsTest::testsAreThoseOfTheFilter()
{
    QFETCH(int, index);
    const FilterCase wanted = filterCases().at(std::size_t(index));
    const std::string commit = plainRevisions(m_data, "mainline", "fixes").front();
    const auto runs = plainRuns(m_data, commit);
    for (const auto kind : {query::RunKind::All, query::RunKind::Boots, query::RunKind::Tests}) {
        query::TestsRequest request;
        request.common = m_fixture.common(wanted.filter);
        request.revision = revisionId(commit);
        request.kind = kind;
        const auto tests = must(m_fixture.engine().tests(request, {}));
        std::map<std::string, const PlainRun*> expected;
        for (const PlainRun& run : runs) {
            const bool isOfKind = kind == query::RunKind::All
                || isPlainBoot(*run.test) == (kind == query::RunKind::Boots);
            if (isOfKind && wanted.wantsRun(run)) {
                expected[run.test->id] = &run;
            }
        }
        QCOMPARE(tests->rows.size(), expected.size());
        for (const query::TestRow& row : tests->rows) {
            QVERIFY2(expected.count(row.id) == 1, row.id.c_str());
            const PlainRun& run = *expected[row.id];
            QCOMPARE(row.path, run.test->path);
            QCOMPARE(row.platform, run.test->platform);
            QCOMPARE(row.lab, plainLab(*run.test));
            QCOMPARE(row.origin, run.test->origin);
            QCOMPARE(row.config, run.build->config);
            QCOMPARE(row.buildId, run.build->id);
            QCOMPARE(row.status, run.status);
            QCOMPARE(row.hasLog, !run.test->excerpt.empty());
            QCOMPARE(row.startTime ? formatIso(*row.startTime) : std::string(), run.test->start);
        }
    }
}

void QueryListsTest::testsBeyondTheLimitAreSaid()
{
    query::TestsRequest request;
    request.common = m_fixture.common();
    request.revision = revisionId(plainRevisions(m_data, "mainline", "master").front());
    request.limit = 3;
    const auto tests = must(m_fixture.engine().tests(request, {}));
    QCOMPARE(tests->rows.size(), std::size_t(3));
    QVERIFY(!tests->info.isComplete);
    QCOMPARE(tests->info.incompleteKey, std::string("limit_reached"));
    QCOMPARE(tests->info.shownRows, tests->info.totalRows);
}

void QueryListsTest::whatFailedIsNotCutForWhatDidNot()
{
    const auto isLoud = [](const query::TestRow& row) {
        return row.status == StatusClass::Fail || row.status == StatusClass::Error
            || row.status == StatusClass::Miss;
    };
    query::TestsRequest request;
    request.common = m_fixture.common();
    request.revision = revisionId(plainRevisions(m_data, "mainline", "master").front());
    const auto all = must(m_fixture.engine().tests(request, {}));
    const auto loud = std::ranges::count_if(all->rows, isLoud);
    QVERIFY(loud > 0 && loud + 2 < std::ssize(all->rows));
    request.limit = loud + 2;
    const auto some = must(m_fixture.engine().tests(request, {}));
    QCOMPARE(std::ssize(some->rows), loud + 2);
    QCOMPARE(std::ranges::count_if(some->rows, isLoud), loud);
    request.limit = loud - 1;
    const auto few = must(m_fixture.engine().tests(request, {}));
    QCOMPARE(std::ranges::count_if(few->rows, isLoud), loud - 1);
}

void QueryListsTest::revisionsAreFoundByWhatUsersCallThem()
{
    const auto commits = plainRevisions(m_data, "mainline", "master");
    query::FindRevisionRequest request;
    request.common = m_fixture.common();
    request.branch = {"mainline", "master", {}};
    const auto find = [&](const std::string& name) {
        request.name = name;
        const auto found = m_fixture.engine().findRevision(request, {});
        return found ? found->commit : std::string();
    };
    QCOMPARE(find("HEAD"), commits[0]);
    QCOMPARE(find("HEAD~"), commits[1]);
    QCOMPARE(find("HEAD~3"), commits[3]);
    QCOMPARE(find(commits[2]), commits[2]);
    QCOMPARE(find(commits[2].substr(0, 12)), commits[2]);
    QCOMPARE(find("v6.14-rc1-" + commits[4].substr(0, 8)), commits[4]);
    QCOMPARE(find("HEAD~1000"), std::string());
    QCOMPARE(find("HEAD~x"), std::string());
    QCOMPARE(find("nothing of the sort, \"really\""), std::string());
    request.branch.tree = "nosuch";
    QCOMPARE(find("HEAD"), std::string());
}

void QueryListsTest::nowTurnsPendingIntoMiss()
{
    query::TreesRequest request{m_fixture.common()};
    const auto sum = [&](StatusClass status) {
        std::int64_t count = 0;
        const auto trees = must(m_fixture.engine().trees(request, {}));
        for (const query::TreeRow& row : trees->rows) {
            for (const query::TrendPoint& point : row.trend) {
                count += point.counts.builds[status] + point.counts.boots[status]
                    + point.counts.tests[status];
            }
        }
        return count;
    };
    const std::int64_t pending = sum(StatusClass::Pending);
    const std::int64_t missed = sum(StatusClass::Miss);
    QVERIFY(pending > 0);
    request.common.now += std::chrono::hours(12);
    QCOMPARE(sum(StatusClass::Pending), std::int64_t(0));
    QCOMPARE(sum(StatusClass::Miss), missed + pending);
}

QTEST_GUILESS_MAIN(QueryListsTest)
#include "tst_query_lists.moc"
