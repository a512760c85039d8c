// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/shown_log.h"
#include "tests/ui/shown_texts.h"
#include "tests/ui/watched_main.h"
#include "ui/logview/log_editor.h"

#include <QFile>
#include <QLineEdit>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace cboard;
using namespace cboard::test;
using namespace cboard::ui;

namespace {

constexpr int SettleMs = 30'000;

const char* const Boot = "U-Boot 2023.01\n"
                         "[    0.000000] Booting Linux\n"
                         "[    1.500000] \x1b[31mred\x1b[0m words\n"
                         "[   12.345678] Kernel panic - not syncing: here\n";

} // namespace

/// The way of a log into an editor, and the field that leads to a line or a time.
class LogEditorTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init();
    void cleanup() { m_view.reset(); }

    void commandsAreMade_data();
    void commandsAreMade();
    void theEditorGetsTheDecodedLogAndTheLine();
    void theRawLogKeepsItsBytes();
    void anEditorThatIsNotThereIsSaid();
    void theFieldGoesToTimes_data();
    void theFieldGoesToTimes();
    void aWrongTimeIsSaid_data();
    void aWrongTimeIsSaid();

private:
    QByteArray edit();

    LogFixture m_fixture;
    QTemporaryDir m_folder;
    std::unique_ptr<LogView> m_view;
};

void LogEditorTest::init()
{
    m_fixture.logs.setText(Boot);
    m_view = shownLog(m_fixture, QSize(1000, 500));
    QTRY_VERIFY_WITH_TIMEOUT(!m_view->status().isLoading, SettleMs);
}

void LogEditorTest::commandsAreMade_data()
{
    QTest::addColumn<QString>("setting");
    QTest::addColumn<QString>("visual");
    QTest::addColumn<QString>("editor");
    QTest::addColumn<QString>("expected");
    const QString none;
    QTest::newRow("nothing set") << none << none << none << "xdg-open f.log";
    QTest::newRow("EDITOR") << none << none << "gedit"
                            << "gedit +7 f.log";
    QTest::newRow("VISUAL goes before") << none << "kate"
                                        << "gedit"
                                        << "kate --line 7 f.log";
    QTest::newRow("setting goes before") << "subl"
                                         << "kate"
                                         << "gedit"
                                         << "subl f.log:7";
    QTest::newRow("with a path") << "/opt/bin/code -n" << none << none
                                 << "/opt/bin/code -n --goto f.log:7";
    QTest::newRow("an unknown one") << "myedit -x" << none << none << "myedit -x f.log";
    QTest::newRow("marks") << "myedit --at=%l %f" << none << none << "myedit --at=7 f.log";
    QTest::newRow("of a terminal") << none << none << "vim"
                                   << "x-terminal-emulator -e vim +7 f.log";
    QTest::newRow("in a terminal already")
        << "xterm -e vim +%l %f" << none << none << "xterm -e vim +7 f.log";
}

void LogEditorTest::commandsAreMade()
{
    QFETCH(QString, setting);
    QFETCH(QString, visual);
    QFETCH(QString, editor);
    QFETCH(QString, expected);
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("VISUAL"), visual);
    environment.insert(QStringLiteral("EDITOR"), editor);
    const EditorCommand command = editorCommand(setting, environment, QStringLiteral("f.log"), 7);
    QCOMPARE((QStringList{command.program} + command.arguments).join(QLatin1Char(' ')), expected);
}

/// What an editor that the environment names was called with, and what it found in the file.
QByteArray LogEditorTest::edit()
{
    const QString script = m_folder.filePath(QStringLiteral("gedit"));
    const QString result = m_folder.filePath(QStringLiteral("result"));
    QFile::remove(result);
    QFile file(script);
    if (file.open(QIODevice::WriteOnly)) {
        file.write("#!/bin/sh\n{ echo \"$1\"; cat \"$2\"; rm \"$2\"; } > '" + result.toUtf8()
                   + ".part'\nmv '" + result.toUtf8() + ".part' '" + result.toUtf8() + "'\n");
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        file.close();
    }
    qputenv("VISUAL", script.toUtf8());
    m_view->perform(ActionId::OpenInEditor);
    if (!QTest::qWaitFor([&] { return QFile::exists(result); }, SettleMs)) {
        return {};
    }
    QFile written(result);
    return written.open(QIODevice::ReadOnly) ? written.readAll() : QByteArray();
}

void LogEditorTest::theEditorGetsTheDecodedLogAndTheLine()
{
    QByteArray decoded(Boot);
    decoded.replace("\x1b[31m", "").replace("\x1b[0m", "");
    QCOMPARE(edit(), "+4\n" + decoded); // The log opened at its panic.
}

void LogEditorTest::theRawLogKeepsItsBytes()
{
    QVERIFY(m_view->perform(ActionId::RawLog));
    QCOMPARE(edit(), "+4\n" + QByteArray(Boot));
}

void LogEditorTest::anEditorThatIsNotThereIsSaid()
{
    qputenv("VISUAL", "/nonexistent/editor");
    QVERIFY(m_view->perform(ActionId::OpenInEditor));
    QTRY_VERIFY_WITH_TIMEOUT(says(*m_view, QStringLiteral("/nonexistent/editor")), SettleMs);
}

void LogEditorTest::theFieldGoesToTimes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("row");
    QTest::newRow("line") << "1" << qint64(0);
    QTest::newRow("since start") << "+1" << qint64(2);
    QTest::newRow("exact") << "+12.345678" << qint64(3);
}

void LogEditorTest::theFieldGoesToTimes()
{
    QFETCH(QString, text);
    QFETCH(qint64, row);
    m_view->canvas().setCurrentRow(1, LogCanvas::Reveal::Nearest);
    QVERIFY(m_view->perform(ActionId::GoToLine));
    auto* const field = m_view->findChild<QLineEdit*>(QStringLiteral("lineField"));
    QVERIFY(field != nullptr && field->isVisible());
    field->setText(text);
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(!field->isVisible(), SettleMs);
    QCOMPARE(m_view->canvas().currentRow(), row);
}

void LogEditorTest::aWrongTimeIsSaid_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("no time") << "then"
                             << "Neither a line number nor a time";
    QTest::newRow("behind the end") << "+99"
                                    << "ends before";
    QTest::newRow("of another clock") << "12:34:56"
                                      << "no time of day";
}

void LogEditorTest::aWrongTimeIsSaid()
{
    QFETCH(QString, text);
    QFETCH(QString, sentence);
    QVERIFY(m_view->perform(ActionId::GoToLine));
    auto* const field = m_view->findChild<QLineEdit*>(QStringLiteral("lineField"));
    field->setText(text);
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(says(*m_view, sentence), SettleMs);
    QVERIFY(field->isVisible()); // To be mended.
}

CBOARD_UI_TEST_MAIN(LogEditorTest)
#include "tst_log_editor.moc"
