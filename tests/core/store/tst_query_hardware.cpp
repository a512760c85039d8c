// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/hardware_snapshots.h"
#include "core/query/home_snapshots.h"
#include "core/store/revisions/filter_plan.h"
#include "core/store/revisions/name_aliases.h"
#include "core/store/revisions/outcome_cache.h"
#include "core/store/rows/dictionary.h"
#include "core/store/rows/record_decoder.h"
#include "core/store/sqlite/database.h"
#include "core/store/user_data.h"
#include "plain_marks.h"

#include <QTest>

using namespace cboard;
using namespace cboard::test;

/// Boards against loops over the plain records.
class QueryHardwareTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyBoardThatRanIsARow();
    void windowLeavesOutWhatIsOlder();
    void rowsCountNewFailuresOfTheNewestRevisions();
    void boardPageAddsUpOverLabsAndRevisions();
    void sharedBootsAreThoseOfSeveralLabs();
    void treesWithoutANameAreToldByTheirUrl();
    void unknownBoardIsNotFound();
    void mergedBoardsAreOneRowPageAndFilter();
    void aNamedLabIsShownAndFoundByItsName();
    void mergedBoardsAreOneRowOfAMatrixAndOneHistory();
    void theUserFileIsReadOnceForAQuery();

private:
    void filterLeavesOut(const std::string& board, std::size_t all);
    query::HardwareRequest request() const
    {
        query::HardwareRequest request;
        request.common = m_fixture.common();
        request.window = request.rateWindow = std::chrono::days(3650);
        request.stripRevisions = 1000;
        return request;
    }
    /// All runs whose build and checkout are there.
    std::vector<PlainRun> allRuns() const
    {
        std::vector<PlainRun> runs;
        std::set<std::string> commits;
        for (const PlainCheckout& checkout : m_data.checkouts) {
            if (commits.insert(checkout.commit).second) {
                const auto some = plainRuns(m_data, checkout.commit);
                runs.insert(runs.end(), some.begin(), some.end());
            }
        }
        return runs;
    }

    StoreFixture m_fixture;
    PlainData m_data;
};

void QueryHardwareTest::initTestCase()
{
    m_data = randomData(43, 6, 20);
    m_fixture.add(m_data);
}

void QueryHardwareTest::everyBoardThatRanIsARow()
{
    struct Expected {
        StatusCounts boots;
        StatusCounts tests;
        std::set<std::string> labs;
        std::set<std::string> trees;
    };
    std::map<std::string, Expected> expected;
    for (const PlainRun& run : allRuns()) {
        if (run.test->platform.empty()) {
            continue;
        }
        Expected& board = expected[run.test->platform];
        ++(isPlainBoot(*run.test) ? board.boots : board.tests)[run.status];
        board.labs.insert(plainLab(*run.test));
        board.trees.insert(run.checkout->tree);
    }
    const auto found = must(m_fixture.engine().hardware(request(), {}));
    QCOMPARE(found->rows.size(), expected.size());
    for (const query::HardwareRow& row : found->rows) {
        const Expected& board = expected.at(row.identity.board);
        QVERIFY(row.counts.boots == board.boots);
        QVERIFY(row.boots == board.boots);
        QVERIFY(row.counts.tests == board.tests);
        QVERIFY(std::set(row.labs.begin(), row.labs.end()) == board.labs);
        QVERIFY(std::set(row.trees.begin(), row.trees.end()) == board.trees);
        StatusCounts strip;
        for (const query::BootBar& bar : row.strip) {
            strip += bar.boots;
        }
        QVERIFY(strip == board.boots);
        QCOMPARE(row.lastBoot.has_value(), board.boots[StatusClass::Pass] > 0);
    }
}

void QueryHardwareTest::windowLeavesOutWhatIsOlder()
{
    auto narrow = request();
    narrow.window = narrow.rateWindow = std::chrono::days(0);
    narrow.common.now += std::chrono::days(400);
    QVERIFY(must(m_fixture.engine().hardware(narrow, {}))->rows.empty());
    narrow.rateWindow = std::chrono::days(3650);
    const auto found = must(m_fixture.engine().hardware(narrow, {}));
    QVERIFY(!found->rows.empty());
    for (const query::HardwareRow& row : found->rows) {
        QCOMPARE(row.counts.boots.total() + row.counts.tests.total(), std::int64_t(0));
    }
}

