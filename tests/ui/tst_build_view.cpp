// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/build_store.h"
#include "tests/ui/shown_texts.h"
#include "tests/ui/watched_main.h"
#include "ui/base/baseline_choice.h"
#include "ui/builds/build_feature.h"
#include "ui/builds/build_findings.h"
#include "ui/builds/build_view.h"
#include "ui/matrix/matrix_view.h"
#include "ui/widgets/result_table.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace cboard;
using namespace cboard::ui;
using test::BuildStore;

/// What one build says.
class BuildViewTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void theFirstErrorStandsOnTop();
    void whatOtherBuildsSayIsCounted();
    void changesAloneAreOneKeyAway();
    void enterLeadsToTheLineOfTheLog();
    void whatIsGoneStandsInTheLogOfTheBaseline();
    void aTestLeadsToItsBuild();
    void withoutALogTheReasonIsSaid();
    void theSameAsBeforeIsSaid();
    void noBuildIsNoError();
    void theBuildOfAnUnknownTestIsSpokenOf();
    void linesAreCopiedAsTheyCame();
    void enterInTheMatrixOpensTheBuildAndDItsChanges();
    void theMatrixTellsTheHistoryOfABuild();
};

namespace {

constexpr int Waiting = 10'000;

ViewState buildOf(const char* config, const QString& show = {})
{
    ViewState state;
    state.view = QStringLiteral("build");
    state.record = QStringLiteral("maestro:%1-2").arg(QLatin1String(config));
    state.recordKind = RecordKind::Build;
    if (!show.isEmpty()) {
        state.options.insert(BuildView::OnlyOption, show);
    }
    return state;
}

/// "a" has one warning as before, a new error and a warning less than at v1; "b" says the error,
/// too.
void fill(BuildStore& store)
{
    store.add(1, "a", BuildStore::warning(1) + BuildStore::warning(2));
    store.add(2, "a", BuildStore::warning(1) + "make: x\n" + BuildStore::error(7)).status = "FAIL";
    store.add(2, "b", BuildStore::error(7));
}

const ResultTable& tableOf(const View& view)
{
    return *view.findChild<ResultTable*>();
}

QString cell(const View& view, int row, const char* column)
{
    const auto& rows = *tableOf(view).rows();
    for (int i = 0; i < rows.columnCount(); ++i) {
        if (rows.head(i).id == QLatin1String(column)) {
            return rows.data(row, i, Qt::DisplayRole).toString();
        }
    }
    return {};
}

bool isSettled(const View& view)
{
    return !view.status().isLoading;
}

#define WAIT_FOR(view) QTRY_VERIFY_WITH_TIMEOUT(isSettled(*(view)), Waiting)

} // namespace

void BuildViewTest::theFirstErrorStandsOnTop()
{
    BuildStore store;
    fill(store);
    const auto view = store.open(buildOf("a"));
    WAIT_FOR(view);
    QCOMPARE(tableOf(*view).rows()->size(), 3);
    QCOMPARE(cell(*view, 0, "kind"), QStringLiteral("error"));
    QCOMPARE(cell(*view, 0, "change"), QStringLiteral("new"));
    QCOMPARE(tableOf(*view).rows()->data(0, 0, SecondLineRole).toString(),
             QStringLiteral("fs/e7.c:7"));
    QCOMPARE(cell(*view, 1, "change"), QStringLiteral("as before"));
    QCOMPARE(cell(*view, 2, "change"), QStringLiteral("gone"));
    QVERIFY(test::says(*view, QStringLiteral("1 error, new")));
    QVERIFY(test::says(*view, QStringLiteral("against v1")));
    QCOMPARE(view->caption(), QStringLiteral("a \u00b7 arm64 \u00b7 gcc-12"));
}

