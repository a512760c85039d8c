// SPDX-License-Identifier: GPL-3.0-or-later
// What a trained user does in five seconds, with the keys that they press, in a real window over a
// generated store: a season of five trees. Times are printed for tests/bench, never judged here.
#include "core/generate/into_store.h"
#include "core/query/home_snapshots.h"
#include "core/service/own_rules.h"
#include "core/service/workbench.h"
#include "core/service/worst_error.h"
#include "tests/ui/shown_texts.h"
#include "tests/ui/watched_main.h"
#include "tests/ui/window_input.h"
#include "ui/base/preferences.h"
#include "ui/base/task_list.h"
#include "ui/base/text_format.h"
#include "ui/base/user_items.h"
#include "ui/history/cell_history.h"
#include "ui/history/history_plot.h"
#include "ui/history/history_state.h"
#include "ui/home/home_columns.h"
#include "ui/inspector/history_strip.h"
#include "ui/inspector/inspector.h"
#include "ui/inspector/peek_pane.h"
#include "ui/logview/log_cache.h"
#include "ui/logview/log_canvas.h"
#include "ui/logview/log_diff_view.h"
#include "ui/matrix/matrix_view.h"
#include "ui/palette/palette.h"
#include "ui/shell/main_window.h"
#include "ui/shell/navigator_pane.h"
#include "ui/shell/status_strip.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QFile>
#include <QLabel>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>
#include <QTreeWidget>

#include <algorithm>
#include <cstdio>
#include <limits>
#include <map>
#include <set>

using namespace cboard;
using namespace cboard::ui;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::int64_t Tests = 3'000;
#else
constexpr std::int64_t Tests = 28'000;
#endif
constexpr int MaxWaitMs = 60'000;

generate::Options season()
{
    return {.seed = 7, .trees = 5, .revisions = 6, .tests = Tests, .withLogs = true};
}

/// Whether the lanes shown are those with most fails of all but \p own, each with its number.
bool areWorst(const std::map<std::string, int>& shown, std::map<std::string, int> all,
              const std::string& own)
{
    all.erase(own);
    int least = std::numeric_limits<int>::max();
    for (const auto& [name, fails] : shown) {
        const auto place = all.find(name);
        if (place == all.end() || place->second != fails) {
            return false;
        }
        least = std::min(least, fails);
        all.erase(place);
    }
    return std::ranges::all_of(all, [least](const auto& hidden) { return hidden.second <= least; });
}

/// The running program without its main(): a store, what the user keeps, one window.
struct Program {
    Program(const QString& folder, service::Workbench& workbench)
        : theme(ThemeKind::Light)
        , preferences(*service::SettingsFile::load(
                          (folder + QStringLiteral("/settings.ini")).toStdString()),
                      tasks)
        , items((folder + QStringLiteral("/results.db")).toStdString(), queries, tasks,
                [] { return generate::Options::DefaultEndTime; })
    {
        context.engine = &workbench.engine();
        context.queries = &queries;
        context.jobs = &jobs;
        context.tasks = &tasks;
        context.theme = &theme;
        context.logs = &logs;
        context.preferences = &preferences;
        context.items = &items;
        context.now = [] { return generate::Options::DefaultEndTime; };
        items.load();
        window = std::make_unique<MainWindow>(context);
    }

    TaskList tasks;
    Theme theme;
    LogCache logs;
    QThreadPool queries;
    QThreadPool jobs;
    Preferences preferences;
    UserItems items;
    Context context;
    std::unique_ptr<MainWindow> window;
};

} // namespace

class FiveSecondTasksTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void task1IsMyBranchWorseThanMainline();
    void task2And17NewsOfTheMorningAndTheSickLab();
    void task3And4ReadTheLogOfTheFirstNewFailureAndTheNext();
    void aLogThatIsAtHandIsInspected();
    void task5DidThisEverPass();
    void task6IsItTheBoardOrTheKernel();
    void task7WhatDiffersFromTheLastGoodLog();
    void task8And9RangeToBlameAndParagraphForAMail();
    void task12CompareTwoCandidatesOnOneArchitecture();
    void task13FlakyTestsOfASuite_data();
    void task13FlakyTestsOfASuite();
    void task14HowDoesABoardDo();
    void task15OpenWhatSomeoneSent_data();
    void task15OpenWhatSomeoneSent();
    void task16ClangOnlyBuilds_data();
    void task16ClangOnlyBuilds();
    void task18SaveThisQuestion();
    void task19ReportAsTextFile();
    void task20RunExactlyThisHere();
    void task21IsASourceLate();
    void task22WhatWasNotTested();
    void aWatchedBoardIsInTheNavigatorUntilItIsTakenBack();