void QueryHardwareTest::rowsCountNewFailuresOfTheNewestRevisions()
{
    std::map<std::string, query::MarkCounts> expected;
    const auto trees = must(m_fixture.engine().trees({m_fixture.common()}, {}));
    for (const query::TreeRow& tree : trees->rows) {
        const PlainMarks marks(m_data, tree.tree, tree.branch);
        for (const PlainCell& cell : marks.cells(0)) {
            expected[cell[2]].add(marks.marksOf(cell, 0));
        }
    }
    std::int64_t newFailures = 0;
    const auto found = must(m_fixture.engine().hardware(request(), {}));
    for (const query::HardwareRow& row : found->rows) {
        const query::MarkCounts& marks = expected[row.identity.board];
        QCOMPARE(row.newFailures, std::int64_t(marks[query::CellMark::New]));
        QCOMPARE(row.stillFailing, std::int64_t(marks[query::CellMark::StillFailing]));
        QCOMPARE(row.flakyCells, std::int64_t(marks[query::CellMark::Flaky]));
        newFailures += row.newFailures;
    }
    QVERIFY(newFailures > 0);
}

void QueryHardwareTest::boardPageAddsUpOverLabsAndRevisions()
{
    const auto list = must(m_fixture.engine().hardware(request(), {}));
    for (const query::HardwareRow& row : list->rows) {
        query::BoardRequest page;
        page.common = m_fixture.common();
        page.board = row.identity.board;
        page.lastRevisions = 1000;
        const auto board = must(m_fixture.engine().board(page, {}));
        StatusCounts boots;
        StatusCounts tests;
        for (const query::BoardBranch& branch : board->branches) {
            for (const query::BoardRevision& revision : branch.revisions) {
                boots += revision.counts.boots;
                tests += revision.counts.tests;
            }
        }
        QVERIFY(boots == row.boots);
        QVERIFY(tests == row.counts.tests);
        QCOMPARE(board->labs.size(), row.labs.size());
        for (const query::BoardLab& lab : board->labs) {
            for (std::size_t i = 0; i < StatusClassCount; ++i) {
                boots.byClass[i] -= lab.boots.byClass[i];
                tests.byClass[i] -= lab.tests.byClass[i];
            }
            QVERIFY(lab.sharedBoots.total() <= lab.boots.total());
        }
        QVERIFY(boots == StatusCounts());
        QVERIFY(tests == StatusCounts());
        QCOMPARE(board->lastBoot.has_value(), row.lastBoot.has_value());
    }
}

void QueryHardwareTest::sharedBootsAreThoseOfSeveralLabs()
{
    StoreFixture fixture;
    PlainData data;
    data.checkouts = {{"o:c", "o", "mainline", "master", "https://x.example/l.git",
                       std::string(40, 'a'), "v6.1", "2026-01-01T00:00:00Z"}};
    for (const char* build : {"o:b1", "o:b2"}) {
        data.builds.push_back(
            {build, "o:c", "o", "defconfig", "arm64", "gcc-12", "PASS", {}, {}, {}});
    }
    const auto boot = [&data](const char* id, const char* build, const char* lab,
                              const char* duration) {
        data.tests.push_back({.id = id,
                              .build = build,
                              .origin = "o",
                              .path = "boot",
                              .platform = "pine64",
                              .lab = lab,
                              .status = "PASS",
                              .start = {},
                              .duration = duration,
                              .excerpt = {},
                              .compatibles = R"(["pine64,pine64-plus","allwinner,sun50i-a64"])"});
    };
    boot("o:t1", "o:b1", "lab-a", "10");
    boot("o:t2", "o:b1", "lab-b", "30");
    boot("o:t3", "o:b2", "lab-a", "20");
    boot("o:t4", "o:b2", "lab-a", "12");
    fixture.add(data);
    query::BoardRequest request;
    request.common = fixture.common();
    request.board = "pine64";
    const auto board = must(fixture.engine().board(request, {}));
    QCOMPARE(board->identity.vendor, std::string("allwinner"));
    QCOMPARE(board->identity.soc, std::string("sun50i-a64"));
    QCOMPARE(board->labs.size(), std::size_t(2));
    QCOMPARE(board->labs[0].boots.total(), std::int64_t(3));
    QCOMPARE(board->labs[0].sharedBoots.total(), std::int64_t(1));
    QCOMPARE(*board->labs[0].medianBootSeconds, 12.0);
    QCOMPARE(*board->labs[1].medianBootSeconds, 30.0);
}

