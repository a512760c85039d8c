// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/ui_fixture.h"
#include "tests/ui/watched_main.h"
#include "ui/shell/main_window.h"
#include "ui/shell/windows.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace cboard;
using namespace cboard::ui;

class WindowsTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void theFirstStartShowsTrees();
    void whatWasOpenComesBack();
    void aWindowClosedWhileOthersStayIsForgotten();
    void theWindowClosedLastComesBack();
    void addressesOpenInATabOfTheWindowUsedLast();
    void aNewWindowShowsTheSame();
    void aBrokenFileIsNamedAndHarmsNothing();

private:
    std::filesystem::path file() const
    {
        return (m_folder->path() + QStringLiteral("/state/windows.json")).toStdString();
    }
    static ViewState address(const char* text) { return *fromAddress(QString::fromLatin1(text)); }
    static QString viewOf(const Windows& windows)
    {
        return windows.activeWindow()->currentView()->state().view;
    }

    std::unique_ptr<test::UiFixture> m_fixture;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void WindowsTest::init()
{
    QGuiApplication::setQuitOnLastWindowClosed(false);
    m_fixture =
        std::make_unique<test::UiFixture>(ThemeKind::Light, test::MemorySize{4, 6, 10, 4, 40, 2});
    m_folder = std::make_unique<QTemporaryDir>();
}

void WindowsTest::cleanup()
{
    m_folder.reset();
    m_fixture.reset();
}

void WindowsTest::theFirstStartShowsTrees()
{
    Windows windows(m_fixture->context, file());
    QVERIFY(windows.restore({}));
    QCOMPARE(windows.count(), 1);
    QCOMPARE(viewOf(windows), QStringLiteral("trees"));
}

void WindowsTest::whatWasOpenComesBack()
{
    {
        Windows windows(m_fixture->context, file());
        QVERIFY(windows.restore(address("checkerboard:boots?filter=status%3Afail")));
        QVERIFY(windows.save());
    }
    Windows windows(m_fixture->context, file());
    QVERIFY(windows.restore({}));
    QCOMPARE(windows.count(), 1);
    QCOMPARE(viewOf(windows), QStringLiteral("boots"));
    QCOMPARE(windows.activeWindow()->currentView()->state().filter, QStringLiteral("status:fail"));
}

void WindowsTest::aWindowClosedWhileOthersStayIsForgotten()
{
    Windows windows(m_fixture->context, file());
    QVERIFY(windows.restore({}));
    windows.openAddress({});
    QCOMPARE(windows.count(), 2);
    windows.activeWindow()->close();
    QCOMPARE(windows.count(), 1);
    QVERIFY(windows.save());
    Windows again(m_fixture->context, file());
    QVERIFY(again.restore({}));
    QCOMPARE(again.count(), 1);
}

void WindowsTest::theWindowClosedLastComesBack()
{
    {
        Windows windows(m_fixture->context, file());
        QVERIFY(windows.restore(address("checkerboard:builds")));
        windows.activeWindow()->close();
        QCOMPARE(windows.count(), 0);
        QVERIFY(windows.save());
    }
    Windows windows(m_fixture->context, file());
    QVERIFY(windows.restore({}));
    QCOMPARE(viewOf(windows), QStringLiteral("builds"));
}

void WindowsTest::addressesOpenInATabOfTheWindowUsedLast()
{
    Windows windows(m_fixture->context, file());
    QVERIFY(windows.restore({}));
    windows.openAddress(address("checkerboard:boots"));
    QCOMPARE(windows.count(), 1);
    QCOMPARE(viewOf(windows), QStringLiteral("boots"));
    QCOMPARE(windows.activeWindow()->captureState().tabs.parts.first().tabs.size(), 2);
}

void WindowsTest::aNewWindowShowsTheSame()
{
    Windows windows(m_fixture->context, file());
    QVERIFY(windows.restore(address("checkerboard:boots")));
    emit windows.activeWindow()->newWindowRequested();
    QCOMPARE(windows.count(), 2);
    QCOMPARE(viewOf(windows), QStringLiteral("boots"));
}

void WindowsTest::aBrokenFileIsNamedAndHarmsNothing()
{
    QVERIFY(QDir().mkpath(m_folder->path() + QStringLiteral("/state")));
    QFile broken(QString::fromStdString(file().string()));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("{");
    broken.close();
    Windows windows(m_fixture->context, file());
    const auto restored = windows.restore({});
    QVERIFY(!restored);
    QVERIFY(restored.error().message.find("windows.json") != std::string::npos);
    QCOMPARE(windows.count(), 1);
}

CBOARD_UI_TEST_MAIN(WindowsTest)
#include "tst_windows.moc"