private:
    void goTo(const char* view);
    void press(const char* keys);
    void type(const QString& text);
    void settle();
    void answered(const char* task, double targetSeconds);
    bool isInNavigator(const QString& title) const;
    query::BranchKey branch() const;
    query::RevisionRef newestRevision() const;
    /// Whether the engine says so of the run.
    bool isNewFailure(const QString& record) const;
    /// In how many revisions of the answer something failed, by what \p name says of the runs.
    std::map<std::string, int> failingRevisions(const query::HistoryRequest& request,
                                                std::string query::HistoryRun::*name) const;
    View* view() const { return m_program->window->currentView(); }
    QString viewName() const { return view()->state().view; }

    QTemporaryDir m_folder;
    std::unique_ptr<service::Workbench> m_workbench;
    std::unique_ptr<Program> m_program;
    QElapsedTimer m_clock;
};

void FiveSecondTasksTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    store::OpenOptions open;
    open.mayCreate = true;
    auto workbench = service::Workbench::open(
        m_folder.filePath(QStringLiteral("results.db")).toStdString(), open);
    QVERIFY2(workbench, workbench ? "" : describe(workbench.error()).c_str());
    m_workbench = std::move(*workbench);
    const auto made = generate::generateIntoStore(season(), m_workbench->store(),
                                                  generate::Options::DefaultEndTime, {});
    QVERIFY2(made, made ? "" : describe(made.error()).c_str());
    QCOMPARE(made->totals.tests, Tests);
}

void FiveSecondTasksTest::init()
{
    // The offscreen platform cannot pass size hints on and says so; everything else fails.
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).")));
    m_program = std::make_unique<Program>(m_folder.path(), *m_workbench);
}

void FiveSecondTasksTest::cleanup()
{
    m_program.reset();
}

/// The window on a view of the first tree, as after a start.
void FiveSecondTasksTest::goTo(const char* view)
{
    ViewState state;
    state.view = QLatin1String(view);
    m_program->window->open(state);
    m_program->window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_program->window.get()));
    settle();
    m_clock.start();
}

void FiveSecondTasksTest::settle()
{
    const auto isReady = [this] {
        const QWidget* dialog = QApplication::activeModalWidget();
        return m_program->window->isSettled() && !m_program->items.isBusy()
            && (dialog == nullptr || dialog->isActiveWindow());
    };
    QTRY_VERIFY_WITH_TIMEOUT(isReady(), MaxWaitMs);
}

void FiveSecondTasksTest::press(const char* keys)
{
    test::pressKeys(*m_program->window, keys);
    settle();
}

void FiveSecondTasksTest::type(const QString& text)
{
    QTest::keyClicks(QApplication::focusWidget(), text);
}

bool FiveSecondTasksTest::isInNavigator(const QString& title) const
{
    const auto* list = m_program->window->findChild<NavigatorPane*>()->findChild<QTreeWidget*>();
    return !list->findItems(title, Qt::MatchExactly | Qt::MatchRecursive).isEmpty();
}

query::BranchKey FiveSecondTasksTest::branch() const
{
    const ViewState state = view()->state();
    return {state.tree.toStdString(), state.branch.toStdString(),
            state.repositoryUrl.toStdString()};
}

query::RevisionRef FiveSecondTasksTest::newestRevision() const
{
    const auto found =
        m_program->context.engine->revisions({m_program->context.common(), branch(), 1}, {});
    return found ? (*found)->rows.front().revision : query::RevisionRef();
}

bool FiveSecondTasksTest::isNewFailure(const QString& record) const
{
    query::TestsRequest request;
    request.common = m_program->context.common();
    const auto named = m_program->context.engine->record(
        {request.common, RecordKind::Test, record.toStdString()}, {});
    if (!named || !(*named)->revision) {
        return false;
    }
    request.revision = (*named)->revision->id;
    request.kind = query::RunKind::Boots;
    request.withMarks = true;
    const auto boots = m_program->context.engine->tests(request, {});
    if (!boots) {
        return false;
    }
    const auto run = std::ranges::find((*boots)->rows, (*named)->id, &query::TestRow::id);
    return run != (*boots)->rows.end() && run->status == StatusClass::Fail
        && query::hasMark(run->marks, query::CellMark::New);
}

