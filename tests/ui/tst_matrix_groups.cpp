// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/matrix_cell.h"
#include "tests/ui/open_view.h"
#include "tests/ui/watched_main.h"
#include "ui/matrix/arrange_button.h"
#include "ui/matrix/families.h"
#include "ui/matrix/idle_rows.h"
#include "ui/matrix/lab_shares.h"
#include "ui/matrix/matrix_options.h"
#include "ui/matrix/matrix_view.h"

#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace cboard;
using namespace cboard::ui;
using query::Dimension;
using query::MatrixCell;
using test::matrixCell;

namespace {

/// Three boards of two makers; the newest of six revisions stands left. rk3399-b fails in the
/// three newest, mt8183-a passes always, rk3399-a has passed once.
MatrixPtr threeBoards()
{
    auto matrix = std::make_shared<query::MatrixSnapshot>();
    matrix->kind = "boot";
    matrix->rowFields = {"platform"};
    matrix->columnFields = {"revision"};
    for (const char* name : {"mt8183-a", "rk3399-a", "rk3399-b"}) {
        matrix->rows.push_back({{name}, {}, {}, {}});
        matrix->rows.back().counts[StatusClass::Pass] = 1;
    }
    for (int i = 0; i < 6; ++i) {
        query::RevisionRef revision;
        revision.id = 100 - i;
        revision.name = "v7.0-rc" + std::to_string(6 - i);
        matrix->columns.push_back({{revision.name}, revision, {}, {}});
    }
    for (int i = 0; i < 6; ++i) {
        matrix->cells.push_back(matrixCell(0, i, StatusClass::Pass));
    }
    matrix->cells.push_back(matrixCell(1, 0, StatusClass::Pass));
    for (int i = 0; i < 6; ++i) {
        matrix->cells.push_back(matrixCell(2, i, i < 3 ? StatusClass::Fail : StatusClass::Pass));
    }
    return matrix;
}

QStringList linesOf(const MatrixArrangement& arrangement)
{
    QStringList lines;
    for (const MatrixLine& line : arrangement.lines) {
        lines << (line.row < 0 ? line.heading : QString::number(line.row));
    }
    return lines;
}

const RowHeaderColumn& headerOf(const MatrixArrangement& arrangement, const QString& title)
{
    return *std::find_if(arrangement.headers.begin(), arrangement.headers.end(),
                         [&title](const auto& header) { return header.title == title; });
}

MatrixKindSpec someSpec()
{
    MatrixKindSpec spec;
    spec.kind = query::MatrixKind::Boot;
    spec.modes = {{QStringLiteral("history"), {}, {Dimension::Platform}, {Dimension::Revision}},
                  {QStringLiteral("revision"), {}, {Dimension::Platform}, {Dimension::Config}}};
    return spec;
}

} // namespace

class MatrixGroupsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void familiesAreJudgedByNames();
    void familiesStandTogetherWorstFirst();
    void groupsSumTheirRows();
    void foldedRowsAreNeitherShownNorCounted();
    void passRateNeedsFiveRuns();
    void labsInColumnsKeepTheStateOfARow();
    void dimensionsMoveBetweenTheAxes();
    void pivotIsKeptInTheAddressOnlyWhenItIsNoPreset();
    void keyOfAPresetTakesThePivotBack();
    void foldingTheGroupOfTheCursorMovesItOn();
    void compilersOfAFamilyShareABand();
    void boardsWithoutANameStandApart();
    void labsOfTestsAreTogetherOrColumns();
    void theErrorShareOfEachLabIsTold();
    void boardsThatDoNotRunAnyMoreAreLeftOut();
    void aBranchThatRestsKeepsItsBoards();
    void onlyBoardsOverRevisionsAreLeftOut();
};

void MatrixGroupsTest::familiesAreJudgedByNames()
{
    QCOMPARE(familyOf("platform", "rk3399-gru-kevin"), QStringLiteral("Rockchip"));
    QCOMPARE(familyOf("platform", "hp-x360-14a-cb0001xx-zork"), QStringLiteral("HP"));
    QCOMPARE(familyOf("platform", "hip07-d05"), QStringLiteral("HiSilicon"));
    QCOMPARE(familyOf("platform", "strange"), QStringLiteral("Other boards"));
    QCOMPARE(familyOf("config", "defconfig+kselftest"), QStringLiteral("defconfig"));
    QCOMPARE(familyOf("compiler", "clang-17"), QStringLiteral("clang"));
    QCOMPARE(familyOf("path", "ltp.syscalls.open01"), QStringLiteral("ltp"));
    QCOMPARE(familyOf("arch", "arm64"), QStringLiteral("arm64"));
}

