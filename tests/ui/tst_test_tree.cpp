// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/counted_marks.h"
#include "tests/support/run_table_builder.h"
#include "tests/ui/ui_fixture.h"
#include "tests/ui/watched_main.h"
#include "ui/base/text_format.h"
#include "ui/testtree/disappeared_tests.h"
#include "ui/testtree/path_runs.h"
#include "ui/testtree/test_tree_loading.h"
#include "ui/testtree/test_tree_model.h"
#include "ui/testtree/test_tree_view.h"
#include "ui/widgets/result_table.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QTreeView>

using namespace cboard;
using namespace cboard::test;
using namespace cboard::ui;

namespace {

constexpr int SettleMs = 20'000;

/// a.one (pass), a.two (fail, error), b (fail itself) with b.sub (pass), case_10, case_9. Runs take
/// as long as \p seconds says, in that order.
std::shared_ptr<query::TestTreeSnapshot> smallTree(const std::vector<double>& seconds = {})
{
    auto tree = std::make_shared<query::TestTreeSnapshot>();
    RunTableBuilder table;
    const auto add = [&](const char* name, std::int32_t parent, std::vector<StatusClass> runs) {
        query::TestTreeNode node;
        node.name = name;
        node.parent = parent;
        node.ownRuns = static_cast<std::int64_t>(runs.size());
        node.firstRun = static_cast<std::int32_t>(tree->runs.size());
        const auto index = static_cast<std::int32_t>(tree->nodes.size());
        tree->nodes.push_back(node);
        for (const StatusClass status : runs) {
            query::TestTreeRun run;
            run.id = "o:" + std::to_string(tree->runs.size());
            run.platform = "board" + std::to_string(tree->runs.size() % 3);
            run.status = status;
            if (tree->runs.size() < seconds.size()) {
                run.durationSeconds = seconds[tree->runs.size()];
            }
            tree->runs.push_back(table.add(run));
            for (std::int32_t at = index; at >= 0;
                 at = tree->nodes[static_cast<std::size_t>(at)].parent) {
                tree->nodes[static_cast<std::size_t>(at)].counts[status] += 1;
            }
        }
        for (std::int32_t at = parent; at >= 0;
             at = tree->nodes[static_cast<std::size_t>(at)].parent) {
            tree->nodes[static_cast<std::size_t>(at)].subtreeSize += 1;
        }
        return index;
    };
    using enum StatusClass;
    add("", -1, {});
    const auto a = add("a", 0, {});
    add("one", a, {Pass});
    add("two", a, {Error, Fail});
    const auto b = add("b", 0, {Fail, Fail});
    add("sub", b, {Pass});
    add("case_10", 0, {Pass});
    add("case_9", 0, {Pass});
    tree->table = table.take();
    tree->info.totalRows = tree->info.shownRows = static_cast<std::int64_t>(tree->runs.size());
    return tree;
}

QStringList namesBelow(const TestTreeModel& model, const QModelIndex& parent = {})
{
    QStringList names;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        names << model.index(row, 0, parent).data().toString();
    }
    return names;
}

class LoadedView {
public:
    explicit LoadedView(UiFixture& fixture, QMap<QString, QString> options = {})
        : view(fixture.context)
    {
        view.resize(1200, 700);
        view.show();
        ViewState state;
        state.view = QStringLiteral("tests");
        state.options = std::move(options);
        view.showState(state);
        isLoaded = QTest::qWaitFor([this] { return !view.status().isLoading; }, SettleMs);
        tree = view.findChild<QTreeView*>();
        runs = view.findChild<ResultTable*>();
    }

    TestTreeView view;
    QTreeView* tree = nullptr;
    ResultTable* runs = nullptr;
    bool isLoaded = false;
};

