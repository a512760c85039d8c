// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/log_fixture.h"
#include "tests/ui/watched_main.h"
#include "tests/ui/window_input.h"
#include "ui/inspector/peek_pane.h"
#include "ui/logview/log_cache.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace cboard;
using namespace cboard::ui;

/// While the peek is open, the log that the next key asks for is there before the key.
class ReadAheadTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void theNextLogIsThereBeforeTheKey_data();
    void theNextLogIsThereBeforeTheKey();
};

void ReadAheadTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    qRegisterMetaType<Selection>();
}

void ReadAheadTest::theNextLogIsThereBeforeTheKey_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<QString>("list");
    QTest::addColumn<QByteArray>("key");
    const QString boots = QStringLiteral("boots");
    QTest::newRow("next new failure of the matrix") << boots << QString() << QByteArray("N");
    QTest::newRow("row below in the matrix") << boots << QString() << QByteArray("J");
    QTest::newRow("column beside in the matrix") << boots << QString() << QByteArray("L");
    QTest::newRow("next failing test")
        << QStringLiteral("tests") << QString() << QByteArray("Shift+N");
    QTest::newRow("row below in a list") << QStringLiteral("revision") << boots << QByteArray("J");
    QTest::newRow("run of a history") << QStringLiteral("history") << QString() << QByteArray("J");
}

void ReadAheadTest::theNextLogIsThereBeforeTheKey()
{
    QFETCH(QString, view);
    QFETCH(QString, list);
    QFETCH(QByteArray, key);
    // The offscreen platform cannot pass size hints on and says so; everything else fails.
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).")));
    test::LogFixture fixture;
    fixture.logs.setText("one\ntwo\n");
    LogCache cache;
    fixture.context.logs = &cache;
    MainWindow window(fixture.context);
    ViewState state;
    state.view = view;
    if (!list.isEmpty()) {
        state.options.insert(QStringLiteral("list"), list);
    }
    if (view == QLatin1String("history")) {
        state.options.insert(QStringLiteral("path"), QStringLiteral("boot"));
    }
    window.open(state);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    const auto settle = [&window] { QTRY_VERIFY_WITH_TIMEOUT(window.isSettled(), 20'000); };
    settle();
    QSignalSpy selections(window.currentView(), &View::selectionChanged);
    test::pressKeys(window, key.constData());
    settle();
    QVERIFY(!selections.isEmpty());
    const auto before = selections.last().first().value<Selection>();
    QVERIFY(!before.neighbours.isEmpty());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    settle();
    QVERIFY(window.findChild<PeekPane*>()->isVisible());
    constexpr qsizetype ReadAhead = 4; // What the peek reads.
    for (const QString& id : before.neighbours.mid(0, ReadAhead)) {
        QTRY_VERIFY_WITH_TIMEOUT(cache.contains(before.kind, id.toStdString()), 20'000);
    }
    test::pressKeys(window, key.constData());
    const auto after = selections.last().first().value<Selection>();
    QVERIFY(after.id != before.id);
    QVERIFY2(before.neighbours.mid(0, ReadAhead).contains(after.id), qPrintable(after.id));
}

CBOARD_UI_TEST_MAIN(ReadAheadTest)
#include "tst_read_ahead.moc"
