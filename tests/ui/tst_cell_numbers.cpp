// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/build_store.h"
#include "tests/ui/matrix_cell.h"
#include "tests/ui/shown_texts.h"
#include "tests/ui/watched_main.h"
#include "ui/matrix/matrix_table.h"
#include "ui/matrix/matrix_view.h"

#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace cboard;
using namespace cboard::ui;
using test::BuildStore;

/// The numbers in the cells of a build matrix.
class CellNumbersTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void eachCellHasTheNumbersOfItsBuild();
    void besideErrorsStandNewErrors();
    void whatIsNotKnownShowsNoNumber();
    void numbersFitIntoSixCharacters_data();
    void numbersFitIntoSixCharacters();
    void onlyBuildsThatWarnAndPassAreOutlined();
    void cellsWithNumbersLookAnotherWay();
    void newWarningsStandInCellHeadAndLine();
    void digitsChooseTheNumberAndTheAddressKeepsIt();
    void aFilterKeepsTheNumbersWithoutReadingAgain();
    void historyReadsLogsOnceANumberIsChosen();
    void digitsMeanNothingInABootMatrix();
};

namespace {

constexpr int Waiting = 10'000;

query::BuildNumbers build(const char* id, std::int64_t warnings, std::int64_t fresh)
{
    query::BuildNumbers made;
    made.id = id;
    made.hasLog = true;
    made.isCompared = true;
    made.warnings = warnings;
    made.newWarnings = fresh;
    return made;
}

/// One row; cells of the builds "a", "b", "c" and of one that is not known.
std::shared_ptr<query::MatrixSnapshot> fourCells()
{
    auto matrix = std::make_shared<query::MatrixSnapshot>();
    matrix->kind = "build";
    matrix->rowFields = {"config"};
    matrix->columnFields = {"arch"};
    matrix->rows.push_back({{"defconfig"}, {}, {}, {}});
    int column = 0;
    for (const char* id : {"a", "b", "c", "unknown"}) {
        matrix->columns.push_back({{id}, {}, {}, {}});
        matrix->cells.push_back(test::matrixCell(0, column++, StatusClass::Pass));
        matrix->cells.back().recordId = id;
    }
    return matrix;
}

BuildNumbersPtr someNumbers()
{
    auto numbers = std::make_shared<query::BuildNumbersSnapshot>();
    numbers->builds = {build("a", 12, 0), build("b", 0, 0), build("c", 300, 250)};
    return numbers;
}

ViewState builds(const QMap<QString, QString>& options = {})
{
    ViewState state;
    state.view = QStringLiteral("builds");
    state.options = options;
    return state;
}

MatrixWidget& widgetOf(View& view)
{
    return *static_cast<MatrixView&>(view).matrixWidget();
}

/// Two builds of v2: "quiet" says nothing, "loud" has one old and two new warnings.
void fill(BuildStore& store)
{
    store.add(1, "quiet", "  CC x.o\n");
    store.add(2, "quiet", "  CC x.o\n");
    store.add(1, "loud", BuildStore::warning(1));
    store.add(2, "loud", BuildStore::warning(1) + BuildStore::warning(2) + BuildStore::warning(3));
}

bool isSettled(const View& view)
{
    return !view.status().isLoading && view.status().shown > 0;
}

} // namespace

void CellNumbersTest::eachCellHasTheNumbersOfItsBuild()
{
    const CellNumbers numbers = placeNumbers(*fourCells(), someNumbers(), CellNumber::Warnings);
    QCOMPARE(numbers.extraOf(0)->number, QStringLiteral("12"));
    QVERIFY(numbers.extraOf(0)->badge.isEmpty());
    QCOMPARE(numbers.extraOf(1)->number, QStringLiteral("0"));
    QCOMPARE(numbers.extraOf(2)->number, QStringLiteral("300"));
    QCOMPARE(numbers.extraOf(2)->badge, QStringLiteral("99+"));
    QCOMPARE(*numbers.extraOf(3), CellExtra());
    QVERIFY(numbers.extraOf(4) == nullptr);
    QCOMPARE(numbers.newlyWarning, 1);

    auto two = std::make_shared<query::BuildNumbersSnapshot>();
    two->builds = {build("a", 12, 3), build("b", 0, 0), build("c", 300, 250)};
    QCOMPARE(placeNumbers(*fourCells(), two, CellNumber::Warnings).newlyWarning, 1); // Of one row.
}

