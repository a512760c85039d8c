// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/matrix_cell.h"
#include "tests/ui/open_view.h"
#include "tests/ui/watched_main.h"
#include "ui/matrix/matrix_view.h"
#include "ui/matrix/path_tree.h"

#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTest>

using namespace cboard;
using namespace cboard::ui;
using query::CellMark;
using test::matrixCell;

/// Rows of a matrix as a tree of their paths.
class PathTreeTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void nodesAboveTwoRowsAreGroups();
    void aSuiteThatRanItselfStandsBeforeWhatIsBelow();
    void theWorstBelowStandsFirst();
    void aFoldedGroupHidesTheGroupsInsideIt();
    void groupsSumWhatIsBelowThem();
    void onlyPathsToWhatIsNewAreOpen();
    void whereNothingIsNewWhatFailsIsOpen();
    void levelsOpenSoDeep();
    void theUsersWordGoesBeforeTheRule();
    void rowsOfAGroupStandTogetherHoweverManyThereAre();
    void rowsAreCalledByWhatTheirNodesDoNotSay();
    void keysFoldTheMatrixAndTheAddressKeepsIt();
    void foldingByHandIsKept();
};

namespace {

constexpr int Waiting = 10'000;
const RowGrouping ByTree{RowGrouping::By::Tree, "path"};

/// One column; each path with the outcome of its cell.
std::shared_ptr<query::MatrixSnapshot>
matrixOf(const std::vector<std::pair<std::string, StatusClass>>& paths)
{
    auto matrix = std::make_shared<query::MatrixSnapshot>();
    matrix->kind = "test";
    matrix->rowFields = {"path"};
    matrix->columnFields = {"platform"};
    matrix->columns.push_back({{"kevin"}, {}, {}, {}});
    for (const auto& [path, status] : paths) {
        const int row = static_cast<int>(matrix->rows.size());
        matrix->rows.push_back({{path}, {}, {}, {}});
        matrix->rows.back().counts[status] = 1;
        matrix->cells.push_back(matrixCell(row, 0, status));
    }
    return matrix;
}

/// a.x.1, a.x.2 (fails), a.y, b, c.only
std::shared_ptr<query::MatrixSnapshot> fivePaths()
{
    return matrixOf({{"a.x.1", StatusClass::Pass},
                     {"a.x.2", StatusClass::Fail},
                     {"a.y", StatusClass::Pass},
                     {"b", StatusClass::Pass},
                     {"c.only", StatusClass::Pass}});
}

QStringList linesOf(const query::MatrixSnapshot& matrix, const MatrixArrangement& arrangement)
{
    QStringList lines;
    for (const MatrixLine& line : arrangement.lines) {
        lines << (line.row < 0 ? line.heading
                               : QString::fromStdString(
                                   matrix.rows[static_cast<std::size_t>(line.row)].fields.front()));
    }
    return lines;
}

MatrixArrangement byName(const query::MatrixSnapshot& matrix)
{
    return arrange(matrix, RowOrder::ByName, ByTree);
}

QStringList sorted(const QSet<QString>& keys)
{
    QStringList list(keys.begin(), keys.end());
    list.sort();
    return list;
}

const MatrixWidget& widgetOf(const View& view)
{
    return *static_cast<const MatrixView&>(view).matrixWidget();
}

bool isLoaded(const View& view)
{
    return !view.status().isLoading && view.status().shown > 0;
}

} // namespace

void PathTreeTest::nodesAboveTwoRowsAreGroups()
{
    const auto matrix = fivePaths();
    QCOMPARE(linesOf(*matrix, byName(*matrix)),
             (QStringList{QStringLiteral("a  3"), QStringLiteral("x  2"), QStringLiteral("a.x.1"),
                          QStringLiteral("a.x.2"), QStringLiteral("a.y"), QStringLiteral("b"),
                          QStringLiteral("c.only")}));
    const MatrixArrangement arrangement = byName(*matrix);
    QCOMPARE(arrangement.groups[1].key, QStringLiteral("a.x"));
    QCOMPARE(arrangement.groups[1].depth, 1);
    QCOMPARE(arrangement.groups[1].tone, StatusClass::Fail);
}

void PathTreeTest::aSuiteThatRanItselfStandsBeforeWhatIsBelow()
{
    const auto matrix = matrixOf({{"s.case", StatusClass::Fail}, {"s", StatusClass::Pass}});
    QCOMPARE(linesOf(*matrix, arrange(*matrix, RowOrder::WorstFirst, ByTree)),
             (QStringList{QStringLiteral("s  2"), QStringLiteral("s"), QStringLiteral("s.case")}));
}

void PathTreeTest::theWorstBelowStandsFirst()
{
    auto matrix = matrixOf({{"a.one", StatusClass::Pass},
                            {"a.two", StatusClass::Pass},
                            {"z.one", StatusClass::Pass},
                            {"z.two", StatusClass::Fail}});
    QCOMPARE(
        linesOf(*matrix, arrange(*matrix, RowOrder::WorstFirst, ByTree)),
        (QStringList{QStringLiteral("z  2"), QStringLiteral("z.two"), QStringLiteral("z.one"),
                     QStringLiteral("a  2"), QStringLiteral("a.one"), QStringLiteral("a.two")}));
}

