// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/open_view.h"
#include "tests/ui/store_fixture.h"
#include "tests/ui/watched_main.h"
#include "tests/ui/window_input.h"
#include "ui/base/text_format.h"
#include "ui/find/find_bar.h"
#include "ui/home/home_card.h"
#include "ui/matrix/matrix_widget.h"
#include "ui/testtree/test_tree_model.h"
#include "ui/testtree/test_tree_view.h"
#include "ui/widgets/result_table.h"

#include <QAbstractItemView>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QStandardPaths>

#include <algorithm>

using namespace cboard;
using namespace cboard::ui;

/// Keys of find, sent to a real window over a store, in each sort of list.
class TableFindTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void everyTableIsLookedThrough_data();
    void everyTableIsLookedThrough();
    void theCursorGoesToTheMatchWhileOneTypes();
    void goesAroundTheEndAndSaysSo();
    void whatIsNotThereLeavesTheCursor();
    void aWrongExpressionIsSaid();
    void escGivesTheFocusBack();
    void nothingStaysPaintedAfterEsc();
    void foldedGroupsOpenForAMatch();
    void headingsOfGroupsAreFound_data();
    void headingsOfGroupsAreFound();
    void otherRowsAreLookedThroughAnew();
    void anotherListIsLookedThroughByItself();
    void allCardsOfHomeAreOnePage();
    void theTreeFindsFoldedPaths();
    void aPathIsFoundByItsOwnPart();
    void theMatrixFindsRowsAndColumns();
    void aFoldedRowOfAMatrixIsShown();
    void cellsAreFoundByTheirWords();
    void cellsAreFoundByTheirNames();
    void aNameOfARowIsFoundOnceOnly();
    void theMatrixFindsItsHeadings();
    void foundCellsAreMarkedUntilEsc();

private:
    void open(const QString& view, const QMap<QString, QString>& options = {});
    void find(const QString& text);
    void press(const char* keys) { test::pressKeys(*m_window, keys); }
    View* view() const { return m_window->currentView(); }
    FindBar* bar() const { return view()->findChild<FindBar*>(); }
    QString summary() const;
    ResultTable* table() const;
    template <typename Widget>
    Widget* part() const
    {
        return view()->findChild<Widget*>();
    }

    std::unique_ptr<test::StoreFixture> m_fixture;
    std::unique_ptr<MainWindow> m_window;
};

namespace {

QString textOf(const ResultTable& table, int row, int column)
{
    return table.rows()->data(row, column, Qt::DisplayRole).toString();
}

/// Whether a text of the current row holds \p text.
bool isCurrent(const ResultTable& table, const QString& text)
{
    const int row = table.currentRow();
    for (const int column : table.shownColumns()) {
        if (row >= 0
            && (textOf(table, row, column).contains(text, Qt::CaseInsensitive)
                || table.rows()
                       ->data(row, column, SecondLineRole)
                       .toString()
                       .contains(text, Qt::CaseInsensitive))) {
            return true;
        }
    }
    return false;
}

} // namespace

void TableFindTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    m_fixture = test::StoreFixture::create(
        {.seed = 7, .trees = 3, .revisions = 12, .tests = 24'000, .withLogs = true});
    QVERIFY(m_fixture);
}

void TableFindTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).")));
    m_window.reset();
}

void TableFindTest::open(const QString& name, const QMap<QString, QString>& options)
{
    ViewState state;
    state.view = name;
    state.options = options;
    m_window = test::openWindow(m_fixture->context, state);
    QVERIFY(m_window);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->isSettled(), 60'000);
}

void TableFindTest::find(const QString& text)
{
    press("Ctrl+F");
    QVERIFY(bar() && bar()->isVisible());
    QVERIFY(bar()->isAncestorOf(QApplication::focusWidget()));
    QTest::keyClicks(QApplication::focusWidget(), text);
    QTRY_VERIFY(!summary().isEmpty() && !summary().contains(QStringLiteral("searching")));
}

QString TableFindTest::summary() const
{
    return bar()->findChild<QLabel*>(QStringLiteral("summary"))->text();
}

