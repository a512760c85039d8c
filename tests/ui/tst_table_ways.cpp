// SPDX-License-Identifier: GPL-3.0-or-later
// What every table can do, by table: columns, sort keys, groups, sums, copies, and all of that in
// the link. How tables are sorted and grouped is in tst_result_table.
#include "tests/ui/open_view.h"
#include "tests/ui/small_season.h"
#include "tests/ui/state_over_store.h"
#include "tests/ui/watched_main.h"
#include "tests/ui/window_input.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/column_chooser.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/table_header.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTest>

#include <algorithm>

using namespace cboard;
using namespace cboard::ui;

namespace {

constexpr int Patience = 10'000; ///< Milliseconds.

/// The table with rows that is seen in a window.
struct Opened {
    Opened(test::StoreFixture& fixture, const ViewState& state)
        : window(test::openWindow(fixture.context, state))
    {
    }

    bool isSettled() const { return window && window->isSettled(); }
    /// The one that keys go to.
    ResultTable* table() const
    {
        auto* lists = window->currentView()->findChild<QTabWidget*>();
        if (lists != nullptr && lists->isVisible()) {
            lists->currentWidget()->setFocus();
        }
        for (QWidget* at = QApplication::focusWidget(); at != nullptr; at = at->parentWidget()) {
            if (auto* table = qobject_cast<ResultTable*>(at)) {
                return table;
            }
        }
        return nullptr;
    }
    QString address() const { return toAddress(window->currentView()->state()); }

    std::unique_ptr<MainWindow> window;
};

QMenu* openMenu()
{
    return qobject_cast<QMenu*>(QApplication::activePopupWidget());
}

} // namespace

class TableWaysTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void columnsAreFoundByNameAndStandInTheLink_data() { addTables(); }
    void columnsAreFoundByNameAndStandInTheLink();
    void clicksWithShiftAddSortKeys_data() { addTables(); }
    void clicksWithShiftAddSortKeys();
    void aMenuByKeyHoldsAllOfIt_data() { addTables(); }
    void aMenuByKeyHoldsAllOfIt();
    void groupsHaveTheirSums_data() { addTables(); }
    void groupsHaveTheirSums();
    void aClickOnACountFiltersByIt_data();
    void aClickOnACountFiltersByIt();
    void rowsAreCopiedInThreeForms_data() { addTables(); }
    void rowsAreCopiedInThreeForms();

private:
    static void addTables();
    Opened open() const;
    std::unique_ptr<test::StoreFixture> m_fixture;
};

void TableWaysTest::addTables()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<QString>("list");
    for (const char* view : {"trees", "regressions", "flaky", "compare", "hardware", "history"}) {
        QTest::newRow(view) << QString::fromLatin1(view) << QString();
    }
    for (const char* list : {"problems", "builds", "boots", "suites", "boards", "runs", "logs"}) {
        QTest::addRow("revision: %s", list)
            << QStringLiteral("revision") << QString::fromLatin1(list);
    }
    for (const char* list : {"builds", "boots", "tests"}) {
        QTest::addRow("board: %s", list) << QStringLiteral("board") << QString::fromLatin1(list);
    }
}

void TableWaysTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    m_fixture = test::smallSeason();
    QVERIFY(m_fixture);
}

void TableWaysTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).")));
}

Opened TableWaysTest::open() const
{
    QFETCH(const QString, view);
    QFETCH(const QString, list);
    QMap<QString, QString> options;
    if (!list.isEmpty()) {
        options.insert(QStringLiteral("list"), list);
    }
    return {*m_fixture, test::stateOverStore(m_fixture->context, view, options)};
}