void PathTreeTest::aFoldedGroupHidesTheGroupsInsideIt()
{
    const auto matrix = fivePaths();
    MatrixArrangement arrangement = byName(*matrix);
    foldGroups(arrangement, {QStringLiteral("a")});
    QCOMPARE(linesOf(*matrix, arrangement),
             (QStringList{QStringLiteral("a  3"), QStringLiteral("b"), QStringLiteral("c.only")}));
    QVERIFY(arrangement.lines.front().isFolded);
    QCOMPARE(arrangement.lineOfRow[0], -1);
    foldGroups(arrangement, {QStringLiteral("a.x")});
    QCOMPARE(linesOf(*matrix, arrangement),
             (QStringList{QStringLiteral("a  3"), QStringLiteral("x  2"), QStringLiteral("a.y"),
                          QStringLiteral("b"), QStringLiteral("c.only")}));
    QCOMPARE(arrangement.shownRows.size(), std::size_t(3));
}

void PathTreeTest::groupsSumWhatIsBelowThem()
{
    const auto matrix = fivePaths();
    const MatrixArrangement arrangement = byName(*matrix);
    const MatrixGroup& outer = arrangement.groups[0];
    QCOMPARE(outer.rowCount, 3);
    QCOMPARE(outer.counts[StatusClass::Fail], 1);
    QCOMPARE(outer.columns[0][StatusClass::Pass], 2);
    QCOMPARE(arrangement.groups[1].columns[0][StatusClass::Pass], 1);
}

void PathTreeTest::onlyPathsToWhatIsNewAreOpen()
{
    auto matrix = matrixOf({{"a.one", StatusClass::Fail},
                            {"a.two", StatusClass::Pass},
                            {"b.one", StatusClass::Fail},
                            {"b.two", StatusClass::Pass}});
    matrix->cells[2].setMark(CellMark::New);
    QCOMPARE(foldedBy(byName(*matrix), {}), QSet<QString>{QStringLiteral("a")});
    QCOMPARE(foldedBy(byName(*matrix), {PathFolding::Rule::Failing, 1, {}, {}}), QSet<QString>());
}

void PathTreeTest::whereNothingIsNewWhatFailsIsOpen()
{
    const auto matrix = matrixOf({{"a.one", StatusClass::Fail},
                                  {"a.two", StatusClass::Pass},
                                  {"b.one", StatusClass::Pass},
                                  {"b.two", StatusClass::Pass}});
    QCOMPARE(foldedBy(byName(*matrix), {}), QSet<QString>{QStringLiteral("b")});
}

void PathTreeTest::levelsOpenSoDeep()
{
    const MatrixArrangement arrangement = byName(*fivePaths());
    const auto folded = [&arrangement](int level) {
        return sorted(foldedBy(arrangement, {PathFolding::Rule::Level, level, {}, {}}));
    };
    QCOMPARE(folded(1), (QStringList{QStringLiteral("a"), QStringLiteral("a.x")}));
    QCOMPARE(folded(2), QStringList{QStringLiteral("a.x")});
    QCOMPARE(folded(3), QStringList());
}

void PathTreeTest::theUsersWordGoesBeforeTheRule()
{
    const MatrixArrangement arrangement = byName(*fivePaths());
    PathFolding folding{PathFolding::Rule::Level, 1, {}, {}};
    folding.setOpen(QStringLiteral("a"), true);
    QCOMPARE(foldedBy(arrangement, folding), QSet<QString>{QStringLiteral("a.x")});
    folding = {PathFolding::Rule::Level, 9, {}, {}};
    folding.setOpen(QStringLiteral("a.x"), false);
    QCOMPARE(foldedBy(arrangement, folding), QSet<QString>{QStringLiteral("a.x")});
}

