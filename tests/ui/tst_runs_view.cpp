// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/open_view.h"
#include "tests/ui/shown_texts.h"
#include "tests/ui/store_fixture.h"
#include "tests/ui/watched_main.h"
#include "tests/ui/window_input.h"
#include "ui/base/elided_label.h"
#include "ui/base/text_format.h"
#include "ui/matrix/matrix_view.h"
#include "ui/runs/run_facts.h"
#include "ui/runs/runs_feature.h"
#include "ui/runs/runs_view.h"
#include "ui/widgets/result_table.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

using namespace cboard;
using namespace cboard::ui;

namespace {

constexpr int Waiting = 60'000;

RunSide sideOf(StatusClass status, const std::string& lab,
               std::vector<query::RecordField> fields = {})
{
    auto record = std::make_shared<query::RecordSnapshot>();
    record->status = status;
    record->platform = "kevin";
    record->lab = lab;
    record->fields = std::move(fields);
    auto build = std::make_shared<query::RecordSnapshot>();
    build->kind = RecordKind::Build;
    build->fields = {{"config_name", "defconfig"}, {"compiler", "gcc-12"}};
    RunSide side;
    side.record = std::move(record);
    side.build = std::move(build);
    return side;
}

service::StageTime stage(const char* kind, int seconds)
{
    service::StageTime stage;
    stage.kind = kind;
    stage.took = std::chrono::seconds(seconds);
    stage.hasEnded = true;
    return stage;
}

/// Null when nothing is said of it.
const RunFact* factOf(const std::vector<RunFact>& facts, RunPart part, const char* name)
{
    const auto fact = std::find_if(facts.begin(), facts.end(), [&](const RunFact& one) {
        return one.part == part && one.name == QLatin1String(name);
    });
    return fact == facts.end() ? nullptr : &*fact;
}

using Texts = std::pair<QString, QString>;

Texts textsOf(const RunFact* fact)
{
    return fact == nullptr ? Texts() : Texts(fact->before, fact->now);
}

} // namespace

/// Two cells of a matrix, chosen and compared by keys.
class RunsViewTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void whatBothSayStandsBesideEachOther();
    void namesOfRecordsAndFilesAreNoDifference();
    void theConfigurationsAreComparedOrItIsSaidWhyNot();
    void stagesStandAgainstEachOther();
    void sidesAreCalledByWhatTellsThemApart();
    void theLogsSayWhereTheyBeginToDiffer();
    void twoSelectedCellsAreCompared();
    void theirLogsAreOneKeyAway();
    void shiftAndAnArrowSelectNeighbours();
    void buildsAreComparedToo();
    void oneCellOrNoneMeansTheBaseline();
    void moreThanTwoCellsAreASentence();
    void aCellThatDidNotRunIsASentence();
    void theSelectionStaysOnItsNamesUntilEsc();
    void whatIsTheSameIsAskedFor();
    void theSidesChangePlaces();
    void aLinkNamesBothRuns();
    void anUnknownRunIsASentence();
    void withoutTwoRunsTheWayThereIsSaid();
    void theRowsAreCopiedAsText();

private:
    void open(const char* view, const QMap<QString, QString>& options = {});
    void press(const char* keys) { test::pressKeys(*m_window, keys); }
    void compareNeighbours();
    View* view() const { return m_window->currentView(); }
    MatrixWidget& matrix() const { return *view()->findChild<MatrixWidget*>(); }
    QString line() const;
    bool goToRowWithTwoRuns();

    std::unique_ptr<test::StoreFixture> m_fixture;
    std::unique_ptr<MainWindow> m_window;
};

void RunsViewTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    m_fixture = test::StoreFixture::create(
        {.seed = 5, .trees = 2, .revisions = 8, .tests = 6'000, .withLogs = true});
    QVERIFY(m_fixture);
}

void RunsViewTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).")));
    m_window.reset();
}

void RunsViewTest::open(const char* name, const QMap<QString, QString>& options)
{
    ViewState state;
    state.view = QLatin1String(name);
    state.options = options;
    m_window = test::openWindow(m_fixture->context, state);
    QVERIFY(m_window);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->isSettled(), Waiting);
}