std::map<std::string, int>
FiveSecondTasksTest::failingRevisions(const query::HistoryRequest& request,
                                      std::string query::HistoryRun::*name) const
{
    std::map<std::string, std::set<std::int64_t>> failing;
    const auto history = m_program->context.engine->history(request, {});
    for (const query::HistoryRun& run : (*history)->runs) {
        auto& revisions = failing[run.*name];
        if (run.status == StatusClass::Fail) {
            revisions.insert(run.revision.id);
        }
    }
    std::map<std::string, int> counts;
    for (const auto& [key, revisions] : failing) {
        counts[key] = static_cast<int>(revisions.size());
    }
    return counts;
}

/// One line for tests/bench/bench_table.py. The time is that from key to settled window.
void FiveSecondTasksTest::answered(const char* task, double targetSeconds)
{
    const double seconds = static_cast<double>(m_clock.elapsed()) / 1000;
    std::printf("BENCH\ttask %s, %lld tests\t%.2f s\t\t\t<= %.1f s of keys and answer\t%s\n", task,
                static_cast<long long>(Tests), seconds, targetSeconds,
                seconds <= targetSeconds ? "yes" : "no");
    std::fflush(stdout);
}

void FiveSecondTasksTest::task1IsMyBranchWorseThanMainline()
{
    const auto trees = m_program->context.engine->trees({m_program->context.common()}, {});
    QVERIFY(trees && (*trees)->rows.size() > 1);
    const auto& rows = (*trees)->rows;
    goTo("home");
    press("G,T");
    press("/");
    type(QString::fromStdString(rows.back().tree));
    press("Return");
    QCOMPARE(view()->status().shown, qint64(1));
    press("Return");
    const ViewState own = view()->state();
    QCOMPARE(own.tree.toStdString(), rows.back().tree);
    const auto other = std::find_if(rows.begin(), rows.end(), [&own](const query::TreeRow& row) {
        return row.tree != own.tree.toStdString();
    });
    const QString mainline = QString::fromStdString(other->tree + "/" + other->branch);
    press("=");
    type(mainline);
    press("Return");
    QCOMPARE(viewName(), QStringLiteral("compare"));
    answered("1, my branch against another", 4);
    QVERIFY2(view()->status().error.isEmpty(), qPrintable(view()->status().error));
    QCOMPARE(view()->state().tree, own.tree); // The shown revision is the last side.
    // The head says how much worse: what the engine counts between the newest of both branches.
    query::CompareRequest request;
    request.common = m_program->context.common();
    for (const std::string& tree : {other->tree, own.tree.toStdString()}) {
        const auto row = std::ranges::find(rows, tree, &query::TreeRow::tree);
        request.revisions.push_back(row->newest.id);
    }
    const auto compared = m_program->context.engine->compare(request, {});
    QVERIFY(compared);
    std::int64_t worse = 0;
    for (const auto& kind : (*compared)->counts) {
        worse += kind[static_cast<std::size_t>(query::CellChange::Regression)];
    }
    QCOMPARE(view()->status().total, qint64((*compared)->info.totalRows));
    const QString verdict =
        countedText(worse, QStringLiteral("%1 regression"), QStringLiteral("%1 regressions"));
    QVERIFY2(test::says(*view(), verdict), qPrintable(verdict));
}

void FiveSecondTasksTest::task2And17NewsOfTheMorningAndTheSickLab()
{
    goTo("trees");
    press("G,H");
    QCOMPARE(viewName(), QStringLiteral("home"));
    answered("2, new failures without infrastructure", 1);
    const TableExport branches = view()->tableSource()({});
    QCOMPARE(branches.columns[1].title, QStringLiteral("New"));
    query::HomeRequest request;
    request.common = m_program->context.common();
    const auto home = m_program->context.engine->home(request, {});
    QVERIFY(home);
    QCOMPARE(branches.rows.size(), (*home)->branches.size());
    std::int64_t news = 0;
    for (std::size_t i = 0; i < branches.rows.size(); ++i) {
        const std::int64_t count = (*home)->branches[i].newRegressions;
        QCOMPARE(branches.rows[i][1].text, count == 0 ? QStringLiteral("–") : countText(count));
        news += count;
    }
    QVERIFY(news > 0);
    m_clock.start();
    press("5");
    const TableExport labs = view()->tableSource()({});
    answered("17, which lab is sick", 1);
    QVERIFY(!labs.rows.empty());
    QVERIFY(labs.rows.front()[1].status);
    const query::SourceRow worst = worstFirst((*home)->sources).front(); // The sick one is first.
    QCOMPARE(labs.rows.front().front().text, fromUtf8(worst.name));
}

