// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/watched_main.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/cut_text.h"
#include "ui/widgets/table_rows.h"

#include <QFontMetrics>
#include <QStandardItemModel>
#include <QTest>

using namespace cboard;
using namespace cboard::ui;

/// What of a text is left where it has no room.
class CutTextTest : public QObject {
    Q_OBJECT

private slots:
    void whatFitsStaysWhole();
    void hashesGoBeforeAnythingElse();
    void onlyHashesGo();
    void namesLoseTheirMiddleAndSentencesTheirEnd();
    void columnsKeepRoomForTheNumberOfARevision();
    void aSecondLineAloneHasRoomAsAFirstOne();

private:
    static QFontMetrics metrics() { return QFontMetrics(QFont()); }
    static int widthOf(const QString& text) { return metrics().horizontalAdvance(text); }
};

void CutTextTest::whatFitsStaysWhole()
{
    const QString name = QStringLiteral("v6.19-rc7-461-g07fa324e5843");
    QCOMPARE(cutText(metrics(), name, widthOf(name)), name);
}

void CutTextTest::hashesGoBeforeAnythingElse()
{
    const QString name = QStringLiteral("good v6.19-rc7-461-g07fa324e5843, 2 untested");
    QCOMPARE(cutText(metrics(), name, widthOf(name) - 1),
             QStringLiteral("good v6.19-rc7-461, 2 untested"));
}

void CutTextTest::onlyHashesGo()
{
    for (const char* name : {"rk3399-gru-kevin", "mt8183-g0ld-board", "cafe-g12"}) {
        const QString text = QString::fromLatin1(name);
        QVERIFY(cutText(metrics(), text, widthOf(text) - 1).contains(QChar(0x2026)));
    }
}

void CutTextTest::namesLoseTheirMiddleAndSentencesTheirEnd()
{
    const QString text = QStringLiteral("spi: add support for a new revision of the controller");
    const int room = widthOf(text) / 2;
    QVERIFY(cutText(metrics(), text, room).endsWith(QStringLiteral("controller").right(4)));
    const QString sentence = cutText(metrics(), text, room, true);
    QVERIFY(sentence.startsWith(QStringLiteral("spi: add support")));
    QVERIFY(sentence.endsWith(QChar(0x2026)));
}

void CutTextTest::columnsKeepRoomForTheNumberOfARevision()
{
    QStandardItemModel model(1, 1);
    model.setData(model.index(0, 0), QStringLiteral("v6.19-rc7-461-g07fa324e5843"));
    const int number = widthOf(QStringLiteral("v6.19-rc7-461"));
    QVERIFY(cellNeed(model.index(0, 0), {}, 0, number).least >= number);
    model.setData(model.index(0, 0), QStringLiteral("stable-rc/linux-6.12.y and much more"));
    QCOMPARE(cellNeed(model.index(0, 0), {}, 0, number).least, number);
}

/// What stands alone is drawn in the large font, whichever line it is.
void CutTextTest::aSecondLineAloneHasRoomAsAFirstOne()
{
    QStandardItemModel model(1, 1);
    model.setData(model.index(0, 0), QStringLiteral("x86_64"), SecondLineRole);
    QVERIFY(cellNeed(model.index(0, 0), {}, 0, 1000).content >= widthOf(QStringLiteral("x86_64")));
}

CBOARD_UI_TEST_MAIN(CutTextTest)
#include "tst_cut_text.moc"