/// What stands below the matrix.
QString RunsViewTest::line() const
{
    QStringList texts;
    for (const auto* label : view()->findChildren<ElidedLabel*>()) {
        texts << label->text();
    }
    return texts.join(QLatin1Char('\n'));
}

/// The cursor stands on the first of two neighbours in a row that both ran.
bool RunsViewTest::goToRowWithTwoRuns()
{
    MatrixWidget& cells = matrix();
    for (const int row : cells.arrangement().shownRows) {
        for (int column = 0; column + 1 < static_cast<int>(cells.matrix()->columns.size());
             ++column) {
            if (!cells.cellsAt({row, column}).empty()
                && !cells.cellsAt({row, column + 1}).empty()) {
                cells.setCurrent({row, column});
                return true;
            }
        }
    }
    return false;
}

/// By keys: x, one to the right, x, =.
void RunsViewTest::compareNeighbours()
{
    QVERIFY(goToRowWithTwoRuns());
    press("X, Right, X, =");
    QTRY_VERIFY_WITH_TIMEOUT(m_window->isSettled(), Waiting);
    QCOMPARE(view()->state().view, QStringLiteral("runs"));
}

void RunsViewTest::whatBothSayStandsBesideEachOther()
{
    RunPair pair;
    pair.before =
        sideOf(StatusClass::Pass, "lab-x",
               {{"path", "boot"},
                {"duration", "40", true},
                {"environment.compatible", R"(["google,kevin","rockchip,rk3399"])", true},
                {"environment.misc", R"({"platform":"kevin","dtb":"a.dtb","rack":7})", true}});
    pair.now =
        sideOf(StatusClass::Fail, "lab-y",
               {{"path", "boot"},
                {"duration", "60", true},
                {"environment.compatible", R"(["google,kevin"])", true},
                {"environment.misc", R"({"platform":"kevin","dtb":"b.dtb","rack":7})", true}});
    pair.now.error.title = "Unable to handle kernel NULL pointer dereference";
    const auto facts = runFacts(pair);
    QCOMPARE(textsOf(factOf(facts, RunPart::Result, "status")),
             Texts(QStringLiteral("pass"), QStringLiteral("fail")));
    QCOMPARE(factOf(facts, RunPart::Result, "duration")->change, QStringLiteral("+20 s"));
    QCOMPARE(textsOf(factOf(facts, RunPart::Result, "error in the log")).second,
             fromUtf8(pair.now.error.title));
    QCOMPARE(textsOf(factOf(facts, RunPart::Place, "lab")),
             Texts(QStringLiteral("lab-x"), QStringLiteral("lab-y")));
    QCOMPARE(textsOf(factOf(facts, RunPart::DeviceTree, "dtb")),
             Texts(QStringLiteral("a.dtb"), QStringLiteral("b.dtb")));
    QCOMPARE(
        textsOf(factOf(facts, RunPart::DeviceTree, "compatible")),
        Texts(QStringLiteral("google,kevin, rockchip,rk3399"), QStringLiteral("google,kevin")));
    const RunFact* rack = factOf(facts, RunPart::Environment, "rack");
    QVERIFY(rack != nullptr && !rack->differs());
    QVERIFY(!factOf(facts, RunPart::Place, "compiler")->differs());
}

void RunsViewTest::namesOfRecordsAndFilesAreNoDifference()
{
    RunPair pair;
    pair.before =
        sideOf(StatusClass::Pass, "lab-x",
               {{"id", "maestro:1"}, {"build_id", "maestro:b1"}, {"log_url", "http://a"}});
    pair.now = sideOf(StatusClass::Pass, "lab-x",
                      {{"id", "maestro:2"}, {"build_id", "maestro:b2"}, {"log_url", "http://b"}});
    const auto facts = runFacts(pair);
    QVERIFY(std::all_of(facts.begin(), facts.end(),
                        [](const RunFact& fact) { return !fact.differs() || fact.isReason; }));
}