void MatrixGroupsTest::familiesStandTogetherWorstFirst()
{
    const RowGrouping byMaker{RowGrouping::By::Family, "platform"};
    QCOMPARE(linesOf(arrange(*threeBoards(), RowOrder::WorstFirst, byMaker)),
             (QStringList{QStringLiteral("Rockchip  2"), QStringLiteral("2"), QStringLiteral("1"),
                          QStringLiteral("MediaTek  1"), QStringLiteral("0")}));
    QCOMPARE(
        linesOf(arrange(*threeBoards(), RowOrder::ByName, byMaker)),
        (QStringList{QStringLiteral("MediaTek  1"), QStringLiteral("0"),
                     QStringLiteral("Rockchip  2"), QStringLiteral("1"), QStringLiteral("2")}));
    QCOMPARE(linesOf(arrange(*threeBoards(), RowOrder::WorstFirst, {RowGrouping::By::None})),
             (QStringList{QStringLiteral("2"), QStringLiteral("0"), QStringLiteral("1")}));
}

void MatrixGroupsTest::groupsSumTheirRows()
{
    const auto arrangement =
        arrange(*threeBoards(), RowOrder::WorstFirst, {RowGrouping::By::Family, "platform"});
    const MatrixGroup& rockchip = arrangement.groups.front();
    QCOMPARE(rockchip.rowCount, 2);
    QCOMPARE(rockchip.tone, StatusClass::Fail);
    QCOMPARE(rockchip.counts.total(), std::int64_t(2));
    QCOMPARE(rockchip.columns[0][StatusClass::Fail], std::int64_t(1));
    QCOMPARE(rockchip.columns[0][StatusClass::Pass], std::int64_t(1));
    QCOMPARE(rockchip.columns[1].total(), std::int64_t(1));
}

void MatrixGroupsTest::foldedRowsAreNeitherShownNorCounted()
{
    auto arrangement =
        arrange(*threeBoards(), RowOrder::WorstFirst, {RowGrouping::By::Family, "platform"});
    foldGroups(arrangement, {QStringLiteral("Rockchip")});
    QCOMPARE(linesOf(arrangement),
             (QStringList{QStringLiteral("Rockchip  2"), QStringLiteral("MediaTek  1"),
                          QStringLiteral("0")}));
    QVERIFY(arrangement.lines[0].isFolded);
    QCOMPARE(arrangement.lineOfRow, (std::vector<int>{2, -1, -1}));
    QCOMPARE(arrangement.shownRows, std::vector<int>{0});
    foldGroups(arrangement, {});
    QCOMPARE(arrangement.lines.size(), std::size_t(5));
}

void MatrixGroupsTest::passRateNeedsFiveRuns()
{
    const auto arrangement = arrange(*threeBoards(), RowOrder::ByName);
    const auto& rates = headerOf(arrangement, QStringLiteral("Pass")).texts;
    QCOMPARE(rates[0], QStringLiteral("100 %"));
    QCOMPARE(rates[1], QString()); // One run tells nothing.
    QCOMPARE(rates[2], QStringLiteral("50 %"));
}

