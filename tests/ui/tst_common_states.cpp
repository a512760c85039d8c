// SPDX-License-Identifier: GPL-3.0-or-later
// The states that every view has in common, by view: what stands there instead of results, or
// beside them. "Nothing exists" is in tst_empty_store, "the filter hides all" in tst_filtered_out.
#include "tests/ui/open_view.h"
#include "tests/ui/shown_texts.h"
#include "tests/ui/small_season.h"
#include "tests/ui/state_over_store.h"
#include "tests/ui/switched_engine.h"
#include "tests/ui/watched_main.h"
#include "tests/ui/window_input.h"
#include "ui/base/state_panel.h"
#include "ui/shell/main_window.h"

#include <QAbstractButton>
#include <QApplication>
#include <QMenu>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

#include <algorithm>

using namespace cboard;
using namespace cboard::ui;
using test::SwitchedEngine;

namespace {

constexpr int Patience = 10'000; ///< Milliseconds.

/// A view in a window, over a store whose engine can be switched.
class Opened {
public:
    Opened(test::StoreFixture& fixture, const QString& view, SwitchedEngine::Mode mode,
           const QString& filter = {}, const QMap<QString, QString>& options = {})
        : engine(fixture.workbench().engine())
        , m_fixture(fixture)
    {
        ViewState state = test::stateOverStore(fixture.context, view, options);
        state.filter = filter;
        engine.mode = mode;
        Context context = fixture.context;
        context.engine = &engine;
        window = test::openWindow(context, state);
    }
    ~Opened()
    {
        engine.mode = SwitchedEngine::Mode::Usual;
        window.reset();
        m_fixture.tasks.cancelAll();
        m_fixture.pool.waitForDone();
    }
    Opened(const Opened&) = delete;
    Opened& operator=(const Opened&) = delete;

    View& view() const { return *window->currentView(); }
    StatePanel& panel() const { return *view().findChild<StatePanel*>(); }
    bool isSettled() const { return window && window->isSettled(); }
    bool says(const QString& text) const { return test::says(view(), text); }
    QString all() const { return test::shownTexts(view()).join(QLatin1Char('\n')); }
    QStringList buttons() const
    {
        QStringList texts;
        const auto buttons = view().findChildren<QAbstractButton*>();
        for (const QAbstractButton* button : buttons) {
            texts << (button->isVisible() ? button->text() : QString());
        }
        return texts;
    }
    QAbstractButton* button(const QString& text) const
    {
        const auto buttons = view().findChildren<QAbstractButton*>();
        const auto found = std::find_if(buttons.begin(), buttons.end(), [&](const auto* one) {
            return one->isVisible() && one->text() == text;
        });
        return found == buttons.end() ? nullptr : *found;
    }

    SwitchedEngine engine;
    std::unique_ptr<MainWindow> window;

private:
    test::StoreFixture& m_fixture;
};

} // namespace

class CommonStatesTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void aFirstWaitIsASkeletonWithCancel_data() { addViews(); }
    void aFirstWaitIsASkeletonWithCancel();
    void anErrorSaysWhatAndOffersToTryAgain_data() { addViews(); }
    void anErrorSaysWhatAndOffersToTryAgain();
    void anErrorLaterLeavesWhatIsShown_data() { addViews(); }
    void anErrorLaterLeavesWhatIsShown();
    void aFilterThatHidesAllSaysHowMuchEachTermHides_data();
    void aFilterThatHidesAllSaysHowMuchEachTermHides();
    void whatIsCutIsSaidAndGroupedByKeyAndClick_data();
    void whatIsCutIsSaidAndGroupedByKeyAndClick();
    void runsOfABoardBeyondTheLimitAreCounted();
    void whatStillRunsIsCounted_data();
    void whatStillRunsIsCounted();

private:
    static void addViews();
    std::unique_ptr<test::StoreFixture> m_fixture;
};

/// All that ask the engine for results; `waits`: for what.
void CommonStatesTest::addViews()
{
    QTest::addColumn<QString>("waits");
    QTest::addColumn<QString>("headline");
    const auto add = [](const char* view, const char* waits, const char* headline) {
        QTest::newRow(view) << QString::fromLatin1(waits) << QString::fromLatin1(headline);
    };
    add("home", "Reading the news", "The news could not be read");
    add("trees", "Reading the trees", "The trees could not be read");
    add("revision", "Reading the revision", "The revision could not be read");
    add("builds", "Reading the matrix", "The matrix could not be read");
    add("build", "Reading the build", "The build could not be read");
    add("boots", "Reading the matrix", "The matrix could not be read");
    add("tests", "Reading the tests", "The tests could not be read");
    add("testmatrix", "Reading the matrix", "The matrix could not be read");
    add("regressions", "Reading the regressions", "The regressions could not be read");
    add("compare", "Comparing the revisions", "The revisions could not be compared");
    add("flaky", "Reading the flaky cells", "The flaky cells could not be read");
    add("hardware", "Reading the boards", "The boards could not be read");
    add("board", "Reading the board", "The board could not be read");
    add("history", "Reading the history", "The history could not be read");
    add("charts", "Reading the revisions", "The revisions could not be read");
}

void CommonStatesTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    m_fixture = test::smallSeason();
    QVERIFY(m_fixture);
}

void CommonStatesTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).")));
}

void CommonStatesTest::aFirstWaitIsASkeletonWithCancel()
{
    QFETCH(const QString, waits);
    const Opened opened(*m_fixture, QString::fromLatin1(QTest::currentDataTag()),
                        SwitchedEngine::Mode::Waits);
    QVERIFY(opened.window);
    QTRY_VERIFY2_WITH_TIMEOUT(opened.says(waits), qPrintable(opened.all()), Patience);
    QVERIFY(!opened.panel().showsContent());
    QAbstractButton* cancel = opened.button(QStringLiteral("Cancel"));
    QVERIFY(cancel != nullptr);
    QTest::mouseClick(cancel, Qt::LeftButton);
    QTRY_VERIFY2_WITH_TIMEOUT(opened.says(QStringLiteral("Cancelled before anything was read")),
                              qPrintable(opened.all()), Patience);
    QVERIFY(opened.button(QStringLiteral("Read it")) != nullptr);
}

void CommonStatesTest::anErrorSaysWhatAndOffersToTryAgain()
{
    QFETCH(const QString, headline);
    Opened opened(*m_fixture, QString::fromLatin1(QTest::currentDataTag()),
                  SwitchedEngine::Mode::Fails);
    QVERIFY(opened.window);
    QTRY_VERIFY2_WITH_TIMEOUT(opened.says(headline), qPrintable(opened.all()), Patience);
    QVERIFY(opened.says(QLatin1String(SwitchedEngine::Failure)));
    QVERIFY(!opened.view().status().error.isEmpty());
    opened.engine.mode = SwitchedEngine::Mode::Usual;
    QAbstractButton* again = opened.button(QStringLiteral("Try again"));
    QVERIFY(again != nullptr);
    QTest::mouseClick(again, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(opened.isSettled() && opened.panel().showsContent(), Patience);
    QVERIFY(opened.view().status().error.isEmpty());
}

/// In a strip above it; the same reason again only counts.
void CommonStatesTest::anErrorLaterLeavesWhatIsShown()
{
    QFETCH(const QString, headline);
    Opened opened(*m_fixture, QString::fromLatin1(QTest::currentDataTag()),
                  SwitchedEngine::Mode::Usual);
    QVERIFY(opened.window);
    QTRY_VERIFY_WITH_TIMEOUT(opened.isSettled(), Patience);
    QVERIFY2(opened.panel().showsContent(), qPrintable(opened.all()));
    opened.engine.mode = SwitchedEngine::Mode::Fails;
    test::pressKeys(*opened.window, "F5");
    QTRY_VERIFY2_WITH_TIMEOUT(opened.says(headline + QStringLiteral(": ")),
                              qPrintable(opened.all()), Patience);
    QVERIFY(opened.panel().showsContent());
    QVERIFY(opened.says(QLatin1String(SwitchedEngine::Failure)));
    test::pressKeys(*opened.window, "F5");
    QTRY_VERIFY2_WITH_TIMEOUT(opened.says(QStringLiteral("(2 times)")), qPrintable(opened.all()),
                              Patience);
    opened.engine.mode = SwitchedEngine::Mode::Usual;
    QAbstractButton* retry = opened.button(QStringLiteral("Retry"));
    QVERIFY(retry != nullptr);
    QTest::mouseClick(retry, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(opened.isSettled() && !opened.says(headline), Patience);
    QVERIFY(opened.panel().showsContent());
}

void CommonStatesTest::aFilterThatHidesAllSaysHowMuchEachTermHides_data()
{
    QTest::addColumn<bool>("isOfResults");
    for (const char* view : {"trees", "revision", "builds", "boots", "tests", "testmatrix",
                             "regressions", "compare", "flaky", "hardware", "history"}) {
        QTest::newRow(view) << true;
    }
}

/// And Backspace drops the last one.
void CommonStatesTest::aFilterThatHidesAllSaysHowMuchEachTermHides()
{
    const Opened opened(*m_fixture, QString::fromLatin1(QTest::currentDataTag()),
                        SwitchedEngine::Mode::Usual, QStringLiteral("arch:* tree:none lab:none"));
    QVERIFY(opened.window);
    QTRY_VERIFY2_WITH_TIMEOUT(opened.panel().showsFilteredOut(), qPrintable(opened.all()),
                              Patience);
    const QRegularExpression last(QStringLiteral("^lab:none   remove \\(gives [0-9 ]+\\)$"));
    QTRY_VERIFY2_WITH_TIMEOUT(!opened.buttons().filter(last).isEmpty(),
                              qPrintable(opened.buttons().join(QLatin1Char('|'))), Patience);
    QTRY_VERIFY_WITH_TIMEOUT(opened.isSettled(), Patience);
    test::pressKeys(*opened.window, "Backspace");
    QTRY_COMPARE_WITH_TIMEOUT(opened.view().state().filter, QStringLiteral("arch:* tree:none"),
                              Patience);
}

void CommonStatesTest::whatIsCutIsSaidAndGroupedByKeyAndClick_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<QString>("list");
    QTest::newRow("regressions") << "regressions" << QString();
    QTest::newRow("flaky") << "flaky" << QString();
    QTest::newRow("hardware") << "hardware" << QString();
    QTest::newRow("problems of a revision") << "revision"
                                            << "problems";
    QTest::newRow("boots of a revision") << "revision"
                                         << "boots";
    QTest::newRow("runs of a revision") << "revision"
                                        << "runs";
    QTest::newRow("boards of a revision") << "revision"
                                          << "boards";
    QTest::newRow("logs of a revision") << "revision"
                                        << "logs";
}

void CommonStatesTest::whatIsCutIsSaidAndGroupedByKeyAndClick()
{
    QFETCH(const QString, view);
    QFETCH(const QString, list);
    QMap<QString, QString> options;
    if (!list.isEmpty()) {
        options.insert(QStringLiteral("list"), list);
    }
    const Opened opened(*m_fixture, view, SwitchedEngine::Mode::Cuts, {}, options);
    QVERIFY(opened.window);
    QTRY_VERIFY_WITH_TIMEOUT(opened.isSettled(), Patience);
    QTRY_VERIFY2_WITH_TIMEOUT(opened.says(QStringLiteral("Ctrl+Alt+G groups")),
                              qPrintable(opened.all()), Patience);
    QVERIFY(opened.says(QStringLiteral("rows are listed")));
    const QRegularExpression more(QStringLiteral("(rows|shown)\\+"));
    QVERIFY(!test::shownTexts(*opened.window).filter(more).isEmpty()); // In the status bar.
    QAbstractButton* button = opened.button(QStringLiteral("Group by …"));
    QVERIFY(button != nullptr);
    const auto menu = [] { return qobject_cast<QMenu*>(QApplication::activePopupWidget()); };
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY(menu() != nullptr);
    menu()->close();
    QTRY_VERIFY(menu() == nullptr);
    test::pressKeys(*opened.window, "Ctrl+Alt+G");
    QTRY_VERIFY(menu() != nullptr);
    QTest::keyClick(menu(), Qt::Key_Return); // The first column.
    QTRY_VERIFY(menu() == nullptr);
    const QMap<QString, QString> now = opened.view().state().options;
    QVERIFY2(
        now.contains(list.isEmpty() ? QStringLiteral("group") : list + QLatin1String(".group")),
        qPrintable(QStringList(now.keys()).join(QLatin1Char(' '))));
}

/// A board that ran more than is read of a revision: nothing is left out in silence.
void CommonStatesTest::runsOfABoardBeyondTheLimitAreCounted()
{
    QMap<QString, QString> options;
    options.insert(QStringLiteral("list"), QStringLiteral("tests"));
    const Opened opened(*m_fixture, QStringLiteral("board"), SwitchedEngine::Mode::Cuts, {},
                        options);
    QVERIFY(opened.window);
    QTRY_VERIFY2_WITH_TIMEOUT(opened.says(QStringLiteral("more are not; a filter ( / )")),
                              qPrintable(opened.all()), Patience);
}

void CommonStatesTest::whatStillRunsIsCounted_data()
{
    QTest::addColumn<QString>("view");
    for (const char* view : {"revision", "boots", "tests", "compare"}) {
        QTest::newRow(view) << QString::fromLatin1(view);
    }
}

/// The newest revision of the made-up branches is not done: the status bar says how much is to
/// come.
void CommonStatesTest::whatStillRunsIsCounted()
{
    QFETCH(const QString, view);
    const Opened opened(*m_fixture, view, SwitchedEngine::Mode::Usual);
    QVERIFY(opened.window);
    QTRY_VERIFY_WITH_TIMEOUT(opened.isSettled(), Patience);
    const qint64 pending = opened.view().status().pending;
    QVERIFY2(pending > 0, qPrintable(opened.all()));
    QVERIFY(test::says(*opened.window,
                       QStringLiteral("%1 still running").arg(QString::number(pending))));
}

CBOARD_UI_TEST_MAIN(CommonStatesTest)
#include "tst_common_states.moc"
