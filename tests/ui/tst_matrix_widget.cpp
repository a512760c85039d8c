// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/matrix_cell.h"
#include "tests/ui/ui_fixture.h"
#include "tests/ui/watched_main.h"
#include "ui/matrix/arrangement.h"
#include "ui/matrix/matrix_widget.h"

#include <QAccessible>
#include <QImage>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace cboard;
using namespace cboard::ui;
using query::CellMark;
using query::MatrixCell;
using test::matrixCell;

namespace {

constexpr std::uint16_t bit(CellMark mark)
{
    return static_cast<std::uint16_t>(1U << static_cast<unsigned>(mark));
}

/// Boards a to e over three revisions: new failure, old failure, labs disagree, infra, pass.
MatrixPtr smallMatrix()
{
    auto matrix = std::make_shared<query::MatrixSnapshot>();
    matrix->kind = "boot";
    matrix->rowFields = {"platform"};
    matrix->columnFields = {"revision"};
    for (const char* name : {"board-a", "board-b", "board-c", "board-d", "board-e"}) {
        matrix->rows.push_back({{name}, {}, {}, {"lab-x", "lab-y"}});
    }
    for (int i = 0; i < 3; ++i) {
        query::RevisionRef revision;
        revision.id = 100 - i;
        revision.name = "v7.0-rc" + std::to_string(3 - i);
        revision.time = Timestamp{std::chrono::days{1000 - 9 * i}};
        matrix->columns.push_back({{revision.name}, revision, {}, {}});
    }
    const auto Pass = StatusClass::Pass;
    const auto Fail = StatusClass::Fail;
    matrix->cells = {matrixCell(0, 0, Fail, bit(CellMark::New), "lab-x"),
                     matrixCell(0, 1, Pass, 0, "lab-x"),
                     matrixCell(1, 0, Fail, 0, "lab-x"),
                     matrixCell(1, 1, Fail, 0, "lab-x"),
                     matrixCell(1, 2, Fail, bit(CellMark::New), "lab-x"),
                     matrixCell(2, 0, Fail, bit(CellMark::LabConflict), "lab-x"),
                     matrixCell(2, 0, Pass, bit(CellMark::LabConflict), "lab-y"),
                     matrixCell(3, 0, StatusClass::Error, 0, "lab-x"),
                     matrixCell(3, 1, Pass, 0, "lab-x"),
                     matrixCell(4, 0, Pass, 0, "lab-x"),
                     matrixCell(4, 2, Pass, 0, "lab-x")};
    return matrix;
}

} // namespace

class MatrixWidgetTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void rowsStandInSectionsByState();
    void byNameHasNoHeadings();
    void infraNeitherStartsNorEndsAFailure();
    void keysMoveTheCursor();
    void headingsAreJumpedOver();
    void nextNewFindsOnlyNewFailures();
    void nextFailureFindsAll();
    void cursorStaysOnItsNamesWhenTheOrderChanges();
    void cursorStaysVisible();
    void cursorStaysVisibleWhenTheWindowShrinks();
    void cellsGoBeforeWhatStandsLeftOfThem();
    void cellTextNamesBoardRevisionLabAndMarks();
    void onlyVisibleCellsArePainted();
    void differingLabsAreDrawnApart();
    void lettersModeDrawsOtherPixels();
    void firstCellIsOneWithResults();
    void emptyMatrixIsHarmless();
    void headingsHaveRoomBesideShortNames();
    void namesOfNarrowGroupsStandInTheirColumns();
    void screenReadersReadTheCellsAsATable();
    void screenReadersFollowTheCursor();
    void screenReadersKnowTheSelectedCells();
    void selectedCellsAreDrawnOtherwise_data();
    void selectedCellsAreDrawnOtherwise();
};

void MatrixWidgetTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".?")));
}

void MatrixWidgetTest::rowsStandInSectionsByState()
{
    const auto matrix = smallMatrix();
    const MatrixArrangement arrangement = arrange(*matrix, RowOrder::WorstFirst);
    QStringList lines;
    for (const MatrixLine& line : arrangement.lines) {
        lines << (line.row < 0 ? line.heading : QString::number(line.row));
    }
    QCOMPARE(lines,
             (QStringList{QStringLiteral("New failures  1"), QStringLiteral("0"),
                          QStringLiteral("Labs disagree  1"), QStringLiteral("2"),
                          QStringLiteral("Still failing  1"), QStringLiteral("1"),
                          QStringLiteral("Infrastructure  1"), QStringLiteral("3"),
                          QStringLiteral("Passing  1"), QStringLiteral("4")}));
    QCOMPARE(arrangement.labs,
             (std::vector<QString>{QStringLiteral("lab-x"), QStringLiteral("lab-y")}));
}