void QueryHardwareTest::treesWithoutANameAreToldByTheirUrl()
{
    StoreFixture fixture;
    PlainData data;
    const std::vector<std::string> urls = {"https://git.example.org/a.git",
                                           "https://git.example.org/b.git"};
    for (int n = 1; n <= 3; ++n) {
        PlainCheckout checkout = mainlineCheckout(n);
        if (n < 3) {
            checkout.tree.clear();
            checkout.url = urls.at(std::size_t(n) - 1);
        }
        data.checkouts.push_back(checkout);
        data.builds.push_back(mainlineBuild(n));
        const std::string number = std::to_string(n);
        data.tests.push_back({"maestro:t" + number, "maestro:b" + number, "maestro", "boot",
                              "kevin", "lab-x", "PASS", "", "", ""});
    }
    fixture.add(data);
    auto all = request();
    all.common = fixture.common();
    const auto found = must(fixture.engine().hardware(all, {}));
    QCOMPARE(found->rows.size(), std::size_t{1});
    QVERIFY(found->rows.front().trees
            == (std::vector<std::string>{"mainline", urls.front(), urls.back()}));
}

void QueryHardwareTest::unknownBoardIsNotFound()
{
    query::BoardRequest request;
    request.common = m_fixture.common();
    request.board = "nosuch";
    const auto board = m_fixture.engine().board(request, {});
    QVERIFY(!board);
    QVERIFY(board.error().kind == ErrorKind::NotFound);
}

void QueryHardwareTest::mergedBoardsAreOneRowPageAndFilter()
{
    const auto before = must(m_fixture.engine().hardware(request(), {}));
    QVERIFY(before->rows.size() > 2);
    const query::HardwareRow& one = before->rows[0];
    const query::HardwareRow& other = before->rows[1];
    const std::string main = one.identity.board;
    const std::string alias = other.identity.board;
    auto user = store::UserData::open(m_fixture.file());
    QVERIFY(user);
    QVERIFY((*user)->mergeNames(store::UserData::Named::Board, {alias, "a nickname"}, main,
                                Timestamp{}));

    const auto after = must(m_fixture.engine().hardware(request(), {}));
    QCOMPARE(after->rows.size(), before->rows.size() - 1);
    const auto merged = std::ranges::find(
        after->rows, main, [](const query::HardwareRow& row) { return row.identity.board; });
    QVERIFY(merged != after->rows.end());
    StatusCounts boots = one.boots;
    boots += other.boots;
    QVERIFY(merged->boots == boots);
    QCOMPARE(merged->newFailures, one.newFailures + other.newFailures);
    QCOMPARE(merged->identity.otherNames.size(), std::size_t(2));
    StatusCounts strip;
    std::set<std::int64_t> revisions;
    for (const query::BootBar& bar : merged->strip) {
        strip += bar.boots;
        QVERIFY(revisions.insert(bar.revision).second); // One bar each.
    }
    QVERIFY(strip == boots);

    const auto totalOf = [](const query::BoardSnapshot& board) {
        std::int64_t total = 0;
        for (const query::BoardLab& lab : board.labs) {
            total += lab.boots.total() + lab.tests.total();
        }
        return total;
    };
    query::BoardRequest page;
    page.common = m_fixture.common();
    page.lastRevisions = 1000;
    std::set<std::int64_t> totals;
    for (const std::string& name : {main, alias, std::string("a nickname")}) {
        page.board = name;
        const auto board = must(m_fixture.engine().board(page, {}));
        QCOMPARE(board->identity.board, main);
        totals.insert(totalOf(*board));
        query::HardwareRequest filtered = request();
        filtered.common = m_fixture.common("board:\"" + name + "\"");
        const auto found = must(m_fixture.engine().hardware(filtered, {}));
        QCOMPARE(found->rows.size(), std::size_t(1));
        QVERIFY(found->rows.front().boots == boots);
        query::SearchRequest search;
        search.common = m_fixture.common();
        search.text = "@" + name;
        const auto hits = must(m_fixture.engine().search(search, {}));
        QCOMPARE(hits->hits.front().title, main);
    }
    QCOMPARE(totals.size(), std::size_t(1));
    filterLeavesOut(main, after->rows.size());

    QVERIFY((*user)->splitNames(store::UserData::Named::Board, main, Timestamp{}));
    QCOMPARE(must(m_fixture.engine().hardware(request(), {}))->rows.size(), before->rows.size());
    page.board = alias;
    QVERIFY(totalOf(*must(m_fixture.engine().board(page, {}))) < *totals.begin());
}

