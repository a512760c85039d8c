// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/cell_target.h"
#include "core/service/regression_errors.h"
#include "tests/ui/shown_texts.h"
#include "tests/ui/watched_main.h"
#include "tests/ui/window_bench.h"
#include "ui/base/text_format.h"
#include "ui/history/cell_history.h"
#include "ui/inspector/inspector.h"
#include "ui/regressions/culprit_dialog.h"
#include "ui/regressions/ledger_entries.h"
#include "ui/triage/triage_targets.h"
#include "ui/triage/waive_dialog.h"

#include <QApplication>
#include <QInputDialog>
#include <QLineEdit>
#include <QStandardPaths>
#include <QTextBrowser>

#include <algorithm>

using namespace cboard;
using namespace cboard::ui;

/// What a user does to the ledger, and what it says of that: notes, waivers, only mine, and what
/// was fixed since.
class OwnRegressionsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanupTestCase() { m_bench.reset(); }
    void aNoteStandsOnItsRowUntilItIsTakenBack();
    void theCulpritIsToldWhereTheRowIsUntilItIsTakenBack();
    void whatIsNoCommitIsNoCulprit();
    void aWaivedRowIsNotActiveUntilThatIsTakenBack();
    void onlyMineAreThoseWithANoteAndOnWatchedBoards();
    void onlyMineAreCellsWithAResultInTheTray();
    void whatWasFixedSinceIsSaid();
    void theColumnsCanBeChosen();

private:
    void open(const QMap<QString, QString>& options = {}, const char* revision = "");
    TableExport table() const { return m_bench->window->currentView()->tableSource()({}); }
    /// The texts of a column.
    QStringList column(const char* title) const;
    query::RegressionsSnapshot ledger(const char* revision = "HEAD") const;
    /// The same with what the logs say, as it stands in the end.
    query::RegressionsSnapshot namedLedger() const;
    query::RegressionsRequest request(const char* revision) const;
    /// In the window, whatever dialog was open.
    void undo();
    /// Asks for the culprit of the row by its key and types this.
    CulpritDialog* typeCulprit(const char* text) const;
    /// Rows of the ledger that are active.
    static std::vector<query::RegressionRow> activeOf(const query::RegressionsSnapshot& ledger);

    std::unique_ptr<test::WindowBench> m_bench;
    query::BranchKey m_branch;
};

void OwnRegressionsTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    m_bench = std::make_unique<test::WindowBench>(
        generate::Options{.seed = 7, .trees = 1, .revisions = 10, .tests = 20'000});
    const auto trees = m_bench->engine().trees({m_bench->fixture->context.common()}, {});
    QVERIFY(trees);
    const query::TreeRow& tree = (*trees)->rows.front();
    m_branch = {tree.tree, tree.branch, tree.repositoryUrl};
}

void OwnRegressionsTest::init()
{
    m_bench->settle();
}

void OwnRegressionsTest::open(const QMap<QString, QString>& options, const char* revision)
{
    ViewState state;
    state.view = QStringLiteral("regressions");
    state.tree = fromUtf8(m_branch.tree);
    state.branch = fromUtf8(m_branch.branch);
    state.repositoryUrl = fromUtf8(m_branch.repositoryUrl);
    state.revision = QLatin1String(revision);
    state.options = options;
    m_bench->open(state);
}

QStringList OwnRegressionsTest::column(const char* title) const
{
    const TableExport shown = table();
    QStringList texts;
    for (std::size_t i = 0; i < shown.columns.size(); ++i) {
        if (shown.columns[i].title == QLatin1String(title)) {
            for (const auto& row : shown.rows) {
                texts << row[i].text;
            }
        }
    }
    return texts;
}

query::RegressionsRequest OwnRegressionsTest::request(const char* revision) const
{
    query::RegressionsRequest request;
    request.common = m_bench->fixture->context.common();
    request.branch = m_branch;
    request.revision = m_bench->engine().findRevision({request.common, m_branch, revision}, {})->id;
    return request;
}

query::RegressionsSnapshot OwnRegressionsTest::ledger(const char* revision) const
{
    return **m_bench->engine().regressions(request(revision), {});
}

query::RegressionsSnapshot OwnRegressionsTest::namedLedger() const
{
    return **service::regressionsByError(
        m_bench->engine(), m_bench->fixture->workbench().store().file(), request("HEAD"), {});
}

void OwnRegressionsTest::undo()
{
    m_bench->window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_bench->window.get()));
    m_bench->press("U");
}

std::vector<query::RegressionRow>
OwnRegressionsTest::activeOf(const query::RegressionsSnapshot& ledger)
{
    std::vector<query::RegressionRow> rows;
    std::ranges::copy_if(ledger.rows, std::back_inserter(rows), [](const auto& row) {
        return row.state == query::RegressionState::Active;
    });
    return rows;
}

