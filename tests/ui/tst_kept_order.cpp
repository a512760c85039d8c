// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/ui_fixture.h"
#include "tests/ui/watched_main.h"
#include "tests/ui/window_input.h"
#include "ui/base/feature.h"
#include "ui/base/preferences.h"
#include "ui/shell/main_window.h"
#include "ui/shell/tab_page.h"
#include "ui/widgets/common_columns.h"
#include "ui/widgets/kept_order.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/table_footer.h"

#include <QAbstractItemView>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <atomic>

using namespace cboard;
using namespace cboard::ui;

namespace {

struct Run {
    std::string id;
    int fails = 0;
    std::string arch = "arm64";
};
using Runs = std::vector<Run>;

std::shared_ptr<const TableRows> rowsOf(Runs runs)
{
    static const auto Spec = [] {
        auto spec = std::make_shared<TableSpec<Run>>();
        spec->id = [](const Run& run) { return fromUtf8(run.id); };
        auto fails = numberColumn<Run>({QStringLiteral("fails"), QStringLiteral("Fails"), 8},
                                       [](const Run& run) { return run.fails; });
        fails.head.isSummed = true;
        spec->columns = {
            textColumn<Run>({QStringLiteral("id"), QStringLiteral("Run"), 60}, &Run::id), fails,
            textColumn<Run>({QStringLiteral("arch"), QStringLiteral("Arch"), 12}, &Run::arch)};
        return spec;
    }();
    auto owner = std::make_shared<const Runs>(std::move(runs));
    return std::make_shared<const TypedRows<Run>>(Spec, owner, *owner);
}

/// Most fails first.
TableChoice worstFirst()
{
    TableChoice choice;
    choice.sort = {{QStringLiteral("fails"), true}};
    return choice;
}

/// Lines as they stand on the screen: "a b [c] -d" with [headings] and -rows that are gone.
QString linesOf(const TableRows& rows, const TableArrangement& shown)
{
    QStringList lines;
    for (const TableLine& line : tableLines(shown, {})) {
        lines << (line.row >= 0        ? rows.id(line.row)
                      : line.gone >= 0 ? QLatin1Char('-') + shown.gone[std::size_t(line.gone)].text
                                       : QLatin1Char('[')
                          + shown.groups[std::size_t(line.group)].text + QLatin1Char(']'));
    }
    return lines.join(QLatin1Char(' '));
}

/// What is seen, one commit after the other.
struct Screen {
    Screen(const Runs& runs, TableChoice by)
        : choice(std::move(by))
        , rows(rowsOf(runs))
        , shown(*arrangeTable(*rows, choice, {}))
    {
    }

    QString follow(const Runs& runs)
    {
        const auto next = rowsOf(runs);
        shown = *keepOrder(*rows, *shown, *next, choice, {});
        rows = next;
        return linesOf(*rows, *shown);
    }

    TableChoice choice;
    std::shared_ptr<const TableRows> rows;
    std::shared_ptr<const TableArrangement> shown;
};

/// Trees that grow at the top by one with each commit.
class GrowingEngine : public test::MemoryEngine {
public:
    using MemoryEngine::MemoryEngine;
    query::Answer<query::TreesSnapshot> trees(const query::TreesRequest& request,
                                              const TaskContext& task) override
    {
        CBOARD_TRY(const auto trees, MemoryEngine::trees(request, task));
        auto grown = std::make_shared<query::TreesSnapshot>(*trees);
        for (int i = 0; i < commits; ++i) {
            query::TreeRow row = grown->rows.front();
            row.tree = "newcomer" + std::to_string(i);
            row.newest.tree = row.tree;
            grown->rows.insert(grown->rows.begin(), std::move(row));
        }
        return std::shared_ptr<const query::TreesSnapshot>(std::move(grown));
    }

    std::atomic<int> commits = 0;
};

} // namespace

class KeptOrderTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init();
    void newRowsStandBelowThoseThatWereThere();
    void newRowsThatComeLastAnywaySayNothing();
    void changedRowsStayWhereTheyAre();
    void rowsThatWaitAreCountedUntilAllIsInOrder();
    void rowsThatAreGoneLeaveTheirLine();
    void aRowThatComesBackIsANewOne();
    void groupsStandStillAndTakeTheirNewRows();
    void anotherListIsSorted();
    void sumsCountAllRows();
    void aStoppedMergeIsCancelled();
    void theFootSaysWhatWaits();
    void aCardHasAFootOnlyForNews();
    void theKeyInTheFootIsTheBoundOne();
    void aClickOnTheFootPutsAllInOrder();
    void theUsersOwnSortPutsAllInOrder();
    void theSelectedRowStandsStillWhenRowsAboveItGo();
    void aSelectedRowThatIsGoneKeepsTheCursor();
    void largeTablesAreMergedOffTheGuiThread();
    void aCommitMovesNothingAndF5PutsInOrder();
    void aFilterPutsAllInOrder();
    void tablesOfEveryViewStandStill_data();
    void tablesOfEveryViewStandStill();
};

void KeptOrderTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).")));
}

void KeptOrderTest::newRowsStandBelowThoseThatWereThere()
{
    Screen screen({{"b", 5}, {"c", 3}, {"a", 1}}, worstFirst());
    QCOMPARE(screen.follow({{"x", 9}, {"b", 5}, {"y", 4}, {"c", 3}, {"a", 1}}),
             QStringLiteral("b c a x y"));
    QCOMPARE(screen.shown->lateRows, 2);
    QVERIFY(!screen.shown->isSorted);
    QCOMPARE(linesOf(*screen.rows, **arrangeTable(*screen.rows, screen.choice, {})),
             QStringLiteral("x b y c a"));
}

void KeptOrderTest::newRowsThatComeLastAnywaySayNothing()
{
    Screen screen({{"b", 5}, {"c", 3}}, worstFirst());
    QCOMPARE(screen.follow({{"b", 5}, {"c", 3}, {"z", 0}}), QStringLiteral("b c z"));
    QVERIFY(screen.shown->isSorted);
    QCOMPARE(screen.shown->lateRows, 0);
    Screen unsorted({{"b", 5}, {"a", 3}}, {});
    QCOMPARE(unsorted.follow({{"b", 5}, {"a", 3}, {"c", 7}}), QStringLiteral("b a c"));
    QVERIFY(unsorted.shown->isSorted);
}

void KeptOrderTest::changedRowsStayWhereTheyAre()
{
    Screen screen({{"b", 5}, {"c", 3}}, worstFirst());
    QCOMPARE(screen.follow({{"b", 5}, {"c", 8}}), QStringLiteral("b c"));
    QCOMPARE(screen.shown->lateRows, 0);
    QVERIFY(!screen.shown->isSorted);
    QCOMPARE(screen.rows->data(screen.shown->order[1], 1, Qt::DisplayRole).toString(),
             QStringLiteral("8"));
    QCOMPARE(screen.follow({{"b", 9}, {"c", 8}}), QStringLiteral("b c"));
    QVERIFY(screen.shown->isSorted); // By itself.
}

void KeptOrderTest::rowsThatWaitAreCountedUntilAllIsInOrder()
{
    Screen screen({{"b", 5}, {"c", 3}}, worstFirst());
    screen.follow({{"x", 9}, {"b", 5}, {"c", 3}});
    QCOMPARE(screen.follow({{"x", 9}, {"y", 8}, {"b", 5}, {"c", 3}}), QStringLiteral("b c x y"));
    QCOMPARE(screen.shown->lateRows, 2);
    QCOMPARE(screen.follow({{"b", 9}, {"c", 8}, {"x", 7}, {"y", 6}}), QStringLiteral("b c x y"));
    QCOMPARE(screen.shown->lateRows, 0);
    screen.follow({{"n", 99}, {"b", 9}, {"c", 8}, {"x", 7}, {"y", 6}});
    QCOMPARE(screen.shown->lateRows, 1);
}

