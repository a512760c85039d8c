// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/cell_target.h"
#include "core/query/filter_keys.h"
#include "core/query/test_tree_snapshot.h"
#include "core/store/sqlite/database.h"
#include "core/store/user_data.h"
#include "plain_marks.h"

#include <QTest>

#include <fstream>
#include <random>
#include <set>

using namespace cboard;
using namespace cboard::test;
using query::CellMark;

/// Terms over issues, texts and what users wrote, against loops over the plain records.
class QueryFiltersTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void termsSelectAsThePlainRecordsSay_data();
    void termsSelectAsThePlainRecordsSay();
    void treesHoldWhatListsHold_data();
    void treesHoldWhatListsHold();
    void knownIsWhatHasAnIncident();
    void userFileThatIsBeingMadeHoldsNothing();
    void waivedFailuresAreCountedApart();
    void relaxingATermCountsWhatRemains();
    void groupsAddUpToTheirSum();
    void completionsAreCounted_data();
    void completionsAreCounted();
    void logSearchStopsWhenAsked();

private:
    void addIssues(std::mt19937& random);
    void addUserWords();
    std::set<std::string> selected(const std::string& filter);
    /// What `tests` reads from the table, and what the tree has of the runs kept in memory.
    using Looks = std::multiset<std::vector<std::string>>;
    std::pair<Looks, Looks> listedAndInTree(const std::string& filter);
    std::set<std::string> plainSelected(const RunPredicate& wants) const;
    const PlainTest& someTest(std::size_t index) const { return m_data.tests.at(index); }

    StoreFixture m_fixture;
    PlainData m_data;
    std::vector<std::string> m_commits;
    std::map<std::string, std::set<std::string>> m_issuesOfTest;
    query::CellNames m_cell; ///< That the user marked.
};

void QueryFiltersTest::addIssues(std::mt19937& random)
{
    m_data.issues = {{"maestro:aaa1", "null pointer in foo", true, false, false},
                     {"maestro:bbb2", "lab timeout", false, false, true},
                     {"maestro:ccc3", "make: out of memory", false, true, false}};
    int number = 0;
    for (const PlainTest& test : m_data.tests) {
        if (random() % 4 == 0) {
            const PlainIssue& issue = m_data.issues[random() % 3];
            const bool isPresent = random() % 4 != 0;
            m_data.incidents.push_back(
                {"maestro:i" + std::to_string(number++), issue.id, "", test.id, isPresent});
            if (isPresent) {
                m_issuesOfTest[test.id].insert(issue.id);
            }
        }
    }
}

void QueryFiltersTest::initTestCase()
{
    std::mt19937 random(4);
    m_data = randomData(31, 4, 20);
    for (PlainTest& test : m_data.tests) {
        if (test.platform == "rk3399-gru-kevin") {
            test.compatibles = R"(["google,kevin","google,gru","rockchip,rk3399"])";
        } else if (test.platform == "meson-g12b") {
            test.compatibles = R"(["khadas,vim3","amlogic,g12b"])";
        }
        if (random() % 6 == 0) {
            test.log = "boot\n"
                + std::string(random() % 2 == 0 ? "Kernel panic - not syncing" : "all is well")
                + "\nline " + std::to_string(random() % 5);
        }
    }
    addIssues(random);
    m_fixture.add(m_data);
    m_commits = plainRevisions(m_data, "mainline", "master");
    addUserWords();
}

void QueryFiltersTest::addUserWords()
{
    const auto runs = plainRuns(m_data, m_commits.front());
    for (const PlainRun& run : runs) {
        if (run.status == StatusClass::Fail && !isPlainBoot(*run.test) && !run.test->path.empty()) {
            m_cell = {run.test->path,  run.test->platform,  run.build->config,
                      run.build->arch, run.build->compiler, plainLab(*run.test)};
        }
    }
    auto user = store::UserData::open(m_fixture.file());
    QVERIFY(user);
    QVERIFY((*user)->mark("test:" + runs.front().test->id, "tray", StoreFixture::now()));
    QVERIFY((*user)->mark(query::cellTarget(m_cell), "watch", StoreFixture::now()));
    QVERIFY((*user)->setNote("test:" + runs.back().test->id, "ask the lab", StoreFixture::now()));
}