void OwnRegressionsTest::aNoteStandsOnItsRowUntilItIsTakenBack()
{
    open();
    QCOMPARE(column("Note").front(), QString());
    test::pressKeys(*m_bench->window, "C");
    auto* dialog = m_bench->window->findChild<QInputDialog*>();
    QVERIFY(dialog != nullptr);
    QTRY_VERIFY(dialog->isVisible());
    dialog->setTextValue(QStringLiteral("asked on the list"));
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_COMPARE(column("Note").front(), QStringLiteral("asked on the list"));
    m_bench->settle();
    undo();
    QTRY_COMPARE(column("Note").front(), QString());
    m_bench->press("Ctrl+Shift+Z");
    QTRY_COMPARE(column("Note").front(), QStringLiteral("asked on the list"));
    undo();
    QVERIFY(m_bench->items->lists().notes.isEmpty());
}

CulpritDialog* OwnRegressionsTest::typeCulprit(const char* text) const
{
    test::pressKeys(*m_bench->window, "Shift+I");
    auto* dialog = m_bench->window->findChild<CulpritDialog*>();
    if (dialog != nullptr && QTest::qWaitForWindowActive(dialog)) {
        dialog->setTextValue(QLatin1String(text));
        QTest::keyClick(dialog, Qt::Key_Return);
        m_bench->window->activateWindow(); // Where the dialog is gone.
    }
    return dialog;
}

void OwnRegressionsTest::theCulpritIsToldWhereTheRowIsUntilItIsTakenBack()
{
    open({{QStringLiteral("show"), QStringLiteral("culprit")}});
    QCOMPARE(column("Culprit").front(), QString());
    const QString title = table().rows.front().front().text;
    QVERIFY(typeCulprit("0123456789abcdef0123456789abcdef01234567 net: break it") != nullptr);
    const QString told = QStringLiteral("0123456789ab net: break it");
    QTRY_COMPARE(column("Culprit").front(), told);
    m_bench->settle();
    QCOMPARE(table().rows.front().front().text, title);
    const auto* inspector = m_bench->window->findChild<Inspector*>();
    const auto inspected = [inspector] {
        return inspector->findChild<QTextBrowser*>()->toPlainText();
    };
    QTRY_VERIFY2(inspected().contains(told), qPrintable(inspected()));
    QVERIFY(QTest::qWaitForWindowActive(m_bench->window.get()));
    m_bench->press("Shift+Y");
    const QString report = QApplication::clipboard()->text();
    QVERIFY2(report.contains(QStringLiteral("\n  culprit: ") + told), qPrintable(report));
    QVERIFY2(report.contains(QStringLiteral("\n#regzbot introduced: 0123456789ab\n")),
             qPrintable(report));
    m_bench->press("Shift+I"); // The same key takes it back.
    QTRY_COMPARE(column("Culprit").front(), QString());
    QVERIFY(m_bench->items->lists().notes.isEmpty());
    QTRY_VERIFY(!inspected().contains(told));
    undo();
    QTRY_COMPARE(column("Culprit").front(), told);
    m_bench->press("Shift+I");
    QVERIFY(m_bench->items->lists().notes.isEmpty());
}

void OwnRegressionsTest::whatIsNoCommitIsNoCulprit()
{
    open();
    CulpritDialog* dialog = typeCulprit("net: break it");
    QVERIFY(dialog != nullptr && dialog->isVisible());
    QVERIFY(dialog->labelText().contains(QStringLiteral("hex digits")));
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(m_bench->window->findChild<CulpritDialog*>() == nullptr);
    m_bench->settle();
    QVERIFY(m_bench->items->lists().notes.isEmpty());
}

