// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/run_table_builder.h"
#include "tests/ui/watched_main.h"
#include "ui/testtree/breakdown_folds.h"
#include "ui/testtree/path_runs.h"
#include "ui/testtree/test_tree_loading.h"
#include "ui/testtree/test_tree_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

#include <algorithm>

using namespace cboard;
using namespace cboard::test;
using namespace cboard::ui;

namespace {

constexpr std::int32_t A = 2; ///< Nodes of crashedSuite().
constexpr std::int32_t B = 3;
constexpr std::int32_t C = 4;
constexpr std::int32_t D = 5;

/// ltp with a, b, c and d, each run on boards x and y in that order: eight runs. On x everything
/// from b on fails, on y only \p failsOnY.
std::shared_ptr<query::TestTreeSnapshot>
crashedSuite(const std::vector<std::int32_t>& failsOnY = {})
{
    auto tree = std::make_shared<query::TestTreeSnapshot>();
    RunTableBuilder table;
    const auto add = [&tree](const char* name, std::int32_t parent, std::int32_t size) {
        query::TestTreeNode node;
        node.name = name;
        node.parent = parent;
        node.subtreeSize = size;
        node.firstRun = static_cast<std::int32_t>(tree->runs.size());
        tree->nodes.push_back(node);
        return static_cast<std::int32_t>(tree->nodes.size()) - 1;
    };
    add("", -1, 6);
    const auto ltp = add("ltp", 0, 5);
    for (const char* name : {"a", "b", "c", "d"}) {
        const auto at = add(name, ltp, 1);
        for (const char* board : {"x", "y"}) {
            const bool isOnX = board == std::string_view("x");
            const bool fails =
                isOnX ? at >= B : std::find(failsOnY.begin(), failsOnY.end(), at) != failsOnY.end();
            query::TestTreeRun run;
            run.id = std::string(name) + board;
            run.platform = board;
            run.status = fails ? StatusClass::Fail : StatusClass::Pass;
            tree->runs.push_back(table.add(run));
            auto& node = tree->nodes[static_cast<std::size_t>(at)];
            ++node.ownRuns;
            ++node.counts[run.status];
        }
    }
    tree->table = table.take();
    return tree;
}

/// The runs of board x (0) or y (1) at these nodes.
query::TestTreeBreakdown breakdown(std::uint32_t board, const std::vector<std::int32_t>& nodes)
{
    query::TestTreeBreakdown found;
    for (const std::int32_t node : nodes) {
        found.runs.push_back(2 * static_cast<std::uint32_t>(node - A) + board);
    }
    found.cause = "Kernel panic";
    return found;
}

std::vector<std::int32_t> parentsOfLeaves(const query::TestTreeSnapshot& tree)
{
    const auto parents = foldedParents(tree);
    return {parents.begin() + A, parents.end()};
}

using Nodes = std::vector<std::int32_t>;

} // namespace

class BreakdownFoldsTest : public QObject {
    Q_OBJECT

private slots:
    void pathsStandBehindTheOneWhereTheirRunBrokeDown();
    void aFailureOfItsOwnElsewhereIsNotFolded();
    void twoRunsThatBrokeDownInTheSamePathAreFoldedTogether();
    void runsThatBrokeDownInDifferentPathsLeaveTheirTroublesWhereTheyAre();
    void foldedFailuresAreCountedButNotVisited();
    void foldedRowsAreFoundByPathAndHaveTheirModel();
    void theListBelowAGroupNamesOnlyWhereTheRunBrokeDown();
};

void BreakdownFoldsTest::pathsStandBehindTheOneWhereTheirRunBrokeDown()
{
    const auto tree = crashedSuite();
    QVERIFY(parentsOfLeaves(*tree) == (Nodes{1, 1, 1, 1}));
    tree->breakdowns = {breakdown(0, {B, C, D})};
    QVERIFY(parentsOfLeaves(*tree) == (Nodes{1, 1, B, B}));
    QCOMPARE(breakdownCause(*tree, B), std::string("Kernel panic"));
    QCOMPARE(breakdownCause(*tree, A), std::string());
}

void BreakdownFoldsTest::aFailureOfItsOwnElsewhereIsNotFolded()
{
    const auto tree = crashedSuite({C});
    tree->breakdowns = {breakdown(0, {B, C, D})};
    QVERIFY(parentsOfLeaves(*tree) == (Nodes{1, 1, 1, B}));
}