void QueryHardwareTest::aNamedLabIsShownAndFoundByItsName()
{
    using store::UserData;
    const auto before = must(m_fixture.engine().hardware(request(), {}));
    std::set<std::string> labs;
    for (const query::HardwareRow& row : before->rows) {
        labs.insert(row.labs.begin(), row.labs.end());
    }
    QVERIFY(labs.size() > 1);
    const std::string lab = *labs.begin();
    const std::string other = *std::next(labs.begin());
    const auto boardsWith = [this](const std::string& filter) {
        query::HardwareRequest asked = request();
        asked.common = m_fixture.common(filter);
        return must(m_fixture.engine().hardware(asked, {}))->rows;
    };
    const auto ofLab = boardsWith("lab:\"" + lab + '"');
    auto user = UserData::open(m_fixture.file());
    QVERIFY(user);
    QVERIFY((*user)->mergeNames(UserData::Named::Lab, {lab}, "Cellar", Timestamp{}));
    for (const char* name : {"Cellar", lab.c_str()}) {
        const auto found = boardsWith("lab:\"" + std::string(name) + '"');
        QCOMPARE(found.size(), ofLab.size());
        QCOMPARE(found.front().labs, std::vector<std::string>{"Cellar"});
    }
    query::BoardRequest page;
    page.common = m_fixture.common();
    page.lastRevisions = 1000;
    page.board = ofLab.front().identity.board;
    const auto countOf = [&](const std::string& name) {
        const auto board = must(m_fixture.engine().board(page, {}));
        return std::ranges::count(board->labs, name, &query::BoardLab::lab);
    };
    QCOMPARE(countOf("Cellar"), std::ptrdiff_t{1});
    QCOMPARE(countOf(lab), std::ptrdiff_t{0});
    const auto sources = [this] {
        query::HomeRequest home;
        home.common = m_fixture.common();
        return must(m_fixture.engine().home(home, {}))->sources;
    };
    const auto named = sources();
    QCOMPARE(std::ranges::count(named, "Cellar", &query::SourceRow::name), std::ptrdiff_t{1});
    // Under the name of another one both are one.
    QVERIFY((*user)->mergeNames(UserData::Named::Lab, {other}, "Cellar", Timestamp{}));
    QCOMPARE(sources().size(), named.size() - 1);
    QCOMPARE(countOf("Cellar"), std::ptrdiff_t{1});
    QVERIFY((*user)->splitNames(UserData::Named::Lab, "Cellar", Timestamp{}));
    QCOMPARE(must(m_fixture.engine().hardware(request(), {}))->rows.front().labs,
             before->rows.front().labs);
}

/// `-board:NAME` of a board with several names.
void QueryHardwareTest::filterLeavesOut(const std::string& board, std::size_t all)
{
    query::HardwareRequest without = request();
    without.common = m_fixture.common("-board:\"" + board + "\"");
    const auto found = must(m_fixture.engine().hardware(without, {}));
    QCOMPARE(found->rows.size(), all - 1);
}

