// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/shown_log.h"
#include "tests/ui/watched_main.h"
#include "ui/logview/log_copy.h"

#include <QApplication>
#include <QClipboard>
#include <QCursor>
#include <QMenu>
#include <QStandardPaths>
#include <QTest>

using namespace cboard;
using namespace cboard::test;
using namespace cboard::ui;

namespace {

constexpr int SettleMs = 10'000;

} // namespace

/// What the mouse does on the text of a log.
class LogMouseTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init();
    void cleanup() { m_view.reset(); }

    void dragSelectsCharacters();
    void aDoubleClickTakesTheWordAThirdTheLine();
    void theGutterTakesLines();
    void dragBeyondTheEdgeScrolls();
    void menuOffersCopiesAndJumps();
    void screenReadersHearTheLine();

private:
    QWidget* viewport() { return m_view->canvas().viewport(); }
    QPoint at(qint64 position, int cell) const;
    QString copied();

    LogFixture m_fixture;
    std::unique_ptr<LogView> m_view;
    int m_textLeft = 0;
    int m_cell = 0;
    int m_lineHeight = 0;
};

void LogMouseTest::init()
{
    std::string text = "alpha beta.c:12\ngamma delta\nepsilon\n";
    for (int i = 0; i < 500; ++i) {
        text += "line " + std::to_string(i) + "\n";
    }
    m_fixture.logs.setText(std::move(text));
    m_view = shownLog(m_fixture, QSize(1200, 600), {{QStringLiteral("line"), QStringLiteral("1")}});
    QTRY_VERIFY_WITH_TIMEOUT(!m_view->status().isLoading, SettleMs);
    m_view->grab();
    QApplication::clipboard()->clear();
    const LogGeometry& geometry = m_view->canvas().geometryOfText();
    m_textLeft = static_cast<int>(geometry.textLeft);
    m_cell = static_cast<int>(geometry.cell);
    m_lineHeight = geometry.lineHeight;
}

QPoint LogMouseTest::at(qint64 position, int cell) const
{
    const auto row = static_cast<int>(position - m_view->canvas().firstPosition());
    return {m_textLeft + cell * m_cell + m_cell / 2 + 1, row * m_lineHeight + m_lineHeight / 2};
}

QString LogMouseTest::copied()
{
    QApplication::clipboard()->clear();
    QTest::keySequence(&m_view->canvas(), QKeySequence::Copy);
    const bool isThere =
        QTest::qWaitFor([] { return !QApplication::clipboard()->text().isEmpty(); }, SettleMs);
    return isThere ? QApplication::clipboard()->text() : QString();
}

void LogMouseTest::dragSelectsCharacters()
{
    QTest::mousePress(viewport(), Qt::LeftButton, {}, at(1, 6) - QPoint(m_cell / 2, 0));
    QTest::mouseMove(viewport(), at(0, 6) - QPoint(m_cell / 2, 0));
    QTest::mouseRelease(viewport(), Qt::LeftButton, {}, at(0, 6) - QPoint(m_cell / 2, 0));
    QCOMPARE(copied(), QStringLiteral("beta.c:12\ngamma "));
}

void LogMouseTest::aDoubleClickTakesTheWordAThirdTheLine()
{
    QTest::mouseDClick(viewport(), Qt::LeftButton, {}, at(0, 8));
    QCOMPARE(copied(), QStringLiteral("beta.c"));
    QTest::mouseDClick(viewport(), Qt::LeftButton, {}, at(0, 8));
    QTest::mouseClick(viewport(), Qt::LeftButton, {}, at(0, 8));
    QCOMPARE(copied(), QStringLiteral("alpha beta.c:12\n"));
    // A click elsewhere is a first one.
    QTest::mouseDClick(viewport(), Qt::LeftButton, {}, at(0, 8));
    QTest::mouseClick(viewport(), Qt::LeftButton, {}, at(2, 8));
    QVERIFY(!m_view->canvas().hasSelection());
}

void LogMouseTest::theGutterTakesLines()
{
    const int x = 4;
    QTest::mouseClick(viewport(), Qt::LeftButton, {}, {x, at(1, 0).y()});
    QCOMPARE(copied(), QStringLiteral("gamma delta\n"));
    QTest::mouseClick(viewport(), Qt::LeftButton, Qt::ShiftModifier, {x, at(3, 0).y()});
    QCOMPARE(copied(), QStringLiteral("gamma delta\nepsilon\nline 0\n"));
    // Upwards from where it was pressed.
    QTest::mousePress(viewport(), Qt::LeftButton, {}, {x, at(2, 0).y()});
    QTest::mouseMove(viewport(), {x, at(0, 0).y()});
    QTest::mouseRelease(viewport(), Qt::LeftButton, {}, {x, at(0, 0).y()});
    QCOMPARE(copied(), QStringLiteral("alpha beta.c:12\ngamma delta\nepsilon\n"));
}

void LogMouseTest::dragBeyondTheEdgeScrolls()
{
    const QPoint below(m_textLeft + 20, viewport()->height() + 60);
    QTest::mousePress(viewport(), Qt::LeftButton, {}, at(0, 0) - QPoint(m_cell / 2, 0));
    QCursor::setPos(viewport()->mapToGlobal(below));
    QTest::mouseMove(viewport(), below);
    QTRY_VERIFY_WITH_TIMEOUT(m_view->canvas().firstPosition() > 100, SettleMs);
    QTest::mouseRelease(viewport(), Qt::LeftButton, {}, below);
    const qint64 top = m_view->canvas().firstPosition();
    QTest::qWait(100); // It stays where it was let go.
    QCOMPARE(m_view->canvas().firstPosition(), top);
    QVERIFY(copied().startsWith(QStringLiteral("alpha beta.c:12\ngamma delta\n")));
}

void LogMouseTest::menuOffersCopiesAndJumps()
{
    QContextMenuEvent event(QContextMenuEvent::Mouse, at(1, 1), viewport()->mapToGlobal(at(1, 1)));
    QApplication::sendEvent(viewport(), &event);
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    QVERIFY(menu != nullptr);
    QStringList texts;
    for (const QAction* action : menu->actions()) {
        texts << action->text();
    }
    for (const char* wanted : {"Copy", "Copy with line numbers and times", "Find in all logs",
                               "Make a rule \u2026", "Open in the editor", "Next marked line"}) {
        QVERIFY2(texts.contains(QString::fromUtf8(wanted)), wanted);
    }
    menu->close();
}

void LogMouseTest::screenReadersHearTheLine()
{
    QCOMPARE(m_view->canvas().accessibleDescription(), QStringLiteral("line 1: alpha beta.c:12"));
    QTest::keyClick(&m_view->canvas(), Qt::Key_Down);
    QCOMPARE(m_view->canvas().accessibleDescription(), QStringLiteral("line 2: gamma delta"));
    QVERIFY(!m_view->canvas().accessibleName().isEmpty());
}

CBOARD_UI_TEST_MAIN(LogMouseTest)
#include "tst_log_mouse.moc"
