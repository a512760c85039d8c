// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/shown_texts.h"
#include "tests/ui/store_fixture.h"
#include "tests/ui/watched_main.h"
#include "tests/ui/window_input.h"
#include "ui/base/resolve.h"
#include "ui/base/text_format.h"
#include "ui/compare/compare_columns.h"
#include "ui/compare/compare_pickers.h"
#include "ui/compare/compare_sides.h"
#include "ui/compare/compare_summary.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/toggle_chips.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QToolButton>

using namespace cboard;
using namespace cboard::ui;

namespace {

generate::Options season()
{
    return {.seed = 11, .trees = 2, .revisions = 8, .tests = 16'000, .withLogs = true};
}

} // namespace

class CompareViewTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void sidesStandInTheAddress();
    void sidesAreFoundByAllTheirNames();
    void anEmptyFirstNameIsTheOneBefore();
    void theFirstCanBeTheMergeBaseOrTheAccepted();
    void unknownNamesAreSaid();
    void numbersAndRowsAreThoseOfTheEngine();
    void digitsShowOtherChanges();
    void swappingTurnsRegressionsIntoFixes();
    void equalSignComparesAndAsksForTheOtherSide();
    void threeSidesAreThreeColumns();
    void theSelectionIsARunOfTheLastSide();
    void aKeyTakesTheNearestRevisionInWhichTheCellRan();
    void halfAWindowCutsNoNameOfAChange();
    void copyingIsSaid();

private:
    void open(const ViewState& state);
    void settle();
    void press(const char* keys);
    View* view() const { return m_window->currentView(); }
    query::CompareSnapshot compareNewest() const;
    QString chipText(const QString& name) const
    {
        for (const auto* chip : view()->findChild<ToggleChips*>()->findChildren<QToolButton*>()) {
            if (chip->text().contains(name)) {
                return chip->text();
            }
        }
        return {};
    }

    std::unique_ptr<test::StoreFixture> m_fixture;
    std::unique_ptr<MainWindow> m_window;
    std::shared_ptr<const query::RevisionsSnapshot> m_revisions; ///< Of the branch shown.
    query::BranchKey m_branch;
};

void CompareViewTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    m_fixture = test::StoreFixture::create(season());
    QVERIFY(m_fixture);
    const query::Common common = m_fixture->context.common();
    m_branch = *resolveBranch(*m_fixture->context.engine, {}, common, {});
    m_revisions = *m_fixture->context.engine->revisions({common, m_branch, 30}, {});
    QVERIFY(m_revisions->rows.size() >= 4);
}

void CompareViewTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).")));
    m_window.reset();
}

void CompareViewTest::open(const ViewState& state)
{
    m_window = std::make_unique<MainWindow>(m_fixture->context);
    m_window->open(state);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    settle();
}