void MatrixGroupsTest::labsInColumnsKeepTheStateOfARow()
{
    auto matrix = std::make_shared<query::MatrixSnapshot>();
    matrix->rowFields = {"platform"};
    matrix->columnFields = {"revision", "lab"};
    matrix->rows.push_back({{"rk3399-a"}, {}, {}, {}});
    for (int i = 0; i < 2; ++i) {
        query::RevisionRef revision;
        revision.id = 10 - i;
        revision.name = "v7.0-rc" + std::to_string(2 - i);
        for (const char* lab : {"lab-x", "lab-y"}) {
            query::MatrixHeader header{{revision.name, lab}, revision, {}, {}};
            header.illLabs = {"lab-y"};
            matrix->columns.push_back(header);
        }
    }
    const auto Fail = StatusClass::Fail;
    matrix->cells = {matrixCell(0, 0, Fail), matrixCell(0, 1, StatusClass::Pass),
                     matrixCell(0, 2, Fail), matrixCell(0, 3, Fail)};
    const auto arrangement = arrange(*matrix, RowOrder::WorstFirst);
    QCOMPARE(arrangement.lines[0].heading, QStringLiteral("Labs disagree  1"));
    QCOMPARE(headerOf(arrangement, QStringLiteral("Failing for")).texts[0], QStringLiteral("2"));
    QCOMPARE(arrangement.columns[0].text, QStringLiteral("lab-x"));
    QCOMPARE(arrangement.columns[0].group, QStringLiteral("v7.0-rc2"));
    QVERIFY(!arrangement.columns[0].isIll);
    QVERIFY(arrangement.columns[1].isIll);
}

void MatrixGroupsTest::dimensionsMoveBetweenTheAxes()
{
    std::vector<Dimension> rows{Dimension::Platform};
    std::vector<Dimension> columns{Dimension::Revision};
    QVERIFY(!toggleDimension(rows, columns, Dimension::Platform)); // One always stays.
    QVERIFY(toggleDimension(rows, columns, Dimension::Config));
    QVERIFY(toggleDimension(rows, columns, Dimension::Arch));
    QVERIFY(!toggleDimension(rows, columns, Dimension::Lab)); // Three are the most.
    QVERIFY(toggleDimension(columns, rows, Dimension::Arch)); // Leaves the rows.
    QCOMPARE(rows, (std::vector{Dimension::Platform, Dimension::Config}));
    QCOMPARE(columns, (std::vector{Dimension::Revision, Dimension::Arch}));
    std::vector<Dimension> one{Dimension::Path};
    std::vector<Dimension> other{Dimension::Platform};
    QVERIFY(toggleDimension(one, other, Dimension::Platform)); // The two change places.
    QCOMPARE(one, std::vector{Dimension::Platform});
    QCOMPARE(other, std::vector{Dimension::Path});
}

void MatrixGroupsTest::pivotIsKeptInTheAddressOnlyWhenItIsNoPreset()
{
    QMap<QString, QString> options;
    setPivot(options, someSpec(), {Dimension::Config}, {Dimension::Lab, Dimension::Compiler});
    QCOMPARE(options.value(QStringLiteral("columns")), QStringLiteral("lab,compiler"));
    MatrixChoice choice = matrixChoice(someSpec(), options);
    QVERIFY(choice.isTurned);
    QVERIFY(choice.isOneRevision());
    QCOMPARE(matrixRequest(someSpec(), choice).columns,
             (std::vector{Dimension::Lab, Dimension::Compiler}));
    setPivot(options, someSpec(), {Dimension::Platform}, {Dimension::Revision});
    QVERIFY(options.isEmpty());
    options.insert(QStringLiteral("labs"), QStringLiteral("columns"));
    choice = matrixChoice(someSpec(), options);
    const auto request = matrixRequest(someSpec(), choice);
    QCOMPARE(request.columns, (std::vector{Dimension::Revision, Dimension::Lab}));
    QVERIFY(!request.isSplitByLab);
    options.insert(QStringLiteral("rows"), QStringLiteral("nonsense,platform"));
    options.insert(QStringLiteral("columns"), QStringLiteral("path"));
    QCOMPARE(matrixChoice(someSpec(), options).rows, std::vector{Dimension::Platform});
}

void MatrixGroupsTest::keyOfAPresetTakesThePivotBack()
{
    test::UiFixture fixture;
    const auto view = test::openView(fixture, "boots",
                                     {{QStringLiteral("rows"), QStringLiteral("platform")},
                                      {QStringLiteral("columns"), QStringLiteral("config")}});
    QTRY_VERIFY(!view->status().isLoading);
    QVERIFY(view->perform(ActionId::Preset1));
    QTRY_VERIFY(!view->status().isLoading);
    QVERIFY(!view->state().options.contains(QStringLiteral("rows")));
    QVERIFY(!view->state().options.contains(QStringLiteral("columns")));
    QVERIFY(view->perform(ActionId::Preset2));
    QCOMPARE(view->state().options.value(QStringLiteral("mode")), QStringLiteral("revision"));
    QVERIFY(!view->perform(ActionId::Preset4)); // Boots have two.
}