/// Those that are seen first; a link that was copied shows the others, too.
void TableWaysTest::columnsAreFoundByNameAndStandInTheLink()
{
    const Opened opened = open();
    QTRY_VERIFY_WITH_TIMEOUT(opened.isSettled(), Patience);
    ResultTable* table = opened.table();
    QVERIFY(table != nullptr && table->rows());
    const int column = table->rows()->columnCount() - 1;
    const bool wasShown = table->isColumnShown(column);
    const QString title = table->rows()->head(column).title;
    test::pressKeys(*opened.window, "Ctrl+Alt+C");
    auto* chooser = qobject_cast<ColumnChooser*>(QApplication::activePopupWidget());
    QVERIFY(chooser != nullptr);
    QTest::keyClicks(chooser->findChild<QLineEdit*>(), title);
    const auto* list = chooser->findChild<QListWidget*>();
    for (int row = 0; row < list->count(); ++row) {
        QCOMPARE(list->item(row)->isHidden(),
                 !list->item(row)->text().contains(title, Qt::CaseInsensitive));
    }
    while (list->currentItem()->text() != title) {
        QTest::keyClick(chooser->findChild<QLineEdit*>(), Qt::Key_Down);
    }
    QTest::keyClick(chooser->findChild<QLineEdit*>(), Qt::Key_Return);
    QCOMPARE(table->isColumnShown(column), !wasShown);
    chooser->close();
    const auto linked = fromAddress(opened.address());
    QVERIFY(linked);
    const Opened again(*m_fixture, *linked);
    QTRY_VERIFY_WITH_TIMEOUT(again.isSettled(), Patience);
    QVERIFY(again.table() != nullptr && again.table() != table);
    QCOMPARE(again.table()->isColumnShown(column), !wasShown);
}

void TableWaysTest::clicksWithShiftAddSortKeys()
{
    const Opened opened = open();
    QTRY_VERIFY_WITH_TIMEOUT(opened.isSettled(), Patience);
    ResultTable* table = opened.table();
    QVERIFY(table != nullptr && table->rows());
    auto* header = table->findChild<TableHeader*>();
    const auto click = [header](int column, Qt::KeyboardModifiers modifiers) {
        const int x = header->sectionViewportPosition(column) + header->sectionSize(column) / 2;
        QTest::mouseClick(header->viewport(), Qt::LeftButton, modifiers,
                          QPoint(x, header->height() / 2));
    };
    std::vector<int> seen;
    for (int column = 0; column < header->count(); ++column) {
        if (!header->isSectionHidden(column)) {
            seen.push_back(column);
        }
    }
    QVERIFY(seen.size() >= 2);
    click(seen[1], Qt::NoModifier);
    click(seen[0], Qt::ShiftModifier);
    const std::vector<SortColumn> sort = table->choice().sort;
    QCOMPARE(sort.size(), std::size_t(2));
    QCOMPARE(sort[0].column, table->rows()->head(seen[1]).id);
    QCOMPARE(sort[1].column, table->rows()->head(seen[0]).id);
    QTRY_VERIFY_WITH_TIMEOUT(opened.isSettled(), Patience);
    const auto linked = fromAddress(opened.address());
    QVERIFY(linked);
    const Opened again(*m_fixture, *linked);
    QTRY_VERIFY_WITH_TIMEOUT(again.isSettled(), Patience);
    QCOMPARE(again.table()->choice().sort, sort);
}

void TableWaysTest::aMenuByKeyHoldsAllOfIt()
{
    const Opened opened = open();
    QTRY_VERIFY_WITH_TIMEOUT(opened.isSettled(), Patience);
    QVERIFY(opened.table() != nullptr);
    test::pressKeys(*opened.window, "Ctrl+.");
    QVERIFY(openMenu() != nullptr);
    QString entries;
    const auto actions = openMenu()->actions();
    for (const QAction* action : actions) {
        entries += action->text().remove(QLatin1Char('&')) + QLatin1Char('\n');
    }
    for (const char* entry : {"Sort by", "Group by", "Columns", "Copy the cell", "Copy the rows",
                              "as Markdown", "for a mail"}) {
        QVERIFY2(entries.contains(QLatin1String(entry)), qPrintable(entries));
    }
    openMenu()->close();
}