/// That has the cursor.
ResultTable* TableFindTest::table() const
{
    for (ResultTable* table : view()->findChildren<ResultTable*>()) {
        if (table->isVisible() && table->currentRow() >= 0) {
            return table;
        }
    }
    return nullptr;
}

void TableFindTest::everyTableIsLookedThrough_data()
{
    QTest::addColumn<QString>("view");
    for (const char* view : {"trees", "revision", "regressions", "hardware", "flaky", "compare"}) {
        QTest::newRow(view) << QString::fromLatin1(view);
    }
}

/// The first text of the last row is found, and with F3 wherever else it stands.
void TableFindTest::everyTableIsLookedThrough()
{
    QFETCH(QString, view);
    open(view);
    ResultTable* list = table();
    QVERIFY(list && !list->shownRows().empty());
    const QString text = textOf(*list, list->shownRows().back(), 0);
    QVERIFY(!text.isEmpty());
    find(text);
    QVERIFY2(QRegularExpression(QStringLiteral("^\\d+ of \\d+")).match(summary()).hasMatch(),
             qPrintable(summary()));
    QVERIFY2(isCurrent(*list, text), qPrintable(text));
    press("F3");
    QVERIFY(isCurrent(*list, text));
    press("Shift+F3");
    QVERIFY(isCurrent(*list, text));
}

void TableFindTest::theCursorGoesToTheMatchWhileOneTypes()
{
    open(QStringLiteral("hardware"));
    ResultTable* list = table();
    const auto order = list->shownRows();
    QVERIFY(order.size() > 3);
    const QString board = textOf(*list, order[order.size() / 2], 0);
    find(board);
    QVERIFY(isCurrent(*list, board));
    const int found = list->currentRow();
    press("Esc");
    QCOMPARE(list->currentRow(), found);
}

void TableFindTest::goesAroundTheEndAndSaysSo()
{
    open(QStringLiteral("trees"));
    ResultTable* list = table();
    const auto order = list->shownRows();
    press("End");
    QTRY_COMPARE(list->currentRow(), order.back());
    const QString first = textOf(*list, order.front(), 0);
    find(first);
    QVERIFY(isCurrent(*list, first));
    press("Return");
    press("Shift+Return");
    const auto count = summary().section(QLatin1Char(' '), 2, 2).toInt();
    QVERIFY(count > 0);
    for (int i = 0; i < count && !summary().contains(QStringLiteral("from the top")); ++i) {
        press("F3");
    }
    QVERIFY2(summary().startsWith(QStringLiteral("1 of ")), qPrintable(summary()));
    QVERIFY2(summary().contains(QStringLiteral("from the top again")), qPrintable(summary()));
    press("Shift+F3");
    QVERIFY2(summary().contains(QStringLiteral("from the end again")), qPrintable(summary()));
}

void TableFindTest::whatIsNotThereLeavesTheCursor()
{
    open(QStringLiteral("hardware"));
    const int before = table()->currentRow();
    find(QStringLiteral("no such board"));
    QCOMPARE(summary(), QStringLiteral("no match"));
    press("F3");
    QCOMPARE(table()->currentRow(), before);
}

void TableFindTest::aWrongExpressionIsSaid()
{
    open(QStringLiteral("hardware"));
    press("Ctrl+F");
    press("Alt+R");
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("(rk"));
    QTRY_VERIFY(!summary().isEmpty() && !summary().contains(QStringLiteral("searching")));
    QVERIFY2(!summary().contains(QStringLiteral(" of ")), qPrintable(summary()));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Home);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Delete);
    QTRY_VERIFY2(!summary().contains(QStringLiteral("parenthes")), qPrintable(summary()));
}

void TableFindTest::escGivesTheFocusBack()
{
    open(QStringLiteral("hardware"));
    const QWidget* before = QApplication::focusWidget();
    find(QStringLiteral("a"));
    press("Esc");
    QVERIFY(!bar()->isVisible());
    QCOMPARE(QApplication::focusWidget(), before);
    press("F3"); // With what was looked for the last time.
    QVERIFY(bar()->isVisible());
    QTRY_VERIFY(summary().contains(QStringLiteral(" of ")));
}