void FiveSecondTasksTest::task3And4ReadTheLogOfTheFirstNewFailureAndTheNext()
{
    goTo("boots");
    press("N");
    press("Space");
    auto* peek = m_program->window->findChild<PeekPane*>();
    QVERIFY(peek && peek->isVisible());
    const QString first = view()->state().record;
    QVERIFY(!first.isEmpty());
    const auto* canvas = peek->findChild<LogCanvas*>();
    QVERIFY(canvas);
    QTRY_VERIFY(canvas->positionCount() > 0);
    answered("3, log of the first new failure", 1);
    QVERIFY(isNewFailure(first));
    // It is open at its error, as the engine's log shows it.
    const auto rules = service::logRules(m_workbench->store().file());
    const auto errorOf = [&](const QString& record) {
        return service::worstErrorOf(*m_program->context.engine,
                                     {RecordKind::Test, record.toStdString()}, *rules, {});
    };
    const auto error = errorOf(first);
    QVERIFY(error && *error);
    QCOMPARE(canvas->currentRow(), qint64((*error)->firstLine) - 1);

    m_clock.start();
    press("N");
    QVERIFY(peek->isVisible());
    const QString second = view()->state().record;
    QVERIFY(second != first);
    answered("4, the next one", 0.3);
    QVERIFY(isNewFailure(second));
}

/// The peek has read it: the view shows it at once, before the window listens.
void FiveSecondTasksTest::aLogThatIsAtHandIsInspected()
{
    goTo("boots");
    press("N");
    press("Space");
    press("Return");
    QCOMPARE(viewName(), QStringLiteral("log"));
    const auto* inspector = m_program->window->findChild<Inspector*>();
    QTRY_VERIFY2(inspector->fieldsText().startsWith(QLatin1String("fail on ")),
                 qPrintable(inspector->fieldsText()));
}

void FiveSecondTasksTest::task5DidThisEverPass()
{
    goTo("boots");
    press("N");
    // The strip in the inspector answers without a key.
    const auto* strip = m_program->window->findChild<HistoryStrip*>();
    QVERIFY(strip && strip->isVisible());
    answered("5, did this ever pass", 1);

    const QString board = view()->state().options.value(QStringLiteral("row"));
    QVERIFY(!board.isEmpty());
    m_clock.start();
    press("T");
    QCOMPARE(viewName(), QStringLiteral("history"));
    answered("5, since when is it broken", 1);
    QVERIFY2(view()->caption().contains(board), qPrintable(view()->caption()));
    const TableExport runs = view()->tableSource()({});
    QVERIFY(!runs.rows.empty());
    query::HistoryRequest cell = historyRequest(view()->state());
    cell.common = m_program->context.common();
    cell.branch = branch();
    const auto history = m_program->context.engine->history(cell, {});
    QVERIFY(history);
    QCOMPARE(runs.rows.size(), (*history)->runs.size());
    const query::Flakiness& numbers = (*history)->flakiness;
    QVERIFY(numbers.failingFor > 0 && numbers.firstBad && numbers.lastGood);
    QVERIFY(test::says(*view(), revisionText(*numbers.firstBad)));
    QVERIFY(test::says(*view(), revisionText(*numbers.lastGood)));
    QVERIFY(test::says(*view(), QStringLiteral("failing for"))); // Since when ...
    QVERIFY(test::says(*view(), QStringLiteral("first bad")));
    const auto isPass = [](const auto& row) {
        return std::ranges::any_of(row,
                                   [](const auto& one) { return one.status == StatusClass::Pass; });
    };
    QVERIFY(std::ranges::any_of(runs.rows, isPass)); // ... and that it passed before.
    QVERIFY(test::says(*view(), QStringLiteral("last good")));
}