void MatrixWidgetTest::byNameHasNoHeadings()
{
    const MatrixArrangement arrangement = arrange(*smallMatrix(), RowOrder::ByName);
    QCOMPARE(arrangement.lines.size(), std::size_t(5));
    for (int i = 0; i < 5; ++i) {
        QCOMPARE(arrangement.lines[static_cast<std::size_t>(i)].row, i);
    }
}

void MatrixWidgetTest::infraNeitherStartsNorEndsAFailure()
{
    const std::vector<MatrixCell> cells = {
        matrixCell(0, 0, StatusClass::Error), matrixCell(0, 1, StatusClass::Fail),
        matrixCell(0, 2, StatusClass::Miss), matrixCell(0, 3, StatusClass::Fail),
        matrixCell(0, 4, StatusClass::Pass)};
    QCOMPARE(failingFor(cells), 2);
    QCOMPARE(rowState(cells, true), RowState::StillFailing);
    const std::vector<MatrixCell> onlyInfra = {matrixCell(0, 0, StatusClass::Error)};
    QCOMPARE(rowState(onlyInfra, true), RowState::Infrastructure);
    QCOMPARE(failingFor(onlyInfra), 0);
}

void MatrixWidgetTest::keysMoveTheCursor()
{
    const Theme theme(ThemeKind::Light);
    MatrixWidget widget(theme);
    widget.resize(800, 400);
    const auto matrix = smallMatrix();
    widget.setMatrix(matrix, arrange(*matrix, RowOrder::ByName));
    QSignalSpy changes(&widget, &MatrixWidget::currentChanged);
    widget.setCurrent({0, 0});
    QTest::keyClick(&widget, Qt::Key_Down);
    QCOMPARE(*widget.current(), (MatrixPlace{1, 0}));
    QTest::keyClick(&widget, Qt::Key_Right);
    QCOMPARE(*widget.current(), (MatrixPlace{1, 1}));
    QTest::keyClick(&widget, Qt::Key_Down);
    QTest::keyClick(&widget, Qt::Key_Right);
    QCOMPARE(*widget.current(), (MatrixPlace{2, 2}));
    QTest::keyClick(&widget, Qt::Key_Up);
    QTest::keyClick(&widget, Qt::Key_Left);
    QCOMPARE(*widget.current(), (MatrixPlace{1, 1}));
    QTest::keyClick(&widget, Qt::Key_End);
    QCOMPARE(widget.current()->column, 2);
    QTest::keyClick(&widget, Qt::Key_Home, Qt::ControlModifier);
    QCOMPARE(*widget.current(), (MatrixPlace{0, 0}));
    QTest::keyClick(&widget, Qt::Key_PageDown);
    QCOMPARE(widget.current()->row, 4);
    QVERIFY(changes.size() >= 8);
}

void MatrixWidgetTest::headingsAreJumpedOver()
{
    const Theme theme(ThemeKind::Light);
    MatrixWidget widget(theme);
    const auto matrix = smallMatrix();
    widget.setMatrix(matrix, arrange(*matrix, RowOrder::WorstFirst));
    widget.moveBy(0, 0);
    QCOMPARE(widget.current()->row, 0); // Below the first heading.
    widget.moveBy(1, 0);
    QCOMPARE(widget.current()->row, 2);
    widget.moveBy(-1, 0);
    QCOMPARE(widget.current()->row, 0);
    widget.moveBy(-1, 0);
    QCOMPARE(widget.current()->row, 0); // Nothing above but the heading.
    QTest::keyClick(&widget, Qt::Key_End, Qt::ControlModifier);
    QVERIFY(widget.current()->row != 0);
    QTest::keyClick(&widget, Qt::Key_Home, Qt::ControlModifier);
    QCOMPARE(*widget.current(), (MatrixPlace{0, 0})); // Though a heading stands first.
}

