// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/cancel_probe.h"
#include "tests/ui/watched_main.h"
#include "ui/base/preferences.h"
#include "ui/ingest/storage_page.h"
#include "ui/settings/first_start.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QStandardPaths>
#include <QTest>

using namespace cboard;
using namespace cboard::ui;

/// Long work over the whole store has a row with Cancel and ends soon after it: making sample
/// results, taking old ones out, compacting.
class CancelStorageTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void makingSampleResults();
    void takingOldResultsOut();
    void compacting();

private:
    static QPushButton* buttonOf(const QWidget& widget, const QString& text);

    std::unique_ptr<test::StoreFixture> m_fixture;
    std::unique_ptr<Preferences> m_preferences;
    QTemporaryDir m_folder;
};

void CancelStorageTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    m_fixture = test::StoreFixture::create(
        {.seed = 7, .trees = 3, .revisions = 12, .tests = 150'000, .withLogs = true});
    QVERIFY(m_fixture);
    m_preferences = std::make_unique<Preferences>(
        *service::SettingsFile::load(
            m_folder.filePath(QStringLiteral("settings.ini")).toStdString()),
        m_fixture->tasks);
    // All but the newest of each branch are too old in a year.
    QVERIFY(m_preferences->set(QStringLiteral("retention/tests"), QStringLiteral("5")));
    QVERIFY(m_preferences->set(QStringLiteral("retention/keep_newest"), QStringLiteral("1")));
    m_fixture->context.preferences = m_preferences.get();
    m_fixture->context.now = [now = m_fixture->context.now] {
        return now() + std::chrono::days(365);
    };
}

void CancelStorageTest::cleanupTestCase()
{
    m_fixture->context.preferences = nullptr;
    m_preferences.reset();
    m_fixture.reset();
}

QPushButton* CancelStorageTest::buttonOf(const QWidget& widget, const QString& text)
{
    for (auto* button : widget.findChildren<QPushButton*>()) {
        if (button->text().remove(QLatin1Char('&')) == text) {
            return button;
        }
    }
    return nullptr;
}

void CancelStorageTest::makingSampleResults()
{
    const auto empty = test::StoreFixture::createEmpty(m_fixture->context.now());
    QVERIFY(empty);
    auto* dialog = new FirstStart(empty->context, nullptr); // Deletes itself when it is closed.
    dialog->show();
    QTest::keyClick(dialog, Qt::Key_Return);
    test::cancelInTheMiddle(*empty, QStringLiteral("Making sample results"));
    dialog->close();
}

void CancelStorageTest::takingOldResultsOut()
{
    StoragePage page(m_fixture->context);
    page.show();
    QPushButton* take = buttonOf(page, QStringLiteral("Take out by the rules"));
    QTRY_VERIFY_WITH_TIMEOUT(take->isEnabled(), test::CancelWaitMs);
    take->click();
    take->click();
    test::cancelInTheMiddle(*m_fixture, QStringLiteral("Taking old results out"));
}

void CancelStorageTest::compacting()
{
    StoragePage page(m_fixture->context);
    page.show();
    QPushButton* compact = buttonOf(page, QStringLiteral("Compact"));
    QTRY_VERIFY_WITH_TIMEOUT(!page.isBusy() && compact->isEnabled(), test::CancelWaitMs);
    compact->click();
    test::cancelInTheMiddle(*m_fixture, QStringLiteral("Compacting the store"));
}

CBOARD_UI_TEST_MAIN(CancelStorageTest)
#include "tst_cancel_storage.moc"