/// The same cell on other boards and other trees stands below its own history.
void FiveSecondTasksTest::task6IsItTheBoardOrTheKernel()
{
    goTo("boots");
    press("N");
    press("T");
    answered("6, the board or the kernel", 1);
    query::HistoryRequest cell = historyRequest(view()->state());
    cell.common = m_program->context.common();
    cell.branch = branch();
    QVERIFY(!cell.platform.empty());
    cell.lab.clear(); // Elsewhere is in any lab.
    const auto lanesOf = [this](const char* title) {
        const auto plots = view()->findChildren<HistoryPlot*>();
        const auto plot = std::ranges::find_if(plots, [title](const HistoryPlot* one) {
            return one->isVisible() && one->accessibleName() == QLatin1String(title);
        });
        std::map<std::string, int> fails; // By lane.
        for (const HistoryLane& lane :
             plot == plots.end() ? std::vector<HistoryLane>() : (*plot)->lanes().lanes) {
            fails[lane.name.toStdString()] = static_cast<int>(
                std::ranges::count(lane.marks, StatusClass::Fail, &HistoryMark::status));
        }
        return fails;
    };
    // It boots elsewhere, or not: by board, as many failing revisions as the engine knows.
    const std::string board = std::exchange(cell.platform, {});
    const auto boards = lanesOf("The same on other boards");
    QVERIFY(!boards.empty());
    QVERIFY(!boards.contains(board));
    QVERIFY(areWorst(boards, failingRevisions(cell, &query::HistoryRun::platform), board));
    cell.platform = board;
    const auto trees = lanesOf("The same on other trees, by time");
    QVERIFY(!trees.empty());
    for (const auto& [name, fails] : trees) {
        const auto other = QString::fromStdString(name).split(QLatin1Char('/'));
        query::HistoryRequest elsewhere = cell;
        elsewhere.branch = {other[0].toStdString(), other[1].toStdString(), {}};
        const auto found = m_program->context.engine->history(elsewhere, {});
        QVERIFY(found);
        QCOMPARE(fails,
                 static_cast<int>(std::ranges::count((*found)->runs, StatusClass::Fail,
                                                     &query::HistoryRun::status)));
    }
}

void FiveSecondTasksTest::task7WhatDiffersFromTheLastGoodLog()
{
    goTo("regressions");
    const QString row = view()->state().options.value(QStringLiteral("row"));
    QVERIFY(!row.isEmpty());
    m_clock.start();
    press("D");
    QCOMPARE(viewName(), QStringLiteral("logdiff"));
    answered("7, what differs from the last good log", 2);
    // This run is one that failed first in that row, the other the newest pass of its cell before.
    query::RegressionsRequest request;
    request.common = m_program->context.common();
    request.branch = branch();
    const auto ledger = m_program->context.engine->regressions(request, {});
    QVERIFY(ledger);
    const query::RegressionRow& first = (*ledger)->rows.front();
    const auto runNamed = [&](const QString& id) -> std::optional<query::HistoryRun> {
        for (const query::RegressionCell& one : first.cells) {
            query::HistoryRequest cell = historyOf(first.kind, one.names, branch());
            cell.common = request.common;
            const auto history = m_program->context.engine->history(cell, {});
            for (const query::HistoryRun& run : (*history)->runs) {
                if (fromUtf8(run.id) == id) {
                    return run;
                }
            }
        }
        return std::nullopt;
    };
    const auto bad = runNamed(view()->state().record);
    const auto good = runNamed(view()->state().options.value(QStringLiteral("other")));
    QVERIFY(bad && good);
    QCOMPARE(bad->status, StatusClass::Fail);
    QCOMPARE(bad->revision.id, first.firstBad.id);
    QCOMPARE(good->status, StatusClass::Pass);
    QCOMPARE(good->revision.id, first.lastGood.id);
    QCOMPARE(good->platform, bad->platform);
    QCOMPARE(good->lab, bad->lab);
    // Both logs are on the screen, and what differs is counted.
    const auto* diff = static_cast<const LogDiffView*>(view());
    QVERIFY(diff->before().positionCount() > 0);
    QCOMPARE(diff->before().positionCount(), diff->now().positionCount());
    QVERIFY2(test::says(*view(), QStringLiteral("Difference 1 of")),
             qPrintable(test::shownTexts(*view()).join(QLatin1Char('|'))));
}