void KeptOrderTest::rowsThatAreGoneLeaveTheirLine()
{
    Screen screen({{"a", 9}, {"b", 8}, {"c", 7}, {"d", 6}, {"e", 5}}, worstFirst());
    QCOMPARE(screen.follow({{"b", 8}, {"d", 6}, {"e", 5}}), QStringLiteral("-a b -c d e"));
    QVERIFY(!screen.shown->isSorted);
    QCOMPARE(screen.shown->sums.rows, 3);
    QCOMPARE(screen.follow({{"b", 8}, {"d", 6}, {"x", 9}}), QStringLiteral("-a b -c d -e x"));
    QCOMPARE(screen.shown->gone.size(), std::size_t(3));
}

void KeptOrderTest::aRowThatComesBackIsANewOne()
{
    Screen screen({{"a", 9}, {"b", 8}, {"c", 7}}, worstFirst());
    screen.follow({{"b", 8}, {"c", 7}});
    QCOMPARE(screen.follow({{"a", 9}, {"b", 8}, {"c", 7}}), QStringLiteral("b c a"));
    QCOMPARE(screen.shown->lateRows, 1);
}

void KeptOrderTest::groupsStandStillAndTakeTheirNewRows()
{
    TableChoice choice = worstFirst();
    choice.groups = {QStringLiteral("arch")};
    Screen screen({{"a", 1, "arm64"}, {"b", 5, "arm64"}, {"c", 3, "x86_64"}}, choice);
    QCOMPARE(linesOf(*screen.rows, *screen.shown), QStringLiteral("[arm64] b a [x86_64] c"));
    QCOMPARE(screen.follow({{"n", 9, "arm64"},
                            {"a", 1, "arm64"},
                            {"b", 5, "arm64"},
                            {"c", 3, "x86_64"},
                            {"m", 1, "arc"}}),
             QStringLiteral("[arm64] b a n [x86_64] c [arc] m"));
    QCOMPARE(screen.shown->lateRows, 2);
    QCOMPARE(screen.shown->groups.front().sums.rows, 3);
    // Rows that are gone leave no line in a group.
    QCOMPARE(screen.follow({{"n", 9, "arm64"}, {"a", 1, "arm64"}, {"c", 3, "x86_64"}}),
             QStringLiteral("[arm64] a n [x86_64] c"));
}

void KeptOrderTest::anotherListIsSorted()
{
    Screen screen({{"a", 1}, {"b", 5}, {"c", 3}}, worstFirst());
    QCOMPARE(screen.follow({{"a", 1}, {"x", 2}, {"y", 7}}), QStringLiteral("y x a"));
    QVERIFY(screen.shown->isSorted);
    Screen empty({}, worstFirst());
    QCOMPARE(empty.follow({{"a", 1}, {"x", 2}}), QStringLiteral("x a"));
    QVERIFY(empty.shown->isSorted);
}

void KeptOrderTest::sumsCountAllRows()
{
    Screen screen({{"b", 5}, {"c", 3}}, worstFirst());
    screen.follow({{"x", 9}, {"b", 6}, {"c", 3}});
    QCOMPARE(screen.shown->sums.rows, 3);
    QCOMPARE(screen.shown->sums.numbers[1], 18.0);
}

void KeptOrderTest::aStoppedMergeIsCancelled()
{
    std::stop_source stop;
    stop.request_stop();
    const auto rows = rowsOf({{"a", 1}});
    const auto shown = *arrangeTable(*rows, {}, {});
    const auto result = keepOrder(*rows, *shown, *rows, {}, TaskContext(stop.get_token(), {}));
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Cancelled);
}

namespace {

/// A table that is looked at, worst rows first.
struct Table {
    explicit Table(const Runs& runs)
        : table(fixture.context)
    {
        table.setAttribute(Qt::WA_DontShowOnScreen);
        table.resize(900, 300);
        table.show();
        table.setChoice(worstFirst());
        table.setRows(rowsOf(runs));
    }