void RunsViewTest::theConfigurationsAreComparedOrItIsSaidWhyNot()
{
    RunPair pair;
    pair.before = sideOf(StatusClass::Pass, "lab-x");
    pair.now = sideOf(StatusClass::Pass, "lab-x");
    const RunFact* file = nullptr;
    auto facts = runFacts(pair);
    file = factOf(facts, RunPart::Configuration, "file of it");
    QCOMPARE(file->change, QStringLiteral("not compared"));
    QVERIFY(file->differs()); // It is listed, and says why.
    pair.config = std::vector<service::ConfigChange>{{"KASAN", "n", "y"}, {"NR_CPUS", "8", "64"}};
    facts = runFacts(pair);
    QCOMPARE(textsOf(factOf(facts, RunPart::Configuration, "KASAN")),
             Texts(QStringLiteral("n"), QStringLiteral("y")));
    QCOMPARE(factOf(facts, RunPart::Configuration, "file of it")->change,
             QStringLiteral("2 options differ"));
    pair.config = fail(ErrorKind::Unsupported, "https://x is not local");
    facts = runFacts(pair);
    QCOMPARE(factOf(facts, RunPart::Configuration, "file of it")->change,
             QStringLiteral("not compared: no local files"));
    pair.config = fail(ErrorKind::Io, "/x/.config cannot be read");
    facts = runFacts(pair);
    QVERIFY(factOf(facts, RunPart::Configuration, "file of it")
                ->change.contains(QStringLiteral("/x/.config cannot be read")));
}

void RunsViewTest::stagesStandAgainstEachOther()
{
    RunPair pair;
    pair.before = sideOf(StatusClass::Pass, "lab-x");
    pair.now = sideOf(StatusClass::Fail, "lab-x");
    pair.before.stages.stages = {stage("bootloader", 9), stage("drivers", 4), stage("login", 2)};
    pair.now.stages.stages = {stage("bootloader", 9), stage("drivers", 34)};
    const auto facts = runFacts(pair);
    QVERIFY(!factOf(facts, RunPart::Stages, "bootloader")->differs());
    QCOMPARE(factOf(facts, RunPart::Stages, "drivers")->change, QStringLiteral("+30 s"));
    QCOMPARE(textsOf(factOf(facts, RunPart::Stages, "login")),
             Texts(QStringLiteral("2 s"), QStringLiteral("not reached")));
    pair.now.stages.stages.clear(); // Its log is not stored: nothing is known of its stages.
    QVERIFY(factOf(runFacts(pair), RunPart::Stages, "login") == nullptr);
}

void RunsViewTest::sidesAreCalledByWhatTellsThemApart()
{
    RunPair pair;
    pair.before = sideOf(StatusClass::Pass, "lab-x");
    pair.now = sideOf(StatusClass::Fail, "lab-y");
    QCOMPARE(sideText(pair.before, pair.now), QStringLiteral("lab-x"));
    QCOMPARE(sideText(pair.now, pair.before), QStringLiteral("lab-y"));
    QCOMPARE(commonText(pair), QStringLiteral("kevin · defconfig · gcc-12"));
    pair.before = sideOf(StatusClass::Pass, "lab-x", {{"start_time", "2026-01-02T03:04:05Z"}});
    pair.now = sideOf(StatusClass::Fail, "lab-x", {{"start_time", "2026-01-02T05:04:05Z"}});
    QVERIFY(!sideText(pair.before, pair.now).isEmpty()); // Two runs of one cell.
    QVERIFY(sideText(pair.before, pair.now) != sideText(pair.now, pair.before));
}

void RunsViewTest::theLogsSayWhereTheyBeginToDiffer()
{
    QVERIFY(logFacts(std::nullopt).empty());
    LogsCompared logs;
    logs.rows = {100, 90};
    logs.differences = 7;
    logs.first = {"usb 1-1: new device", "Kernel panic"};
    logs.firstRow = {41, 40};
    auto facts = logFacts(Result<LogsCompared>(logs));
    QCOMPARE(textsOf(factOf(facts, RunPart::Log, "first difference")),
             Texts(QStringLiteral("usb 1-1: new device"), QStringLiteral("Kernel panic")));
    QCOMPARE(factOf(facts, RunPart::Log, "lines")->change, QStringLiteral("7 differences"));
    logs.rows = {100, 0};
    facts = logFacts(Result<LogsCompared>(logs));
    QCOMPARE(textsOf(factOf(facts, RunPart::Log, "lines")).second, QStringLiteral("not stored"));
    QVERIFY(factOf(facts, RunPart::Log, "first difference") == nullptr);
    facts = logFacts(Result<LogsCompared>(fail(ErrorKind::Io, "the pack is damaged")));
    QVERIFY(facts.front().change.contains(QStringLiteral("the pack is damaged")));
}

