// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/log_fixture.h"
#include "tests/ui/open_view.h"
#include "tests/ui/shown_texts.h"
#include "tests/ui/watched_main.h"
#include "tests/ui/window_input.h"
#include "ui/logview/log_feature.h"
#include "ui/logview/log_view.h"

#include <QApplication>
#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace cboard;
using namespace cboard::test;
using namespace cboard::ui;

namespace {

constexpr int SettleMs = 30'000;

/// Begins like a program; a word stands at offset 0x1000.
QByteArray someProgram()
{
    QByteArray bytes("\x7f"
                     "ELF\2\1\1");
    while (bytes.size() < 9000) {
        bytes += static_cast<char>(bytes.size() * 37 % 251);
    }
    return bytes.replace(0x1000, 6, "needle");
}

} // namespace

/// What is no text, and what is, as bytes.
class LogBytesTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void aBinaryFileIsReadByKey();
    void bytesAndTextStandAtTheSamePlace();
    void aLinkToBytesOpensThem();
    void bytesThatAreAppendedAreShown();
    void aStoredLogHasBytes();

private:
    QString write(const QByteArray& bytes) const;
    void settle(const LogView& view) const
    {
        QTRY_VERIFY_WITH_TIMEOUT(!view.status().isLoading, SettleMs);
    }

    QTemporaryDir m_folder;
};

void LogBytesTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
}

QString LogBytesTest::write(const QByteArray& bytes) const
{
    QFile file(m_folder.filePath(QStringLiteral("file")));
    const bool isDone = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    return isDone ? file.fileName() : QString();
}

void LogBytesTest::aBinaryFileIsReadByKey()
{
    LogFixture fixture;
    const auto window = openWindow(fixture.context, stateOfLogFile(write(someProgram())));
    QVERIFY(window != nullptr);
    QTRY_VERIFY_WITH_TIMEOUT(window->isSettled(), SettleMs);
    QVERIFY2(says(*window, QStringLiteral("looks binary")),
             qPrintable(shownTexts(*window).join(QLatin1Char('|'))));
    pressKeys(*window, "X");
    QTRY_VERIFY_WITH_TIMEOUT(says(*window, QStringLiteral("x shows its text")), SettleMs);
    QTRY_VERIFY_WITH_TIMEOUT(window->isSettled(), SettleMs);
    auto* view = qobject_cast<LogView*>(window->currentView());
    QVERIFY(view != nullptr);
    LogCanvas& canvas = view->canvas();
    QCOMPARE(canvas.positionCount(), qint64{(9000 + 15) / 16});
    canvas.setCurrentRow(0, LogCanvas::Reveal::Centre);
    QTRY_VERIFY(canvas.currentText().startsWith(QStringLiteral("00000000  7f 45 4c 46 02 ")));
    // The field for lines takes offsets.
    pressKeys(*window, "Ctrl+G");
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("0x1004"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_VERIFY(canvas.currentText().startsWith(QStringLiteral("00001000  6e 65 65 64 6c 65 ")));
    pressKeys(*window, "X");
    QTRY_VERIFY_WITH_TIMEOUT(says(*window, QStringLiteral("x shows its bytes")), SettleMs);
}

void LogBytesTest::bytesAndTextStandAtTheSamePlace()
{
    QByteArray text;
    for (int i = 0; i < 40'000; ++i) {
        text += "[    1.000000] line " + QByteArray::number(i) + '\n';
    }
    LogFixture fixture;
    LogView view(fixture.context);
    view.resize(1000, 600);
    view.show();
    view.showState(stateOfLogFile(write(text)));
    settle(view);
    QVERIFY(!says(view, QStringLiteral("binary")));
    view.canvas().setCurrentRow(33'333, LogCanvas::Reveal::Centre);
    QVERIFY(view.perform(ActionId::ShowBytes));
    settle(view);
    const auto place = text.indexOf("[    1.000000] line 33333\n");
    QCOMPARE(view.canvas().currentRow(), qint64{place / 16});
    QTRY_VERIFY(view.canvas().currentText().startsWith(
        QStringLiteral("%1").arg(place / 16 * 16, 8, 16, QLatin1Char('0'))));
    // No words of trouble, stages or rules.
    QVERIFY(view.canvas().copyRequest(false).document->text->marks().empty());
    QVERIFY(!view.perform(ActionId::MakeRule));
    view.canvas().setCurrentRow(view.canvas().currentRow() + 2, LogCanvas::Reveal::Centre);
    QVERIFY(view.perform(ActionId::ShowBytes));
    settle(view);
    QVERIFY2(std::abs(view.canvas().currentRow() - 33'334) <= 1,
             qPrintable(QString::number(view.canvas().currentRow())));
    QCOMPARE(view.canvas().positionCount(), qint64{40'000});
}

void LogBytesTest::aLinkToBytesOpensThem()
{
    LogFixture fixture;
    LogView view(fixture.context);
    view.show();
    ViewState state = stateOfLogFile(write(someProgram()));
    state.options.insert(QStringLiteral("bytes"), QStringLiteral("1"));
    state.options.insert(QStringLiteral("line"), QStringLiteral("257"));
    view.showState(state);
    settle(view);
    QTRY_VERIFY(view.canvas().currentText().contains(QStringLiteral("|needle")));
    const QString address = toAddress(view.state());
    LogView other(fixture.context);
    other.show();
    other.showState(*fromAddress(address));
    settle(other);
    QCOMPARE(other.canvas().currentRow(), qint64{256});
    QCOMPARE(toAddress(other.state()), address);
    // It was never read as text, and is now.
    QVERIFY(other.perform(ActionId::ShowBytes));
    settle(other);
    QVERIFY(says(other, QStringLiteral("looks binary")));
    QVERIFY(!other.state().options.contains(QStringLiteral("bytes")));
}

void LogBytesTest::bytesThatAreAppendedAreShown()
{
    LogFixture fixture;
    LogView view(fixture.context);
    view.show();
    const QString name = write(someProgram());
    ViewState state = stateOfLogFile(name);
    state.options.insert(QStringLiteral("bytes"), QStringLiteral("1"));
    view.showState(state);
    settle(view);
    QFile file(name);
    QVERIFY(file.open(QIODevice::Append));
    file.write(QByteArray(1000, 'z'));
    file.close();
    QTRY_COMPARE_WITH_TIMEOUT(view.canvas().positionCount(), qint64{10'000 / 16}, SettleMs);
    view.canvas().setCurrentRow(10'000 / 16 - 1, LogCanvas::Reveal::Centre);
    QTRY_VERIFY(view.canvas().currentText().endsWith(QStringLiteral("|zzzzzzzzzzzzzzzz|")));
}

void LogBytesTest::aStoredLogHasBytes()
{
    LogFixture fixture;
    fixture.logs.setText("one\ntwo\n");
    LogView view(fixture.context);
    view.show();
    ViewState state;
    state.recordKind = RecordKind::Test;
    state.record = QStringLiteral("any");
    view.showState(state);
    settle(view);
    QCOMPARE(view.canvas().positionCount(), qint64{2});
    QVERIFY(view.perform(ActionId::ShowBytes));
    settle(view);
    QCOMPARE(view.canvas().positionCount(), qint64{1});
    QTRY_VERIFY(view.canvas().currentText().endsWith(QStringLiteral("|one.two.|")));
}

CBOARD_UI_TEST_MAIN(LogBytesTest)
#include "tst_log_bytes.moc"