std::set<std::string> QueryFiltersTest::selected(const std::string& filter)
{
    query::RevisionsRequest list;
    list.common = m_fixture.common();
    list.branch = {"mainline", "master", {}};
    std::set<std::string> ids;
    const auto revisions = must(m_fixture.engine().revisions(list, {}));
    for (const query::RevisionRow& row : revisions->rows) {
        query::TestsRequest request;
        request.common = m_fixture.common(filter);
        request.revision = row.revision.id;
        const auto tests = must(m_fixture.engine().tests(request, {}));
        for (const query::TestRow& test : tests->rows) {
            ids.insert(test.id);
        }
    }
    return ids;
}

std::set<std::string> QueryFiltersTest::plainSelected(const RunPredicate& wants) const
{
    std::set<std::string> ids;
    for (const std::string& commit : m_commits) {
        for (const PlainRun& run : plainRuns(m_data, commit)) {
            if (wants(run)) {
                ids.insert(run.test->id);
            }
        }
    }
    return ids;
}

namespace {

bool holds(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

void QueryFiltersTest::termsSelectAsThePlainRecordsSay_data()
{
    QTest::addColumn<QByteArray>("filter");
    QTest::addColumn<RunPredicate>("wants");
    const auto row = [](const char* filter, RunPredicate wants) {
        QTest::newRow(filter) << QByteArray(filter) << std::move(wants);
    };
    using Run = const PlainRun&;
    const auto hasIssue = [this](Run run, const std::string& id) {
        const auto place = m_issuesOfTest.find(run.test->id);
        return place != m_issuesOfTest.end()
            && (id.empty() || place->second.count("maestro:" + id) == 1);
    };
    row("issue:any", [=](Run r) { return hasIssue(r, ""); });
    row("issue:none", [=](Run r) { return !hasIssue(r, ""); });
    row("-issue:none", [=](Run r) { return hasIssue(r, ""); });
    row("issue:maestro\\:aaa1", [=](Run r) { return hasIssue(r, "aaa1"); });
    row("issue:*a1,*b2", [=](Run r) { return hasIssue(r, "aaa1") || hasIssue(r, "bbb2"); });
    row("culprit:code", [=](Run r) { return hasIssue(r, "aaa1"); });
    row("culprit:harness,tool", [=](Run r) { return hasIssue(r, "bbb2") || hasIssue(r, "ccc3"); });
    row("-culprit:tool", [=](Run r) { return !hasIssue(r, "ccc3"); });
    row("sig:aaa1", [=](Run r) { return hasIssue(r, "aaa1"); });
    row("sig:~timeout", [=](Run r) { return hasIssue(r, "bbb2"); });
    const auto isKevin = [](Run r) { return r.test->platform == "rk3399-gru-kevin"; };
    const auto isMeson = [](Run r) { return r.test->platform == "meson-g12b"; };
    row("compat:~rk3399", isKevin);
    row("compat:google,gru", [](Run) { return false; }); // A comma parts values.
    row("compat:\"google,gru\"", isKevin);
    row("board:\"\"", [](Run r) { return r.test->platform.empty(); });
    row("-compat:khadas*", [=](Run r) { return !isMeson(r); });
    row("soc:rk3399", isKevin);
    row("soc:amlogic*", isMeson);
    row("soc:~kevin", [](Run) { return false; });
    row("source:document", [](Run) { return true; });
    row("source:*\\ 2", [](Run) { return false; });
    row("log:\"Kernel panic\"", [](Run r) { return holds(r.test->log, "Kernel panic"); });
    row("log:\"kernel PANIC\"", [](Run r) { return holds(r.test->log, "Kernel panic"); });
    row("log:/line [12]$/",
        [](Run r) { return holds(r.test->log, "line 1") || holds(r.test->log, "line 2"); });
    row("log:~excerpt", [](Run r) { return !r.test->excerpt.empty(); });
    row("-log:well status:fail",
        [](Run r) { return !holds(r.test->log, "well") && r.status == StatusClass::Fail; });
    row("mark:tray", [this](Run r) {
        return r.test->id == plainRuns(m_data, m_commits.front()).front().test->id;
    });
    row("mark:watch", [this](Run r) {
        const query::CellNames cell{r.test->path,  r.test->platform,  r.build->config,
                                    r.build->arch, r.build->compiler, plainLab(*r.test)};
        return cell == m_cell;
    });
    row("note:~lab", [this](Run r) {
        return r.test->id == plainRuns(m_data, m_commits.front()).back().test->id;
    });
}

void QueryFiltersTest::termsSelectAsThePlainRecordsSay()
{
    QFETCH(QByteArray, filter);
    QFETCH(RunPredicate, wants);
    const auto found = selected(filter.toStdString());
    const auto expected = plainSelected(wants);
    QCOMPARE(found.size(), expected.size());
    QVERIFY(found == expected);
}

std::pair<QueryFiltersTest::Looks, QueryFiltersTest::Looks>
QueryFiltersTest::listedAndInTree(const std::string& filter)
{
    std::pair<Looks, Looks> found;
    const auto look = [](std::string path, const auto& run) {
        return std::vector<std::string>{std::move(path),
                                        run.platform,
                                        run.config,
                                        run.lab,
                                        std::string(statusClassKey(run.status)),
                                        std::to_string(run.hasLog),
                                        std::to_string(run.marks),
                                        std::to_string(run.durationSeconds.value_or(-1))};
    };
    const query::BranchKey branch{"mainline", "master", {}};
    const auto revisions = must(m_fixture.engine().revisions({m_fixture.common(), branch}, {}));
    for (const query::RevisionRow& row : revisions->rows) {
        query::TestsRequest list;
        list.common = m_fixture.common(filter);
        list.revision = row.revision.id;
        list.withMarks = true;
        const auto tests = must(m_fixture.engine().tests(list, {}));
        for (const query::TestRow& test : tests->rows) {
            found.first.insert(look(test.path, test));
        }
        const auto tree = must(m_fixture.engine().testTree({list.common, list.revision, true}, {}));
        for (std::size_t node = 0; node < tree->nodes.size(); ++node) {
            for (std::int64_t run = 0; run < tree->nodes[node].ownRuns; ++run) {
                const auto at = std::size_t(tree->nodes[node].firstRun + run);
                found.second.insert(look(tree->pathOf(std::int32_t(node)), tree->run(at)));
            }
        }
    }
    return found;
}

void QueryFiltersTest::treesHoldWhatListsHold_data()
{
    QTest::addColumn<QByteArray>("filter");
    for (const char* filter : {"",
                               "status:fail",
                               "path:kselftest*",
                               "boot",
                               "-kselftest",
                               "compat:~rk3399",
                               "-soc:rk3399",
                               "source:document",
                               "log:\"Kernel panic\"",
                               "-log:well",
                               "log:~excerpt",
                               "issue:any",
                               "mark:tray",
                               "is:new",
                               "-is:new is:known,flaky",
                               "dur:>5",
                               "lab:lab-*",
                               "origin:maestro arch:arm64",
                               "status:miss",
                               "status:pending"}) {
        QTest::newRow(filter) << QByteArray(filter);
    }
}

void QueryFiltersTest::treesHoldWhatListsHold()
{
    QFETCH(QByteArray, filter);
    const auto [listed, inTree] = listedAndInTree(filter.toStdString());
    QCOMPARE(inTree.size(), listed.size());
    QVERIFY(inTree == listed);
}

void QueryFiltersTest::knownIsWhatHasAnIncident()
{
    const auto isTrouble = [](const PlainRun& run) {
        return run.status != StatusClass::Pass && run.status != StatusClass::Skip;
    };
    std::set<std::pair<std::string, PlainCell>> known; // Commit, cell.
    for (const std::string& commit : m_commits) {
        for (const PlainRun& run : plainRuns(m_data, commit)) {
            if (isTrouble(run) && m_issuesOfTest.count(run.test->id) == 1) {
                known.emplace(commit, cellOfRun(run));
            }
        }
    }
    QVERIFY(!known.empty());
    QVERIFY(selected("is:known") == plainSelected([&known](const PlainRun& run) {
                return known.count({run.checkout->commit, cellOfRun(run)}) == 1;
            }));
}

/// Another thread or process makes it: the file is there before its tables are.
void QueryFiltersTest::userFileThatIsBeingMadeHoldsNothing()
{
    const auto file = store::UserData::fileFor(m_fixture.file());
    const auto aside = file.string() + ".aside";
    std::filesystem::rename(file, aside);
    QVERIFY(std::ofstream(file).good());
    QVERIFY(selected("is:waived").empty());
    QVERIFY(selected("mark:tray").empty());
    std::filesystem::rename(aside, file);
    QVERIFY(!selected("mark:tray").empty());
}

void QueryFiltersTest::waivedFailuresAreCountedApart()
{
    QVERIFY(selected("is:waived").empty());
    const auto isOfBoard = [this](const PlainRun& run) {
        return run.test->path == m_cell.path && run.test->platform == m_cell.platform;
    };
    const auto isOfCell = [this, &isOfBoard](const PlainRun& run) {
        return isOfBoard(run) && run.build->config == m_cell.config
            && run.build->arch == m_cell.architecture && run.build->compiler == m_cell.compiler;
    };
    // A cell and lab with a failure is waived with all its runs of the revision.
    const auto failing = [this](const RunPredicate& wants) {
        std::set<std::vector<std::string>> cells;
        for (const std::string& commit : m_commits) {
            for (const PlainRun& run : plainRuns(m_data, commit)) {
                if (wants(run) && run.status == StatusClass::Fail) {
                    cells.insert({commit, plainLab(*run.test), run.build->config, run.build->arch,
                                  run.build->compiler});
                }
            }
        }
        return plainSelected([&](const PlainRun& run) {
            return wants(run)
                && cells.count({run.checkout->commit, plainLab(*run.test), run.build->config,
                                run.build->arch, run.build->compiler})
                == 1;
        });
    };
    const auto opened = store::UserData::open(m_fixture.file());
    QVERIFY(opened);
    store::UserData* user = opened->get();
    query::CellNames anyLab = m_cell;
    anyLab.lab.clear();
    QVERIFY(user->waive({{query::cellTarget(anyLab), "known", std::nullopt}}, Timestamp{}));
    QVERIFY(selected("is:waived") == failing(isOfCell));
    QVERIFY(
        user->waive({{query::cellTarget(anyLab), "known", Timestamp(std::chrono::milliseconds(1))}},
                    Timestamp{}));
    QVERIFY(selected("is:waived").empty());
    const query::CellNames board{m_cell.path, m_cell.platform, {}, {}, {}, {}};
    QVERIFY(user->waive({{query::cellTarget(board), "bad card", std::nullopt}}, Timestamp{}));
    QVERIFY(selected("is:waived") == failing(isOfBoard));
    QVERIFY(user->endWaivers({query::cellTarget(board)}, Timestamp{}));
    QVERIFY(selected("is:waived").empty());
}

void QueryFiltersTest::relaxingATermCountsWhatRemains()
{
    query::RelaxationsRequest request;
    request.common = m_fixture.common("arch:arm64 status:fail board:nosuch");
    request.branch = {"mainline", "master", {}};
    const auto answer = must(m_fixture.engine().relaxations(request, {}));
    const auto count = [this](const RunPredicate& wants) {
        std::int64_t runs = 0;
        for (const std::string& commit : m_commits) {
            for (const PlainRun& run : plainRuns(m_data, commit)) {
                runs += !isPlainBoot(*run.test) && wants(run) ? 1 : 0;
            }
        }
        return runs;
    };
    QCOMPARE(answer->info.shownRows, std::int64_t(0));
    QCOMPARE(answer->info.totalRows, count([](const PlainRun&) { return true; }));
    QCOMPARE(answer->terms.size(), std::size_t(3));
    QCOMPARE(answer->terms[0].shownRows, std::int64_t(0));
    QCOMPARE(answer->terms[2].shownRows, count([](const PlainRun& run) {
                 return run.build->arch == "arm64" && run.status == StatusClass::Fail;
             }));
}

void QueryFiltersTest::groupsAddUpToTheirSum()
{
    query::FindRevisionRequest find;
    find.common = m_fixture.common();
    find.branch = {"mainline", "master", {}};
    query::GroupsRequest request;
    request.common = m_fixture.common();
    request.revision = m_fixture.engine().findRevision(find, {})->id;
    request.groupBy = {query::Dimension::Suite, query::Dimension::Platform};
    const auto groups = must(m_fixture.engine().groups(request, {}));
    std::map<std::vector<std::string>, StatusCounts> expected;
    double seconds = 0;
    for (const PlainRun& run : plainRuns(m_data, m_commits.front())) {
        if (!isPlainBoot(*run.test)) {
            const std::string suite = run.test->path.substr(0, run.test->path.find('.'));
            ++expected[{suite, run.test->platform}][run.status];
            seconds += run.test->duration.empty() ? 0 : std::stod(run.test->duration);
        }
    }
    QCOMPARE(groups->rows.size(), expected.size());
    StatusCounts sum;
    for (const query::GroupRow& row : groups->rows) {
        QVERIFY(row.counts == expected[row.fields]);
        sum += row.counts;
    }
    QVERIFY(groups->sum.counts == sum);
    QCOMPARE(groups->sum.durationSeconds, seconds);
    request.groupBy = {query::Dimension::Revision};
    QCOMPARE(m_fixture.engine().groups(request, {}).error().kind, ErrorKind::Invalid);
}

void QueryFiltersTest::completionsAreCounted_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("prefix");
    QTest::addColumn<QByteArray>("first");
    const auto row = [](const char* key, const char* prefix, const char* first) {
        QTest::newRow(key) << QByteArray(key) << QByteArray(prefix) << QByteArray(first);
    };
    row("board", "mes", "meson-g12b");
    row("path", "kselftest.net", "kselftest.net");
    row("compat", "rock", "rockchip,rk3399");
    row("soc", "g1", "g12b");
    row("mark", "", "tray");
    row("arch", "a", "arm64");
    row("rev", "v6.10", "v6.10-rc1");
}

void QueryFiltersTest::completionsAreCounted()
{
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, prefix);
    QFETCH(QByteArray, first);
    query::CompletionRequest request;
    request.common = m_fixture.common();
    request.key = *query::findFilterKey(key.toStdString());
    request.prefix = prefix.toStdString();
    request.branch = {"mainline", "master", {}};
    const auto answer = must(m_fixture.engine().complete(request, {}));
    QVERIFY(!answer->values.empty());
    QVERIFY2(answer->values.front().text.starts_with(first.toStdString()),
             answer->values.front().text.c_str());
    QVERIFY(answer->values.front().count > 0);
}

void QueryFiltersTest::logSearchStopsWhenAsked()
{
    std::stop_source stop;
    stop.request_stop();
    query::TestsRequest request;
    request.common = m_fixture.common("log:x");
    request.revision = 1;
    const auto answer = m_fixture.engine().tests(request, TaskContext(stop.get_token()));
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(QueryFiltersTest)
#include "tst_query_filters.moc"