void OwnRegressionsTest::aWaivedRowIsNotActiveUntilThatIsTakenBack()
{
    open();
    const auto active = table().rows.size();
    const QString first = table().rows.front().front().text;
    test::pressKeys(*m_bench->window, "Shift+C");
    QTRY_VERIFY(m_bench->part<WaiveDialog>() && m_bench->part<WaiveDialog>()->isActiveWindow());
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("known since the merge"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_VERIFY(!m_bench->items->lists().waivers.isEmpty());
    m_bench->settle();
    QTRY_COMPARE(table().rows.size(), active - 1);
    const auto states = ledger().rows;
    QCOMPARE(
        std::ranges::count(states, query::RegressionState::Waived, &query::RegressionRow::state),
        std::ptrdiff_t(1));
    undo();
    QTRY_COMPARE(table().rows.size(), active);
    QCOMPARE(table().rows.front().front().text, first);
    QVERIFY(m_bench->items->lists().waivers.isEmpty());
}

void OwnRegressionsTest::onlyMineAreThoseWithANoteAndOnWatchedBoards()
{
    const auto rows = activeOf(namedLedger());
    QVERIFY(rows.size() > 2);
    const QMap<QString, QString> mine{{QStringLiteral("mine"), QStringLiteral("1")}};
    open(mine);
    QVERIFY(table().rows.empty());
    QVERIFY(test::says(*m_bench->window->currentView(), QStringLiteral("No regression of yours")));
    QVERIFY(m_bench->chips().contains(QStringLiteral("only mine")));
    const query::RegressionRow& noted = rows.back();
    m_bench->items->setNote(fromUtf8(query::cellTarget(noted.cells.back().names)),
                            QStringLiteral("mine to look at"));
    m_bench->settle();
    QTRY_COMPARE(table().rows.size(), std::size_t(1));
    QCOMPARE(table().rows.front().front().text, fromUtf8(noted.title));
    const auto onBoard = std::ranges::find_if(rows, [](const query::RegressionRow& row) {
        return !row.cells.front().names.platform.empty();
    });
    QVERIFY(onBoard != rows.end());
    const std::string board = onBoard->cells.front().names.platform;
    m_bench->items->toggleWatched({Watched::Kind::Board, {}, {}, fromUtf8(board)});
    m_bench->settle();
    const auto isMine = [&](const query::RegressionRow& row) {
        return holds(row, noted.cells.back().names)
            || std::ranges::any_of(row.cells,
                                   [&](const auto& cell) { return cell.names.platform == board; });
    };
    const auto expected = static_cast<std::size_t>(std::ranges::count_if(rows, isMine));
    QVERIFY(expected < rows.size());
    QTRY_COMPARE(table().rows.size(), expected);
    undo();
    QTRY_COMPARE(table().rows.size(), std::size_t(1));
    undo();
    QTRY_VERIFY(table().rows.empty());
}

/// A run of any revision stands for its cell.
void OwnRegressionsTest::onlyMineAreCellsWithAResultInTheTray()
{
    const auto rows = activeOf(namedLedger());
    const auto wanted = std::ranges::find(rows, std::string("test"), &query::RegressionRow::kind);
    QVERIFY(wanted != rows.end());
    const query::CellNames cell = wanted->cells.front().names;
    open({{QStringLiteral("mine"), QStringLiteral("1")}});
    QVERIFY(table().rows.empty());
    query::HistoryRequest past = historyOf("test", cell, m_branch);
    past.common = m_bench->fixture->context.common();
    const auto runs = *m_bench->engine().history(past, {});
    QVERIFY(runs->runs.size() > 1);
    const auto record =
        m_bench->engine().record({past.common, RecordKind::Test, runs->runs.back().id}, {});
    QVERIFY(record);
    m_bench->items->toggleTray({targetOf(RecordKind::Test, (*record)->id)});
    m_bench->settle();
    QTRY_VERIFY(!table().rows.empty());
    const auto isOfCell = [&cell](const query::RegressionRow& row) {
        return std::ranges::any_of(row.cells, [&cell](const query::RegressionCell& own) {
            query::CellNames names = own.names;
            names.compiler = cell.compiler;
            return names == cell;
        });
    };
    QCOMPARE(table().rows.size(), static_cast<std::size_t>(std::ranges::count_if(rows, isOfCell)));
    undo();
    QTRY_VERIFY(table().rows.empty());
}

void OwnRegressionsTest::whatWasFixedSinceIsSaid()
{
    constexpr const char* Older = "HEAD~4";
    const auto before = ledger(Older);
    const auto after = ledger();
    QStringList fixed;
    for (const query::RegressionRow& row : after.rows) {
        const auto wasActive = [&](const query::RegressionRow& old) {
            return old.state == query::RegressionState::Active && old.firstBad.id == row.firstBad.id
                && holds(old, row.cells.front().names);
        };
        if (row.state == query::RegressionState::Fixed
            && std::ranges::any_of(before.rows, wasActive)) {
            fixed << fromUtf8(row.title);
        }
    }
    QVERIFY2(!fixed.isEmpty(), "the generated season fixes too little");
    QCOMPARE(movedToFixed(ledgerEntries(before), ledgerEntries(after)), fixed);
    QVERIFY(movedToFixed(ledgerEntries(after), ledgerEntries(after)).isEmpty());

    open({}, Older);
    const View& view = *m_bench->window->currentView();
    QVERIFY(!test::says(view, QStringLiteral("Fixed since you looked")));
    open();
    QVERIFY2(test::says(*m_bench->window->currentView(),
                        QStringLiteral("Fixed since you looked: %1").arg(fixed.front())),
             qPrintable(test::shownTexts(*m_bench->window->currentView()).join(QLatin1Char('|'))));
    const auto active = table().rows.size();
    m_bench->press("4"); // As the sentence says.
    QVERIFY(table().rows.size() > active);
}

void OwnRegressionsTest::theColumnsCanBeChosen()
{
    open();
    QVERIFY(column("Last seen").isEmpty());
    open({{QStringLiteral("show"), QStringLiteral("issue,lastseen")}});
    const auto rows = activeOf(namedLedger());
    const QStringList seen = column("Last seen");
    QCOMPARE(static_cast<std::size_t>(seen.size()), rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        QCOMPARE(seen[static_cast<qsizetype>(i)], revisionText(rows[i].lastBad));
        QVERIFY(!rows[i].lastBad.commit.empty());
    }
    QCOMPARE(static_cast<std::size_t>(column("Issue").size()), rows.size());
}

CBOARD_UI_TEST_MAIN(OwnRegressionsTest)
#include "tst_own_regressions.moc"