void MatrixWidgetTest::nextNewFindsOnlyNewFailures()
{
    const Theme theme(ThemeKind::Light);
    MatrixWidget widget(theme);
    const auto matrix = smallMatrix();
    widget.setMatrix(matrix, arrange(*matrix, RowOrder::WorstFirst));
    widget.goToFailure(FailureKind::New, Direction::Forward);
    QCOMPARE(*widget.current(), (MatrixPlace{0, 0}));
    widget.goToFailure(FailureKind::New, Direction::Forward);
    QCOMPARE(*widget.current(), (MatrixPlace{1, 2}));
    widget.goToFailure(FailureKind::New, Direction::Forward);
    QCOMPARE(*widget.current(), (MatrixPlace{1, 2})); // The last one: stays.
    widget.goToFailure(FailureKind::New, Direction::Backward);
    QCOMPARE(*widget.current(), (MatrixPlace{0, 0}));
}

void MatrixWidgetTest::nextFailureFindsAll()
{
    const Theme theme(ThemeKind::Light);
    MatrixWidget widget(theme);
    const auto matrix = smallMatrix();
    widget.setMatrix(matrix, arrange(*matrix, RowOrder::WorstFirst));
    QList<MatrixPlace> found;
    while (widget.goToFailure(FailureKind::Any, Direction::Forward)) {
        found << *widget.current();
    }
    QCOMPARE(found, (QList<MatrixPlace>{{0, 0}, {2, 0}, {1, 0}, {1, 1}, {1, 2}}));
}

void MatrixWidgetTest::cursorStaysOnItsNamesWhenTheOrderChanges()
{
    const Theme theme(ThemeKind::Light);
    MatrixWidget widget(theme);
    const auto matrix = smallMatrix();
    widget.setMatrix(matrix, arrange(*matrix, RowOrder::ByName));
    widget.setCurrent({1, 2});
    auto changed = std::make_shared<query::MatrixSnapshot>(*matrix);
    changed->rows.erase(changed->rows.begin()); // board-b is row 0 now.
    changed->cells.clear();
    widget.setMatrix(changed, arrange(*changed, RowOrder::ByName));
    QVERIFY(widget.current());
    QCOMPARE(*widget.current(), (MatrixPlace{0, 2}));
    changed = std::make_shared<query::MatrixSnapshot>(*changed);
    changed->rows.erase(changed->rows.begin());
    widget.setMatrix(changed, arrange(*changed, RowOrder::ByName));
    QVERIFY(!widget.current());
}

void MatrixWidgetTest::cellsGoBeforeWhatStandsLeftOfThem()
{
    const Theme theme(ThemeKind::Light);
    MatrixWidget widget(theme);
    widget.resize(1200, 400);
    widget.show();
    const MatrixPtr matrix = smallMatrix();
    widget.setMatrix(matrix, arrange(*matrix, RowOrder::WorstFirst));
    const int wide = widget.cellRect({0, 0}).left();
    widget.resize(320, 400);
    QTRY_VERIFY(widget.cellRect({0, 0}).left() < wide);
    QVERIFY(widget.cellRect({0, 2}).right() <= widget.viewport()->width());
    widget.resize(1200, 400);
    QTRY_COMPARE(widget.cellRect({0, 0}).left(), wide);
}

void MatrixWidgetTest::cursorStaysVisible()
{
    const Theme theme(ThemeKind::Light);
    MatrixWidget widget(theme);
    widget.resize(600, 300);
    const auto matrix = test::bigMatrix(300, 200);
    widget.setMatrix(matrix, arrange(*matrix, RowOrder::ByName));
    widget.setCurrent({250, 180});
    QVERIFY(widget.viewport()->rect().contains(widget.cellRect({250, 180})));
    QVERIFY(widget.verticalScrollBar()->value() > 0);
    QCOMPARE(widget.placeAt(widget.cellRect({250, 180}).center()), (MatrixPlace{250, 180}));
    QTest::keyClick(&widget, Qt::Key_Home, Qt::ControlModifier);
    QCOMPARE(widget.verticalScrollBar()->value(), 0);
    QCOMPARE(widget.horizontalScrollBar()->value(), 0);
}