void RunsViewTest::twoSelectedCellsAreCompared()
{
    open("boots");
    QVERIFY(goToRowWithTwoRuns());
    const MatrixPlace newer = *matrix().current();
    const auto name = [this](int column) {
        return shortRevisionText(
            *matrix().matrix()->columns[static_cast<std::size_t>(column)].revision);
    };
    const QString before = name(newer.column + 1);
    const QString now = name(newer.column);
    press("X, Right, X");
    QVERIFY2(line().contains(QStringLiteral("2 cells selected")), qPrintable(line()));
    press("=");
    QTRY_VERIFY_WITH_TIMEOUT(m_window->isSettled(), Waiting);
    QCOMPARE(view()->state().view, QStringLiteral("runs"));
    QVERIFY2(view()->caption().startsWith(before) && view()->caption().contains(now),
             qPrintable(view()->caption())); // The older one stands left.
    const auto& rows = *view()->findChild<ResultTable*>()->rows();
    QStringList names;
    for (int row = 0; row < rows.size(); ++row) {
        names << rows.data(row, 0, Qt::DisplayRole).toString();
    }
    QVERIFY2(names.contains(QStringLiteral("revision")), qPrintable(names.join(u' ')));
    QVERIFY2(!names.contains(QStringLiteral("board")), qPrintable(names.join(u' ')));
}

void RunsViewTest::theirLogsAreOneKeyAway()
{
    open("boots");
    compareNeighbours();
    const ViewState pair = view()->state();
    press("D");
    QTRY_VERIFY_WITH_TIMEOUT(m_window->isSettled(), Waiting);
    const ViewState logs = view()->state();
    QCOMPARE(logs.view, QStringLiteral("logdiff"));
    QCOMPARE(logs.record, pair.record);
    QCOMPARE(logs.options.value(QStringLiteral("other")),
             pair.options.value(QStringLiteral("other")));
    press("Esc");
    QTRY_COMPARE(view()->state().view, QStringLiteral("runs"));
}

void RunsViewTest::shiftAndAnArrowSelectNeighbours()
{
    open("boots");
    QVERIFY(goToRowWithTwoRuns());
    const MatrixPlace start = *matrix().current();
    press("Shift+Right");
    const std::vector<MatrixPlace> both{start, {start.row, start.column + 1}};
    QCOMPARE(matrix().selected(), both);
    press("Shift+Left"); // Back: the one that is left is taken out.
    QCOMPARE(matrix().selected(), std::vector<MatrixPlace>{start});
    press("Shift+Right, =");
    QTRY_COMPARE(view()->state().view, QStringLiteral("runs"));
}

void RunsViewTest::buildsAreComparedToo()
{
    open("builds");
    const auto& cells = matrix().matrix()->cells;
    QVERIFY(cells.size() > 1);
    matrix().setCurrent({cells.front().row, cells.front().column});
    press("X");
    matrix().setCurrent({cells.back().row, cells.back().column});
    press("X, =");
    QTRY_VERIFY_WITH_TIMEOUT(m_window->isSettled(), Waiting);
    QCOMPARE(view()->state().view, QStringLiteral("runs"));
    QCOMPARE(view()->state().recordKind, RecordKind::Build);
    QVERIFY2(view()->status().shown > 0, qPrintable(view()->status().error));
}

void RunsViewTest::oneCellOrNoneMeansTheBaseline()
{
    for (const char* keys : {"=", "X, ="}) {
        open("boots");
        QVERIFY(goToRowWithTwoRuns());
        press(keys);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->isSettled(), Waiting);
        QVERIFY2(view()->state().view != QLatin1String("runs"), keys);
        QTRY_VERIFY(m_window->findChildren<View*>().size() > 1); // The baseline stands beside.
    }
}

void RunsViewTest::moreThanTwoCellsAreASentence()
{
    open("boots");
    QVERIFY(goToRowWithTwoRuns());
    press("X, Right, X, Down");
    press("X, =");
    QCOMPARE(view()->state().view, QStringLiteral("boots"));
    QVERIFY2(line().contains(QStringLiteral("3 cells selected: = compares two only")),
             qPrintable(line()));
}

