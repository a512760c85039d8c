// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/test_tree_snapshot.h"
#include "plain_query.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace cboard;
using namespace cboard::test;

/// The tree of test paths against loops over the plain records.
class QueryTreeTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void nodesAreATreeInDepthFirstOrder();
    void nodesCountWhatIsAtOrBelowThem();
    void runsStandAtTheirNode();
    void filterLimitsTheTree();
    void whatArrivesLaterIsInTheNextTree();

private:
    std::shared_ptr<const query::TestTreeSnapshot> tree(const std::string& filter = {});
    std::int64_t m_revision = 0;
    StoreFixture m_fixture;
    PlainData m_data;
    std::vector<PlainRun> m_runs;
};

void QueryTreeTest::initTestCase()
{
    m_data = randomData(5, 2, 60);
    m_fixture.add(m_data);
    const std::string commit = plainRevisions(m_data, "next", "master").front();
    m_runs = plainRuns(m_data, commit);
    query::FindRevisionRequest find;
    find.common = m_fixture.common();
    find.branch = {"next", "master", {}};
    const auto found = m_fixture.engine().findRevision(find, {});
    QVERIFY(found);
    QCOMPARE(found->commit, commit);
    m_revision = found->id;
}

std::shared_ptr<const query::TestTreeSnapshot> QueryTreeTest::tree(const std::string& filter)
{
    return must(m_fixture.engine().testTree({m_fixture.common(filter), m_revision}, {}));
}

void QueryTreeTest::nodesAreATreeInDepthFirstOrder()
{
    const auto snapshot = tree();
    const auto& nodes = snapshot->nodes;
    QVERIFY(nodes.size() > 5);
    QCOMPARE(nodes[0].parent, -1);
    QCOMPARE(std::size_t(nodes[0].subtreeSize), nodes.size());
    std::set<std::string> paths;
    for (std::size_t i = 1; i < nodes.size(); ++i) {
        const auto parent = std::size_t(nodes[i].parent);
        QVERIFY(parent < i);
        QVERIFY(i < parent + std::size_t(nodes[parent].subtreeSize));
        QCOMPARE(nodes[i].depth, nodes[parent].depth + 1);
        QVERIFY(nodes[i].subtreeSize >= 1);
        paths.insert(snapshot->pathOf(std::int32_t(i)));
    }
    QCOMPARE(paths.size(), nodes.size() - 1);
    QVERIFY(paths.count("kselftest.net.tcp") == 1);
    QVERIFY(paths.count("kselftest.net") == 1); // A node without runs of its own.
}

void QueryTreeTest::nodesCountWhatIsAtOrBelowThem()
{
    const auto snapshot = tree();
    for (std::size_t i = 0; i < snapshot->nodes.size(); ++i) {
        const std::string path = snapshot->pathOf(std::int32_t(i));
        StatusCounts counts;
        std::set<std::string> boards;
        std::int64_t ownRuns = 0;
        for (const PlainRun& run : m_runs) {
            if (i == 0 || run.test->path == path || run.test->path.starts_with(path + ".")) {
                ++counts[run.status];
                boards.insert(run.test->platform);
            }
            ownRuns += run.test->path == path ? 1 : 0;
        }
        boards.erase("");
        QVERIFY2(snapshot->nodes[i].counts == counts, path.c_str());
        QCOMPARE(snapshot->nodes[i].ownRuns, ownRuns);
        QCOMPARE(std::size_t(snapshot->nodes[i].boardCount), boards.size());
    }
    QCOMPARE(snapshot->info.totalRows, std::int64_t(m_runs.size()));
}

void QueryTreeTest::runsStandAtTheirNode()
{
    const auto snapshot = tree();
    std::size_t seen = 0;
    for (std::size_t i = 0; i < snapshot->nodes.size(); ++i) {
        const query::TestTreeNode& node = snapshot->nodes[i];
        for (std::int64_t k = 0; k < node.ownRuns; ++k, ++seen) {
            const query::TestTreeRun run = snapshot->run(std::size_t(node.firstRun + k));
            query::RecordRequest request;
            request.common = m_fixture.common();
            request.id = run.id; // A reference is as good as an id.
            const auto record = must(m_fixture.engine().record(request, {}));
            const auto plain =
                std::find_if(m_runs.begin(), m_runs.end(),
                             [&record](const PlainRun& any) { return any.test->id == record->id; });
            QVERIFY(plain != m_runs.end());
            QCOMPARE(plain->test->path, snapshot->pathOf(std::int32_t(i)));
            QCOMPARE(run.platform, plain->test->platform);
            QCOMPARE(run.lab, plainLab(*plain->test));
            QCOMPARE(run.config, plain->build->config);
            QCOMPARE(run.status, plain->status);
            QCOMPARE(run.hasLog, !plain->test->excerpt.empty());
        }
    }
    QCOMPARE(seen, m_runs.size());
    QCOMPARE(snapshot->runs.size(), m_runs.size());
}

void QueryTreeTest::filterLimitsTheTree()
{
    const auto snapshot = tree("status:fail path:kselftest*");
    std::int64_t expected = 0;
    for (const PlainRun& run : m_runs) {
        const bool isWanted =
            run.status == StatusClass::Fail && run.test->path.starts_with("kselftest");
        expected += isWanted ? 1 : 0;
    }
    QVERIFY(expected > 0);
    QCOMPARE(snapshot->info.shownRows, expected);
    QCOMPARE(snapshot->nodes[0].counts[StatusClass::Fail], expected);
    QCOMPARE(snapshot->nodes[0].counts.total(), expected);
    const auto none = tree("path:nosuch");
    QCOMPARE(none->nodes.size(), std::size_t(1));
    QVERIFY(none->runs.empty());
}

void QueryTreeTest::whatArrivesLaterIsInTheNextTree()
{
    const auto logsIn = [](const query::TestTreeSnapshot& snapshot) {
        std::size_t logs = 0;
        for (std::size_t run = 0; run < snapshot.runs.size(); ++run) {
            logs += snapshot.run(run).hasLog ? 1U : 0U;
        }
        return logs;
    };
    const auto before = tree();
    PlainTest late = *m_runs.front().test;
    late.id += "_late";
    late.excerpt.clear();
    m_fixture.add({{}, {}, {late}, {}, {}});
    const auto withRun = tree();
    QCOMPARE(withRun->runs.size(), before->runs.size() + 1);
    QCOMPARE(before->runs.size(), m_runs.size()); // What was handed out stays as it was.
    late.log = "the whole log";
    m_fixture.add({{}, {}, {late}, {}, {}});
    const auto withLog = tree();
    QCOMPARE(withLog->runs.size(), withRun->runs.size());
    QCOMPARE(logsIn(*withLog), logsIn(*withRun) + 1);
}

QTEST_GUILESS_MAIN(QueryTreeTest)
#include "tst_query_tree.moc"
