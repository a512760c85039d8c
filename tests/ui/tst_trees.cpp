// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/store_fixture.h"
#include "tests/ui/ui_fixture.h"
#include "tests/ui/watched_main.h"
#include "ui/base/feature.h"
#include "ui/trees/tree_entries.h"
#include "ui/trees/trees_columns.h"

#include <QStandardPaths>
#include <QTest>

#include <algorithm>

using namespace cboard;
using namespace cboard::ui;

namespace {

query::TreeRow branch(const char* tree, const char* name, const char* url)
{
    query::TreeRow row;
    row.tree = tree;
    row.branch = name;
    row.repositoryUrl = url;
    return row;
}

query::TreesSnapshot someTrees()
{
    query::TreesSnapshot trees;
    trees.rows = {branch("media", "next", "https://git.example/media.git"),
                  branch("stable-rc", "linux-6.6.y", "https://git.example/stable-rc.git"),
                  branch("stable-candidates", "linux-6.6.y", "https://git.example/stable-rc.git"),
                  branch("mainline", "master", "https://git.example/linux.git")};
    return trees;
}

QStringList namesOf(const std::vector<TreeEntry>& entries)
{
    QStringList names;
    for (const TreeEntry& entry : entries) {
        names << treeName(entry.row);
    }
    return names;
}

std::unique_ptr<View> openTrees(const Context& context)
{
    std::unique_ptr<View> view(findFeature(QStringLiteral("trees"))->create(context, nullptr));
    view->setAttribute(Qt::WA_DontShowOnScreen);
    view->resize(1400, 800);
    view->show();
    view->showState({});
    return view;
}

std::size_t columnOf(const TableExport& table, const QString& title)
{
    const auto place = std::find_if(table.columns.begin(), table.columns.end(),
                                    [&title](const auto& column) { return column.title == title; });
    return static_cast<std::size_t>(place - table.columns.begin());
}

} // namespace

class TreesTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void branchesOfEveryoneArePinnedUntilTheUserPins();
    void newFailuresComeAfterPinsAndBeforeTheRest();
    void otherNamesOfABranchAreSaid();
    void oldBranchesAreLeftOutUnlessTheyArePinned();
    void theWindowIsTakenOutAndGivesWayToATermOfTheFilter();
    void verdictsAreThoseOfTheEngine();
    void newAndFixedHaveTheTonesOfTheHomePage();
    void aCursorThatWasNeverMovedStaysOnTheFirstRow();
    void steppingShowsAnOlderRevisionAndEnterOpensIt();
};

void TreesTest::branchesOfEveryoneArePinnedUntilTheUserPins()
{
    QCOMPARE(namesOf(treeEntries(someTrees(), {})).first(), QStringLiteral("mainline/master"));
    TreeExtras extras;
    extras.pinned = {QStringLiteral("stable-rc/linux-6.6.y")};
    const auto entries = treeEntries(someTrees(), extras);
    QCOMPARE(namesOf(entries).first(), QStringLiteral("stable-rc/linux-6.6.y"));
    QCOMPARE(std::count_if(entries.begin(), entries.end(),
                           [](const TreeEntry& entry) { return entry.isPinned; }),
             std::ptrdiff_t(1));
}

void TreesTest::newFailuresComeAfterPinsAndBeforeTheRest()
{
    TreeExtras extras;
    TreeVerdict verdict;
    verdict.marks[query::CellMark::New] = 3;
    extras.verdicts.insert(treeId(someTrees().rows[2]), verdict);
    QCOMPARE(namesOf(treeEntries(someTrees(), extras)),
             (QStringList{QStringLiteral("mainline/master"),
                          QStringLiteral("stable-candidates/linux-6.6.y"),
                          QStringLiteral("media/next"), QStringLiteral("stable-rc/linux-6.6.y")}));
}

void TreesTest::otherNamesOfABranchAreSaid()
{
    for (const TreeEntry& entry : treeEntries(someTrees(), {})) {
        const QStringList expected = entry.row.tree == "stable-rc"
            ? QStringList{QStringLiteral("stable-candidates/linux-6.6.y")}
            : entry.row.tree == "stable-candidates"
            ? QStringList{QStringLiteral("stable-rc/linux-6.6.y")}
            : QStringList{};
        QCOMPARE(entry.sameAs, expected);
    }
}

void TreesTest::oldBranchesAreLeftOutUnlessTheyArePinned()
{
    const Timestamp now = Timestamp(std::chrono::days(1000));
    query::TreesSnapshot trees = someTrees();
    trees.rows[0].newest.time = now - std::chrono::days(29); // media/next
    trees.rows[1].newest.time = now - std::chrono::days(41); // stable-rc
    trees.rows[3].newest.time = now - std::chrono::days(41); // mainline, pinned for everyone
    TreeExtras extras;
    extras.since = now - std::chrono::days(30);
    const auto entries = treeEntries(trees, extras);
    QCOMPARE(namesOf(entries), // Whose time is not known is not called old.
             (QStringList{QStringLiteral("mainline/master"), QStringLiteral("media/next"),
                          QStringLiteral("stable-candidates/linux-6.6.y")}));
    QVERIFY(entries[0].isOld && !entries[1].isOld && !entries[2].isOld);
}