void BuildViewTest::whatOtherBuildsSayIsCounted()
{
    BuildStore store;
    fill(store);
    const auto view = store.open(buildOf("a"));
    WAIT_FOR(view);
    QCOMPARE(cell(*view, 0, "others"), QStringLiteral("1"));
    QCOMPARE(cell(*view, 1, "others"), QStringLiteral("0"));
}

void BuildViewTest::changesAloneAreOneKeyAway()
{
    BuildStore store;
    fill(store);
    const auto view = store.open(buildOf("a"));
    WAIT_FOR(view);
    QVERIFY(view->actions().contains(ActionId::Diff));
    QVERIFY(view->perform(ActionId::Diff));
    QTRY_COMPARE(tableOf(*view).rows()->size(), 2);
    QCOMPARE(view->state().options.value(BuildView::OnlyOption), QString(BuildView::OnlyChanges));
    const auto again = store.open(view->state());
    WAIT_FOR(again);
    QCOMPARE(tableOf(*again).rows()->size(), 2);
    QVERIFY(view->perform(ActionId::Diff));
    QTRY_COMPARE(tableOf(*view).rows()->size(), 3);
}

void BuildViewTest::enterLeadsToTheLineOfTheLog()
{
    BuildStore store;
    fill(store);
    const auto view = store.open(buildOf("a"));
    WAIT_FOR(view);
    QVERIFY(view->perform(ActionId::FirstRow) || tableOf(*view).currentRow() == 0);
    QVERIFY(view->perform(ActionId::Open));
    const ViewState& opened = store.ui.navigator.opened.back();
    QCOMPARE(opened.view, QStringLiteral("log"));
    QCOMPARE(opened.record, QStringLiteral("maestro:a-2"));
    QCOMPARE(opened.recordKind, RecordKind::Build);
    QCOMPARE(opened.options.value(QStringLiteral("line")), QStringLiteral("3"));
}

void BuildViewTest::whatIsGoneStandsInTheLogOfTheBaseline()
{
    BuildStore store;
    fill(store);
    const auto view = store.open(buildOf("a"));
    WAIT_FOR(view);
    view->findChild<ResultTable*>()->moveBy(2);
    QVERIFY(view->perform(ActionId::Open));
    const ViewState& opened = store.ui.navigator.opened.back();
    QCOMPARE(opened.record, QStringLiteral("maestro:a-1"));
    QCOMPARE(opened.options.value(QStringLiteral("line")), QStringLiteral("2"));
}

void BuildViewTest::aTestLeadsToItsBuild()
{
    BuildStore store;
    fill(store);
    store.addTest("maestro:t", "maestro:a-2");
    ViewState state = buildOf("a");
    state.record = QStringLiteral("maestro:t");
    state.recordKind = RecordKind::Test;
    const auto view = store.open(state);
    WAIT_FOR(view);
    QCOMPARE(view->state().record, QStringLiteral("maestro:a-2"));
    QCOMPARE(view->state().recordKind, RecordKind::Build);
    QVERIFY(test::says(*view, QStringLiteral("tests: 1 pass"))); // What ran on it.
}

void BuildViewTest::withoutALogTheReasonIsSaid()
{
    BuildStore store;
    store.add(2, "a", "");
    const auto view = store.open(buildOf("a"));
    WAIT_FOR(view);
    QVERIFY(test::says(*view, QStringLiteral("The log of this build is not stored")));
}

void BuildViewTest::theSameAsBeforeIsSaid()
{
    BuildStore store;
    store.add(1, "a", BuildStore::warning(1));
    store.add(2, "a", BuildStore::warning(1));
    const auto view = store.open(buildOf("a", BuildView::OnlyChanges));
    WAIT_FOR(view);
    QVERIFY(test::says(*view, QStringLiteral("It says what it said before")));
}