void MatrixWidgetTest::cursorStaysVisibleWhenTheWindowShrinks()
{
    const Theme theme(ThemeKind::Light);
    MatrixWidget widget(theme);
    widget.setAttribute(Qt::WA_DontShowOnScreen);
    widget.resize(700, 500);
    widget.show();
    const auto matrix = test::bigMatrix(300, 200);
    widget.setMatrix(matrix, arrange(*matrix, RowOrder::ByName));
    widget.setCurrent({250, 0});
    widget.resize(700, 350);
    QTRY_VERIFY(widget.viewport()->height() <= 350);
    QVERIFY(widget.viewport()->rect().contains(widget.cellRect({250, 0})));
    widget.verticalScrollBar()->setValue(0); // Away from the cursor: the window is no reason.
    widget.resize(700, 300);
    QTRY_VERIFY(widget.viewport()->height() <= 300);
    QCOMPARE(widget.verticalScrollBar()->value(), 0);
}

void MatrixWidgetTest::cellTextNamesBoardRevisionLabAndMarks()
{
    const Theme theme(ThemeKind::Light);
    MatrixWidget widget(theme);
    const auto matrix = smallMatrix();
    widget.setMatrix(matrix, arrange(*matrix, RowOrder::ByName));
    QCOMPARE(widget.cellText({0, 0}), QStringLiteral("board-a, v7.0-rc3: new failure in lab-x"));
    QCOMPARE(widget.cellText({2, 0}),
             QStringLiteral("board-c, v7.0-rc3: fail, labs disagree in lab-x; "
                            "pass, labs disagree in lab-y"));
    QCOMPARE(widget.cellText({4, 1}),
             QStringLiteral("board-e, v7.0-rc2: not run; last run 9 d before, on v7.0-rc1"));
    QCOMPARE(widget.cellText({3, 2}), QStringLiteral("board-d, v7.0-rc1: not run"));
    QCOMPARE(widget.cellText({0, 2}), QStringLiteral("board-a, v7.0-rc1: not run"));
    widget.setCurrent({0, 0});
}

void MatrixWidgetTest::onlyVisibleCellsArePainted()
{
    const Theme theme(ThemeKind::Light);
    MatrixWidget widget(theme);
    widget.setAttribute(Qt::WA_DontShowOnScreen);
    widget.resize(700, 400);
    widget.setCellSize({24, 18});
    const auto matrix = smallMatrix();
    widget.setMatrix(matrix, arrange(*matrix, RowOrder::ByName));
    widget.show();
    const QImage image = widget.grab().toImage();
    const QRect fresh = widget.cellRect({0, 0});
    QCOMPARE(image.pixelColor(fresh.right() - 4, fresh.center().y()),
             theme.status().hue(StatusClass::Fail));
    const QRect none = widget.cellRect({4, 1});
    QCOMPARE(image.pixelColor(none.center()), theme.window());
}

void MatrixWidgetTest::differingLabsAreDrawnApart()
{
    const Theme theme(ThemeKind::Light);
    CellTiles tiles(theme);
    tiles.prepare({34, 22}, 1.0);
    const std::vector<MatrixCell> differ = {matrixCell(0, 0, StatusClass::Fail, 0, "lab-x"),
                                            matrixCell(0, 0, StatusClass::Pass, 0, "lab-y")};
    const std::vector<MatrixCell> agree = {matrixCell(0, 0, StatusClass::Pass, 0, "lab-x"),
                                           matrixCell(0, 0, StatusClass::Pass, 0, "lab-y")};
    const std::vector<MatrixCell> one = {matrixCell(0, 0, StatusClass::Pass, 0, "lab-x")};
    const std::vector<int> labs = {0, 1};
    QVERIFY(tiles.tile(differ, labs) != tiles.tile(agree, labs));
    QCOMPARE(tiles.tile(agree, labs), tiles.tile(one, labs));
    const QImage split = tiles.tile(differ, labs);
    QVERIFY(split.pixelColor(16, 4) != split.pixelColor(16, 16));
}

void MatrixWidgetTest::lettersModeDrawsOtherPixels()
{
    Theme theme(ThemeKind::Light);
    CellTiles tiles(theme);
    const std::vector<MatrixCell> one = {matrixCell(0, 0, StatusClass::Fail)};
    const std::vector<int> labs = {0};
    tiles.prepare({24, 18}, 1.0);
    const QImage glyph = tiles.tile(one, labs);
    theme.setLettersMode(true);
    tiles.prepare({24, 18}, 1.0);
    QVERIFY(tiles.tile(one, labs) != glyph);
    tiles.prepare({24, 18}, 2.0);
    QCOMPARE(tiles.tile(one, labs).size(), QSize(48, 36));
}