void CompareViewTest::settle()
{
    QTRY_VERIFY_WITH_TIMEOUT(m_window->isSettled(), 30'000);
}

void CompareViewTest::press(const char* keys)
{
    test::pressKeys(*m_window, keys);
    settle();
}

query::CompareSnapshot CompareViewTest::compareNewest() const
{
    query::CompareRequest request;
    request.common = m_fixture->context.common();
    request.revisions = {m_revisions->rows[1].revision.id, m_revisions->rows[0].revision.id};
    return **m_fixture->context.engine->compare(request, {});
}

void CompareViewTest::sidesStandInTheAddress()
{
    ViewState state;
    state.view = QStringLiteral("compare");
    const QStringList sides{QStringLiteral("v6.18"), QStringLiteral("next/master HEAD~2")};
    const auto again = fromAddress(toAddress(withSides(state, sides)));
    QVERIFY(again);
    QCOMPARE(askedSides(*again), sides);
    QVERIFY(askedSides(withSides(*again, {sides.front()})).isEmpty());
}

void CompareViewTest::sidesAreFoundByAllTheirNames()
{
    query::Engine& engine = *m_fixture->context.engine;
    const query::Common common = m_fixture->context.common();
    const query::RevisionRef& older = m_revisions->rows[3].revision;
    const QString place = branchText(older);
    for (const QString& name :
         {QStringLiteral("HEAD~3"), fromUtf8(older.commit), fromUtf8(older.commit).left(12),
          revisionText(older), place + QStringLiteral(" HEAD~3"), sideName(older)}) {
        const auto found = findSide(engine, common, m_branch, name, {});
        QVERIFY2(found, qPrintable(name));
        QCOMPARE(found->id, older.id);
        // The same from another branch, except for what counts from its own head.
        if (!name.startsWith(QLatin1String("HEAD"))) {
            const auto elsewhere = findSide(engine, common, {"no", "such", {}}, name, {});
            QVERIFY2(elsewhere, qPrintable(name));
            QCOMPARE(elsewhere->id, older.id);
        }
    }
    const auto head = findSide(engine, common, {"no", "such", {}}, place, {});
    QVERIFY(head);
    QCOMPARE(head->id, m_revisions->rows[0].revision.id);
}

void CompareViewTest::anEmptyFirstNameIsTheOneBefore()
{
    ViewState state;
    state.tree = fromUtf8(m_branch.tree);
    state.branch = fromUtf8(m_branch.branch);
    const ViewState asked = withSides(state, {QString(), QStringLiteral("HEAD~1")});
    const auto sides = findSides(*m_fixture->context.engine, m_fixture->context.common(), asked,
                                 BaselineQuestion(m_fixture->context, asked), {});
    QVERIFY(sides);
    QCOMPARE(sides->front().id, m_revisions->rows[2].revision.id);
    QCOMPARE(sides->back().id, m_revisions->rows[1].revision.id);
}

void CompareViewTest::theFirstCanBeTheMergeBaseOrTheAccepted()
{
    ViewState state;
    state.tree = fromUtf8(m_branch.tree);
    state.branch = fromUtf8(m_branch.branch);
    const auto sidesOf = [&](const QString& first) {
        const ViewState asked = withSides(state, {first, QStringLiteral("HEAD~1")});
        return findSides(*m_fixture->context.engine, m_fixture->context.common(), asked,
                         sidesQuestion(m_fixture->context, asked), {});
    };
    const QString own = QStringLiteral("branch:") + branchText(m_branch);
    const auto sides = sidesOf(own); // Without a clone by date.
    QVERIFY(sides);
    QVERIFY(sides->front().tree == m_branch.tree
            && sides->back().id == m_revisions->rows[1].revision.id);
    const auto none = sidesOf(QStringLiteral("accepted"));
    QVERIFY(!none && none.error().kind == ErrorKind::NotFound);
    QVERIFY(!sidesOf(QStringLiteral("branch:no/such")));
}

void CompareViewTest::unknownNamesAreSaid()
{
    open(withSides({QStringLiteral("compare"), {}, {}, {}, {}, {}, RecordKind::Test, {}, {}},
                   {QStringLiteral("v0.01"), QStringLiteral("HEAD")}));
    QVERIFY2(view()->status().error.contains(QLatin1String("v0.01")),
             qPrintable(view()->status().error));
}

void CompareViewTest::numbersAndRowsAreThoseOfTheEngine()
{
    const query::RevisionRef& newest = m_revisions->rows.front().revision;
    ViewState newestTwo;
    newestTwo.view = QStringLiteral("revision");
    newestTwo.tree = fromUtf8(newest.tree);
    newestTwo.branch = fromUtf8(newest.branch);
    newestTwo.repositoryUrl = fromUtf8(newest.repositoryUrl);
    open(newestTwo);
    press("G,C");
    QCOMPARE(view()->state().view, QStringLiteral("compare"));
    const query::CompareSnapshot expected = compareNewest();
    std::int64_t all = 0;
    for (const auto change :
         {query::CellChange::Regression, query::CellChange::Vanished, query::CellChange::Fixed}) {
        for (const auto& kind : expected.counts) {
            all += kind.at(static_cast<std::size_t>(change));
        }
    }
    // Of what is not tested any more only what had passed.
    const std::int64_t shown = all - std::ranges::count_if(expected.rows, [](const auto& row) {
                                   return row.change == query::CellChange::Vanished
                                       && row.statuses.front() != StatusClass::Pass;
                               });
    QVERIFY(shown > 0 && shown < all);
    // The chips count what is shown, and say what is not.
    std::int64_t vanished = 0;
    for (const auto& kind : expected.counts) {
        vanished += kind.at(static_cast<std::size_t>(query::CellChange::Vanished));
    }
    QVERIFY2(chipText(QStringLiteral("not tested")).endsWith(countText(vanished - (all - shown))),
             qPrintable(chipText(QStringLiteral("not tested"))));
    QCOMPARE(view()->scopeChips().back().text,
             QStringLiteral("not tested: only what passed, %1 others are not shown")
                 .arg(countText(all - shown)));
    QCOMPARE(view()->status().shown, shown);
    QCOMPARE(view()->status().total, expected.info.totalRows);
    QCOMPARE(view()->tableSource()({}).rows.size(), static_cast<std::size_t>(shown));
    ViewState withAll = view()->state();
    withAll.options.insert(QStringLiteral("vanished"), QStringLiteral("all"));
    open(withAll);
    QCOMPARE(view()->status().shown, all);
    QCOMPARE(view()->scopeChips().back().text, QStringLiteral("not tested: all"));
    QVERIFY(chipText(QStringLiteral("not tested")).endsWith(countText(vanished)));
}

void CompareViewTest::digitsShowOtherChanges()
{
    open({QStringLiteral("compare"), {}, {}, {}, {}, {}, RecordKind::Test, {}, {}});
    press("1");
    press("4");
    QCOMPARE(view()->state().options.value(QStringLiteral("changes")), QStringLiteral("vanished"));
    const TableExport table = view()->tableSource()({});
    for (const auto& row : table.rows) {
        QCOMPARE(row[1].text, QStringLiteral("not tested"));
    }
    press("1");
    press("4");
    QVERIFY(!view()->state().options.contains(QStringLiteral("changes"))); // The usual ones.
}

void CompareViewTest::swappingTurnsRegressionsIntoFixes()
{
    open({QStringLiteral("compare"), {}, {}, {}, {}, {}, RecordKind::Test, {}, {}});
    const auto count = [this](const QString& word) {
        const TableExport table = view()->tableSource()({});
        return std::count_if(table.rows.begin(), table.rows.end(),
                             [&word](const auto& row) { return row[1].text == word; });
    };
    const auto regressions = count(QStringLiteral("regression"));
    const auto fixes = count(QStringLiteral("fixed"));
    QVERIFY(regressions + fixes > 0);
    press("Shift+X");
    QCOMPARE(count(QStringLiteral("regression")), fixes);
    QCOMPARE(count(QStringLiteral("fixed")), regressions);
    press("Y");
    QCOMPARE(QApplication::clipboard()->text(),
             QStringLiteral("%1..%2").arg(shortHash(m_revisions->rows[0].revision.commit),
                                          shortHash(m_revisions->rows[1].revision.commit)));
}

void CompareViewTest::equalSignComparesAndAsksForTheOtherSide()
{
    open({QStringLiteral("revision"), {}, {}, {}, {}, {}, RecordKind::Test, {}, {}});
    press("=");
    QCOMPARE(view()->state().view, QStringLiteral("compare"));
    QVERIFY(view()->findChild<ComparePickers*>()->hasFieldFocus());
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("HEAD~3"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    settle();
    QVERIFY(!view()->findChild<ComparePickers*>()->hasFieldFocus());
    const QStringList names = view()->findChild<ComparePickers*>()->names();
    QCOMPARE(names.front(), revisionText(m_revisions->rows[3].revision));
    QCOMPARE(names.back(), revisionText(m_revisions->rows[0].revision));
}

void CompareViewTest::threeSidesAreThreeColumns()
{
    open(withSides({QStringLiteral("compare"), {}, {}, {}, {}, {}, RecordKind::Test, {}, {}},
                   {QStringLiteral("HEAD~2"), QStringLiteral("HEAD~1"), QStringLiteral("HEAD")}));
    const TableExport table = view()->tableSource()({});
    QVERIFY(table.columns.size() > 5);
    QVERIFY(table.columns[2].title.startsWith(QLatin1String("A ")));
    QVERIFY(table.columns[4].title.startsWith(QLatin1String("C ")));
    QCOMPARE(table.facts.size(), 3);
    QVERIFY(!table.rows.empty());
    QVERIFY(table.rows.front()[4].status);
}

void CompareViewTest::theSelectionIsARunOfTheLastSide()
{
    open({QStringLiteral("compare"), {}, {}, {}, {}, {}, RecordKind::Test, {}, {}});
    press("2");
    press("3");
    QSignalSpy selections(view(), &View::selectionChanged);
    press("J");
    const auto selection = selections.back().front().value<Selection>();
    QVERIFY(!selection.id.isEmpty());
    QCOMPARE(selection.revision, fromUtf8(m_revisions->rows[0].revision.commit));
    press("Return");
    QCOMPARE(view()->state().view, QStringLiteral("log"));
    QCOMPARE(view()->state().record, selection.id);
}

void CompareViewTest::aKeyTakesTheNearestRevisionInWhichTheCellRan()
{
    open(withSides({QStringLiteral("compare"), {}, {}, {}, {}, {}, RecordKind::Test, {}, {}},
                   {QStringLiteral("HEAD~3"), QStringLiteral("HEAD~2")}));
    press("1");
    press("4"); // Only what the last side did not run.
    press("J");
    const ResultTable* table = view()->findChild<ResultTable*>();
    const QString cell = table->currentId();
    QVERIFY(!cell.isEmpty());
    const auto& sides = m_revisions->rows;
    const QString last = shortRevisionText(sides[2].revision);
    QVERIFY2(test::says(*view(), QStringLiteral("B %1 did not run this").arg(last)),
             qPrintable(test::shownTexts(*view()).join(QLatin1Char('\n'))));
    // It ran in the first side, which is the nearest before, being the neighbour.
    const QString before = shortRevisionText(sides[3].revision);
    QVERIFY(test::says(*view(), QStringLiteral("[ takes %1").arg(before)));
    press("[");
    QCOMPARE(askedSides(view()->state()),
             QStringList({sideName(sides[3].revision), sideName(sides[3].revision)}));
}

/// As beside another view: of the summary whole columns give way, and come back.
void CompareViewTest::halfAWindowCutsNoNameOfAChange()
{
    open({QStringLiteral("compare"), {}, {}, {}, {}, {}, RecordKind::Test, {}, {}});
    const auto* summary = view()->findChild<CompareSummary*>();
    QVERIFY(summary != nullptr);
    const auto shown = [summary] {
        int titles = 0;
        for (const QLabel* label : summary->findChildren<QLabel*>()) {
            titles += label->isVisible() ? 1 : 0;
        }
        return titles;
    };
    const auto isCut = [summary](const QLabel* label) {
        return label->isVisible()
            && (label->width() < label->sizeHint().width()
                || label->geometry().right() > summary->width());
    };
    m_window->resize(1800, 900);
    QTRY_VERIFY(shown() > 4 * 9);
    const int all = shown();
    m_window->resize(820, 700);
    QTRY_VERIFY(shown() < all);
    const auto labels = summary->findChildren<QLabel*>();
    QTRY_VERIFY(std::none_of(labels.begin(), labels.end(), isCut));
    QVERIFY(test::shownTexts(*summary).contains(changeText(query::CellChange::Regression)));
    m_window->resize(1800, 900);
    QTRY_COMPARE(shown(), all);
}

void CompareViewTest::copyingIsSaid()
{
    open({QStringLiteral("compare"), {}, {}, {}, {}, {}, RecordKind::Test, {}, {}});
    press("Ctrl+Shift+Y");
    QTRY_VERIFY(test::says(*m_window, QStringLiteral("Copied the selected rows for a mail")));
    QTRY_VERIFY(QApplication::clipboard()->text().contains(QStringLiteral("Change")));
}

CBOARD_UI_TEST_MAIN(CompareViewTest)
#include "tst_compare_view.moc"