void BreakdownFoldsTest::twoRunsThatBrokeDownInTheSamePathAreFoldedTogether()
{
    const auto tree = crashedSuite({B, C});
    tree->breakdowns = {breakdown(0, {B, C, D}), breakdown(1, {B, C})};
    QVERIFY(parentsOfLeaves(*tree) == (Nodes{1, 1, B, B}));
}

void BreakdownFoldsTest::runsThatBrokeDownInDifferentPathsLeaveTheirTroublesWhereTheyAre()
{
    const auto tree = crashedSuite({B, C, D});
    tree->breakdowns = {breakdown(0, {B, C, D}), breakdown(1, {D, C, B})};
    QVERIFY(parentsOfLeaves(*tree) == (Nodes{1, 1, 1, 1})); // And never each behind the other.
}

void BreakdownFoldsTest::foldedFailuresAreCountedButNotVisited()
{
    const auto tree = crashedSuite();
    tree->breakdowns = {breakdown(0, {B, C, D})};
    for (auto& entry : tree->runs) {
        if (entry.status == StatusClass::Fail) {
            entry.marks = query::markBit(query::CellMark::New);
        }
    }
    const LoadedTestTree loaded = arrangeTests({tree, nullptr}, TestTreeSort::Name);
    QVERIFY(loaded.failing == Nodes{B});
    QVERIFY(loaded.news == Nodes{B});
    QCOMPARE(loaded.foldedFailing, std::int64_t(2));
    QCOMPARE(loaded.foldedNews, std::int64_t(2));
    QVERIFY(nodesToOpen(*loaded.layout, loaded.failing) == Nodes{1}); // Stays folded.
}

void BreakdownFoldsTest::foldedRowsAreFoundByPathAndHaveTheirModel()
{
    const auto tree = crashedSuite();
    tree->breakdowns = {breakdown(0, {B, C, D})};
    TestTreeModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setLayout(makeTestTreeLayout(tree, TestTreeSort::Name));
    QCOMPARE(nodeAt(*model.layout(), "ltp.c"), C);
    const QModelIndex b = model.indexOf(B);
    QCOMPARE(model.indexOf(C).parent(), b);
    QCOMPARE(model.rowCount(b), 2);
    QCOMPARE(b.data(TestTreeModel::FoldedCountRole).toInt(), 2);
    QVERIFY(b.data(Qt::ToolTipRole).toString().contains(QLatin1String("Kernel panic")));
    QVERIFY(model.indexOf(C).data(Qt::ToolTipRole).toString().contains(QLatin1String("ltp.b")));
    model.setLayout(makeTestTreeLayout(tree, TestTreeSort::Name, BoardFacet::SomeBoards));
    QVERIFY(!model.indexOf(A).isValid()); // Passes everywhere.
    QCOMPARE(nodeAt(*model.layout(), "ltp.a"), 1);
}

void BreakdownFoldsTest::theListBelowAGroupNamesOnlyWhereTheRunBrokeDown()
{
    const auto tree = crashedSuite({D});
    tree->nodes[0].counts[StatusClass::Fail] = 4;
    tree->nodes[0].counts[StatusClass::Pass] = 4;
    tree->nodes[1].counts = tree->nodes[0].counts;
    QCOMPARE(pathRuns(*tree, 1)->rows.size(), std::size_t(8));
    tree->breakdowns = {breakdown(0, {B, C, D})};
    const auto runs = pathRuns(*tree, 1);
    QCOMPARE(runs->total, std::int64_t(8));
    QCOMPARE(runs->folded, std::int64_t(2));
    QCOMPARE(runs->rows.size(), std::size_t(6));
    QCOMPARE(runs->rows[0].run.id, std::string("bx"));
    QCOMPARE(runs->rows[0].after, std::int64_t(2));
    QCOMPARE(runs->rows[1].run.id, std::string("dy")); // Fails by itself.
    const auto table = pathRunTable(false);
    QCOMPARE(table->columns[1].text(runs->rows[0]), QStringLiteral("fail and 2 after it"));
    QCOMPARE(pathRuns(*tree, C)->rows.size(), std::size_t(2)); // Of one path all are there.
}

CBOARD_UI_TEST_MAIN(BreakdownFoldsTest)
#include "tst_breakdown_folds.moc"
