// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/thread_time.h"
#include "tests/ui/ui_fixture.h"
#include "tests/ui/watched_main.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/common_columns.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/table_actions.h"
#include "ui/widgets/table_choice.h"
#include "ui/widgets/table_header.h"

#include <QAbstractItemModelTester>
#include <QAbstractItemView>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace cboard;
using namespace cboard::ui;

namespace {

struct Run {
    std::string id;
    std::string arch;
    std::string compiler;
    StatusClass status = StatusClass::Pass;
    std::optional<double> durationSeconds = std::nullopt;
};

std::shared_ptr<const TableSpec<Run>> runSpec()
{
    auto spec = std::make_shared<TableSpec<Run>>();
    spec->id = [](const Run& run) { return fromUtf8(run.id); };
    spec->columns = {
        textColumn<Run>({QStringLiteral("id"), QStringLiteral("Run"), 20}, &Run::id),
        textColumn<Run>({QStringLiteral("arch"), QStringLiteral("Architecture"), 20}, &Run::arch),
        textColumn<Run>({QStringLiteral("compiler"), QStringLiteral("Compiler"), 20},
                        &Run::compiler),
        statusColumn<Run>(QStringLiteral("Status")),
        durationColumn<Run>(QStringLiteral("Duration"))};
    spec->columns.back().head.isSummed = true;
    spec->columns[2].head.isHidden = true;
    return spec;
}

std::shared_ptr<const TypedRows<Run>> rowsOf(std::vector<Run> runs)
{
    auto owner = std::make_shared<const std::vector<Run>>(std::move(runs));
    return std::make_shared<const TypedRows<Run>>(runSpec(), owner, *owner);
}

std::shared_ptr<const TypedRows<Run>> fourRows()
{
    return rowsOf({{"d", "arm64", "gcc-12", StatusClass::Fail, 4},
                   {"b", "x86_64", "gcc-9", StatusClass::Pass, 2},
                   {"c", "arm64", "gcc-9", StatusClass::Pass, 2},
                   {"a", "x86_64", "gcc-12", StatusClass::Error, 1}});
}

QString idsOf(const TableRows& rows, const TableChoice& choice)
{
    const auto arrangement = *arrangeTable(rows, choice, {});
    QString ids;
    for (const int row : arrangement->order) {
        ids += rows.id(row);
    }
    return ids;
}

TableChoice sortBy(std::vector<SortColumn> sort)
{
    TableChoice choice;
    choice.sort = std::move(sort);
    return choice;
}

} // namespace

class ResultTableTest : public QObject {
    Q_OBJECT

private slots:
    void countsThatHaveNoRoomAreRoundedAndNotCut();
    void passesEndWhereTheBarEnds();
    void init();
    void withoutKeysTheOrderOfTheRowsStays();
    void equalRowsStandInTheOrderOfTheirIds();
    void secondKeyDecidesAmongEquals();
    void numbersInTextsCountAsNumbers();
    void unknownColumnsMeanNothing();
    void groupsHoldTheirRowsAndSums();
    void foldedGroupsHideTheirRowsOnly();
    void stoppedSortIsCancelled();
    void choiceComesBackFromOptions();
    void aClickSortsThenTurnsThenForgets();
    void modelIsAGoodModel();
    void cursorStaysOnItsRowWhenSorted();
    void rowOfTheCursorStandsStill();
    void cursorGoesToTheNextRowWhenItsOwnIsGone();
    void largeTablesAreSortedOffTheGuiThread();
    void hiddenColumnsAppearWhenAskedFor();
    void firstColumnStaysInSight();
    void columnsAreAsWideAsWhatTheyShow();
    void columnsDoNotShrinkWhenLongTextsGo();
    void heldShiftDoesNotExtendWhatTheProgramSelects();
    void failuresAreFoundByKey();
    void aFewRowsAreCopiedAtOnce();
    void manyRowsAreCopiedInTheBackground_data();
    void manyRowsAreCopiedInTheBackground();
    void aNewerCopyCounts();
    void aCancelledCopyLeavesTheClipboard();
};

void ResultTableTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).")));
}

void ResultTableTest::withoutKeysTheOrderOfTheRowsStays()
{
    QCOMPARE(idsOf(*fourRows(), {}), QStringLiteral("dbca"));
}

void ResultTableTest::equalRowsStandInTheOrderOfTheirIds()
{
    QCOMPARE(idsOf(*fourRows(), sortBy({{QStringLiteral("arch"), false}})), QStringLiteral("cdab"));
    QCOMPARE(idsOf(*fourRows(), sortBy({{QStringLiteral("arch"), true}})), QStringLiteral("abcd"));
}

void ResultTableTest::secondKeyDecidesAmongEquals()
{
    QCOMPARE(idsOf(*fourRows(),
                   sortBy({{QStringLiteral("duration"), false}, {QStringLiteral("arch"), true}})),
             QStringLiteral("abcd"));
    QCOMPARE(idsOf(*fourRows(),
                   sortBy({{QStringLiteral("duration"), true}, {QStringLiteral("arch"), false}})),
             QStringLiteral("dcba"));
}

void ResultTableTest::numbersInTextsCountAsNumbers()
{
    QVERIFY(compareNaturally(QStringLiteral("gcc-9"), QStringLiteral("gcc-12")) < 0);
    QVERIFY(compareNaturally(QStringLiteral("v7.0-rc10"), QStringLiteral("v7.0-rc9")) > 0);
    QVERIFY(compareNaturally(QStringLiteral("a007"), QStringLiteral("a8")) < 0);
    QCOMPARE(compareNaturally(QStringLiteral("ABC"), QStringLiteral("abc")), 0);
    QVERIFY(compareNaturally(QStringLiteral("abc"), QStringLiteral("abcd")) < 0);
}

void ResultTableTest::unknownColumnsMeanNothing()
{
    TableChoice choice = sortBy({{QStringLiteral("colour"), true}});
    choice.groups = {QStringLiteral("shape")};
    QCOMPARE(idsOf(*fourRows(), choice), QStringLiteral("dbca"));
    QVERIFY((*arrangeTable(*fourRows(), choice, {}))->groups.empty());
}

void ResultTableTest::groupsHoldTheirRowsAndSums()
{
    TableChoice choice = sortBy({{QStringLiteral("duration"), true}});
    choice.groups = {QStringLiteral("arch"), QStringLiteral("compiler")};
    const auto rows = fourRows();
    const auto arrangement = *arrangeTable(*rows, choice, {});
    QStringList groups;
    for (const TableGroup& group : arrangement->groups) {
        groups << QStringLiteral("%1 %2 %3-%4")
                      .arg(group.level)
                      .arg(group.text)
                      .arg(group.first)
                      .arg(group.end);
    }
    QCOMPARE(groups,
             (QStringList{QStringLiteral("1 arm64 0-2"), QStringLiteral("2 gcc-9 0-1"),
                          QStringLiteral("2 gcc-12 1-2"), QStringLiteral("1 x86_64 2-4"),
                          QStringLiteral("2 gcc-9 2-3"), QStringLiteral("2 gcc-12 3-4")}));
    const TableSums& arm = arrangement->groups.front().sums;
    QCOMPARE(arm.rows, 2);
    QCOMPARE(arm.counts[3][StatusClass::Fail], 1);
    QCOMPARE(arm.numbers[4], 6.0);
    QCOMPARE(arrangement->sums.rows, 4);
    QCOMPARE(arrangement->sums.counts[3].total(), 4);
    QCOMPARE(arrangement->sums.numbers[4], 9.0);
}