    void follow(const Runs& runs)
    {
        table.setHolding(true);
        table.setRows(rowsOf(runs));
        table.setHolding(false);
    }
    TableFooter& foot() { return *table.findChild<TableFooter*>(); }
    QString lines() const { return linesOf(*table.rows(), *table.arrangement()); }
    int topOfCursor() const { return table.view()->visualRect(table.view()->currentIndex()).top(); }

    test::UiFixture fixture;
    ResultTable table;
};

} // namespace

void KeptOrderTest::theFootSaysWhatWaits()
{
    Table shown({{"b", 5}, {"c", 3}});
    QCOMPARE(shown.foot().news(), QString());
    shown.follow({{"b", 5}, {"c", 3}, {"d", 1}});
    QCOMPARE(shown.foot().news(), QString());
    shown.follow({{"x", 9}, {"b", 5}, {"c", 3}, {"d", 1}});
    QCOMPARE(shown.foot().news(), QStringLiteral("1 new row, press F5"));
    shown.follow({{"x", 9}, {"y", 8}, {"b", 5}, {"c", 3}});
    QCOMPARE(shown.foot().news(), QStringLiteral("2 new rows, 1 gone, press F5"));
    shown.table.putInOrder();
    QCOMPARE(shown.foot().news(), QString());
    shown.follow({{"x", 9}, {"y", 8}, {"b", 5}, {"c", 30}});
    QCOMPARE(shown.foot().news(), QStringLiteral("order changed, press F5"));
    shown.table.setRows(rowsOf({{"x", 9}, {"y", 8}})); // By the user.
    QCOMPARE(shown.foot().news(), QString());
}

void KeptOrderTest::aCardHasAFootOnlyForNews()
{
    Table shown({{"b", 5}, {"c", 3}});
    shown.table.setFootOnlyForNews();
    QVERIFY(shown.foot().isHidden());
    const int height = shown.table.fullHeight();
    shown.follow({{"x", 9}, {"b", 5}});
    QVERIFY(!shown.foot().isHidden());
    QVERIFY(shown.table.fullHeight() > height);
    shown.table.putInOrder();
    QVERIFY(shown.foot().isHidden());
    QCOMPARE(shown.table.fullHeight(), height);
}

void KeptOrderTest::theKeyInTheFootIsTheBoundOne()
{
    const QTemporaryDir folder;
    test::UiFixture fixture;
    Preferences preferences(
        *service::SettingsFile::load((folder.path() + QStringLiteral("/settings")).toStdString()),
        fixture.tasks);
    QVERIFY(preferences.set(QStringLiteral("keys/refresh"), QStringLiteral("Ctrl+R")));
    fixture.context.preferences = &preferences;
    ResultTable table(fixture.context);
    table.setChoice(worstFirst());
    table.setRows(rowsOf({{"b", 5}, {"c", 3}}));
    table.setHolding(true);
    table.setRows(rowsOf({{"x", 9}, {"b", 5}, {"c", 3}}));
    QCOMPARE(table.findChild<TableFooter*>()->news(), QStringLiteral("1 new row, press Ctrl+R"));
}

void KeptOrderTest::aClickOnTheFootPutsAllInOrder()
{
    Table shown({{"b", 5}, {"c", 3}});
    shown.follow({{"x", 9}, {"b", 5}, {"c", 3}});
    QCOMPARE(shown.lines(), QStringLiteral("b c x"));
    QTest::mouseClick(&shown.foot(), Qt::LeftButton, {}, QPoint(500, 10)); // Beside the words.
    QCOMPARE(shown.lines(), QStringLiteral("b c x"));
    shown.foot().grab();
    const int rows = shown.foot().fontMetrics().horizontalAdvance(QStringLiteral("3 rows · "));
    QTest::mouseClick(&shown.foot(), Qt::LeftButton, {}, QPoint(rows + 20, 12));
    QCOMPARE(shown.lines(), QStringLiteral("x b c"));
    QCOMPARE(shown.foot().news(), QString());
}