void TableFindTest::nothingStaysPaintedAfterEsc()
{
    open(QStringLiteral("hardware"));
    ResultTable* list = table();
    const QImage before = list->grab().toImage();
    find(textOf(*list, list->currentRow(), 0)); // Stays on its row.
    QVERIFY(list->grab().toImage() != before);
    press("Esc");
    QTRY_COMPARE(list->grab().toImage(), before);
}

void TableFindTest::foldedGroupsOpenForAMatch()
{
    open(QStringLiteral("hardware"), {{QStringLiteral("groups"), QStringLiteral("lab")}});
    ResultTable* list = table();
    TableChoice choice;
    choice.groups = {list->rows()->head(1).id};
    list->choose(choice);
    const auto order = list->shownRows();
    const QString last = textOf(*list, order.back(), 0);
    list->foldAll(true);
    QCOMPARE(list->currentRow(), -1); // On a heading.
    find(last);
    QVERIFY2(isCurrent(*list, last), qPrintable(summary()));
}

void TableFindTest::headingsOfGroupsAreFound_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<int>("column"); // That the rows are grouped by.
    QTest::newRow("boards") << QStringLiteral("hardware") << 1;
    QTest::newRow("trees") << QStringLiteral("trees") << 1;
}

void TableFindTest::headingsOfGroupsAreFound()
{
    QFETCH(QString, view);
    QFETCH(int, column);
    open(view);
    ResultTable* list = table();
    TableChoice choice;
    choice.groups = {list->rows()->head(column).id};
    choice.hidden = choice.groups; // So that the heading alone says it.
    list->choose(choice);
    QTRY_VERIFY(!list->isArranging());
    QVERIFY(!list->arrangement()->groups.empty());
    const QString heading = list->arrangement()->groups.back().text;
    for (const bool isFolded : {false, true}) {
        list->foldAll(isFolded);
        list->moveBy(-1000);
        find(heading);
        QVERIFY2(summary().contains(QStringLiteral(" of ")), qPrintable(summary()));
        for (int i = 0; i < 500 && (list->currentRow() >= 0 || i == 0); ++i) {
            press("F3"); // Rows may say it, too.
        }
        QCOMPARE(list->currentRow(), -1);
        QVERIFY(list->view()->currentIndex().data().toString().contains(heading));
        press("Esc");
    }
}

void TableFindTest::otherRowsAreLookedThroughAnew()
{
    open(QStringLiteral("trees"));
    ResultTable* list = table();
    find(QStringLiteral("master"));
    const QString before = summary();
    QVERIFY(before.contains(QStringLiteral(" of ")));
    const QString id = list->currentId();
    list->sortBy(0, false);
    list->sortBy(0, false);
    QTRY_VERIFY(!summary().contains(QStringLiteral("searching")));
    QCOMPARE(list->currentId(), id);
    QCOMPARE(summary().section(QLatin1Char(' '), 2, 2), before.section(QLatin1Char(' '), 2, 2));
    press("F3");
    QVERIFY(isCurrent(*list, QStringLiteral("master")));
}

void TableFindTest::anotherListIsLookedThroughByItself()
{
    open(QStringLiteral("revision"));
    find(QStringLiteral("arm64"));
    press("Esc");
    press("2");
    QTRY_VERIFY(m_window->isSettled() && table() != nullptr);
    press("F3");
    QTRY_VERIFY2(summary().contains(QStringLiteral(" of ")), qPrintable(summary()));
    QVERIFY(isCurrent(*table(), QStringLiteral("arm64")));
}

void TableFindTest::allCardsOfHomeAreOnePage()
{
    open(QStringLiteral("home"));
    const auto cards = view()->findChildren<HomeCard*>();
    QVERIFY(cards.size() > 4 && !cards[4]->isEmpty());
    ResultTable& sources = cards[4]->table();
    const auto order = sources.shownRows();
    const QString name = textOf(sources, order.back(), 0);
    find(name);
    for (int i = 0; i < 50 && !isCurrent(sources, name); ++i) {
        press("F3");
    }
    QVERIFY(isCurrent(sources, name));
    press("Esc");
    QVERIFY(QApplication::focusWidget() != nullptr);
    QVERIFY(view()->isAncestorOf(QApplication::focusWidget()));
}

