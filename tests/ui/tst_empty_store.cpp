// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/application.h"
#include "tests/ui/open_view.h"
#include "tests/ui/store_fixture.h"
#include "tests/ui/watched_main.h"
#include "ui/settings/first_start.h"
#include "ui/shell/navigator_pane.h"
#include "ui/shell/windows.h"

#include <QLabel>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTreeWidget>

using namespace cboard;
using namespace cboard::ui;

/// What the desktop says where nothing is stored.
class EmptyStoreTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyListSaysHowResultsComeIn_data();
    void everyListSaysHowResultsComeIn();
    void whatWasAskedForIsNamed_data();
    void whatWasAskedForIsNamed();
    void noHeadingStandsOverNothing();
    void theWelcomeIsOfferedWhereNothingWasAskedFor_data();
    void theWelcomeIsOfferedWhereNothingWasAskedFor();

private:
    QTemporaryDir m_home;
};

void EmptyStoreTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    for (const char* name : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"}) {
        qputenv(name, m_home.path().toUtf8());
    }
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).")));
}

void EmptyStoreTest::everyListSaysHowResultsComeIn_data()
{
    QTest::addColumn<QString>("view");
    for (const char* view : {"home", "trees", "revision", "builds", "boots", "tests", "testmatrix",
                             "regressions", "compare", "flaky", "hardware", "charts"}) {
        QTest::newRow(view) << QString::fromLatin1(view);
    }
}

void EmptyStoreTest::everyListSaysHowResultsComeIn()
{
    QFETCH(QString, view);
    const auto fixture = test::StoreFixture::createEmpty(test::MemoryEngine::now());
    QVERIFY(fixture);
    ViewState state;
    state.view = view;
    const auto window = test::openWindow(fixture->context, state);
    QVERIFY(window);
    QTRY_VERIFY(window->isSettled());
    QStringList said;
    for (const QLabel* label : window->currentView()->findChildren<QLabel*>()) {
        if (label->isVisible()) {
            said << label->text();
        }
    }
    const QString all = said.join(QLatin1Char('\n'));
    QVERIFY2(all.contains(QStringLiteral("g n reads result files and folders")), qPrintable(all));
}

void EmptyStoreTest::whatWasAskedForIsNamed_data()
{
    QTest::addColumn<QString>("view");
    for (const char* view :
         {"revision", "builds", "boots", "tests", "testmatrix", "regressions", "compare"}) {
        QTest::newRow(view) << QString::fromLatin1(view);
    }
}

void EmptyStoreTest::whatWasAskedForIsNamed()
{
    QFETCH(QString, view);
    const auto fixture = test::StoreFixture::createEmpty(test::MemoryEngine::now());
    QVERIFY(fixture);
    ViewState state;
    state.view = view;
    state.tree = QStringLiteral("mainline");
    state.branch = QStringLiteral("master");
    const auto window = test::openWindow(fixture->context, state);
    QVERIFY(window);
    QTRY_VERIFY(window->isSettled());
    QStringList said;
    for (const QLabel* label : window->currentView()->findChildren<QLabel*>()) {
        said << (label->isVisible() ? label->text() : QString());
    }
    QVERIFY2(said.contains(QStringLiteral("No revision of mainline/master is stored")),
             qPrintable(said.join(QLatin1Char('\n'))));
}

void EmptyStoreTest::noHeadingStandsOverNothing()
{
    const auto fixture = test::StoreFixture::createEmpty(test::MemoryEngine::now());
    QVERIFY(fixture);
    ViewState state;
    state.view = QStringLiteral("trees");
    const auto window = test::openWindow(fixture->context, state);
    QVERIFY(window);
    QTRY_VERIFY(window->isSettled());
    const auto* list = window->findChild<NavigatorPane*>()->findChild<QTreeWidget*>();
    for (int i = 0; i < list->topLevelItemCount(); ++i) {
        const QTreeWidgetItem* heading = list->topLevelItem(i);
        QVERIFY2(heading->isHidden() || heading->childCount() > 0, qPrintable(heading->text(0)));
    }
}

void EmptyStoreTest::theWelcomeIsOfferedWhereNothingWasAskedFor_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("isOffered");
    QTest::newRow("nothing") << "" << true;
    QTest::newRow("a log") << "checkerboard:log?o.file=/nowhere/console.log" << false;
    QTest::newRow("a page") << "checkerboard:regressions" << false;
}

void EmptyStoreTest::theWelcomeIsOfferedWhereNothingWasAskedFor()
{
    QFETCH(QString, address);
    QFETCH(bool, isOffered);
    QTemporaryDir folder;
    desktop::DesktopOptions options;
    options.store = folder.filePath(QStringLiteral("results.db")).toStdString();
    auto workbench = service::Workbench::open(options.store, {});
    QVERIFY(workbench);
    desktop::Application application(std::move(*workbench), options);
    const std::optional<ViewState> asked = address.isEmpty() ? std::nullopt : fromAddress(address);
    QCOMPARE(asked.has_value(), !address.isEmpty());
    QVERIFY(application.showWindows(asked));
    MainWindow* window = application.windows()->activeWindow();
    QTRY_VERIFY(window->isSettled());
    QTRY_COMPARE(window->findChild<FirstStartOffer*>() != nullptr, isOffered);
    if (isOffered) {
        QTRY_VERIFY(window->findChild<FirstStart*>() != nullptr);
    }
    QCOMPARE(window->findChild<FirstStart*>() != nullptr, isOffered);
}

CBOARD_UI_TEST_MAIN(EmptyStoreTest)
#include "tst_empty_store.moc"
