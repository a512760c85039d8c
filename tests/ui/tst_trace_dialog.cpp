// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/settings.h"
#include "tests/ui/shown_log.h"
#include "tests/ui/watched_main.h"
#include "ui/base/preferences.h"
#include "ui/logview/trace_dialog.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>

using namespace cboard;
using namespace cboard::test;
using namespace cboard::ui;

namespace {

constexpr int WaitMs = 30'000;
/// Two traces, far enough from each other not to be one.
QByteArray twoTraces()
{
    QByteArray log = "[    0.000000] Linux version 6.12.0-rc3 (builder@example) (gcc 12) #1 SMP\n"
                     "[    1.000000] Call Trace:\n"
                     "[    1.000000]  [<ffffffff81000070>]\n";
    for (int i = 0; i < 40; ++i) {
        log += "[    2.000000] usb: device " + QByteArray::number(i) + '\n';
    }
    return log
        + "[    3.000000] Call Trace:\n"
          "[    3.000000]  [<ffffffff81000064>]\n"
          "[    4.000000] usb: the end\n";
}

const char* const Map = "ffffffff81000000 T _stext\n"
                        "ffffffff81000010 T start_kernel\n"
                        "ffffffff81000060 T work\n"
                        "ffffffff81000100 T _etext\n";

} // namespace

/// The traces of a log as the view decodes them; how they are decoded is tested in core.
class TraceDialogTest : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_preferences = std::make_unique<Preferences>(
            *service::SettingsFile::load(m_folder->filePath("settings.ini").toStdString()),
            m_fixture.tasks);
        m_fixture.context.preferences = m_preferences.get();
    }
    void cleanup()
    {
        m_view.reset();
        m_preferences.reset();
    }
    void tracesHaveTheirFunctions()
    {
        writeMap();
        open(twoTraces());
        m_view->canvas().setCurrentRow(20, LogCanvas::Reveal::Nearest);
        QVERIFY(m_view->perform(ActionId::DecodeTraces));
        QTRY_VERIFY_WITH_TIMEOUT(text().contains(QStringLiteral("work+0x")), WaitMs);
        QVERIFY2(says(QStringLiteral("System.map-6.12.0-rc3")), qPrintable(text()));
        QVERIFY2(text().startsWith(QStringLiteral("Lines 2 to 3")), qPrintable(text()));
        // At the trace behind the reader.
        const QString line = field().textCursor().block().text();
        QCOMPARE(line, QStringLiteral("Lines 44 to 45"));
        button(QStringLiteral("Copy all")).click();
        QCOMPARE(QApplication::clipboard()->text(), text());
    }
    void withoutSymbolsItSaysWhereItLooked()
    {
        open(twoTraces());
        QVERIFY(m_view->perform(ActionId::DecodeTraces));
        QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("Symbols of kernels")), WaitMs);
        QVERIFY(says(QStringLiteral("6.12.0-rc3")));
        QVERIFY(!button(QStringLiteral("Copy all")).isEnabled());
    }
    void aLogWithoutTracesIsSaidToHaveNone()
    {
        writeMap();
        open("[    1.000000] usb: new device\n");
        QVERIFY(m_view->perform(ActionId::DecodeTraces));
        QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("no call trace")), WaitMs);
        QVERIFY(text().isEmpty());
    }

private:
    void writeMap()
    {
        QFile file(m_folder->filePath(QStringLiteral("System.map-6.12.0-rc3")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(Map);
        QVERIFY(m_preferences->set(QStringLiteral("log/symbols"), m_folder->path()));
    }
    void open(const QByteArray& log)
    {
        m_fixture.logs.setText(log.toStdString());
        m_view = shownLog(m_fixture, QSize(900, 500));
        QTRY_VERIFY_WITH_TIMEOUT(!m_view->status().isLoading, WaitMs);
    }
    TraceDialog& dialog() { return *m_view->findChild<TraceDialog*>(); }
    QPlainTextEdit& field() { return *dialog().findChild<QPlainTextEdit*>(); }
    QString text() { return field().toPlainText(); }
    bool says(const QString& part)
    {
        const auto labels = dialog().findChildren<QLabel*>();
        return std::ranges::any_of(
            labels, [&](const QLabel* label) { return label->text().contains(part); });
    }
    QPushButton& button(const QString& name)
    {
        const auto buttons = dialog().findChildren<QPushButton*>();
        const auto found = std::ranges::find_if(buttons, [&](const QPushButton* one) {
            return one->text().remove(QLatin1Char('&')) == name;
        });
        if (found == buttons.end()) {
            qFatal("no button %s", qPrintable(name));
        }
        return **found;
    }

    LogFixture m_fixture;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<LogView> m_view;
};

CBOARD_UI_TEST_MAIN(TraceDialogTest)
#include "tst_trace_dialog.moc"