void TableFindTest::theTreeFindsFoldedPaths()
{
    open(QStringLiteral("tests"));
    auto* tree = qobject_cast<TestTreeView*>(view());
    QVERIFY(tree != nullptr);
    const auto layout = part<TestTreeModel>()->layout();
    const auto nodes = depthFirst(*layout);
    const auto leaf = std::find_if(nodes.rbegin(), nodes.rend(), [&layout](std::int32_t node) {
        return layout->childCount(node) == 0 && layout->parent(node) > 0;
    });
    QVERIFY(leaf != nodes.rend());
    const QString name = fromUtf8(layout->node(*leaf).name);
    press("Z");
    press("1"); // Nothing but the suites.
    find(name);
    QVERIFY2(tree->currentPath().contains(name), qPrintable(tree->currentPath()));
    QVERIFY(tree->currentPath().contains(QLatin1Char('.')));
    press("F3");
    QVERIFY(tree->currentPath().contains(name));
}

/// "suite.group" finds the group, and not all that lies below it.
void TableFindTest::aPathIsFoundByItsOwnPart()
{
    open(QStringLiteral("tests"));
    auto* tree = qobject_cast<TestTreeView*>(view());
    const QString path = tree->currentPath();
    QVERIFY2(path.contains(QLatin1Char('.')), qPrintable(path));
    find(path);
    QCOMPARE(tree->currentPath(), path);
    const int count = summary().section(QLatin1Char(' '), 2, 2).toInt();
    QVERIFY2(count >= 1 && count < 20, qPrintable(summary()));
}

void TableFindTest::theMatrixFindsRowsAndColumns()
{
    open(QStringLiteral("boots"));
    auto* matrix = part<MatrixWidget>();
    const auto& rows = matrix->arrangement().orderedRows;
    QVERIFY(!rows.empty() && matrix->current());
    const int column = matrix->current()->column;
    const int row = rows.back();
    find(matrix->arrangement().headers.front().texts[static_cast<std::size_t>(row)]);
    QVERIFY(
        matrix->rowText(matrix->current()->row).contains(bar()->findChild<QLineEdit*>()->text()));
    QCOMPARE(matrix->current()->column, column);
    const int at = matrix->current()->row;
    const auto last = static_cast<int>(matrix->matrix()->columns.size()) - 1;
    bar()->findChild<QLineEdit*>()->clear();
    find(matrix->columnText(last));
    QTRY_COMPARE(matrix->current()->column, last);
    QCOMPARE(matrix->current()->row, at);
}

void TableFindTest::aFoldedRowOfAMatrixIsShown()
{
    open(QStringLiteral("boots"));
    auto* matrix = part<MatrixWidget>();
    const auto& arrangement = matrix->arrangement();
    QVERIFY(!arrangement.groups.empty());
    const int row = arrangement.orderedRows.back();
    QSet<QString> all;
    for (const MatrixGroup& group : arrangement.groups) {
        all.insert(group.key);
    }
    matrix->setFolded(all);
    QVERIFY(matrix->arrangement().shownRows.empty());
    find(matrix->rowText(row).section(QStringLiteral(" · "), 0, 0));
    QVERIFY2(matrix->current() && !matrix->arrangement().shownRows.empty(), qPrintable(summary()));
    QVERIFY(
        matrix->rowText(matrix->current()->row).contains(bar()->findChild<QLineEdit*>()->text()));
}