/// By three columns at most; each heading has the bars of its rows, and the foot those of all.
void TableWaysTest::groupsHaveTheirSums()
{
    const Opened opened = open();
    QTRY_VERIFY_WITH_TIMEOUT(opened.isSettled(), Patience);
    ResultTable* table = opened.table();
    QVERIFY(table != nullptr && table->rows() && table->rows()->size() > 0);
    test::pressKeys(*opened.window, "Ctrl+Alt+G");
    QVERIFY(openMenu() != nullptr);
    QTest::keyClick(openMenu(), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(opened.isSettled(), Patience);
    QCOMPARE(table->choice().groups.size(), qsizetype(1));
    const auto arrangement = table->arrangement();
    QVERIFY(!arrangement->groups.empty());
    QCOMPARE(arrangement->sums.rows, table->rows()->size());
    const QAbstractItemModel* model = table->view()->model();
    QCOMPARE(model->index(0, 0).data(GroupLevelRole).toInt(), 1);
    for (int column = 1; column < table->rows()->columnCount(); ++column) {
        const StatusCounts& all = arrangement->sums.counts[static_cast<std::size_t>(column)];
        StatusCounts sum;
        for (const TableGroup& group : arrangement->groups) {
            sum += group.sums.counts[static_cast<std::size_t>(column)];
        }
        QCOMPARE(sum.total(), all.total());
        const bool hasBar =
            arrangement->groups.front().sums.counts[static_cast<std::size_t>(column)].total() > 0;
        QCOMPARE(model->index(0, column).data(CountsRole).isValid(), hasBar);
    }
    QVERIFY(opened.address().contains(QLatin1String("group=")));
}

void TableWaysTest::aClickOnACountFiltersByIt_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<QString>("list");
    QTest::newRow("trees") << "trees"
                           << "";
    QTest::newRow("hardware") << "hardware"
                              << "";
    QTest::newRow("revision: builds") << "revision"
                                      << "builds";
    QTest::newRow("revision: suites") << "revision"
                                      << "suites";
    QTest::newRow("revision: boards") << "revision"
                                      << "boards";
}

/// Wherever the mouse hits a number: what opens shows results of that status alone.
void TableWaysTest::aClickOnACountFiltersByIt()
{
    const Opened opened = open();
    QTRY_VERIFY_WITH_TIMEOUT(opened.isSettled(), Patience);
    const ResultTable* table = opened.table();
    QVERIFY(table != nullptr && table->rows());
    QAbstractItemView* view = table->view();
    bool isClicked = false;
    connect(table, &ResultTable::countClicked, this, [&isClicked] { isClicked = true; });
    for (int column = 0; column < table->rows()->columnCount() && !isClicked; ++column) {
        const QModelIndex index = view->model()->index(0, column);
        const QRect cell = view->visualRect(index);
        const bool isCount = index.data(CountsRole).isValid();
        for (int x = cell.left() + 1; isCount && x < cell.right() && !isClicked; x += 4) {
            QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, QPoint(x, cell.center().y()));
        }
    }
    QVERIFY(isClicked);
    QTRY_VERIFY_WITH_TIMEOUT(opened.isSettled(), Patience);
    const ViewState state = opened.window->currentView()->state();
    QVERIFY2(state.filter.contains(QLatin1String("status:")), qPrintable(toAddress(state)));
}

void TableWaysTest::rowsAreCopiedInThreeForms()
{
    const Opened opened = open();
    QTRY_VERIFY_WITH_TIMEOUT(opened.isSettled(), Patience);
    const ResultTable* table = opened.table();
    QVERIFY(table != nullptr && table->rows() && table->rows()->size() > 0);
    const auto copied = [&](const char* keys) {
        QGuiApplication::clipboard()->clear();
        test::pressKeys(*opened.window, keys);
        const auto isCopied = [] { return !QGuiApplication::clipboard()->text().isEmpty(); };
        return QTest::qWaitFor(isCopied, Patience) ? QGuiApplication::clipboard()->text()
                                                   : QString();
    };
    const auto columns = static_cast<qsizetype>(table->shownColumns().size());
    const QString plain = copied("Ctrl+C");
    const QStringList lines = plain.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), qsizetype(2)); // The titles and the row of the cursor.
    QCOMPARE(lines[1].count(QLatin1Char('\t')), columns - 1);
    const QString markdown = copied("Ctrl+Shift+M");
    QVERIFY2(markdown.startsWith(QLatin1Char('|')) && markdown.contains(QLatin1String("---")),
             qPrintable(markdown));
    const QStringList mail = copied("Ctrl+Shift+Y").split(QLatin1Char('\n'));
    QVERIFY(mail.size() > 1);
    for (const QString& line : mail) {
        QVERIFY2(line.size() <= 78, qPrintable(line));
    }
}

CBOARD_UI_TEST_MAIN(TableWaysTest)
#include "tst_table_ways.moc"