void CellNumbersTest::besideErrorsStandNewErrors()
{
    auto numbers = std::make_shared<query::BuildNumbersSnapshot>(*someNumbers());
    numbers->builds.back().errors = 4;
    numbers->builds.back().newErrors = 2;
    const CellNumbers errors = placeNumbers(*fourCells(), numbers, CellNumber::Errors);
    QCOMPARE(errors.extraOf(2)->number, QStringLiteral("4"));
    QCOMPARE(errors.extraOf(2)->badge, QStringLiteral("+2"));
    QCOMPARE(errors.newlyWarning, 1); // The head counts warnings all the same.
}

void CellNumbersTest::whatIsNotKnownShowsNoNumber()
{
    const CellNumbers unread = placeNumbers(*fourCells(), nullptr, CellNumber::Warnings);
    QVERIFY(unread.hasRoom);
    QVERIFY(unread.extraOf(0) == nullptr);
    const CellNumbers sizes = placeNumbers(*fourCells(), someNumbers(), CellNumber::Size);
    QVERIFY(sizes.extraOf(0)->number.isEmpty());
    auto noLog = std::make_shared<query::BuildNumbersSnapshot>(*someNumbers());
    noLog->builds.front().hasLog = false;
    const CellNumbers errors = placeNumbers(*fourCells(), noLog, CellNumber::Errors);
    QVERIFY(errors.extraOf(0)->number.isEmpty());
    QCOMPARE(errors.extraOf(1)->number, QStringLiteral("0"));
}

void CellNumbersTest::numbersFitIntoSixCharacters_data()
{
    QTest::addColumn<double>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("seconds") << 41.0 << QStringLiteral("41 s");
    QTest::newRow("minutes") << 1620.0 << QStringLiteral("27 m");
    QTest::newRow("almost two minutes") << 99.6 << QStringLiteral("2 m");
    QTest::newRow("hours") << 8280.0 << QStringLiteral("2.3 h");
    QTest::newRow("days") << 864'000.0 << QStringLiteral("240.0 h");
}

void CellNumbersTest::numbersFitIntoSixCharacters()
{
    QFETCH(double, seconds);
    auto numbers = std::make_shared<query::BuildNumbersSnapshot>(*someNumbers());
    numbers->builds.front().durationSeconds = seconds;
    numbers->builds.front().warnings = 1'234'567;
    numbers->builds.front().sizeBytes = 12'345'678;
    const auto shown = [&numbers](CellNumber number) {
        return placeNumbers(*fourCells(), numbers, number).extraOf(0)->number;
    };
    QTEST(shown(CellNumber::Duration), "text");
    QCOMPARE(shown(CellNumber::Size), QStringLiteral("12.3"));
    QCOMPARE(shown(CellNumber::Warnings), QStringLiteral("1234 k"));
}

void CellNumbersTest::onlyBuildsThatWarnAndPassAreOutlined()
{
    auto matrix = fourCells();
    matrix->cells[2].status = StatusClass::Fail;
    const CellNumbers numbers = placeNumbers(*matrix, someNumbers(), CellNumber::None);
    QVERIFY(!numbers.hasRoom);
    QVERIFY(numbers.extraOf(0)->onlyWarns);
    QVERIFY(!numbers.extraOf(1)->onlyWarns);
    QVERIFY(!numbers.extraOf(2)->onlyWarns);
    QCOMPARE(numbers.extraOf(2)->badge, QStringLiteral("99+"));
}

void CellNumbersTest::cellsWithNumbersLookAnotherWay()
{
    test::UiFixture fixture;
    CellTiles tiles(fixture.theme);
    tiles.prepare({76, 22}, 1);
    const auto matrix = fourCells();
    const std::span<const query::MatrixCell> cell(matrix->cells.data(), 1);
    const QImage plain = tiles.tile(cell, std::vector<int>{0}).copy();
    const QImage dotted = tiles.numberedTile(cell, {{}, {}, true}, 1).copy();
    QVERIFY(dotted != plain);
    const QImage badge = tiles.numberedTile(cell, {{}, QStringLiteral("+3"), true}, 2).copy();
    QVERIFY(badge != dotted);
    tiles.setNumberWidth(52);
    const QImage number =
        tiles.numberedTile(cell, {QStringLiteral("12"), QStringLiteral("+3"), true}, 2).copy();
    QVERIFY(number != badge);
    QCOMPARE(number.size(), plain.size());
}