void KeptOrderTest::theUsersOwnSortPutsAllInOrder()
{
    Table shown({{"b", 5}, {"c", 3}});
    shown.table.setHolding(true);
    shown.table.setRows(rowsOf({{"x", 9}, {"a", 4}, {"b", 5}, {"c", 3}}));
    QCOMPARE(shown.lines(), QStringLiteral("b c x a"));
    shown.table.sortBy(0, false);
    QCOMPARE(shown.lines(), QStringLiteral("a b c x"));
    QVERIFY(!shown.table.isHolding());
}

void KeptOrderTest::theSelectedRowStandsStillWhenRowsAboveItGo()
{
    Table shown({{"a", 9}, {"b", 8}, {"c", 7}, {"d", 6}}); // No scroll bar: nothing can give way.
    shown.table.setCurrentId(QStringLiteral("c"));
    const int before = shown.topOfCursor();
    shown.follow({{"n", 99}, {"b", 8}, {"c", 7}, {"d", 6}});
    QCOMPARE(shown.lines(), QStringLiteral("-a b c d n"));
    QCOMPARE(shown.table.currentId(), QStringLiteral("c"));
    QCOMPARE(shown.topOfCursor(), before);
    QCOMPARE(shown.table.shownRows().size(), std::size_t(4)); // Copies hold what is there.
}

void KeptOrderTest::aSelectedRowThatIsGoneKeepsTheCursor()
{
    Table shown({{"a", 9}, {"b", 8}, {"c", 7}});
    shown.table.setCurrentId(QStringLiteral("b"));
    const int before = shown.topOfCursor();
    shown.follow({{"a", 9}, {"c", 7}});
    QCOMPARE(shown.topOfCursor(), before);
    QCOMPARE(shown.table.currentRow(), -1); // Nothing is there to be inspected or opened.
    shown.table.moveBy(1);
    QCOMPARE(shown.table.currentId(), QStringLiteral("c"));
    shown.table.moveBy(-1);
    shown.table.putInOrder();
    QCOMPARE(shown.table.currentId(), QStringLiteral("c"));
}