void ResultTableTest::foldedGroupsHideTheirRowsOnly()
{
    TableChoice choice;
    choice.groups = {QStringLiteral("arch"), QStringLiteral("compiler")};
    const auto rows = fourRows();
    const auto arrangement = *arrangeTable(*rows, choice, {});
    QCOMPARE(tableLines(*arrangement, {}).size(), std::size_t(10));
    const auto lines = tableLines(*arrangement, {arrangement->groups.front().key});
    QCOMPARE(lines.size(), std::size_t(6));
    QCOMPARE(lines.front().group, 0);
    QCOMPARE(lines[1].group, 3);
    QCOMPARE(tableLines(*arrangement, {arrangement->groups[5].key}).back().group, 5);
}

void ResultTableTest::stoppedSortIsCancelled()
{
    std::stop_source stop;
    stop.request_stop();
    const auto result = arrangeTable(*fourRows(), sortBy({{QStringLiteral("id"), false}}),
                                     TaskContext(stop.get_token(), {}));
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Cancelled);
}

void ResultTableTest::choiceComesBackFromOptions()
{
    TableChoice choice = sortBy({{QStringLiteral("fails"), true}, {QStringLiteral("name"), false}});
    choice.groups = {QStringLiteral("arch")};
    choice.hidden = {QStringLiteral("lab")};
    choice.shown = {QStringLiteral("origin")};
    QMap<QString, QString> options{{QStringLiteral("list"), QStringLiteral("runs")}};
    setTableChoice(options, choice, QStringLiteral("runs."));
    QCOMPARE(options.value(QStringLiteral("runs.sort")), QStringLiteral("-fails,name"));
    QVERIFY(tableChoice(options, QStringLiteral("runs.")) == choice);
    setTableChoice(options, {}, QStringLiteral("runs."));
    QCOMPARE(options.keys(), QStringList{QStringLiteral("list")});
}

void ResultTableTest::aClickSortsThenTurnsThenForgets()
{
    const QString name = QStringLiteral("name");
    auto sort = sortedBy({}, name, false, false);
    QCOMPARE(sort, (std::vector<SortColumn>{{name, false}}));
    sort = sortedBy(sort, name, false, false);
    QCOMPARE(sort, (std::vector<SortColumn>{{name, true}}));
    QVERIFY(sortedBy(sort, name, false, false).empty());
    const QString fails = QStringLiteral("fails");
    sort = sortedBy(sort, fails, true, true); // With Shift.
    QCOMPARE(sort, (std::vector<SortColumn>{{name, true}, {fails, true}}));
    sort = sortedBy(sort, fails, true, false); // Without: the only one.
    QCOMPARE(sort, (std::vector<SortColumn>{{fails, true}}));
}

void ResultTableTest::modelIsAGoodModel()
{
    TableModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto rows = fourRows();
    TableChoice choice;
    choice.groups = {QStringLiteral("arch")};
    model.setRows(rows, *arrangeTable(*rows, choice, {}));
    QCOMPARE(model.rowCount(), 6);
    QCOMPARE(model.rowCount(model.index(0, 0)), 0);
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("arm64  2"));
    QCOMPARE(model.rowOfLine(0), -1);
    QCOMPARE(model.lineOfId(QStringLiteral("a")), 4);
    QVERIFY(model.index(1, 3).data(StatusRole).isValid());
    model.toggleFold(0);
    QCOMPARE(model.rowCount(), 4);
    model.setRows(nullptr, nullptr);
    QCOMPARE(model.rowCount(), 0);
}

void ResultTableTest::cursorStaysOnItsRowWhenSorted()
{
    test::UiFixture fixture;
    ResultTable table(fixture.context);
    table.setRows(fourRows());
    table.setCurrentId(QStringLiteral("c"));
    QSignalSpy choices(&table, &ResultTable::choiceChanged);
    table.setChoice(sortBy({{QStringLiteral("id"), true}}));
    QCOMPARE(table.currentId(), QStringLiteral("c"));
    QCOMPARE(choices.size(), 0); // Not by the user.
    table.setRows(rowsOf({{"x", "arm64", "gcc-12"}, {"c", "arm64", "gcc-12"}}));
    QCOMPARE(table.currentId(), QStringLiteral("c"));
    table.setRows(nullptr);
    QCOMPARE(table.currentRow(), -1);
}