void TreesTest::theWindowIsTakenOutAndGivesWayToATermOfTheFilter()
{
    test::UiFixture fixture;
    const Timestamp late = test::MemoryEngine::now() + std::chrono::days(400);
    fixture.context.now = [late] { return late; };
    const auto view = openTrees(fixture.context);
    QTRY_VERIFY(!view->status().isLoading);
    // All are old: an empty list would only hide that there is something.
    QCOMPARE(view->scopeChips().front().text, QStringLiteral("all times, nothing in 30 d"));
    QVERIFY(view->status().shown > 0);
    ViewState state = view->state();
    state.options.insert(QStringLiteral("since"), QStringLiteral("all"));
    view->showState(state);
    QTRY_VERIFY(!view->status().isLoading);
    QCOMPARE(view->scopeChips().front().text, QStringLiteral("all times"));
    state.filter = QStringLiteral("since:90d");
    view->showState(state);
    QTRY_VERIFY(!view->status().isLoading);
    QCOMPARE(view->scopeChips().size(), 1); // The baseline.
}

void TreesTest::newAndFixedHaveTheTonesOfTheHomePage()
{
    const test::UiFixture fixture;
    const auto spec = treesTable(fixture.context);
    TreeEntry entry;
    entry.verdict.emplace();
    const auto toneOf = [&](const char* id) {
        const auto column =
            std::find_if(spec->columns.begin(), spec->columns.end(),
                         [id](const auto& one) { return one.head.id == QLatin1String(id); });
        return column->tone(entry);
    };
    QCOMPARE(toneOf("new"), std::nullopt);
    QCOMPARE(toneOf("fixed"), std::nullopt);
    entry.verdict->marks[query::CellMark::New] = 2;
    entry.verdict->marks[query::CellMark::Fixed] = 1;
    QCOMPARE(toneOf("new"), std::optional(StatusClass::Fail));
    QCOMPARE(toneOf("fixed"), std::optional(StatusClass::Pass));
}

void TreesTest::verdictsAreThoseOfTheEngine()
{
    const auto fixture =
        test::StoreFixture::create({.seed = 7, .trees = 2, .revisions = 6, .tests = 4000});
    QVERIFY(fixture);
    const auto view = openTrees(fixture->context);
    QTRY_VERIFY_WITH_TIMEOUT(!view->status().isLoading, 30'000);
    const TableExport table = view->tableSource()(TaskContext());
    QCOMPARE(table.rows.size(), std::size_t(2));
    const auto trees = fixture->context.engine->trees({fixture->context.common()}, {});
    QVERIFY(trees);
    std::int64_t failing = 0;
    for (const query::TreeRow& row : (*trees)->rows) {
        query::VerdictsRequest request{
            fixture->context.common(), {row.tree, row.branch, row.repositoryUrl}, row.newest.id};
        const auto verdicts = fixture->context.engine->verdicts(request, {});
        QVERIFY(verdicts);
        const TreeVerdict verdict = verdictOf((*verdicts)->rows.front(), {});
        const auto shown =
            std::find_if(table.rows.begin(), table.rows.end(),
                         [&row](const auto& cells) { return cells[0].text == treeName(row); });
        QVERIFY(shown != table.rows.end());
        const int still = verdict.marks[query::CellMark::StillFailing];
        failing += still;
        QCOMPARE((*shown)[columnOf(table, QStringLiteral("Still"))].text,
                 still == 0 ? QStringLiteral("–") : QString::number(still));
    }
    QVERIFY2(failing > 0, "the generated results have nothing to judge");
}

void TreesTest::aCursorThatWasNeverMovedStaysOnTheFirstRow()
{
    const auto fixture =
        test::StoreFixture::create({.seed = 7, .trees = 5, .revisions = 6, .tests = 6000});
    QVERIFY(fixture);
    const auto trees = fixture->context.engine->trees({fixture->context.common()}, {});
    QVERIFY(trees);
    const QString unjudged = namesOf(treeEntries(**trees, {})).first();
    const auto view = openTrees(fixture->context);
    QTRY_VERIFY_WITH_TIMEOUT(!view->status().isLoading, 30'000);
    const QString first = view->tableSource()(TaskContext()).rows.front()[0].text;
    QVERIFY2(first != unjudged, "verdicts change nothing of the order here");
    const ViewState state = view->state();
    QCOMPARE(state.tree + QLatin1Char('/') + state.branch, first);
}

void TreesTest::steppingShowsAnOlderRevisionAndEnterOpensIt()
{
    test::UiFixture fixture;
    const auto view = openTrees(fixture.context);
    QTRY_VERIFY(!view->status().isLoading);
    const ViewState shown = view->state();
    QVERIFY(view->perform(ActionId::OlderRevision));
    QTRY_VERIFY(!view->status().isLoading);
    QCOMPARE(view->state().tree, shown.tree); // The cursor stays.
    QVERIFY(view->perform(ActionId::Open));
    query::RevisionsRequest request;
    request.common = fixture.context.common();
    request.branch = {shown.tree.toStdString(), shown.branch.toStdString(), {}};
    const auto revisions = fixture.engine.revisions(request, {});
    QCOMPARE(fixture.navigator.opened.front().revision.toStdString(),
             (*revisions)->rows[1].revision.commit);
    QVERIFY(view->perform(ActionId::NewerRevision));
    QTRY_VERIFY(!view->status().isLoading);
    QVERIFY(view->perform(ActionId::Open));
    QVERIFY(fixture.navigator.opened.back().revision.isEmpty()); // The newest, whatever it is then.
}

CBOARD_UI_TEST_MAIN(TreesTest)
#include "tst_trees.moc"