void MatrixWidgetTest::firstCellIsOneWithResults()
{
    const Theme theme(ThemeKind::Light);
    MatrixWidget widget(theme);
    auto matrix = std::make_shared<query::MatrixSnapshot>(*smallMatrix());
    std::erase_if(matrix->cells,
                  [](const auto& cell) { return cell.row == 0 || cell.column == 0; });
    widget.setMatrix(matrix, arrange(*matrix, RowOrder::ByName));
    widget.goToFirstCell();
    QVERIFY(widget.current());
    QVERIFY(!widget.cellsAt(*widget.current()).empty());
}

void MatrixWidgetTest::emptyMatrixIsHarmless()
{
    const Theme theme(ThemeKind::Dark);
    MatrixWidget widget(theme);
    widget.setAttribute(Qt::WA_DontShowOnScreen);
    widget.resize(300, 200);
    widget.show();
    for (const auto key : {Qt::Key_Down, Qt::Key_End, Qt::Key_PageUp, Qt::Key_Right}) {
        QTest::keyClick(&widget, key);
    }
    QVERIFY(!widget.current());
    QVERIFY(!widget.goToFailure(FailureKind::Any, Direction::Backward));
    QVERIFY(widget.nearPlaces().empty());
    QVERIFY(!widget.grab().isNull());
}

/// "Nothing decided 1" stood as "N…1" above short names, beside half a window of nothing.
void MatrixWidgetTest::headingsHaveRoomBesideShortNames()
{
    const Theme theme(ThemeKind::Light);
    MatrixWidget widget(theme);
    widget.resize(1200, 400);
    widget.show();
    const auto matrix = std::make_shared<query::MatrixSnapshot>(*smallMatrix());
    for (std::size_t row = 0; row < matrix->rows.size(); ++row) {
        matrix->rows[row].fields = {std::string(1, static_cast<char>('a' + row))};
    }
    const MatrixArrangement arrangement = arrange(*matrix, RowOrder::WorstFirst);
    widget.setMatrix(matrix, arrangement);
    QFont bold = widget.font();
    bold.setBold(true);
    for (const MatrixLine& line : arrangement.lines) {
        const int heading = QFontMetrics(bold).horizontalAdvance(line.heading);
        QVERIFY(line.row >= 0 || widget.cellRect({0, 0}).left() > heading + 80); // And its bar.
    }
}

void MatrixWidgetTest::namesOfNarrowGroupsStandInTheirColumns()
{
    const Theme theme(ThemeKind::Light);
    MatrixWidget widget(theme);
    widget.resize(1200, 400);
    widget.show();
    const MatrixPtr matrix = smallMatrix();
    MatrixArrangement arrangement = arrange(*matrix, RowOrder::WorstFirst);
    arrangement.columns[0].group = QStringLiteral("a name that is wider than one column");
    arrangement.columns[1].group = arrangement.columns[2].group = QStringLiteral("x");
    widget.setMatrix(matrix, arrangement);
    QCOMPARE(widget.headText(0), arrangement.columns[0].group + u' ' + arrangement.columns[0].text);
    QCOMPARE(widget.headText(1), arrangement.columns[1].text);
    QCOMPARE(widget.headText(2), arrangement.columns[2].text);
}

void MatrixWidgetTest::screenReadersReadTheCellsAsATable()
{
    const Theme theme(ThemeKind::Light);
    MatrixWidget widget(theme);
    widget.setMatrix(smallMatrix(), arrange(*smallMatrix(), RowOrder::WorstFirst));
    QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(&widget);
    QVERIFY(interface);
    QCOMPARE(interface->role(), QAccessible::Table);
    auto* table = interface->tableInterface();
    QVERIFY(table);
    QCOMPARE(table->rowCount(), 5); // Headings are no rows.
    QCOMPARE(table->columnCount(), 3);
    QCOMPARE(interface->childCount(), 15);
    QCOMPARE(table->rowDescription(1), QStringLiteral("board-c"));
    QCOMPARE(table->columnDescription(0), QStringLiteral("v7.0-rc3"));
    const auto name = [table](int row, int column) {
        return table->cellAt(row, column)->text(QAccessible::Name);
    };
    QCOMPARE(name(0, 0), QStringLiteral("boot, board-a, lab x, v7.0-rc3: new failure"));
    QCOMPARE(name(0, 1), QStringLiteral("boot, board-a, lab x, v7.0-rc2: pass"));
    QCOMPARE(name(0, 2), QStringLiteral("boot, board-a, v7.0-rc1: not run"));
    QCOMPARE(name(1, 0),
             QStringLiteral("boot, board-c, v7.0-rc3: lab x fail, labs disagree; lab y pass, labs "
                            "disagree"));
    QCOMPARE(table->cellAt(5, 0), nullptr);
    QAccessibleInterface* cell = table->cellAt(1, 2);
    QCOMPARE(interface->indexOfChild(cell), 5);
    QCOMPARE(interface->child(5), cell);
    QCOMPARE(cell->tableCellInterface()->rowIndex(), 1);
    QCOMPARE(cell->parent(), interface);
}