/// The row that is read does not move when others come above it.
void ResultTableTest::rowOfTheCursorStandsStill()
{
    const auto rows = [](int first) {
        std::vector<Run> runs;
        for (int i = first; i < 200; ++i) {
            runs.push_back({QString::number(i).toStdString(), "arm64", "gcc-12"});
        }
        return rowsOf(std::move(runs));
    };
    test::UiFixture fixture;
    ResultTable table(fixture.context);
    table.resize(600, 400);
    table.show();
    table.setRows(rows(60));
    table.setCurrentId(QStringLiteral("120"));
    const auto top = [&table] {
        return table.view()->visualRect(table.view()->currentIndex()).top();
    };
    const int before = top();
    QVERIFY(before > 0);
    table.setRows(rows(20));
    QCOMPARE(table.currentId(), QStringLiteral("120"));
    QCOMPARE(top(), before);
    table.setRows(rows(80));
    QCOMPARE(table.currentId(), QStringLiteral("120"));
    QCOMPARE(top(), before);
}

void ResultTableTest::cursorGoesToTheNextRowWhenItsOwnIsGone()
{
    const auto rows = [](std::initializer_list<const char*> ids) {
        std::vector<Run> runs;
        for (const char* id : ids) {
            runs.push_back({id, "arm64", "gcc-12"});
        }
        return rowsOf(std::move(runs));
    };
    test::UiFixture fixture;
    ResultTable table(fixture.context);
    table.setRows(rows({"a", "b", "c", "d"}));
    table.setCurrentId(QStringLiteral("b"));
    table.setRows(rows({"x", "a", "c", "d"}));
    QCOMPARE(table.currentId(), QStringLiteral("c"));
    table.setCurrentId(QStringLiteral("d"));
    table.setRows(rows({"x", "a", "c"}));
    QCOMPARE(table.currentId(), QStringLiteral("c"));
    table.setRows(rows({"p", "q"}));
    QCOMPARE(table.currentId(), QStringLiteral("p"));
}