void FiveSecondTasksTest::task8And9RangeToBlameAndParagraphForAMail()
{
    goTo("trees");
    press("G,R");
    QCOMPARE(viewName(), QStringLiteral("regressions"));
    QVERIFY(view()->status().shown > 0);
    m_clock.start();
    press("Y");
    const QString range = QApplication::clipboard()->text();
    answered("8, commit range to blame", 1);
    query::RegressionsRequest request;
    request.common = m_program->context.common();
    request.branch = branch();
    const auto ledger = m_program->context.engine->regressions(request, {});
    QVERIFY(ledger);
    const query::RegressionRow& first = (*ledger)->rows.front();
    QCOMPARE(range,
             QStringLiteral("%1..%2").arg(shortHash(first.lastGood.commit),
                                          shortHash(first.firstBad.commit)));
    m_clock.start();
    press("Shift+Y");
    const QString mail = QApplication::clipboard()->text();
    answered("9, mail paragraph about it", 1);
    QVERIFY2(mail.contains(QLatin1String("#regzbot introduced: ") + range), qPrintable(mail));
    QVERIFY2(mail.contains(revisionText(first.lastGood)), qPrintable(mail));
    QVERIFY2(mail.contains(revisionText(first.firstBad)), qPrintable(mail));
}

void FiveSecondTasksTest::task12CompareTwoCandidatesOnOneArchitecture()
{
    goTo("trees");
    press("Return");
    const auto revisions =
        m_program->context.engine->revisions({m_program->context.common(), branch()}, {});
    QVERIFY(revisions);
    const auto commitOf = [&revisions](std::size_t row) {
        return shortHash((*revisions)->rows[row].revision.commit);
    };
    goTo("home");
    press("Ctrl+K");
    type(commitOf(0));
    press("Return");
    QTRY_COMPARE(viewName(), QStringLiteral("revision"));
    settle();
    press("=");
    QCOMPARE(viewName(), QStringLiteral("compare"));
    type(commitOf(2));
    press("Return");
    const qint64 all = view()->status().total;
    press("/");
    type(QStringLiteral("arch:arm64"));
    press("Return");
    answered("12, two revisions on one architecture", 5);
    QVERIFY(view()->status().error.isEmpty());
    QVERIFY(view()->status().total > 0);
    QVERIFY(view()->status().total < all);
    QVERIFY2(view()->caption().contains(QStringLiteral("→")), qPrintable(view()->caption()));
    query::CompareRequest request;
    request.common = m_program->context.common();
    request.common.filter = *query::parseFilter("arch:arm64");
    request.revisions = {(*revisions)->rows[2].revision.id, (*revisions)->rows[0].revision.id};
    const auto compared = m_program->context.engine->compare(request, {});
    QVERIFY(compared);
    QCOMPARE(view()->status().total, qint64((*compared)->info.totalRows));
    const TableExport changes = view()->tableSource()({});
    for (const auto& row : changes.rows) {
        QVERIFY(std::ranges::any_of(
            row, [](const auto& cell) { return cell.text == QLatin1String("arm64"); }));
    }
}

void FiveSecondTasksTest::task13FlakyTestsOfASuite_data()
{
    QTest::addColumn<QString>("filter");
    QTest::newRow("all") << "path:kselftest*";
    QTest::newRow("flaky ones") << "is:flaky path:kselftest*";
}

void FiveSecondTasksTest::task13FlakyTestsOfASuite()
{
    QFETCH(QString, filter);
    goTo("trees");
    press("G,E");
    const auto all = view()->status().shown;
    press("/");
    type(filter);
    press("Return");
    QCOMPARE(viewName(), QStringLiteral("tests"));
    answered(filter.startsWith(QLatin1String("is:")) ? "13, flaky tests of kselftest"
                                                     : "13, tests of kselftest",
             4);
    QCOMPARE(view()->state().filter, filter);
    QVERIFY(view()->status().error.isEmpty());
    QVERIFY(view()->status().shown < all);
    query::TestsRequest request;
    request.common = m_program->context.common();
    request.common.filter = *query::parseFilter(filter.toStdString());
    request.kind = query::RunKind::Tests;
    request.revision = newestRevision().id;
    const auto found = m_program->context.engine->tests(request, {});
    QVERIFY(found && (*found)->info.shownRows > 0);
    QCOMPARE(view()->status().shown, qint64((*found)->info.shownRows));
    const TableExport table = view()->tableSource()({});
    for (const auto& row : table.rows) {
        QVERIFY2(row.front().text.startsWith(QLatin1String("kselftest")),
                 qPrintable(row.front().text));
    }
}

