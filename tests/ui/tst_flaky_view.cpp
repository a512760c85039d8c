// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/cell_target.h"
#include "core/service/flaky_course.h"
#include "tests/ui/shown_texts.h"
#include "tests/ui/store_fixture.h"
#include "tests/ui/watched_main.h"
#include "tests/ui/window_input.h"
#include "ui/base/preferences.h"
#include "ui/base/resolve.h"
#include "ui/base/scope_chips.h"
#include "ui/base/text_format.h"
#include "ui/base/user_items.h"
#include "ui/flaky/flaky_feature.h"
#include "ui/regressions/timeline_plot.h"
#include "ui/shell/main_window.h"
#include "ui/triage/waive_dialog.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QInputDialog>
#include <QLineEdit>
#include <QRegularExpression>
#include <QStandardPaths>

using namespace cboard;
using namespace cboard::ui;

class FlakyViewTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void theListIsThatOfTheEngine();
    void aFilterChoosesCells();
    void theRunsOfTheCellStandBelow();
    void enterShowsTheHistoryOfTheCell();
    void mutedCellsSayUntilWhenAndWhy();
    void aNoteStandsOnTheCell();
    void aMuteReachesAsFarAsItIsSaid();
    void theLimitsOfTheSettingsCountAtOnce();

private:
    /// Of the first row.
    static QString cell(const TableExport& table, const char* title)
    {
        for (std::size_t column = 0; column < table.columns.size(); ++column) {
            if (table.columns[column].title == QLatin1String(title)) {
                return table.rows.front()[column].text;
            }
        }
        return QStringLiteral("no such column");
    }
    void openList();
    void settle();
    View* view() const { return m_window->currentView(); }

    query::FlakySnapshot cells() const;

    std::unique_ptr<test::StoreFixture> m_fixture;
    std::unique_ptr<UserItems> m_items;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<MainWindow> m_window;
};

void FlakyViewTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    m_fixture =
        test::StoreFixture::create({.seed = 7, .trees = 1, .revisions = 12, .tests = 24'000});
    QVERIFY(m_fixture);
    m_items = std::make_unique<UserItems>(m_fixture->workbench().store().file(), m_fixture->pool,
                                          m_fixture->tasks, m_fixture->context.now);
    m_fixture->context.items = m_items.get();
    m_preferences = std::make_unique<Preferences>(
        *service::SettingsFile::load(m_fixture->workbench().store().file().string() + ".ini"),
        m_fixture->tasks);
    m_fixture->context.preferences = m_preferences.get();
}

void FlakyViewTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).")));
    openList();
}

/// As a user comes here: from the tests by a key.
void FlakyViewTest::openList()
{
    m_window = std::make_unique<MainWindow>(m_fixture->context);
    ViewState state;
    state.view = QStringLiteral("trees");
    m_window->open(state);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    settle();
    test::pressKeys(*m_window, "G,E");
    settle();
    test::pressKeys(*m_window, "Shift+F");
    settle();
    QCOMPARE(view()->state().view, makeFlakyFeature().id);
}