void ResultTableTest::largeTablesAreSortedOffTheGuiThread()
{
    std::vector<Run> runs;
    for (int i = 0; i < 30'000; ++i) {
        runs.push_back({std::to_string(i * 7919 % 30'000), "arm64", "gcc-12"});
    }
    test::UiFixture fixture;
    ResultTable table(fixture.context);
    QSignalSpy arranged(&table, &ResultTable::arranged);
    table.setChoice(sortBy({{QStringLiteral("id"), false}}));
    table.setRows(rowsOf(std::move(runs)));
    table.setCurrentId(QStringLiteral("29999"));
    QVERIFY(table.isArranging());
    QVERIFY(arranged.isEmpty());
    QTRY_VERIFY(!table.isArranging());
    QCOMPARE(arranged.size(), 1);
    QCOMPARE(table.currentId(), QStringLiteral("29999"));
    QCOMPARE(table.view()->currentIndex().row(), 29'999);
}

void ResultTableTest::hiddenColumnsAppearWhenAskedFor()
{
    test::UiFixture fixture;
    ResultTable table(fixture.context);
    table.setRows(fourRows());
    QVERIFY(!table.isColumnShown(2));
    table.setColumnShown(2, true);
    QVERIFY(table.isColumnShown(2));
    QCOMPARE(table.choice().shown, QStringList{QStringLiteral("compiler")});
    table.setColumnShown(2, false);
    table.setColumnShown(1, false);
    QVERIFY(table.choice().shown.isEmpty());
    QCOMPARE(table.choice().hidden, QStringList{QStringLiteral("arch")});
}

void ResultTableTest::firstColumnStaysInSight()
{
    test::UiFixture fixture;
    ResultTable table(fixture.context);
    table.setAttribute(Qt::WA_DontShowOnScreen);
    table.resize(200, 300);
    table.show();
    table.setRows(fourRows());
    constexpr int Wide = 300; // By hand: does not give way.
    emit table.findChild<TableHeader*>()->widthChosen(1, Wide);
    table.resize(201, 300);
    auto* view = qobject_cast<QTableView*>(table.view());
    QCOMPARE(view->findChild<QTableView*>(), nullptr); // Not made before it is needed.
    view->horizontalScrollBar()->setValue(view->horizontalScrollBar()->maximum());
    QVERIFY(view->horizontalScrollBar()->value() > 0);
    auto* frozen = view->findChild<QTableView*>();
    QVERIFY(frozen != nullptr && frozen->isVisible());
    QCOMPARE(frozen->geometry().left(), 0);
    QCOMPARE(frozen->width(), view->columnWidth(0));
    QCOMPARE(frozen->selectionModel(), view->selectionModel());
    QVERIFY(frozen->isColumnHidden(1));
    QCOMPARE(frozen->rowHeight(0), view->rowHeight(0));
    QCOMPARE(frozen->itemDelegate(), view->itemDelegate());
    QVERIFY(qobject_cast<TableHeader*>(frozen->horizontalHeader()) != nullptr);
    view->horizontalScrollBar()->setValue(0);
    QVERIFY(!frozen->isVisible());
}

void ResultTableTest::columnsAreAsWideAsWhatTheyShow()
{
    test::UiFixture fixture;
    ResultTable table(fixture.context);
    table.setAttribute(Qt::WA_DontShowOnScreen);
    table.resize(900, 300);
    table.show();
    const std::string longName(30, 'm');
    table.setRows(rowsOf({{longName, "arm64", "gcc-12", StatusClass::Fail, 4}}));
    const auto* view = qobject_cast<const QTableView*>(table.view());
    const QFontMetrics metrics = table.fontMetrics();
    // There is room: what would be cut at the usual width is not, and a short text takes little.
    QVERIFY(view->columnWidth(0) >= metrics.horizontalAdvance(QString(30, QLatin1Char('m'))));
    QVERIFY(view->columnWidth(1) < metrics.averageCharWidth() * 20);
    QCOMPARE(view->horizontalScrollBar()->maximum(), 0);
    QCOMPARE(view->horizontalHeader()->length(), view->viewport()->width());
}

void ResultTableTest::columnsDoNotShrinkWhenLongTextsGo()
{
    test::UiFixture fixture;
    ResultTable table(fixture.context);
    table.setAttribute(Qt::WA_DontShowOnScreen);
    table.resize(900, 300);
    table.show();
    table.setRows(rowsOf({{"a", "an architecture", "gcc-12", StatusClass::Fail, 4}}));
    const auto* view = qobject_cast<const QTableView*>(table.view());
    const int before = view->columnWidth(1);
    table.setRows(rowsOf({{"a", "arm", "gcc-12", StatusClass::Fail, 4}}));
    QCOMPARE(view->columnWidth(1), before);
}

void ResultTableTest::heldShiftDoesNotExtendWhatTheProgramSelects()
{
    test::UiFixture fixture;
    ResultTable table(fixture.context);
    table.resize(600, 300);
    table.show();
    QVERIFY(QTest::qWaitForWindowExposed(&table));
    table.setRows(fourRows());
    table.setCurrentId(QStringLiteral("d"));
    QTest::keyPress(table.windowHandle(), Qt::Key_Shift, Qt::ShiftModifier);
    QCOMPARE(QGuiApplication::keyboardModifiers(), Qt::ShiftModifier);
    table.setCurrentId(QStringLiteral("c"));
    QTest::keyRelease(table.windowHandle(), Qt::Key_Shift, Qt::NoModifier);
    QCOMPARE(table.currentId(), QStringLiteral("c"));
    QCOMPARE(table.selectedRows().size(), std::size_t(1));
}

void ResultTableTest::failuresAreFoundByKey()
{
    test::UiFixture fixture;
    ResultTable table(fixture.context);
    table.setRows(fourRows());
    table.setChoice(sortBy({{QStringLiteral("id"), false}}));
    table.moveBy(-10);
    QVERIFY(table.goToStatus(StatusClass::Fail, 1));
    QCOMPARE(table.currentId(), QStringLiteral("d"));
    QVERIFY(!table.goToStatus(StatusClass::Fail, 1));
    QVERIFY(table.goToStatus(StatusClass::Error, -1));
    QCOMPARE(table.currentId(), QStringLiteral("a"));
}

void ResultTableTest::countsThatHaveNoRoomAreRoundedAndNotCut()
{
    StatusCounts counts;
    counts[StatusClass::Fail] = 1234;
    counts[StatusClass::Error] = 25'678;
    counts[StatusClass::Pass] = 1'234'567;
    const QFont font;
    const QFontMetrics metrics(font);
    const auto seen = [&](int width) {
        QSet<StatusClass> found;
        for (int x = 0; x <= width; ++x) {
            if (const auto status = countAt(font, QRect(0, 0, width, 40), counts, x)) {
                found.insert(*status);
            }
        }
        return found;
    };
    const QSet<StatusClass> all{StatusClass::Fail, StatusClass::Error, StatusClass::Pass};
    QCOMPARE(seen(metrics.horizontalAdvance(QString(60, QLatin1Char('8')))), all);
    // "1234 26 k 1.2 M" with three glyphs, but not all digits.
    QCOMPARE(
        seen(metrics.horizontalAdvance(QString(12, QLatin1Char('8'))) + 3 * metrics.height() + 16),
        all);
    // Without room for three the second number is that of the passes, as in the rows around.
    QCOMPARE(
        seen(metrics.horizontalAdvance(QString(9, QLatin1Char('8'))) + 2 * metrics.height() + 8),
        (QSet<StatusClass>{StatusClass::Fail, StatusClass::Pass}));
    QCOMPARE(seen(metrics.horizontalAdvance(QString(4, QLatin1Char('8'))) + metrics.height()),
             QSet<StatusClass>{StatusClass::Fail});
}

/// However many digits the fails have: a column of them is read downwards.
void ResultTableTest::passesEndWhereTheBarEnds()
{
    constexpr int Width = 120;
    const auto lastPass = [](std::int64_t fails, std::int64_t errors) {
        StatusCounts counts;
        counts[StatusClass::Fail] = fails;
        counts[StatusClass::Error] = errors;
        counts[StatusClass::Pass] = 42;
        int last = -1;
        for (int x = 0; x <= Width + 10; ++x) {
            if (countAt(QFont(), QRect(0, 0, Width, 40), counts, x) == StatusClass::Pass) {
                last = x;
            }
        }
        return last;
    };
    StatusCounts onlyMissed;
    onlyMissed[StatusClass::Miss] = 3;
    QCOMPARE(countAt(QFont(), QRect(0, 0, 60, 40), onlyMissed, 58), StatusClass::Miss);
    QVERIFY(lastPass(0, 0) >= Width - 2);
    QCOMPARE(lastPass(7, 0), lastPass(0, 0));
    QCOMPARE(lastPass(227, 2), lastPass(0, 0));
}

namespace {

constexpr int ManyRows = 28'000;
constexpr int CopyWaitMs = 60'000;

std::shared_ptr<const TypedRows<Run>> manyRows()
{
    std::vector<Run> runs;
    for (int i = 0; i < ManyRows; ++i) {
        runs.push_back({"run" + std::to_string(i), "arm64", "gcc-12", StatusClass::Fail, i});
    }
    return rowsOf(std::move(runs));
}

QString clipboard()
{
    return QGuiApplication::clipboard()->text();
}

/// All rows marked, and what the window's thread spent on this action.
double copyAll(ResultTable& table, ActionId action)
{
    table.view()->selectAll();
    const double before = test::threadCpuMs();
    performOnTable(action, table);
    return test::threadCpuMs() - before;
}

} // namespace

void ResultTableTest::aFewRowsAreCopiedAtOnce()
{
    test::UiFixture fixture;
    ResultTable table(fixture.context);
    table.setRows(fourRows());
    copyAll(table, ActionId::CopyTable);
    QCOMPARE(fixture.tasks.rowCount(), 0);
    QCOMPARE(clipboard().count(QLatin1Char('\n')), 5); // With the titles.
}

void ResultTableTest::manyRowsAreCopiedInTheBackground_data()
{
    QTest::addColumn<int>("action");
    QTest::newRow("TSV") << static_cast<int>(ActionId::CopyTable);
    QTest::newRow("Markdown") << static_cast<int>(ActionId::CopyMarkdown);
    QTest::newRow("mail") << static_cast<int>(ActionId::CopyMail);
}

void ResultTableTest::manyRowsAreCopiedInTheBackground()
{
    QFETCH(const int, action);
    test::UiFixture fixture;
    ResultTable table(fixture.context);
    table.setRows(manyRows());
    QTRY_VERIFY_WITH_TIMEOUT(!table.isArranging(), CopyWaitMs);
    QGuiApplication::clipboard()->setText(QStringLiteral("before"));
    const double spent = copyAll(table, static_cast<ActionId>(action));
    qInfo("%.1f ms of CPU", spent);
    QVERIFY2(spent < StallMonitor::BudgetMs, qPrintable(QString::number(spent)));
    QCOMPARE(clipboard(), QStringLiteral("before"));
    QCOMPARE(fixture.tasks.rowCount(), 1);
    QVERIFY(fixture.tasks.index(0).data().toString().startsWith(QStringLiteral("Copying 28")));
    QTRY_VERIFY_WITH_TIMEOUT(clipboard().count(QLatin1Char('\n')) > ManyRows, CopyWaitMs);
    QVERIFY(clipboard().contains(QStringLiteral("run27999")));
    QCOMPARE(fixture.tasks.rowCount(), 0);
}

void ResultTableTest::aNewerCopyCounts()
{
    test::UiFixture fixture;
    ResultTable table(fixture.context);
    table.setRows(manyRows());
    QTRY_VERIFY_WITH_TIMEOUT(!table.isArranging(), CopyWaitMs);
    copyAll(table, ActionId::CopyTable);
    QCOMPARE(fixture.tasks.rowCount(), 1);
    QGuiApplication::clipboard()->setText(QStringLiteral("newer"));
    QCOMPARE(fixture.tasks.rowCount(), 0);
    QTRY_COMPARE_WITH_TIMEOUT(fixture.pool.activeThreadCount(), 0, CopyWaitMs);
    QCoreApplication::processEvents();
    QCOMPARE(clipboard(), QStringLiteral("newer"));
}

void ResultTableTest::aCancelledCopyLeavesTheClipboard()
{
    test::UiFixture fixture;
    ResultTable table(fixture.context);
    table.setRows(manyRows());
    QTRY_VERIFY_WITH_TIMEOUT(!table.isArranging(), CopyWaitMs);
    QGuiApplication::clipboard()->setText(QStringLiteral("before"));
    copyAll(table, ActionId::CopyMarkdown);
    const double before = test::workersCpuMs();
    fixture.tasks.cancel(0);
    QTRY_COMPARE_WITH_TIMEOUT(fixture.tasks.rowCount(), 0, CopyWaitMs);
    QVERIFY(test::workersCpuMs() - before < test::CancelMs);
    QCOMPARE(clipboard(), QStringLiteral("before"));
}

CBOARD_UI_TEST_MAIN(ResultTableTest)
#include "tst_result_table.moc"