/// The revisions before \p newest ran a suite more.
class ShrinkingEngine : public MemoryEngine {
public:
    query::Answer<query::TestTreeSnapshot> testTree(const query::TestTreeRequest& request,
                                                    const TaskContext& task) override
    {
        auto tree =
            std::make_shared<query::TestTreeSnapshot>(**MemoryEngine::testTree(request, task));
        if (!m_newest) {
            m_newest = request.revision;
        }
        tree->nodes.front().counts[StatusClass::Pending] = isRunning ? 1 : 0;
        if (request.revision != *m_newest) {
            query::TestTreeNode gone;
            gone.name = "gone";
            gone.parent = 0;
            gone.ownRuns = 1;
            tree->nodes.push_back(gone);
        }
        return tree;
    }

    bool isRunning = false; ///< Not all results are in.

private:
    std::optional<std::int64_t> m_newest;
};

/// One failure is new, the last one in order of the tree.
class MarkingEngine : public MemoryEngine {
public:
    query::Answer<query::TestTreeSnapshot> testTree(const query::TestTreeRequest& request,
                                                    const TaskContext& task) override
    {
        auto tree =
            std::make_shared<query::TestTreeSnapshot>(**MemoryEngine::testTree(request, task));
        for (std::int32_t at = static_cast<std::int32_t>(tree->nodes.size()); at-- > 0;) {
            if (request.withMarks && tree->nodes[static_cast<std::size_t>(at)].subtreeSize == 1
                && hasOwnFail(*tree, at)) {
                const auto& node = tree->nodes[static_cast<std::size_t>(at)];
                for (std::int64_t run = 0; run < node.ownRuns; ++run) {
                    tree->runs[static_cast<std::size_t>(node.firstRun + run)].marks =
                        query::markBit(query::CellMark::New);
                }
                marked = tree->pathOf(at);
                break;
            }
        }
        return tree;
    }

    std::string marked; ///< Path.
};

/// The second level of the tree: visit(index, path).
template <typename Visit>
void forEachGroup(const QTreeView& tree, Visit visit)
{
    const QAbstractItemModel& model = *tree.model();
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex suite = model.index(row, 0);
        for (int group = 0; group < model.rowCount(suite); ++group) {
            const QModelIndex index = model.index(group, 0, suite);
            visit(index,
                  QStringLiteral("%1.%2").arg(suite.data().toString(), index.data().toString()));
        }
    }
}

} // namespace

class TestTreeTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void failingPathsComeFirst()
    {
        TestTreeModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setLayout(makeTestTreeLayout(smallTree(), TestTreeSort::Fails));
        QCOMPARE(namesBelow(model),
                 (QStringList{QStringLiteral("b"), QStringLiteral("a"), QStringLiteral("case_9"),
                              QStringLiteral("case_10")}));
        const QModelIndex a = model.index(1, 0);
        QCOMPARE(namesBelow(model, a), (QStringList{QStringLiteral("two"), QStringLiteral("one")}));
        QCOMPARE(model.index(1, TestTreeModel::FailColumn).data().toInt(), 1);
        QCOMPARE(model.index(1, TestTreeModel::InfraColumn).data().toInt(), 1);
        QVERIFY(model.index(0, 0).data(TestTreeModel::OwnFailRole).toBool());
        QVERIFY(!a.data(TestTreeModel::OwnFailRole).toBool());
        QCOMPARE(a.data(TestTreeModel::StatusRole).value<StatusClass>(), StatusClass::Fail);
        model.setLayout(makeTestTreeLayout(smallTree(), TestTreeSort::Name));
        QCOMPARE(namesBelow(model),
                 (QStringList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("case_9"),
                              QStringLiteral("case_10")}));
    }

    void longestPathsComeFirstWhenSortedByTime()
    {
        // a.one, a.two twice, nothing of b and case_10, case_9
        const auto tree = smallTree({2, 5, 1, 0, 0, 0, 0, 60});
        const auto layout = makeTestTreeLayout(tree, TestTreeSort::Duration);
        TestTreeModel model;
        model.setLayout(layout);
        QCOMPARE(namesBelow(model),
                 (QStringList{QStringLiteral("case_9"), QStringLiteral("a"), QStringLiteral("b"),
                              QStringLiteral("case_10")}));
        QCOMPARE(layout->seconds[1], 8.0);
        QCOMPARE(model.index(0, TestTreeModel::TimeColumn).data().toString(), durationText(60.0));
        QCOMPARE(model.index(2, TestTreeModel::TimeColumn).data().toString(), QString());
    }

    void newFailuresComeFirstWhenSortedByNews()
    {
        auto tree = smallTree();
        tree->nodes[1].marks[query::CellMark::New] = 1; // a fails once, b twice.
        TestTreeModel model;
        model.setLayout(makeTestTreeLayout(tree, TestTreeSort::News));
        QCOMPARE(namesBelow(model).mid(0, 2),
                 (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
        UiFixture fixture;
        MarkingEngine engine;
        fixture.context.engine = &engine;
        LoadedView loaded(fixture, {{QStringLiteral("sort"), QStringLiteral("new")}});
        QTRY_VERIFY(!loaded.view.status().isLoading);
        QCOMPARE(loaded.view.state().options.value(QStringLiteral("sort")), QStringLiteral("new"));
        QVERIFY(loaded.view.perform(ActionId::SortMode));
        QTRY_VERIFY(!loaded.view.status().isLoading);
        QVERIFY(!loaded.view.state().options.contains(QStringLiteral("sort")));
    }

    void treeWithoutNodesHasNoRows()
    {
        TestTreeModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        model.setLayout(
            makeTestTreeLayout(std::make_shared<query::TestTreeSnapshot>(), TestTreeSort::Fails));
        QCOMPARE(model.rowCount(), 0);
    }

    void runsOfAPathComeWorstFirst()
    {
        const auto below = pathRuns(*smallTree(), 1);
        QCOMPARE(below->rows.size(), std::size_t{3});
        QVERIFY(!below->isLeaf);
        QCOMPARE(below->rows[0].run.status, StatusClass::Fail);
        QCOMPARE(below->rows[1].run.status, StatusClass::Error);
        QCOMPARE(below->rows[2].path, std::string("a.one"));
        QVERIFY(pathRuns(*smallTree(), 3)->isLeaf);
        QVERIFY(pathRunTable(true)->columns.back().head.isHidden);
        QVERIFY(!pathRunTable(false)->columns.back().head.isHidden);
    }

    void judgedTreeKeepsWhatIsOpen()
    {
        TestTreeModel model;
        model.setLayout(makeTestTreeLayout(smallTree(), TestTreeSort::Fails));
        const QPersistentModelIndex kept = model.index(0, 0, model.index(1, 0));
        auto judged = smallTree();
        judged->nodes[3].marks[query::CellMark::New] = 1;
        QVERIFY(model.updateLayout(makeTestTreeLayout(judged, TestTreeSort::Fails)));
        QVERIFY(kept.isValid());
        QCOMPARE(kept.sibling(0, TestTreeModel::NewColumn).data().toInt(), 1);
        auto other = smallTree();
        other->nodes.pop_back();
        QVERIFY(!model.updateLayout(makeTestTreeLayout(other, TestTreeSort::Fails)));
    }

    void opensWithPathsToNewFailuresOnly()
    {
        UiFixture fixture;
        MarkingEngine engine;
        fixture.context.engine = &engine;
        LoadedView loaded(fixture);
        QVERIFY(loaded.isLoaded);
        QVERIFY(!engine.marked.empty());
        QVERIFY(!loaded.view.currentPath().isEmpty());
        QCOMPARE(loaded.runs->rows()->data(loaded.runs->currentRow(), 1, StatusRole).toInt(),
                 static_cast<int>(StatusClass::Fail));
        const QModelIndex current = loaded.tree->currentIndex();
        int open = 0;
        forEachGroup(*loaded.tree, [&](const QModelIndex& group, const QString& path) {
            const bool hasNew = engine.marked.starts_with(path.toStdString() + '.');
            QCOMPARE(loaded.tree->isExpanded(group), hasNew || current.parent() == group);
            open += hasNew ? 1 : 0;
        });
        QCOMPARE(open, 1);
    }

    void starOpensFailingLeavesOnly()
    {
        UiFixture fixture;
        LoadedView loaded(fixture);
        QVERIFY(loaded.view.perform(ActionId::ExpandAll));
        forEachGroup(*loaded.tree, [&](const QModelIndex& group, const QString&) {
            const auto counts = group.data(TestTreeModel::CountsRole).value<StatusCounts>();
            QCOMPARE(loaded.tree->isExpanded(group), counts[StatusClass::Fail] > 0);
        });
        QCOMPARE(loaded.view.state().options.value(QStringLiteral("open")),
                 QStringLiteral("failing"));
    }

    void aDigitAfterZFoldsToThatLevel()
    {
        UiFixture fixture;
        LoadedView loaded(fixture);
        QVERIFY(loaded.view.actions().contains(ActionId::Part9));
        loaded.view.perform(ActionId::FoldMore);
        loaded.view.perform(ActionId::Part3);
        QCOMPARE(loaded.view.state().options.value(QStringLiteral("open")), QStringLiteral("3"));
        forEachGroup(*loaded.tree, [&](const QModelIndex& group, const QString&) {
            QVERIFY(loaded.tree->isExpanded(group.parent()) && loaded.tree->isExpanded(group));
        });
        loaded.view.perform(ActionId::FoldMore);
        loaded.view.perform(ActionId::Part1);
        QVERIFY(!loaded.tree->isExpanded(loaded.tree->model()->index(0, 0)));
        QVERIFY(!loaded.view.state().options.contains(QStringLiteral("boards")));
    }

    void whatIsOpenComesBackWithTheState()
    {
        UiFixture fixture;
        LoadedView first(fixture);
        first.view.perform(ActionId::ExpandAll);
        const QModelIndex suite = first.tree->model()->index(0, 0);
        const QModelIndex shut = suite.model()->index(0, 0, suite);
        first.tree->collapse(shut);
        ViewState state = first.view.state();
        QCOMPARE(state.options.value(QStringLiteral("closed")),
                 QStringLiteral("%1.%2").arg(suite.data().toString(), shut.data().toString()));
        state.options.remove(QStringLiteral("path")); // Going there would open it.
        LoadedView second(fixture, fromAddress(toAddress(state))->options);
        forEachGroup(*second.tree, [&](const QModelIndex& group, const QString& path) {
            const auto counts = group.data(TestTreeModel::CountsRole).value<StatusCounts>();
            const bool isShut = path == state.options.value(QStringLiteral("closed"))
                && second.tree->currentIndex().parent() != group;
            QCOMPARE(second.tree->isExpanded(group), counts[StatusClass::Fail] > 0 && !isShut);
        });
    }

    void foldingSurvivesTheAddress()
    {
        PathFolding folding;
        QMap<QString, QString> options;
        setFolding(options, folding);
        QVERIFY(options.isEmpty());
        folding.rule = PathFolding::Rule::Level;
        folding.level = 9;
        folding.setOpen(QStringLiteral("a.b"), true);
        folding.setOpen(QStringLiteral("c"), false);
        folding.setOpen(QStringLiteral("a.b"), false);
        folding.setOpen(QStringLiteral("a.b"), true);
        setFolding(options, folding);
        QCOMPARE(foldingOf(options), folding);
        options.insert(QStringLiteral("open"), QStringLiteral("99"));
        QCOMPARE(foldingOf(options).level, 9);
    }

    void boardsTellTheKernelFromTheBoard()
    {
        using enum StatusClass;
        // Of a.two one board alone failed; b failed on two.
        const auto tree = smallTree();
        QCOMPARE(BoardFacets(*tree).of(3), BoardFacet::Any);
        QCOMPARE(BoardFacets(*tree).of(4), BoardFacet::AllBoards);
        auto mixed = smallTree();
        mixed->runs[3].status = Pass;
        QCOMPARE(BoardFacets(*mixed).of(4), BoardFacet::SomeBoards);
        mixed->runs[3].status = Error; // Says nothing of the kernel.
        QCOMPARE(BoardFacets(*mixed).of(4), BoardFacet::Any);
        TestTreeModel model;
        model.setLayout(makeTestTreeLayout(tree, TestTreeSort::Fails, BoardFacet::AllBoards));
        QCOMPARE(namesBelow(model), QStringList{QStringLiteral("b")});
        QCOMPARE(model.rowCount(model.index(0, 0)), 0); // b.sub passes.
        const LoadedTestTree loaded = arrangeTests({tree, nullptr}, TestTreeSort::Fails);
        QCOMPARE(loaded.onAllBoards, 1);
        QCOMPARE(loaded.onSomeBoards, 0);
    }

    void digitsChooseAmongTheBoards()
    {
        UiFixture fixture;
        LoadedView loaded(fixture);
        const int all = loaded.tree->model()->rowCount();
        QVERIFY(loaded.view.perform(ActionId::Part3));
        QTRY_VERIFY(!loaded.view.status().isLoading);
        QCOMPARE(loaded.view.state().options.value(QStringLiteral("boards")),
                 QStringLiteral("some"));
        const auto& layout = *qobject_cast<TestTreeModel*>(loaded.tree->model())->layout();
        QVERIFY(layout.children.size() < layout.snapshot->nodes.size() - 1);
        for (const std::int32_t node : layout.children) {
            if (layout.childCount(node) == 0) {
                QCOMPARE(BoardFacets(*layout.snapshot).of(node), BoardFacet::SomeBoards);
            }
        }
        LoadedView again(fixture, loaded.view.state().options);
        QCOMPARE(again.tree->model()->rowCount(), loaded.tree->model()->rowCount());
        QVERIFY(loaded.view.perform(ActionId::Part1));
        QTRY_COMPARE(loaded.tree->model()->rowCount(), all);
    }

    void aSuiteThatFailsAloneIsMarked()
    {
        const auto tree = smallTree();
        QVERIFY(failsAsSuite(*tree, 4)); // b fails, b.sub passes.
        QVERIFY(!failsAsSuite(*tree, 1)); // a.two fails.
        QVERIFY(!failsAsSuite(*tree, 3)); // No suite.
        auto both = smallTree();
        both->nodes[4].counts[StatusClass::Fail] += 1; // b.sub fails, too.
        QVERIFY(!failsAsSuite(*both, 4));
    }

    void aPassBesideANewFailureIsNotCalledOne()
    {
        auto tree = smallTree();
        for (auto& entry : tree->runs) {
            entry.marks = query::marksOfRun(query::markBit(query::CellMark::New), entry.status);
        }
        const auto runs = pathRuns(*tree, 1);
        const auto spec = pathRunTable(false);
        QCOMPARE(spec->columns[1].text(runs->rows.front()), QStringLiteral("new fail"));
        QCOMPARE(spec->columns[1].text(runs->rows.back()), QStringLiteral("pass"));
    }

    void keysWalkThroughFailingLeaves()
    {
        UiFixture fixture;
        LoadedView loaded(fixture);
        const QString first = loaded.view.currentPath();
        QSignalSpy selected(&loaded.view, &View::selectionChanged);
        QVERIFY(loaded.view.perform(ActionId::NextFailure));
        const QString second = loaded.view.currentPath();
        QVERIFY(first != second);
        QVERIFY(!selected.isEmpty());
        const auto selection = selected.last().first().value<Selection>();
        QVERIFY(!selection.id.isEmpty());
        QVERIFY(selection.history);
        QCOMPARE(QString::fromStdString(selection.history->path), second);
        QVERIFY(loaded.view.perform(ActionId::PreviousFailure));
        QCOMPARE(loaded.view.currentPath(), first);
        QVERIFY(loaded.view.perform(ActionId::PreviousFailure));
        QCOMPARE(loaded.view.currentPath(), first);
    }

    void keysFoldAndUnfold()
    {
        UiFixture fixture;
        LoadedView loaded(fixture);
        loaded.view.perform(ActionId::Left); // From the leaf to its group.
        const QModelIndex group = loaded.tree->currentIndex();
        QVERIFY(loaded.tree->isExpanded(group));
        loaded.view.perform(ActionId::Left);
        QVERIFY(!loaded.tree->isExpanded(group));
        loaded.view.perform(ActionId::Right);
        QVERIFY(loaded.tree->isExpanded(group));
        loaded.view.perform(ActionId::RowDown);
        QCOMPARE(loaded.tree->currentIndex().parent(), group);
        loaded.view.perform(ActionId::RowUp);
        QCOMPARE(loaded.tree->currentIndex(), group);
        loaded.view.perform(ActionId::FoldMore);
        QVERIFY(!loaded.tree->isExpanded(group.parent()));
        QCOMPARE(loaded.tree->currentIndex(), group.parent());
        loaded.view.perform(ActionId::ExpandAll);
        QVERIFY(loaded.tree->isExpanded(group));
    }

    void sortKeepsTheSelectedPath()
    {
        UiFixture fixture;
        LoadedView loaded(fixture);
        const QString path = loaded.view.currentPath();
        loaded.view.perform(ActionId::SortMode);
        QTRY_COMPARE(loaded.view.state().options.value(QStringLiteral("sort")),
                     QStringLiteral("name"));
        QTRY_VERIFY(!loaded.view.status().isLoading);
        QCOMPARE(loaded.view.currentPath(), path);
    }

    void stateBringsThePathBack()
    {
        UiFixture fixture;
        LoadedView first(fixture);
        first.view.perform(ActionId::NextFailure);
        const ViewState state = first.view.state();
        LoadedView second(fixture, state.options);
        QCOMPARE(second.view.currentPath(), first.view.currentPath());
        QCOMPARE(second.view.state().record, state.record);
    }

    void enterOpensTheLogOfTheRun()
    {
        UiFixture fixture;
        LoadedView loaded(fixture);
        QVERIFY(loaded.view.perform(ActionId::Open));
        QCOMPARE(fixture.navigator.opened.size(), std::size_t{1});
        QCOMPARE(fixture.navigator.opened[0].view, QStringLiteral("log"));
        QCOMPARE(fixture.navigator.opened[0].record, loaded.view.state().record);
        QVERIFY(loaded.view.perform(ActionId::CopyReport));
        QVERIFY(QApplication::clipboard()->text().startsWith(QStringLiteral("FAIL  ")));
    }

    void pathsThatRanBeforeAndNotNowHaveDisappeared()
    {
        const UiFixture fixture;
        ShrinkingEngine engine;
        ViewState state;
        state.view = QStringLiteral("tests");
        const TestTreeQuestion question{state, fixture.context.common(),
                                        BaselineQuestion(fixture.context, state)};
        const auto shown = loadTests(engine, question, false, {});
        QVERIFY(shown && !shown->trees.gone); // Not until it is judged.
        const auto judged = loadTests(engine, question, true, {});
        QVERIFY(judged && judged->trees.gone);
        QCOMPARE(pathCount(*judged->trees.gone), std::int64_t(1));
        QCOMPARE(judged->trees.gone->pathOf(1), std::string("gone"));
        engine.isRunning = true; // What lacks may still come.
        const auto early = loadTests(engine, question, true, {});
        QVERIFY(early && !early->trees.gone);
    }

    void disappearedPathsKeepTheirRunsAndSums()
    {
        const auto before = smallTree();
        auto now = smallTree();
        now->nodes[3].name = "three"; // a.two is gone.
        now->nodes[4].name = "c"; // And b with b.sub.
        const auto gone = disappearedTests(*now, *before);
        QCOMPARE(pathCount(gone), std::int64_t(3));
        QCOMPARE(gone.nodes.size(), std::size_t(5)); // With the root and a.
        QCOMPARE(gone.pathOf(2), std::string("a.two"));
        QCOMPARE(gone.pathOf(4), std::string("b.sub"));
        QCOMPARE(gone.nodes[0].counts[StatusClass::Fail], std::int64_t(3));
        QCOMPARE(gone.nodes[1].counts[StatusClass::Pass], std::int64_t(0)); // a.one is still run.
        QCOMPARE(gone.nodes[3].subtreeSize, 2);
        QCOMPARE(gone.nodes[3].boardCount, 3);
        QCOMPARE(gone.runId(static_cast<std::size_t>(gone.nodes[2].firstRun)), std::string("o:1"));
        QCOMPARE(pathCount(disappearedTests(*before, *before)), std::int64_t(0));
    }

    void whatHasDisappearedCanBeListedAndOpened()
    {
        UiFixture fixture;
        ShrinkingEngine engine;
        fixture.context.engine = &engine;
        LoadedView loaded(fixture);
        QVERIFY(loaded.isLoaded);
        const QString revision = loaded.view.state().revision;
        QVERIFY(loaded.view.perform(ActionId::Part4));
        QTRY_COMPARE_WITH_TIMEOUT(loaded.tree->model()->rowCount(), 1, SettleMs);
        QCOMPARE(loaded.view.currentPath(), QStringLiteral("gone"));
        QCOMPARE(loaded.view.state().revision, revision); // Of what is not there.
        QVERIFY(loaded.view.perform(ActionId::Open));
        QCOMPARE(fixture.navigator.opened[0].view, QStringLiteral("log"));
        LoadedView again(fixture, loaded.view.state().options);
        QTRY_COMPARE_WITH_TIMEOUT(again.view.currentPath(), QStringLiteral("gone"), SettleMs);
    }

    void worstRunsAreListedHoweverManyThereAre()
    {
        const auto tree = smallTree();
        const auto statusesOf = [&tree](std::int32_t node, std::size_t limit) {
            std::vector<StatusClass> statuses;
            for (const TestTreeRunRef& ref : runsBelow(*tree, node, limit).runs) {
                statuses.push_back(tree->runs[static_cast<std::size_t>(ref.run)].status);
            }
            return statuses;
        };
        using enum StatusClass;
        QCOMPARE(statusesOf(0, 2), (std::vector{Fail, Fail}));
        QCOMPARE(statusesOf(0, 5), (std::vector{Fail, Fail, Fail, Error, Pass}));
        QCOMPARE(statusesOf(0, 100).size(), tree->runs.size());
        QCOMPARE(runsBelow(*tree, 0, 2).total, static_cast<std::int64_t>(tree->runs.size()));
        QVERIFY(!runsBelow(*tree, 4, 9).isLeaf); // b has a run of its own, and b.sub one.
        QVERIFY(runsBelow(*tree, 3, 9).isLeaf);
    }

    void largeRevisionsKeepEveryRun()
    {
        MemorySize size;
        size.testPaths = 14'000;
        UiFixture fixture(ThemeKind::Dark, size);
        LoadedView loaded(fixture);
        QVERIFY(loaded.isLoaded);
        QVERIFY(loaded.view.status().total > 27'000);
        const auto* model = qobject_cast<TestTreeModel*>(loaded.tree->model());
        qint64 runs = 0;
        for (int row = 0; row < model->rowCount(); ++row) {
            runs +=
                model->index(row, 0).data(TestTreeModel::CountsRole).value<StatusCounts>().total();
        }
        QCOMPARE(runs, loaded.view.status().total);
    }
};

CBOARD_UI_TEST_MAIN(TestTreeTest)
#include "tst_test_tree.moc"