/// As many as there are, with F3 from one to the next.
void TableFindTest::cellsAreFoundByTheirWords()
{
    open(QStringLiteral("boots"));
    auto* matrix = part<MatrixWidget>();
    const QString word = QStringLiteral("miss");
    std::vector<MatrixPlace> places; // In the order of the screen.
    for (const int row : matrix->arrangement().orderedRows) {
        for (int column = 0; column < static_cast<int>(matrix->matrix()->columns.size());
             ++column) {
            const QString said = matrix->spokenText({row, column});
            if (!matrix->cellsAt({row, column}).empty()
                && said.section(QStringLiteral(": "), -1).contains(word)) {
                places.push_back({row, column});
            }
        }
    }
    QVERIFY(places.size() > 2);
    const auto& columns = matrix->arrangement().columns; // Behind them: by a word of a subject.
    const auto heads = std::count_if(columns.begin(), columns.end(), [&](const auto& column) {
        return column.fullText.contains(word, Qt::CaseInsensitive);
    });
    matrix->setCurrent({matrix->arrangement().shownRows.front(), 0});
    find(word);
    QTRY_COMPARE(summary().section(QLatin1Char(' '), 0, 2),
                 QStringLiteral("1 of %1").arg(countText(std::ssize(places) + heads)));
    for (const MatrixPlace place : places) {
        QCOMPARE(matrix->current(), place);
        press("F3");
    }
    for (auto i = heads; i > 0; --i) {
        press("F3");
    }
    QCOMPARE(matrix->current(), places.front());
    QVERIFY(summary().contains(QStringLiteral("from the top again")));
    for (auto i = heads; i >= 0; --i) {
        press("Shift+F3");
    }
    QCOMPARE(matrix->current(), places.back());
}

/// Across what stands at the row and the column.
void TableFindTest::cellsAreFoundByTheirNames()
{
    open(QStringLiteral("boots"));
    auto* matrix = part<MatrixWidget>();
    const auto& cells = matrix->matrix()->cells;
    const query::MatrixCell& wanted = cells[cells.size() / 2];
    const MatrixPlace place{wanted.row, wanted.column};
    find(matrix->spokenText(place));
    QVERIFY2(summary().startsWith(QStringLiteral("1 of 1")), qPrintable(summary()));
    QCOMPARE(matrix->current(), place);
}

/// Not once for each of its cells, which all say the name.
void TableFindTest::aNameOfARowIsFoundOnceOnly()
{
    open(QStringLiteral("boots"));
    auto* matrix = part<MatrixWidget>();
    const QString board = matrix->rowText(matrix->arrangement().orderedRows.back());
    find(board);
    QVERIFY2(summary().startsWith(QStringLiteral("1 of 1")), qPrintable(summary()));
}

void TableFindTest::theMatrixFindsItsHeadings()
{
    open(QStringLiteral("boots"));
    auto* matrix = part<MatrixWidget>();
    const MatrixGroup& group = matrix->arrangement().groups.back();
    const int first = matrix->arrangement().orderedRows[static_cast<std::size_t>(group.firstRow)];
    const QString title = group.title;
    QVERIFY(!title.isEmpty());
    matrix->setCurrent({matrix->arrangement().orderedRows.front(), 0});
    find(title);
    QVERIFY2(summary().contains(QStringLiteral(" of ")), qPrintable(summary()));
    QCOMPARE(matrix->current()->row, first);
}

void TableFindTest::foundCellsAreMarkedUntilEsc()
{
    open(QStringLiteral("boots"));
    auto* matrix = part<MatrixWidget>();
    matrix->setCurrent({matrix->arrangement().shownRows.front(), 0});
    find(QStringLiteral("pass"));
    const auto isFound = [matrix](MatrixPlace place) {
        return place != matrix->current() && !matrix->cellsAt(place).empty()
            && matrix->spokenText(place).endsWith(QStringLiteral(": pass"))
            && matrix->viewport()->rect().contains(matrix->cellRect(place));
    };
    std::optional<MatrixPlace> seen;
    for (const int row : matrix->arrangement().shownRows) {
        for (int column = 0; column < static_cast<int>(matrix->matrix()->columns.size());
             ++column) {
            seen = !seen && isFound({row, column}) ? MatrixPlace{row, column} : seen;
        }
    }
    QVERIFY(seen);
    const auto picture = [&] {
        return matrix->viewport()->grab(matrix->cellRect(*seen)).toImage();
    };
    const QImage marked = picture();
    press("Esc");
    QTRY_VERIFY(picture() != marked);
    const QImage plain = picture();
    const auto darkest = [](const QImage& image) {
        int least = 255;
        for (int x = 0; x < image.width(); ++x) { // Along the upper edge.
            least = std::min(least, qGray(image.pixel(x, 0)));
        }
        return least;
    };
    QVERIFY(darkest(marked) + 60 < darkest(plain)); // Told by its line, not by a hue.
}

CBOARD_UI_TEST_MAIN(TableFindTest)
#include "tst_table_find.moc"