void BuildViewTest::noBuildIsNoError()
{
    BuildStore store;
    fill(store);
    ViewState state;
    state.view = QStringLiteral("build");
    const auto view = store.open(state);
    QVERIFY(isSettled(*view));
    QVERIFY(view->status().error.isEmpty());
    QVERIFY(test::says(*view, QStringLiteral("No build is chosen")));
    QVERIFY(view->perform(ActionId::Open)); // And nothing happens.
    QVERIFY(store.ui.navigator.opened.empty());
}

void BuildViewTest::theBuildOfAnUnknownTestIsSpokenOf()
{
    BuildStore store;
    fill(store);
    ViewState state = buildOf("a");
    state.record = QStringLiteral("maestro:none");
    state.recordKind = RecordKind::Test;
    const auto view = store.open(state);
    WAIT_FOR(view);
    QVERIFY(test::says(*view, QStringLiteral("The build of \"maestro:none\" is not known")));
}

void BuildViewTest::linesAreCopiedAsTheyCame()
{
    BuildStore store;
    fill(store);
    const auto view = store.open(buildOf("a"));
    WAIT_FOR(view);
    QVERIFY(view->perform(ActionId::CopyReport));
    const QString text = QGuiApplication::clipboard()->text();
    QVERIFY2(text.contains(QStringLiteral("fs/e7.c:7:1: error: unknown type name 'foo_t'")),
             qPrintable(text));
}

void BuildViewTest::enterInTheMatrixOpensTheBuildAndDItsChanges()
{
    BuildStore store;
    fill(store);
    ViewState state;
    state.view = QStringLiteral("builds");
    state.options.insert(BaselineOption, QStringLiteral("v1"));
    const auto view = store.open(state);
    WAIT_FOR(view);
    auto* matrix = static_cast<MatrixView*>(view.get())->matrixWidget();
    QTRY_VERIFY(matrix->current());
    matrix->setCurrent(*matrix->findPlace(QStringLiteral("b"), QStringLiteral("arm64|gcc-12")));
    QVERIFY(view->perform(ActionId::Open));
    const ViewState build = store.ui.navigator.opened.back();
    QCOMPARE(build.view, QStringLiteral("build"));
    QCOMPARE(build.record, QStringLiteral("maestro:b-2"));
    QCOMPARE(build.options.value(BaselineOption), QStringLiteral("v1"));
    QVERIFY(!build.options.contains(BuildView::OnlyOption));
    QVERIFY(view->actions().contains(ActionId::Diff));
    QVERIFY(view->perform(ActionId::Diff));
    QCOMPARE(store.ui.navigator.opened.back().options.value(BuildView::OnlyOption),
             QString(BuildView::OnlyChanges));
    QVERIFY(view->perform(ActionId::OpenLog));
    QCOMPARE(store.ui.navigator.opened.back().view, QStringLiteral("log"));
}

/// By it the inspector finds the build before, to compare their configurations.
void BuildViewTest::theMatrixTellsTheHistoryOfABuild()
{
    BuildStore store;
    fill(store);
    ViewState state;
    state.view = QStringLiteral("builds");
    const auto view = store.open(state);
    std::optional<query::HistoryRequest> history;
    connect(view.get(), &View::selectionChanged, this,
            [&history](const Selection& selection) { history = selection.history; });
    WAIT_FOR(view);
    auto* matrix = static_cast<MatrixView*>(view.get())->matrixWidget();
    QTRY_VERIFY(matrix->current());
    matrix->setCurrent(*matrix->findPlace(QStringLiteral("b"), QStringLiteral("arm64|gcc-12")));
    matrix->setCurrent(*matrix->findPlace(QStringLiteral("a"), QStringLiteral("arm64|gcc-12")));
    QVERIFY(history);
    QCOMPARE(history->kind, query::MatrixKind::Build);
    QCOMPARE(history->config, "a");
    QCOMPARE(history->architecture, "arm64");
    QCOMPARE(history->compiler, "gcc-12");
}

CBOARD_UI_TEST_MAIN(BuildViewTest)
#include "tst_build_view.moc"
