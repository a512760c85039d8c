// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/store_fixture.h"
#include "tests/ui/watched_main.h"
#include "tests/ui/window_input.h"
#include "ui/settings/first_start.h"

#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace cboard;
using namespace cboard::ui;

/// The first start, by keys alone.
class FirstStartTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void returnMakesTheSample();
    void escStopsTheSampleThenCloses();
    void aFolderIsChosen();
    void nothingYetOnlyCloses();

private:
    QString chosen() const;

    std::unique_ptr<test::StoreFixture> m_fixture;
    QPointer<FirstStart> m_dialog; ///< Deletes itself when it is closed.
};

void FirstStartTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    // In the window's thread it looks at the disk, as those of desktops do in their own programs.
    QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
}

void FirstStartTest::init()
{
    m_fixture = test::StoreFixture::createEmpty(generate::Options().endTime);
    QVERIFY(m_fixture);
    m_dialog = new FirstStart(m_fixture->context, nullptr);
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowActive(m_dialog));
}

void FirstStartTest::cleanup()
{
    delete m_dialog;
    m_fixture.reset();
}

QString FirstStartTest::chosen() const
{
    for (const auto* button : m_dialog->findChildren<QRadioButton*>()) {
        if (button->isChecked()) {
            return button->text().remove(QLatin1Char('&'));
        }
    }
    return {};
}

void FirstStartTest::returnMakesTheSample()
{
    QVERIFY(chosen().startsWith(QLatin1String("Sample results")));
    const QSignalSpy made(m_dialog, &FirstStart::sampleMade);
    test::pressKeys(*m_dialog, "Return");
    QTRY_VERIFY_WITH_TIMEOUT(made.size() == 1, 120'000);
    QTRY_VERIFY(!m_dialog);
    const auto trees = m_fixture->context.engine->trees({m_fixture->context.common()}, {});
    QVERIFY(trees && (*trees)->rows.size() == 5);
}

void FirstStartTest::escStopsTheSampleThenCloses()
{
    test::pressKeys(*m_dialog, "Return");
    QTRY_COMPARE(m_fixture->tasks.rowCount(), 1);
    test::pressKeys(*m_dialog, "Esc");
    QCOMPARE(m_fixture->tasks.rowCount(), 0);
    QVERIFY(m_dialog);
    bool isSaid = false;
    for (const auto* label : m_dialog->findChildren<QLabel*>()) {
        isSaid = isSaid || label->text() == QLatin1String("Stopped.");
    }
    QVERIFY(isSaid);
    test::pressKeys(*m_dialog, "Esc");
    QTRY_VERIFY(!m_dialog);
}

void FirstStartTest::aFolderIsChosen()
{
    const QTemporaryDir folder;
    const QSignalSpy told(m_dialog, &FirstStart::folderChosen);
    test::pressKeys(*m_dialog, "Down");
    QCOMPARE(chosen(), QStringLiteral("A folder of result files"));
    test::pressKeys(*m_dialog, "Return");
    auto* chooser = m_dialog->findChild<QFileDialog*>();
    QVERIFY(chooser && chooser->isVisible());
    auto* field = chooser->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
    QTRY_VERIFY(field->hasFocus());
    field->selectAll();
    QTest::keyClicks(field, folder.path());
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE(told.size(), 1);
    QCOMPARE(told.front().front().toString(), folder.path());
    QTRY_VERIFY(!m_dialog);
}

void FirstStartTest::nothingYetOnlyCloses()
{
    test::pressKeys(*m_dialog, "Down, Down");
    QCOMPARE(chosen(), QStringLiteral("Nothing yet"));
    test::pressKeys(*m_dialog, "Return");
    QTRY_VERIFY(!m_dialog);
    QCOMPARE(m_fixture->tasks.rowCount(), 0);
}

CBOARD_UI_TEST_MAIN(FirstStartTest)
#include "tst_first_start.moc"