void RunsViewTest::aCellThatDidNotRunIsASentence()
{
    open("boots");
    MatrixWidget& cells = matrix();
    std::optional<MatrixPlace> empty;
    for (const int row : cells.arrangement().shownRows) {
        for (int column = 0; column < static_cast<int>(cells.matrix()->columns.size()); ++column) {
            empty = cells.cellsAt({row, column}).empty() ? MatrixPlace{row, column} : empty;
        }
    }
    QVERIFY(empty && goToRowWithTwoRuns());
    press("X");
    cells.setCurrent(*empty);
    press("X, =");
    QCOMPARE(view()->state().view, QStringLiteral("boots"));
    QVERIFY2(line().contains(QStringLiteral("did not run")), qPrintable(line()));
}

void RunsViewTest::theSelectionStaysOnItsNamesUntilEsc()
{
    open("boots");
    QVERIFY(goToRowWithTwoRuns());
    press("X, Right, X");
    const auto names = [this] {
        QStringList keys;
        for (const MatrixPlace place : matrix().selected()) {
            keys << matrix().rowKey(place.row) + u' ' + matrix().columnKey(place.column);
        }
        return keys;
    };
    const QStringList before = names();
    press("Alt+S"); // Another order.
    QTRY_VERIFY_WITH_TIMEOUT(m_window->isSettled(), Waiting);
    QCOMPARE(names(), before);
    press("Esc");
    QVERIFY(matrix().selected().empty());
    QCOMPARE(view()->state().view, QStringLiteral("boots"));
}

void RunsViewTest::whatIsTheSameIsAskedFor()
{
    open("boots");
    compareNeighbours();
    const qint64 differing = view()->status().shown;
    QVERIFY(differing > 0 && differing < view()->status().total);
    press("2");
    QCOMPARE(view()->status().shown, view()->status().total);
    press("1");
    QCOMPARE(view()->status().shown, differing);
}

void RunsViewTest::theSidesChangePlaces()
{
    open("boots");
    compareNeighbours();
    const ViewState before = view()->state();
    press("Shift+X");
    QTRY_VERIFY_WITH_TIMEOUT(m_window->isSettled(), Waiting);
    QCOMPARE(view()->state().record, before.options.value(QStringLiteral("other")));
    QCOMPARE(view()->state().options.value(QStringLiteral("other")), before.record);
}

void RunsViewTest::aLinkNamesBothRuns()
{
    open("boots");
    compareNeighbours();
    const ViewState shown = view()->state();
    QVERIFY(!isReference(shown.record));
    QVERIFY(!isReference(shown.options.value(QStringLiteral("other"))));
    const auto again = fromAddress(toAddress(shown));
    QVERIFY(again);
    const QString caption = view()->caption();
    m_window->open(*again);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->isSettled(), Waiting);
    QCOMPARE(view()->caption(), caption);
}

void RunsViewTest::anUnknownRunIsASentence()
{
    open("boots");
    compareNeighbours();
    ViewState wrong = view()->state();
    wrong.options.insert(QStringLiteral("other"), QStringLiteral("maestro:nothing"));
    m_window->open(wrong);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->isSettled(), Waiting);
    const QString said = test::shownTexts(*view()).join(u'\n');
    QVERIFY2(said.contains(QStringLiteral("maestro:nothing")), qPrintable(said));
}

void RunsViewTest::withoutTwoRunsTheWayThereIsSaid()
{
    open("runs");
    const QString said = test::shownTexts(*view()).join(u'\n');
    QVERIFY2(said.contains(QStringLiteral("Select two cells of a matrix with x, then press =")),
             qPrintable(said));
}

void RunsViewTest::theRowsAreCopiedAsText()
{
    open("boots");
    compareNeighbours();
    auto* table = view()->findChild<ResultTable*>();
    const auto& rows = *table->rows();
    for (int row = 0; row < rows.size(); ++row) {
        if (rows.data(row, 0, Qt::DisplayRole).toString() == QLatin1String("revision")) {
            table->showRow(row, 0);
        }
    }
    press("Shift+Y");
    const QString copied = QGuiApplication::clipboard()->text();
    QVERIFY2(copied.contains(QRegularExpression(QStringLiteral("revision: v\\S+ → v\\S+"))),
             qPrintable(copied));
}

CBOARD_UI_TEST_MAIN(RunsViewTest)
#include "tst_runs_view.moc"