void MatrixWidgetTest::screenReadersFollowTheCursor()
{
    const Theme theme(ThemeKind::Light);
    MatrixWidget widget(theme);
    widget.setMatrix(smallMatrix(), arrange(*smallMatrix(), RowOrder::WorstFirst));
    QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(&widget);
    auto* table = interface->tableInterface();
    QCOMPARE(table->selectedCellCount(), 0);
    QVERIFY(table->selectRow(1));
    QCOMPARE(widget.current(), (MatrixPlace{2, 0}));
    QVERIFY(table->selectColumn(2));
    QCOMPARE(widget.current(), (MatrixPlace{2, 2}));
    QCOMPARE(interface->focusChild()->text(QAccessible::Name),
             QStringLiteral("boot, board-c, v7.0-rc1: not run"));
    QVERIFY(interface->focusChild()->state().selected);
    widget.setMatrix(std::make_shared<query::MatrixSnapshot>(), {});
    QCOMPARE(table->rowCount(), 0);
    QCOMPARE(interface->focusChild(), nullptr);
}

void MatrixWidgetTest::screenReadersKnowTheSelectedCells()
{
    const Theme theme(ThemeKind::Light);
    MatrixWidget widget(theme);
    widget.setMatrix(smallMatrix(), arrange(*smallMatrix(), RowOrder::WorstFirst));
    QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(&widget);
    auto* table = interface->tableInterface();
    widget.setCurrent({0, 0});
    widget.toggleSelected();
    widget.setCurrent({0, 1});
    widget.toggleSelected();
    widget.setCurrent({2, 0});
    QCOMPARE(table->selectedCellCount(), 2);
    QStringList names;
    for (QAccessibleInterface* cell : table->selectedCells()) {
        names << cell->text(QAccessible::Name);
        QVERIFY(cell->state().selected);
    }
    QCOMPARE(names.join(u'\n'),
             QStringLiteral("boot, board-a, lab x, v7.0-rc3: new failure\n"
                            "boot, board-a, lab x, v7.0-rc2: pass"));
    QVERIFY(!interface->focusChild()->state().selected); // The cursor is not one of them.
    QVERIFY(widget.clearSelected());
    QVERIFY(!widget.clearSelected());
    QCOMPARE(table->selectedCellCount(), 1);
}

void MatrixWidgetTest::selectedCellsAreDrawnOtherwise_data()
{
    QTest::addColumn<QSize>("cell");
    QTest::addColumn<bool>("isDark");
    QTest::newRow("light") << QSize(26, 20) << false;
    QTest::newRow("dark") << QSize(26, 20) << true;
    QTest::newRow("smallest") << QSize(6, 6) << false;
}

/// Also where the cursor stands on them.
void MatrixWidgetTest::selectedCellsAreDrawnOtherwise()
{
    QFETCH(QSize, cell);
    QFETCH(bool, isDark);
    const Theme theme(isDark ? ThemeKind::Dark : ThemeKind::Light);
    MatrixWidget widget(theme);
    widget.setCellSize(cell);
    widget.setMatrix(smallMatrix(), arrange(*smallMatrix(), RowOrder::WorstFirst));
    widget.resize(600, 400);
    widget.setCurrent({0, 1});
    const auto picture = [&widget] { return widget.grab(widget.cellRect({0, 1})).toImage(); };
    const QImage before = picture();
    widget.toggleSelected();
    QVERIFY(picture() != before);
    widget.toggleSelected();
    QCOMPARE(picture(), before);
}

CBOARD_UI_TEST_MAIN(MatrixWidgetTest)
#include "tst_matrix_widget.moc"