void KeptOrderTest::largeTablesAreMergedOffTheGuiThread()
{
    constexpr int Many = 1'000'000;
    const auto runs = [](int first) {
        Runs made;
        for (int i = first; i < Many; ++i) {
            made.push_back({std::to_string(i), i * 7919 % Many});
        }
        return made;
    };
    Table shown({{"a", 1}});
    const auto many = rowsOf(runs(100));
    const auto more = rowsOf(runs(0));
    shown.table.setRows(many);
    QTRY_VERIFY_WITH_TIMEOUT(!shown.table.isArranging(), 60'000);
    shown.table.showRow(Many / 2, 0);
    const QString id = shown.table.currentId();
    const int before = shown.topOfCursor();
    shown.table.setHolding(true);
    shown.table.setRows(more);
    QVERIFY(shown.table.isArranging());
    shown.table.setHolding(false);
    QTRY_VERIFY_WITH_TIMEOUT(!shown.table.isArranging(), 60'000);
    QCOMPARE(shown.table.arrangement()->lateRows, 100);
    QCOMPARE(shown.table.currentId(), id);
    QCOMPARE(shown.topOfCursor(), before);
}

namespace {

/// A window with a view over an engine to which trees are added.
struct Window {
    explicit Window(const char* view)
    {
        fixture.context.engine = &engine;
        window = std::make_unique<MainWindow>(fixture.context);
        ViewState state;
        state.view = QLatin1String(view);
        state.tree = QStringLiteral("mainline");
        state.branch = QStringLiteral("master");
        window->open(state);
        window->resize(1500, 900);
        window->show();
    }
    ~Window()
    {
        window.reset();
        fixture.pool.waitForDone();
    }

    bool isSettled() const { return window->isSettled(); }
    ResultTable& table() const { return *window->currentView()->findChild<ResultTable*>(); }
    QStringList ids() const
    {
        QStringList ids;
        for (const int row : table().shownRows()) {
            ids << table().rows()->id(row);
        }
        return ids;
    }
    QString news() const { return table().findChild<TableFooter*>()->news(); }

    GrowingEngine engine{test::MemorySize{6, 8, 12, 4, 60, 2}};
    test::UiFixture fixture;
    std::unique_ptr<MainWindow> window;
};

} // namespace

void KeptOrderTest::aCommitMovesNothingAndF5PutsInOrder()
{
    Window shown("trees");
    QVERIFY(QTest::qWaitForWindowActive(shown.window.get()));
    QTRY_VERIFY_WITH_TIMEOUT(shown.isSettled() && !shown.ids().isEmpty(), 20'000);
    const QStringList before = shown.ids();
    test::pressKeys(*shown.window, "J");
    const QString current = shown.table().currentId();
    shown.engine.commits = 1;
    shown.window->onStoreChanged({});
    QTRY_COMPARE_WITH_TIMEOUT(shown.ids().size(), before.size() + 1, 20'000);
    QTRY_VERIFY(shown.isSettled());
    QCOMPARE(shown.ids().mid(0, before.size()), before);
    QCOMPARE(shown.table().currentId(), current);
    QCOMPARE(shown.news(), QStringLiteral("1 new row, press F5"));
    shown.engine.commits = 3;
    shown.window->onStoreChanged({});
    QTRY_COMPARE_WITH_TIMEOUT(shown.news(), QStringLiteral("3 new rows, press F5"), 20'000);
    QTRY_VERIFY(shown.isSettled());
    QCOMPARE(shown.ids().mid(0, before.size()), before);
    test::pressKeys(*shown.window, "F5");
    QTRY_COMPARE_WITH_TIMEOUT(shown.news(), QString(), 20'000);
    QTRY_VERIFY(shown.isSettled());
    QVERIFY(shown.ids().mid(0, before.size()) != before);
    QCOMPARE(shown.ids().size(), before.size() + 3);
    QCOMPARE(shown.table().currentId(), current);
}

void KeptOrderTest::aFilterPutsAllInOrder()
{
    Window shown("trees");
    QVERIFY(QTest::qWaitForWindowActive(shown.window.get()));
    QTRY_VERIFY_WITH_TIMEOUT(shown.isSettled() && !shown.ids().isEmpty(), 20'000);
    shown.engine.commits = 1;
    shown.window->onStoreChanged({});
    QTRY_VERIFY_WITH_TIMEOUT(!shown.news().isEmpty(), 20'000);
    test::pressKeys(*shown.window, "/");
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("tree:newcomer*,mainline*"));
    test::pressKeys(*shown.window, "Return");
    QTRY_COMPARE_WITH_TIMEOUT(shown.news(), QString(), 20'000);
}

void KeptOrderTest::tablesOfEveryViewStandStill_data()
{
    QTest::addColumn<QString>("view");
    for (const Feature& feature : featureRegistry()) {
        QTest::addRow("%s", qPrintable(feature.id)) << feature.id;
    }
}

/// While what a commit brought is read; and no longer.
void KeptOrderTest::tablesOfEveryViewStandStill()
{
    QFETCH(const QString, view);
    Window shown(qPrintable(view));
    QTRY_VERIFY_WITH_TIMEOUT(shown.isSettled(), 20'000);
    const auto tables = shown.window->currentView()->findChildren<ResultTable*>();
    const auto areHeld = [&tables] {
        return std::all_of(tables.begin(), tables.end(),
                           [](const ResultTable* table) { return table->isHolding(); });
    };
    shown.window->findChild<TabPage*>()->follow();
    QVERIFY(areHeld());
    QTRY_VERIFY_WITH_TIMEOUT(shown.isSettled(), 20'000);
    QTRY_VERIFY(std::none_of(tables.begin(), tables.end(),
                             [](const ResultTable* table) { return table->isHolding(); }));
}

CBOARD_UI_TEST_MAIN(KeptOrderTest)
#include "tst_kept_order.moc"