void FiveSecondTasksTest::task14HowDoesABoardDo()
{
    goTo("boots");
    const auto* matrix = m_program->window->findChild<MatrixWidget*>();
    const QString board = matrix->rowText(0).section(QStringLiteral(" · "), 0, 0);
    m_clock.start();
    press("Ctrl+K");
    type(QLatin1Char('@') + board);
    press("Return");
    QTRY_VERIFY(view()->state().filter.contains(QLatin1String("board:")));
    settle();
    QCOMPARE(viewName(), QStringLiteral("boots"));
    answered("14, how a board does", 2);
    QCOMPARE(matrix->matrix()->rows.size(), std::size_t(1));
    QVERIFY(matrix->rowText(0).startsWith(board));
    query::MatrixRequest request;
    request.common = m_program->context.common();
    request.common.filter = *query::parseFilter("board:" + board.toStdString());
    request.branch = branch();
    const auto expected = m_program->context.engine->matrix(request, {});
    QVERIFY(expected);
    QCOMPARE(matrix->matrix()->rows[0].counts, (*expected)->rows[0].counts);
    QCOMPARE(matrix->matrix()->cells.size(), (*expected)->cells.size());
}

void FiveSecondTasksTest::task15OpenWhatSomeoneSent_data()
{
    QTest::addColumn<QString>("prefix");
    QTest::newRow("id") << "";
    QTest::newRow("address of this program") << "checkerboard:log?record=";
}

void FiveSecondTasksTest::task15OpenWhatSomeoneSent()
{
    QFETCH(QString, prefix);
    goTo("boots");
    press("N");
    QApplication::clipboard()->clear(); // Of what another task left.
    press("Y");
    QTRY_VERIFY(!QApplication::clipboard()->text().isEmpty());
    settle();
    const QString id = QApplication::clipboard()->text();
    QVERIFY2(id.contains(QLatin1Char(':')), qPrintable(id));
    QApplication::clipboard()->setText(
        prefix.isEmpty() ? id : prefix + QString::fromLatin1(QUrl::toPercentEncoding(id)));
    m_clock.start();
    press("Ctrl+K");
    press("Ctrl+V");
    press("Return");
    QTRY_COMPARE(viewName(), QStringLiteral("log"));
    settle();
    answered(prefix.isEmpty() ? "15, a pasted id" : "15, a pasted address", 2);
    QCOMPARE(view()->state().record, id);
}

void FiveSecondTasksTest::task16ClangOnlyBuilds_data()
{
    QTest::addColumn<QString>("filter");
    QTest::newRow("all") << "compiler:clang*";
    QTest::newRow("new ones") << "compiler:clang* is:new";
}

void FiveSecondTasksTest::task16ClangOnlyBuilds()
{
    QFETCH(QString, filter);
    goTo("trees");
    press("G,B");
    press("/");
    type(filter);
    press("Return");
    QCOMPARE(viewName(), QStringLiteral("builds"));
    const bool isNew = filter.contains(QLatin1String("is:new"));
    answered(isNew ? "16, new breakages of clang builds" : "16, clang builds", 3);
    QVERIFY(view()->status().error.isEmpty());
    const auto* matrix = m_program->window->findChild<MatrixWidget*>();
    QVERIFY(isNew || !matrix->matrix()->cells.empty());
    query::MatrixRequest request;
    request.common = m_program->context.common();
    request.common.filter = *query::parseFilter(filter.toStdString());
    request.kind = query::MatrixKind::Build;
    request.revision = newestRevision().id;
    const auto expected = m_program->context.engine->matrix(request, {});
    QVERIFY(expected);
    QCOMPARE(view()->status().shown, qint64((*expected)->info.shownRows));
    for (const query::MatrixCell& cell : matrix->matrix()->cells) {
        const QString column = matrix->columnText(cell.column);
        QVERIFY2(column.contains(QLatin1String("clang")), qPrintable(column));
        QVERIFY(!isNew || cell.hasMark(query::CellMark::New));
    }
}