void CellNumbersTest::newWarningsStandInCellHeadAndLine()
{
    BuildStore store;
    fill(store);
    const auto view = store.open(builds());
    MatrixWidget& widget = widgetOf(*view);
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(*view) && widget.numbers().builds, Waiting);
    const auto loud = widget.findPlace(QStringLiteral("loud"), QStringLiteral("arm64|gcc-12"));
    QVERIFY(loud);
    const QString text = widget.cellText(*loud);
    QVERIFY2(text.contains(QStringLiteral("3 warnings, 2 of them new")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("1 m 40 s")), qPrintable(text));
    QCOMPARE(widget.spokenText(*loud).count(QStringLiteral("2 of them new")), 1);
    QTRY_VERIFY(test::says(*view, QStringLiteral("1 with new warnings")));
    const auto quiet = widget.findPlace(QStringLiteral("quiet"), QStringLiteral("arm64|gcc-12"));
    QVERIFY(quiet && widget.cellText(*quiet).contains(QStringLiteral("no warnings")));
}

void CellNumbersTest::digitsChooseTheNumberAndTheAddressKeepsIt()
{
    BuildStore store;
    fill(store);
    const auto view = store.open(builds());
    MatrixWidget& widget = widgetOf(*view);
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(*view), Waiting);
    const int narrow = widget.cellRect({0, 0}).width();
    QVERIFY(view->actions().contains(ActionId::Part2));
    QVERIFY(view->perform(ActionId::Part2));
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(*view) && widget.numbers().hasRoom, Waiting);
    QVERIFY(widget.cellRect({0, 0}).width() > narrow);
    QCOMPARE(view->state().options.value(QStringLiteral("number")), QStringLiteral("warnings"));
    const auto again = fromAddress(toAddress(view->state()));
    QCOMPARE(again->options.value(QStringLiteral("number")), QStringLiteral("warnings"));
    const auto table = view->tableSource()(TaskContext());
    const auto said = [&table](const QString& text) {
        return std::any_of(table.rows.begin(), table.rows.end(),
                           [&text](const auto& row) { return row.back().text == text; });
    };
    QVERIFY(said(QStringLiteral("pass, 3")) && said(QStringLiteral("pass, 0")));
    QVERIFY(view->perform(ActionId::Part1));
    QTRY_COMPARE(widget.cellRect({0, 0}).width(), narrow);
    QVERIFY(!view->state().options.contains(QStringLiteral("number")));
    QVERIFY(!view->perform(ActionId::Part6));
}

void CellNumbersTest::aFilterKeepsTheNumbersWithoutReadingAgain()
{
    BuildStore store;
    fill(store);
    const auto view = store.open(builds());
    MatrixWidget& widget = widgetOf(*view);
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(*view) && widget.numbers().builds, Waiting);
    const BuildNumbersPtr read = widget.numbers().builds;
    ViewState filtered = view->state();
    filtered.filter = QStringLiteral("config:loud");
    view->showState(filtered);
    QTRY_COMPARE(view->status().shown, 1);
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(*view), Waiting);
    QCOMPARE(widget.numbers().builds, read);
    QCOMPARE(widget.numbers().extraOf(0)->badge, QStringLiteral("+2"));
}

void CellNumbersTest::historyReadsLogsOnceANumberIsChosen()
{
    BuildStore store;
    fill(store);
    const auto view = store.open(builds({{QStringLiteral("mode"), QStringLiteral("history")}}));
    MatrixWidget& widget = widgetOf(*view);
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(*view), Waiting);
    QVERIFY(!widget.numbers().builds);
    QVERIFY(view->perform(ActionId::Part2));
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(*view) && widget.numbers().builds, Waiting);
    QCOMPARE(widget.numbers().builds->builds.size(), std::size_t(4));
    QCOMPARE(widget.numbers().builds->find("maestro:loud-2")->newWarnings, 2);
    QVERIFY(!widget.numbers().builds->find("maestro:loud-1")->isCompared);
}

void CellNumbersTest::digitsMeanNothingInABootMatrix()
{
    test::UiFixture fixture;
    std::unique_ptr<View> view(
        findFeature(QStringLiteral("boots"))->create(fixture.context, nullptr));
    QVERIFY(!view->actions().contains(ActionId::Part1));
    QVERIFY(!view->perform(ActionId::Part2));
}

CBOARD_UI_TEST_MAIN(CellNumbersTest)
#include "tst_cell_numbers.moc"
