// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/watched_main.h"
#include "tests/ui/window_bench.h"
#include "ui/base/feature.h"
#include "ui/inspector/inspector.h"
#include "ui/triage/triage_targets.h"
#include "ui/triage/waive_dialog.h"
#include "ui/widgets/result_table.h"

#include <QInputDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QStandardPaths>
#include <QTreeWidget>

using namespace cboard;
using namespace cboard::ui;

/// The tray and notes, by keys.
class TriageTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanupTestCase() { m_bench.reset(); }
    void oneResultGoesInAndOut();
    void allThatIsShownGoesInAndOneStepTakesItBack();
    void tooManyAreNotPutInSilently();
    void theFilterFindsTheTray();
    void theTrayShowsWhatIsInIt();
    void notesStandInTheInspectorAndTheFilter();
    void anExpectedFailureIsNoNewsUntilThatIsTakenBack();
    void whatIsNoCellIsNotWaived();
    void digitsShowTheListsOfARevision();
    void numbersOfARevisionLeadToTheirResults_data();
    void numbersOfARevisionLeadToTheirResults();
    void newProblemsSayHowSureThatIs();
    void aRevisionListsItsLogsAndNotes();

private:
    static ViewState stateOf(const char* view, const char* filter = "");
    const QStringList& tray() const { return m_bench->items->lists().tray; }
    QString navigatorEntry() const;
    qsizetype shownOf(const char* filter); ///< Runs of the newest revision.

    std::unique_ptr<test::WindowBench> m_bench;
};

void TriageTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    m_bench = std::make_unique<test::WindowBench>(
        generate::Options{.seed = 7, .trees = 1, .revisions = 4, .tests = 8000});
}

void TriageTest::init()
{
    m_bench->settle();
    if (!tray().isEmpty()) {
        m_bench->items->toggleTray(tray());
        m_bench->settle();
    }
}

ViewState TriageTest::stateOf(const char* view, const char* filter)
{
    ViewState state;
    state.view = QLatin1String(view);
    state.filter = QLatin1String(filter);
    return state;
}

QString TriageTest::navigatorEntry() const
{
    for (const QTreeWidget* list : m_bench->window->findChildren<QTreeWidget*>()) {
        const auto found =
            list->findItems(QStringLiteral("Tray"), Qt::MatchStartsWith | Qt::MatchRecursive);
        if (!found.isEmpty()) {
            return found.front()->text(0);
        }
    }
    return {};
}

void TriageTest::oneResultGoesInAndOut()
{
    m_bench->open(stateOf("boots"));
    m_bench->press("Shift+N");
    QTRY_VERIFY(!m_bench->part<Inspector>()->isLoading());
    m_bench->press("M");
    QTRY_COMPARE(tray().size(), 1);
    const auto named = resultOfTarget(tray().front());
    QVERIFY(named && !isReference(QString::fromStdString(named->id)));
    QCOMPARE(navigatorEntry(), QStringLiteral("Tray · 1"));
    m_bench->press("M");
    QTRY_VERIFY(tray().isEmpty());
    QCOMPARE(navigatorEntry(), QStringLiteral("Tray"));
}

void TriageTest::allThatIsShownGoesInAndOneStepTakesItBack()
{
    ViewState state = stateOf("revision", "status:fail");
    state.options.insert(QStringLiteral("list"), QStringLiteral("boots"));
    m_bench->open(state);
    const auto* view = m_bench->window->currentView();
    const auto table = view->tableSource()(TaskContext());
    QVERIFY(table.rows.size() > 1);
    m_bench->press("Shift+M");
    QTRY_COMPARE(tray().size(), static_cast<qsizetype>(table.rows.size()));
    m_bench->press("U");
    QTRY_VERIFY(tray().isEmpty());
}

void TriageTest::tooManyAreNotPutInSilently()
{
    ViewState state = stateOf("revision");
    state.options.insert(QStringLiteral("list"), QStringLiteral("runs"));
    m_bench->open(state);
    m_bench->press("Shift+M");
    QTest::qWait(0);
    m_bench->settle();
    QVERIFY(tray().isEmpty());
}

void TriageTest::theFilterFindsTheTray()
{
    m_bench->open(stateOf("revision"));
    m_bench->press("3");
    m_bench->press("Shift+N");
    m_bench->press("M");
    QTRY_COMPARE(tray().size(), 1);
    ViewState marked = m_bench->state();
    marked.filter = QStringLiteral("mark:tray");
    m_bench->open(marked);
    const auto table = m_bench->window->currentView()->tableSource()(TaskContext());
    QCOMPARE(table.rows.size(), std::size_t(1));
}