void QueryHardwareTest::mergedBoardsAreOneRowOfAMatrixAndOneHistory()
{
    StoreFixture fixture;
    PlainData data;
    for (int n = 1; n <= 3; ++n) {
        data.checkouts.push_back(mainlineCheckout(n));
        data.builds.push_back(mainlineBuild(n));
        const std::string id = std::to_string(n);
        // The lab gave it another name on the way.
        const char* name = n == 1 ? "google,kevin" : "kevin";
        for (const char* path : {"boot", "ltp.a"}) {
            data.tests.push_back({"maestro:" + id + path, "maestro:b" + id, "maestro", path, name,
                                  "lab-x", n == 2 ? "FAIL" : "PASS", "", "", ""});
        }
        data.tests.push_back({"maestro:o" + id, "maestro:b" + id, "maestro", "boot", "bob", "lab-x",
                              "PASS", "", "", ""});
    }
    fixture.add(data);
    auto user = store::UserData::open(fixture.file());
    QVERIFY(user);
    QVERIFY((*user)->mergeNames(store::UserData::Named::Board, {"google,kevin", "kevin"}, "Kevin",
                                Timestamp{}));

    query::MatrixRequest matrix;
    matrix.common = fixture.common();
    matrix.branch = {"mainline", "master", {}};
    const auto boots = must(fixture.engine().matrix(matrix, {}));
    QCOMPARE(boots->rows.size(), std::size_t(2));
    QCOMPARE(boots->rows[0].fields.front(), std::string("Kevin"));
    QCOMPARE(boots->rows[0].counts.total(), std::int64_t(3));
    QCOMPARE(boots->rows[1].fields.front(), std::string("bob"));
    matrix.kind = query::MatrixKind::Test;
    const auto tests = must(fixture.engine().matrix(matrix, {}));
    QCOMPARE(tests->columns.size(), std::size_t(1));
    QCOMPARE(tests->columns[0].fields.front(), std::string("Kevin"));
    query::GroupsRequest groups;
    groups.common = fixture.common();
    groups.revision = boots->columns.front().revision->id;
    groups.kind = query::MatrixKind::Boot;
    groups.groupBy = {query::Dimension::Platform};
    QCOMPARE(must(fixture.engine().groups(groups, {}))->rows[1].fields.front(),
             std::string("bob")); // By fails, total, name.

    for (const char* name : {"Kevin", "kevin", "google,kevin"}) {
        query::HistoryRequest history;
        history.common = fixture.common();
        history.branch = matrix.branch;
        history.path = "ltp.a";
        history.platform = name;
        const auto found = must(fixture.engine().history(history, {}));
        QCOMPARE(found->runs.size(), std::size_t(3));
        QCOMPARE(found->runs[2].platform, std::string("google,kevin")); // As its result says.
        QVERIFY(query::hasMark(found->runs[1].marks, query::CellMark::New));
        QVERIFY(query::hasMark(found->runs[0].marks, query::CellMark::Fixed));
        QCOMPARE(found->flakiness.runs, std::int64_t(3));
    }
}

void QueryHardwareTest::theUserFileIsReadOnceForAQuery()
{
    auto database = store::Database::open(m_fixture.file(), store::Database::Mode::ReadOnly);
    QVERIFY(database);
    store::Dictionary names;
    QVERIFY(names.refresh(**database));
    store::RecordDecoder decoder(**database, names);
    store::OutcomeCache outcomes;
    const TaskContext task;
    const store::QueryContext context{**database, names, decoder, outcomes, task, 1};
    QVERIFY(store::FilterPlan::create(context, m_fixture.common("board:a board:b c d")));
    const auto first = context.user;
    QVERIFY(first);
    QVERIFY(store::FilterPlan::create(context, m_fixture.common("board:c")));
    QVERIFY(*store::UserNames::of(context) == first);
}

QTEST_GUILESS_MAIN(QueryHardwareTest)
#include "tst_query_hardware.moc"