void FiveSecondTasksTest::task18SaveThisQuestion()
{
    goTo("boots");
    press("F");
    const ViewState asked = view()->state();
    m_clock.start();
    press("S");
    type(QStringLiteral("every morning"));
    press("Return");
    QTRY_COMPARE(m_program->items.lists().saved.size(), std::size_t(1));
    answered("18, save this question", 3);
    // It outlives the program, and is one key and Enter away.
    m_program = std::make_unique<Program>(m_folder.path(), *m_workbench);
    goTo("trees");
    QVERIFY(isInNavigator(QStringLiteral("every morning")));
    press("G,S");
    press("Return");
    QCOMPARE(viewName(), QStringLiteral("boots"));
    QCOMPARE(view()->state().filter, asked.filter);
    QCOMPARE(view()->state().tree, asked.tree);
}

void FiveSecondTasksTest::task19ReportAsTextFile()
{
    const QString last = m_folder.filePath(QStringLiteral("last.txt"));
    QVERIFY(m_program->preferences.set(QStringLiteral("export/file"), last));
    goTo("boots");
    press("F");
    const TableExport shown = view()->tableSource()({});
    m_clock.start();
    press("Ctrl+E");
    press("Return");
    QTRY_VERIFY(m_program->preferences.value("export/file") != last);
    QFile file(m_program->preferences.value("export/file"));
    QTRY_VERIFY(file.exists());
    answered("19, report as a text file", 3);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(file.readAll());
    QVERIFY(text.contains(QLatin1String("filter: status:fail")));
    const QString board = shown.rows.front().front().text;
    QVERIFY2(text.contains(board.left(8)), qPrintable(text.left(2000)));
    for (const QString& line : text.split(QLatin1Char('\n'))) {
        QVERIFY2(line.size() <= 78, qPrintable(line));
    }
}

void FiveSecondTasksTest::task20RunExactlyThisHere()
{
    goTo("boots");
    press("N");
    m_clock.start();
    press("R");
    answered("20, run exactly this here", 3);
    const QString command = QApplication::clipboard()->text();
    QVERIFY2(command.contains(QLatin1String("git ")), qPrintable(command));
}

void FiveSecondTasksTest::task21IsASourceLate()
{
    goTo("trees");
    // The status bar answers without a key.
    answered("21, is a source late", 1);
    QVERIFY(view()->status().dataTime);
    QStringList texts;
    for (const auto* label :
         m_program->window->findChild<StatusStrip*>()->findChildren<QLabel*>()) {
        texts << label->text();
    }
    QVERIFY2(texts.join(QLatin1Char(' ')).contains(QLatin1String("Last data")),
             qPrintable(texts.join(QLatin1Char('|'))));
}

void FiveSecondTasksTest::task22WhatWasNotTested()
{
    goTo("revision");
    press("G,C");
    press("1");
    press("4");
    answered("22, what was not tested", 3);
    QCOMPARE(view()->state().options.value(QStringLiteral("changes")), QStringLiteral("vanished"));
    const TableExport table = view()->tableSource()({});
    QVERIFY(!table.rows.empty());
    for (const auto& row : table.rows) {
        QCOMPARE(row[1].text, QStringLiteral("not tested"));
    }
    const auto revisions =
        m_program->context.engine->revisions({m_program->context.common(), branch()}, {});
    QVERIFY(revisions);
    query::CompareRequest request;
    request.common = m_program->context.common();
    request.revisions = {(*revisions)->rows[1].revision.id, (*revisions)->rows[0].revision.id};
    const auto compared = m_program->context.engine->compare(request, {});
    QVERIFY(compared);
    QCOMPARE(std::ssize(table.rows),
             std::ranges::count((*compared)->rows, query::CellChange::Vanished,
                                &query::CompareRow::change));
}

void FiveSecondTasksTest::aWatchedBoardIsInTheNavigatorUntilItIsTakenBack()
{
    goTo("boots");
    press("N");
    press("W");
    QCOMPARE(m_program->items.lists().watched.size(), std::size_t(1));
    const QString board = m_program->items.lists().watched.front().board;
    QVERIFY(!board.isEmpty());
    QVERIFY(isInNavigator(board));
    press("U");
    QVERIFY(m_program->items.lists().watched.empty());
    QVERIFY(!isInNavigator(board));
    press("Ctrl+Shift+Z");
    QVERIFY(isInNavigator(board));
    press("W");
    QVERIFY(!isInNavigator(board));
}

CBOARD_UI_TEST_MAIN(FiveSecondTasksTest)
#include "tst_five_second_tasks.moc"