void TriageTest::theTrayShowsWhatIsInIt()
{
    ViewState state = stateOf("revision", "status:fail");
    state.options.insert(QStringLiteral("list"), QStringLiteral("boots"));
    m_bench->open(state);
    m_bench->press("Shift+M");
    QTRY_VERIFY(!tray().isEmpty());
    const qsizetype all = tray().size();
    test::pressKeys(*m_bench->window, "G, Y");
    m_bench->settle();
    QCOMPARE(m_bench->state().view, QStringLiteral("tray"));
    QCOMPARE(m_bench->window->currentView()->status().shown, qint64(all));
    m_bench->press("M"); // Out of it, and the cursor stays in the list.
    QTRY_COMPARE(m_bench->window->currentView()->status().shown, qint64(all - 1));
    m_bench->press("U");
    QTRY_COMPARE(m_bench->window->currentView()->status().shown, qint64(all));
    m_bench->press("Return");
    QCOMPARE(m_bench->state().view, QStringLiteral("log"));
}

void TriageTest::notesStandInTheInspectorAndTheFilter()
{
    m_bench->open(stateOf("revision"));
    m_bench->press("3");
    m_bench->press("Shift+N");
    test::pressKeys(*m_bench->window, "C");
    QTRY_VERIFY(m_bench->part<QInputDialog>() && m_bench->part<QInputDialog>()->isVisible());
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("asked the lab"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_COMPARE(m_bench->items->lists().notes.size(), 1);
    const auto* inspector = m_bench->part<Inspector>();
    QTRY_VERIFY(inspector->fieldsText().contains(QStringLiteral("asked the lab")));
    ViewState noted = m_bench->state();
    noted.filter = QStringLiteral("note:~lab");
    m_bench->open(noted);
    QCOMPARE(m_bench->window->currentView()->tableSource()(TaskContext()).rows.size(),
             std::size_t(1));
    m_bench->press("U");
    QTRY_VERIFY(m_bench->items->lists().notes.isEmpty());
}

qsizetype TriageTest::shownOf(const char* filter)
{
    ViewState state = stateOf("revision", filter);
    state.options.insert(QStringLiteral("list"), QStringLiteral("boots"));
    m_bench->open(state);
    return std::ssize(m_bench->window->currentView()->tableSource()(TaskContext()).rows);
}

void TriageTest::anExpectedFailureIsNoNewsUntilThatIsTakenBack()
{
    const qsizetype failing = shownOf("status:fail -is:waived");
    QVERIFY(failing > 0);
    m_bench->press("J");
    QTRY_VERIFY(!m_bench->part<Inspector>()->isLoading());
    test::pressKeys(*m_bench->window, "Shift+C");
    QTRY_VERIFY(m_bench->part<WaiveDialog>() && m_bench->part<WaiveDialog>()->isActiveWindow());
    QTRY_COMPARE(QApplication::focusWidget(),
                 m_bench->part<WaiveDialog>()->findChild<QLineEdit*>());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return); // Without a reason: nothing.
    QVERIFY(m_bench->part<WaiveDialog>()->isVisible());
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("bad card"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_COMPARE(m_bench->items->lists().waivers.size(), 1);
    const auto waiver = m_bench->items->lists().waivers.first();
    QVERIFY(*waiver.until == m_bench->fixture->context.now() + std::chrono::days(14));
    // What is shown follows by itself.
    m_bench->settle();
    QTRY_VERIFY(std::ssize(m_bench->window->currentView()->tableSource()(TaskContext()).rows)
                < failing);
    const qsizetype waived = shownOf("is:waived");
    QVERIFY(waived > 0);
    QTRY_VERIFY(m_bench->part<Inspector>()->fieldsText().contains(QStringLiteral("bad card")));
    test::pressKeys(*m_bench->window, "Shift+C");
    QTRY_VERIFY(m_bench->part<WaiveDialog>() && m_bench->part<WaiveDialog>()->isVisible());
    for (auto* button : m_bench->part<WaiveDialog>()->findChildren<QPushButton*>()) {
        if (button->text() == QLatin1String("Take back")) {
            button->click();
        }
    }
    QTRY_VERIFY(m_bench->items->lists().waivers.isEmpty());
    m_bench->settle();
    QCOMPARE(shownOf("is:waived"), qsizetype(0));
    QCOMPARE(shownOf("status:fail -is:waived"), failing);
}

void TriageTest::whatIsNoCellIsNotWaived()
{
    m_bench->open(stateOf("trees"));
    m_bench->press("Shift+C");
    QVERIFY(m_bench->part<WaiveDialog>() == nullptr);
}

void TriageTest::digitsShowTheListsOfARevision()
{
    m_bench->open(stateOf("revision"));
    const std::array lists{"",       "builds", "boots", "suites", "boards",
                           "issues", "runs",   "logs",  "ledger"};
    for (std::size_t i = lists.size(); i-- > 0;) {
        m_bench->press(std::to_string(i + 1).c_str());
        QCOMPARE(m_bench->state().options.value(QStringLiteral("list")),
                 QString::fromLatin1(lists[i]));
    }
}

/// A number in a list leads to the results that it counts.
void TriageTest::numbersOfARevisionLeadToTheirResults_data()
{
    QTest::addColumn<QString>("list");
    QTest::addColumn<QString>("column");
    QTest::addColumn<QString>("begin");
    QTest::newRow("suites") << "suites"
                            << "tests"
                            << "path:";
    QTest::newRow("boards, tests") << "boards"
                                   << "tests"
                                   << "board:";
    QTest::newRow("boards, boots") << "boards"
                                   << "boots"
                                   << "board:";
    QTest::newRow("builds, tests") << "builds"
                                   << "tests"
                                   << "config:";
    QTest::newRow("builds, boots") << "builds"
                                   << "boots"
                                   << "config:";
}

void TriageTest::numbersOfARevisionLeadToTheirResults()
{
    QFETCH(QString, list);
    QFETCH(QString, column);
    QFETCH(QString, begin);
    ViewState state = stateOf("revision");
    state.options.insert(QStringLiteral("list"), list);
    m_bench->open(state);
    auto* table = m_bench->window->currentView()->findChild<ResultTable*>(list);
    QVERIFY(table && table->rows());
    int row = -1;
    int at = -1;
    for (int i = 0; i < table->rows()->columnCount(); ++i) {
        at = table->rows()->head(i).id == column ? i : at;
    }
    QVERIFY(at >= 0);
    for (int i = 0; i < table->rows()->size() && row < 0; ++i) {
        const QVariant counts = table->rows()->data(i, at, CountsRole);
        row = counts.value<StatusCounts>()[StatusClass::Fail] > 0 ? i : -1;
    }
    if (row < 0) {
        QSKIP("nothing failed there");
    }
    emit table->countClicked(row, at, StatusClass::Fail);
    m_bench->settle();
    QCOMPARE(m_bench->state().view, column);
    const QString filter = m_bench->state().filter;
    QVERIFY2(filter.startsWith(begin) && filter.endsWith(QStringLiteral("status:fail")),
             qPrintable(filter));
    QVERIFY2(m_bench->window->currentView()->status().shown > 0, qPrintable(filter));
}

void TriageTest::newProblemsSayHowSureThatIs()
{
    m_bench->open(stateOf("revision"));
    const auto* table =
        m_bench->window->currentView()->findChild<ResultTable*>(QStringLiteral("problems"));
    QVERIFY(table && table->rows());
    constexpr int State = 1;
    QCOMPARE(table->rows()->head(State).id, QStringLiteral("state"));
    int news = 0;
    for (int row = 0; row < table->rows()->size(); ++row) {
        const bool isNew =
            table->rows()->data(row, State, Qt::DisplayRole) == QStringLiteral("new");
        const QString below = table->rows()->data(row, State, SecondLineRole).toString();
        QCOMPARE(below.endsWith(QStringLiteral("% sure")), isNew);
        news += isNew ? 1 : 0;
    }
    QVERIFY(news > 0);
}

void TriageTest::aRevisionListsItsLogsAndNotes()
{
    const auto rows = [this] {
        return m_bench->window->currentView()->tableSource()(TaskContext()).rows;
    };
    m_bench->open(stateOf("revision"));
    m_bench->press("8");
    QCOMPARE(m_bench->state().options.value(QStringLiteral("list")), QStringLiteral("logs"));
    QVERIFY(!rows().empty());
    for (const auto& row : rows()) {
        const QString status = row.at(1).text;
        QVERIFY(status == QStringLiteral("fail") || status == QStringLiteral("error")
                || status == QStringLiteral("miss"));
    }
    const QString noted = m_bench->state().record;
    QVERIFY(!noted.isEmpty());
    const auto openNotes = [this] { // Beside the first list, round the end.
        m_bench->press("1");
        m_bench->press("H");
    };
    openNotes();
    QCOMPARE(m_bench->state().options.value(QStringLiteral("list")), QStringLiteral("notes"));
    QVERIFY(rows().empty());
    m_bench->press("8");
    const QString target = targetOf(m_bench->state().recordKind, noted.toStdString());
    m_bench->items->setNote(target, QStringLiteral("seen on two boards"));
    openNotes();
    QTRY_COMPARE(rows().size(), std::size_t(1));
    QCOMPARE(rows().front().at(2).text, QStringLiteral("seen on two boards"));
    m_bench->press("Return");
    QCOMPARE(m_bench->state().view, QStringLiteral("log"));
    QCOMPARE(m_bench->state().record, noted);
    m_bench->items->setNote(target, QString());
    m_bench->settle();
}

CBOARD_UI_TEST_MAIN(TriageTest)
#include "tst_triage.moc"