void MatrixGroupsTest::foldingTheGroupOfTheCursorMovesItOn()
{
    test::UiFixture fixture;
    const auto view =
        test::openView(fixture, "boots", {{QStringLiteral("group"), QStringLiteral("platform")}});
    auto* matrix = static_cast<MatrixView*>(view.get())->matrixWidget();
    QTRY_VERIFY(!view->status().isLoading);
    const std::size_t groups = matrix->arrangement().groups.size();
    QVERIFY(groups > 1);
    const int before = matrix->current()->row;
    QVERIFY(view->perform(ActionId::FoldMore));
    QVERIFY(matrix->current()->row != before);
    QVERIFY(matrix->arrangement().lineOfRow[static_cast<std::size_t>(before)] < 0);
    const ViewState kept = view->state();
    const auto again = test::openView(fixture, "boots", kept.options);
    QTRY_VERIFY(!again->status().isLoading);
    QCOMPARE(static_cast<MatrixView*>(again.get())->matrixWidget()->folded(), matrix->folded());
    QVERIFY(view->perform(ActionId::ExpandAll));
    QVERIFY(matrix->arrangement().lineOfRow[static_cast<std::size_t>(before)] >= 0);
}

namespace {

/// Revisions so many days apart, the newest first; times by the days since some day.
MatrixPtr historyOfDays(const std::vector<int>& ages)
{
    auto matrix = std::make_shared<query::MatrixSnapshot>(*threeBoards());
    constexpr int Today = 20'000;
    for (std::size_t i = 0; i < ages.size(); ++i) {
        matrix->columns[i].revision->time = Timestamp{std::chrono::days{Today - ages[i]}};
    }
    return matrix;
}

} // namespace

void MatrixGroupsTest::compilersOfAFamilyShareABand()
{
    auto matrix = std::make_shared<query::MatrixSnapshot>();
    matrix->kind = "build";
    matrix->rowFields = {"config"};
    matrix->columnFields = {"compiler", "arch"};
    matrix->rows.push_back({{"defconfig"}, {}, {}, {}});
    for (const char* compiler : {"clang-17", "gcc (GCC) 14.2.1-7", "gcc-12"}) {
        matrix->columns.push_back({{compiler, "arm64"}, {}, {}, {}});
    }
    matrix->columns.push_back({{"icc", "x86_64"}, {}, {}, {}}); // Without a version.
    const auto columns = arrange(*matrix, RowOrder::WorstFirst).columns;
    QStringList bands;
    QStringList texts;
    for (const ColumnLabel& column : columns) {
        bands << column.group;
        texts << column.text;
    }
    QCOMPARE(bands,
             QStringList({QStringLiteral("clang"), QStringLiteral("gcc"), QStringLiteral("gcc"),
                          QStringLiteral("icc")}));
    QCOMPARE(texts, (QStringList{"17 · arm64", "(GCC) 14.2.1-7 · arm64", "12 · arm64", "x86_64"}));
    QCOMPARE(columns[1].fullText, QStringLiteral("gcc (GCC) 14.2.1-7 · arm64"));
}

void MatrixGroupsTest::boardsWithoutANameStandApart()
{
    auto matrix = std::make_shared<query::MatrixSnapshot>(*threeBoards());
    matrix->rows[2].fields.front() = "unknown"; // It fails, and stood first.
    const auto arrangement = arrange(*matrix, RowOrder::WorstFirst);
    QCOMPARE(arrangement.orderedRows.back(), 2);
    QVERIFY(arrangement.groups.back().title.startsWith(QStringLiteral("No board named")));
    QCOMPARE(arrangement.groups.back().rowCount, 1);
    QCOMPARE(arrangement.groups.front().title, QStringLiteral("Passing"));
}