void FlakyViewTest::settle()
{
    QTRY_VERIFY_WITH_TIMEOUT(m_window->isSettled(), 30'000);
}

query::FlakySnapshot FlakyViewTest::cells() const
{
    query::FlakyRequest request;
    request.common = m_fixture->context.common();
    request.branch = *resolveBranch(*m_fixture->context.engine, {}, request.common, {});
    request.lastRevisions = revisionsBack(view()->state());
    const auto found = m_fixture->context.engine->flaky(request, {});
    return found ? **found : query::FlakySnapshot();
}

void FlakyViewTest::theListIsThatOfTheEngine()
{
    const query::FlakySnapshot expected = cells();
    QVERIFY2(!expected.rows.empty(), "the generated season has no flaky cell");
    const TableExport table = view()->tableSource()({});
    QCOMPARE(table.rows.size(), expected.rows.size());
    const query::FlakyCell& worst = expected.rows.front();
    QCOMPARE(cell(table, "Score"), countText(worst.flakiness.score()));
    QCOMPARE(cell(table, "Flips"), countText(worst.flakiness.flips));
    QVERIFY(cell(table, "Revisions").toInt() > 1);
    QVERIFY(cell(table, "Last flip").startsWith(QLatin1Char('v')));
    std::int64_t fails = 0;
    for (const QString& number : cell(table, "Fails, oldest first").split(QLatin1Char(' '))) {
        fails += number.toInt();
    }
    QCOMPARE(fails, worst.flakiness.runs - worst.flakiness.passes);
}

void FlakyViewTest::mutedCellsSayUntilWhenAndWhy()
{
    const QString target = fromUtf8(query::cellTarget(cells().rows.front().names));
    const auto shown = [this] { return cell(view()->tableSource()({}), "Muted"); };
    QCOMPARE(shown(), QString());
    const Timestamp until = m_fixture->context.now() + std::chrono::days(14);
    m_items->waive({target}, QStringLiteral("waits for a new cable"), until);
    QTRY_COMPARE(
        shown(),
        QStringLiteral("until %1: waits for a new cable").arg(fromUtf8(formatIso(until)).left(10)));
    settle();
    m_items->endWaivers({target});
    QTRY_COMPARE(shown(), QString());
    settle();
}

void FlakyViewTest::aFilterChoosesCells()
{
    const qint64 all = view()->status().shown;
    ViewState state = view()->state();
    state.filter = QStringLiteral("config:no_such_config");
    m_window->open(state);
    settle();
    QCOMPARE(view()->status().shown, qint64(0));
    test::pressKeys(*m_window, "Backspace");
    settle();
    QCOMPARE(view()->status().shown, all);
}

void FlakyViewTest::theRunsOfTheCellStandBelow()
{
    const auto* plot = view()->findChild<TimelinePlot*>();
    QVERIFY(plot->timeline());
    QCOMPARE(plot->timeline()->lanes.size(), std::size_t(1));
    int passes = 0;
    int fails = 0;
    for (const TimelineMark& mark : plot->currentLane()->marks) {
        const bool isMixed = query::hasMark(mark.marks, query::CellMark::Mixed);
        passes += mark.status == StatusClass::Pass || isMixed ? 1 : 0;
        fails += mark.status == StatusClass::Fail ? 1 : 0;
    }
    QVERIFY(passes > 0 && fails > 0);
    test::pressKeys(*m_window, "Shift+Y");
    QVERIFY(QApplication::clipboard()->text().contains(QLatin1String("flips")));
}

void FlakyViewTest::enterShowsTheHistoryOfTheCell()
{
    const QString path = view()->tableSource()({}).rows.front().front().text;
    test::pressKeys(*m_window, "Return");
    settle();
    QCOMPARE(view()->state().view, QStringLiteral("history"));
    QVERIFY2(view()->caption().contains(path), qPrintable(view()->caption()));
}

void FlakyViewTest::aNoteStandsOnTheCell()
{
    test::pressKeys(*m_window, "C");
    auto* dialog = m_window->findChild<QInputDialog*>();
    QVERIFY(dialog != nullptr);
    QTRY_VERIFY(dialog->isVisible());
    dialog->setTextValue(QStringLiteral("the cable is loose"));
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_COMPARE(cell(view()->tableSource()({}), "Note"), QStringLiteral("the cable is loose"));
    settle();
    m_items->undo();
    QTRY_COMPARE(cell(view()->tableSource()({}), "Note"), QString());
    settle();
}

/// Wider than the cell: the same test in any lab.
void FlakyViewTest::aMuteReachesAsFarAsItIsSaid()
{
    test::pressKeys(*m_window, "Shift+C");
    auto* dialog = m_window->findChild<WaiveDialog*>();
    QVERIFY(dialog != nullptr);
    QTRY_VERIFY(dialog->isVisible());
    const auto scopes = dialog->findChildren<QComboBox*>();
    auto* scope = scopes.front();
    QVERIFY(scope->count() > 1);
    scope->setCurrentIndex(scope->count() - 1);
    dialog->findChild<QLineEdit*>()->setText(QStringLiteral("waits for a fix"));
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_COMPARE(m_items->lists().waivers.size(), qsizetype(1));
    settle();
    const auto names = query::parseCellTarget(m_items->lists().waivers.first().target);
    QVERIFY(names && names->platform.empty() && names->lab.empty());
    QVERIFY(cell(view()->tableSource()({}), "Muted").contains(QLatin1String("waits for a fix")));
    m_items->undo();
    QTRY_VERIFY(m_items->lists().waivers.isEmpty());
    settle();
}

void FlakyViewTest::theLimitsOfTheSettingsCountAtOnce()
{
    const auto before = cells().rows.size();
    QVERIFY(m_preferences->set(QStringLiteral("analysis/flaky_flips"), QStringLiteral("2")));
    settle();
    const query::FlakySnapshot wider = cells();
    QVERIFY(wider.rows.size() > before);
    QTRY_COMPARE(view()->tableSource()({}).rows.size(), wider.rows.size());
    QVERIFY(test::says(*view(), QStringLiteral("or 2 flips in 30 runs")));
    settle();
    QVERIFY(m_preferences->reset(QStringLiteral("analysis/flaky_flips")));
    settle();
    QTRY_COMPARE(view()->tableSource()({}).rows.size(), before);
    settle();
}

CBOARD_UI_TEST_MAIN(FlakyViewTest)
#include "tst_flaky_view.moc"