void PathTreeTest::rowsOfAGroupStandTogetherHoweverManyThereAre()
{
    QRandomGenerator random(11);
    std::vector<std::pair<std::string, StatusClass>> paths;
    for (int i = 0; i < 500; ++i) {
        std::string path = "n" + std::to_string(random.bounded(6));
        for (int depth = random.bounded(4); depth > 0; --depth) {
            path += ".n" + std::to_string(random.bounded(6));
        }
        paths.emplace_back(path, random.bounded(9) == 0 ? StatusClass::Fail : StatusClass::Pass);
    }
    std::sort(paths.begin(), paths.end());
    paths.erase(std::unique(paths.begin(), paths.end(),
                            [](const auto& a, const auto& b) { return a.first == b.first; }),
                paths.end());
    const auto matrix = matrixOf(paths);
    for (const RowOrder order : {RowOrder::ByName, RowOrder::WorstFirst}) {
        const MatrixArrangement arrangement = arrange(*matrix, order, ByTree);
        QCOMPARE(arrangement.shownRows.size(), paths.size());
        QCOMPARE(std::set<int>(arrangement.shownRows.begin(), arrangement.shownRows.end()).size(),
                 paths.size());
        QSet<QString> keys;
        for (const MatrixGroup& group : arrangement.groups) {
            QVERIFY(!keys.contains(group.key)); // No group comes twice.
            keys.insert(group.key);
            for (int i = group.firstRow; i < group.firstRow + group.rowCount; ++i) {
                const int row = arrangement.orderedRows[static_cast<std::size_t>(i)];
                const QString path =
                    QString::fromStdString(paths[static_cast<std::size_t>(row)].first);
                QVERIFY(path == group.key || path.startsWith(group.key + QLatin1Char('.')));
            }
            const auto below = std::count_if(paths.begin(), paths.end(), [&](const auto& one) {
                const QString path = QString::fromStdString(one.first);
                return path == group.key || path.startsWith(group.key + QLatin1Char('.'));
            });
            QCOMPARE(group.rowCount, static_cast<int>(below));
        }
    }
}

void PathTreeTest::rowsAreCalledByWhatTheirNodesDoNotSay()
{
    const auto matrix = fivePaths();
    const auto header = byName(*matrix).headers.front();
    QStringList names;
    for (const QString& name : header.drawn()) {
        names << name.trimmed();
    }
    QCOMPARE(names,
             (QStringList{QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("y"),
                          QStringLiteral("b"), QStringLiteral("c.only")}));
    QVERIFY(header.drawn()[0].size() > header.drawn()[2].size()); // Further right.
    QCOMPARE(header.texts.front(), QStringLiteral("a.x.1")); // For find and exports.
    const auto flat = arrange(*matrix, RowOrder::ByName, {RowGrouping::By::None});
    QCOMPARE(flat.headers.front().drawn().front(), QStringLiteral("a.x.1"));
}

void PathTreeTest::keysFoldTheMatrixAndTheAddressKeepsIt()
{
    test::UiFixture fixture;
    const auto view =
        test::openView(fixture, "testmatrix", {{QStringLiteral("mode"), QStringLiteral("boards")}});
    QTRY_VERIFY_WITH_TIMEOUT(isLoaded(*view), Waiting);
    QVERIFY(!widgetOf(*view).arrangement().groups.empty());
    QVERIFY(view->actions().contains(ActionId::Part9));
    QVERIFY(!view->perform(ActionId::Part1)); // Without z.
    QVERIFY(view->perform(ActionId::FoldMore));
    QVERIFY(view->perform(ActionId::Part1));
    QVERIFY(widgetOf(*view).arrangement().shownRows.empty());
    QCOMPARE(view->state().options.value(QStringLiteral("open")), QStringLiteral("1"));
    QVERIFY(view->perform(ActionId::FoldMore)); // With nothing left to fold.
    QVERIFY(widgetOf(*view).folded().isEmpty());
    QVERIFY(!view->state().options.contains(QStringLiteral("opened")));
    QVERIFY(view->perform(ActionId::ExpandAll));
    const MatrixArrangement& open = widgetOf(*view).arrangement();
    for (const MatrixGroup& group : open.groups) {
        QCOMPARE(widgetOf(*view).folded().contains(group.key), group.worst > RowState::Flaky);
    }
    const auto options = fromAddress(toAddress(view->state()))->options;
    QCOMPARE(options.value(QStringLiteral("open")), QStringLiteral("failing"));
    const auto again = test::openView(fixture, "testmatrix", options);
    QTRY_VERIFY_WITH_TIMEOUT(isLoaded(*again), Waiting);
    QCOMPARE(widgetOf(*again).folded(), widgetOf(*view).folded());
    QCOMPARE(widgetOf(*again).arrangement().lines.size(), open.lines.size());
}

void PathTreeTest::foldingByHandIsKept()
{
    test::UiFixture fixture;
    const auto view =
        test::openView(fixture, "testmatrix", {{QStringLiteral("mode"), QStringLiteral("boards")}});
    QTRY_VERIFY_WITH_TIMEOUT(isLoaded(*view), Waiting);
    QVERIFY(widgetOf(*view).current());
    const QSet<QString> before = widgetOf(*view).folded();
    QVERIFY(view->perform(ActionId::FoldMore)); // The group of the cursor.
    const QSet<QString> added = widgetOf(*view).folded() - before;
    QCOMPARE(added.size(), 1);
    QCOMPARE(view->state().options.value(QStringLiteral("closed")), *added.begin());
    const auto again = test::openView(fixture, "testmatrix", view->state().options);
    QTRY_VERIFY_WITH_TIMEOUT(isLoaded(*again), Waiting);
    QCOMPARE(widgetOf(*again).folded(), widgetOf(*view).folded());
}

CBOARD_UI_TEST_MAIN(PathTreeTest)
#include "tst_path_tree.moc"
