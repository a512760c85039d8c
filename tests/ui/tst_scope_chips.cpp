// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/ui_fixture.h"
#include "tests/ui/watched_main.h"
#include "ui/base/scope_chips.h"
#include "ui/filter/filter_bar.h"
#include "ui/filter/filter_chip.h"
#include "ui/history/history_state.h"
#include "ui/matrix/matrix_view.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

using namespace cboard;
using namespace cboard::ui;

/// What a view leaves out by itself stands in the filter bar.
class ScopeChipsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void everyViewSaysWhatItLeavesOut_data();
    void everyViewSaysWhatItLeavesOut();
    void windowTakenOutShowsAllRevisions();
    void windowIsChosenByKeys();
    void anotherWindowIsPartOfTheLink();
    void nonsenseInALinkIsTheUsualWindow();

private:
    void open(const ViewState& state);
    void settle() { QTRY_VERIFY_WITH_TIMEOUT(m_window->isSettled(), 20'000); }
    QStringList chips() const { return m_window->findChild<FilterBar*>()->chipTexts(); }
    FilterChip* chip(const QString& text) const;
    std::size_t columns() const
    {
        return m_window->findChild<MatrixWidget*>()->matrix()->columns.size();
    }

    std::unique_ptr<test::UiFixture> m_fixture;
    std::unique_ptr<MainWindow> m_window;
};

namespace {

ViewState stateOf(const char* view, const char* mode = "")
{
    ViewState state;
    state.view = QLatin1String(view);
    if (*mode != '\0') {
        state.options.insert(QStringLiteral("mode"), QLatin1String(mode));
    }
    return state;
}

} // namespace

void ScopeChipsTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
}

void ScopeChipsTest::init()
{
    // The offscreen platform cannot pass size hints on and says so; everything else fails.
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).")));
    m_fixture =
        std::make_unique<test::UiFixture>(ThemeKind::Light, test::MemorySize{6, 40, 40, 8, 200, 3});
    m_window = std::make_unique<MainWindow>(m_fixture->context);
}

void ScopeChipsTest::cleanup()
{
    m_window.reset();
    m_fixture.reset();
}

void ScopeChipsTest::open(const ViewState& state)
{
    m_window->open(state);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    settle();
}

FilterChip* ScopeChipsTest::chip(const QString& text) const
{
    for (FilterChip* chip : m_window->findChildren<FilterChip*>()) {
        if (chip->text() == text && chip->isVisible()) {
            return chip;
        }
    }
    return nullptr;
}

void ScopeChipsTest::everyViewSaysWhatItLeavesOut_data()
{
    QTest::addColumn<ViewState>("state");
    QTest::addColumn<QStringList>("expected");
    const QString previous = QStringLiteral("baseline: previous result");
    QTest::newRow("trees") << stateOf("trees")
                           << QStringList{QStringLiteral("since: 30 d"), previous};
    QTest::newRow("tests") << stateOf("tests") << QStringList{previous};
    QTest::newRow("revision") << stateOf("revision")
                              << QStringList{QStringLiteral("last 30 revisions"), previous};
    QTest::newRow("boots") << stateOf("boots")
                           << QStringList{QStringLiteral("last 15 revisions"),
                                          QStringLiteral("boards of the last 30 days"), previous};
    ViewState all = stateOf("boots");
    all.options.insert(QStringLiteral("boards"), QStringLiteral("all"));
    QTest::newRow("all boards") << all
                                << QStringList{QStringLiteral("last 15 revisions"),
                                               QStringLiteral("all boards"), previous};
    QTest::newRow("boots of one revision") << stateOf("boots", "revision") << QStringList{previous};
    QTest::newRow("builds") << stateOf("builds", "history")
                            << QStringList{QStringLiteral("last 30 revisions"), previous};
    QTest::newRow("test matrix") << stateOf("testmatrix", "history")
                                 << QStringList{QStringLiteral("last 15 revisions"), previous};
    QTest::newRow("charts") << stateOf("charts")
                            << QStringList{QStringLiteral("last 30 revisions")};
    query::HistoryRequest cell;
    cell.path = "boot";
    QTest::newRow("history") << historyState(cell)
                             << QStringList{QStringLiteral("last 100 revisions")};
    ViewState together = stateOf("boots", "revision");
    together.options.insert(QStringLiteral("labs"), QStringLiteral("together"));
    QTest::newRow("labs together")
        << together << QStringList{previous, QStringLiteral("labs together")};
}

void ScopeChipsTest::everyViewSaysWhatItLeavesOut()
{
    QFETCH(ViewState, state);
    QFETCH(QStringList, expected);
    open(state);
    QCOMPARE(chips(), expected);
}

void ScopeChipsTest::windowTakenOutShowsAllRevisions()
{
    open(stateOf("boots"));
    QCOMPARE(columns(), std::size_t(15));
    QTest::keyClick(chip(QStringLiteral("last 15 revisions")), Qt::Key_Delete);
    settle();
    QCOMPARE(columns(), static_cast<std::size_t>(MostRevisions));
    QCOMPARE(chips().front(), QStringLiteral("all revisions, at most 500"));
    QVERIFY(!chip(chips().front())->isRemovable());
}

void ScopeChipsTest::windowIsChosenByKeys()
{
    open(stateOf("boots"));
    QTest::keyClick(chip(QStringLiteral("last 15 revisions")), Qt::Key_Return);
    QTRY_VERIFY(QApplication::activePopupWidget() != nullptr);
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Return); // The first: 5.
    settle();
    QCOMPARE(columns(), std::size_t(5));
    QVERIFY(chip(QStringLiteral("last 5 revisions")) != nullptr);
}

void ScopeChipsTest::anotherWindowIsPartOfTheLink()
{
    open(stateOf("boots"));
    QTest::keyClick(chip(QStringLiteral("last 15 revisions")), Qt::Key_Delete);
    settle();
    const auto again = fromAddress(toAddress(m_window->currentView()->state()));
    QVERIFY(again);
    open(stateOf("trees"));
    open(*again);
    QCOMPARE(columns(), static_cast<std::size_t>(MostRevisions));
}

void ScopeChipsTest::nonsenseInALinkIsTheUsualWindow()
{
    for (const char* text : {"", "0", "-3", "many"}) {
        ViewState state = stateOf("boots");
        state.options.insert(QStringLiteral("revisions"), QLatin1String(text));
        QCOMPARE(revisionsBack(state), std::int64_t(15));
    }
    ViewState state = stateOf("boots");
    state.options.insert(QStringLiteral("revisions"), QStringLiteral("999999"));
    QCOMPARE(revisionsBack(state), MostRevisions);
}

CBOARD_UI_TEST_MAIN(ScopeChipsTest)
#include "tst_scope_chips.moc"