void MatrixGroupsTest::labsOfTestsAreTogetherOrColumns()
{
    MatrixKindSpec spec = someSpec();
    QMap<QString, QString> options;
    QStringList boots;
    for (int i = 0; i < 3; ++i) {
        options.insert(QStringLiteral("labs"), nextLabMode(spec, options));
        boots << options.value(QStringLiteral("labs"));
    }
    QCOMPARE(boots, (QStringList{"columns", "together", ""}));
    spec.kind = query::MatrixKind::Test;
    options.clear();
    QCOMPARE(nextLabMode(spec, options), QStringLiteral("columns"));
    options.insert(QStringLiteral("labs"), QStringLiteral("columns"));
    QCOMPARE(matrixRequest(spec, matrixChoice(spec, options)).columns.back(), Dimension::Lab);
    QCOMPARE(nextLabMode(spec, options), QString());
}

void MatrixGroupsTest::theErrorShareOfEachLabIsTold()
{
    query::MatrixSnapshot matrix = *threeBoards();
    matrix.cells = {matrixCell(0, 0, StatusClass::Error, 0, "lab-x"),
                    matrixCell(0, 0, StatusClass::Pass, 0, "lab-y"),
                    matrixCell(1, 0, StatusClass::Pass, 0, "lab-x"),
                    matrixCell(2, 0, StatusClass::Miss, 0, "lab-z"),
                    matrixCell(2, 1, StatusClass::Error, 0, "lab-y")};
    QCOMPARE(
        labErrorShares(matrix, 0),
        (QStringList{"lab-z: 1 of 1 error or miss, 100 %", "lab-x: 1 of 2 error or miss, 50 %"}));
    QCOMPARE(labErrorShares(matrix, 2), QStringList());
    matrix.cells.front().lab.clear(); // Labs together.
    QCOMPARE(labErrorShares(matrix, 0).size(), 1);
}

/// The second board ran in the newest revision only, the others in all six.
void MatrixGroupsTest::boardsThatDoNotRunAnyMoreAreLeftOut()
{
    auto matrix = std::make_shared<query::MatrixSnapshot>(*historyOfDays({0, 5, 10, 15, 20, 31}));
    for (query::MatrixCell& cell : matrix->cells) {
        cell.column = cell.row == 1 ? 5 : cell.column; // Its only run is 31 days older.
    }
    const ActiveRows active = withoutIdleRows(matrix, IdleDays);
    QCOMPARE(active.idle, 1);
    QCOMPARE(active.matrix->rows.size(), std::size_t(2));
    QCOMPARE(active.matrix->rows[1].fields.front(), matrix->rows[2].fields.front());
    QCOMPARE(active.matrix->cells.size(), std::size_t(12));
    QCOMPARE(active.matrix->cells.back().row, 1);
    QCOMPARE(active.matrix->columns[5].counts.total(),
             std::int64_t(2)); // Sums are of what is seen.
    matrix->columns[5].revision->time =
        *matrix->columns[0].revision->time - std::chrono::days(IdleDays);
    QCOMPARE(withoutIdleRows(matrix, IdleDays).idle, 0); // Just within.
}

void MatrixGroupsTest::aBranchThatRestsKeepsItsBoards()
{
    auto matrix = std::make_shared<query::MatrixSnapshot>(*historyOfDays({0, 80, 81, 82, 83, 84}));
    std::erase_if(matrix->cells, [](const query::MatrixCell& cell) { return cell.column == 0; });
    const ActiveRows active = withoutIdleRows(matrix, IdleDays);
    QCOMPARE(active.idle, 0); // Measured from the newest run, not from the newest revision.
    QCOMPARE(withoutIdleRows(threeBoards(), IdleDays).idle, 0); // No revision has a time.
    const auto empty = std::make_shared<const query::MatrixSnapshot>();
    QCOMPARE(withoutIdleRows(empty, IdleDays).matrix, empty);
}

void MatrixGroupsTest::onlyBoardsOverRevisionsAreLeftOut()
{
    const MatrixKindSpec spec = someSpec();
    ViewState state;
    const auto leavesOut = [&] {
        return leavesOutIdle(spec.kind, matrixChoice(spec, state.options), state);
    };
    QVERIFY(leavesOut());
    state.options.insert(QStringLiteral("mode"), QStringLiteral("revision"));
    QVERIFY(!leavesOut());
    state.options = {{QStringLiteral("boards"), QStringLiteral("all")}};
    QVERIFY(!leavesOut());
}

CBOARD_UI_TEST_MAIN(MatrixGroupsTest)
#include "tst_matrix_groups.moc"
