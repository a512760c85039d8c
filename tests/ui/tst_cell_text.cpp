// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/watched_main.h"
#include "ui/logview/cell_text.h"

#include <QBuffer>
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QPainter>
#include <QSvgGenerator>
#include <QTest>

using namespace cboard::ui;

class CellTextTest : public QObject {
    Q_OBJECT

private slots:
    void charactersLookAsDrawTextPaintsThemInTheirCells_data();
    void charactersLookAsDrawTextPaintsThemInTheirCells();
    void textOfOtherCharactersIsPaintedToo();
    void vectorGraphicsKeepTheText();

private:
    const QFont m_font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    const CellText m_text{m_font};
    const double m_cell = std::ceil(QFontMetricsF(m_font).horizontalAdvance('0'));
    const QPointF m_at{4, 20};
};

namespace {

template <typename Paint>
QImage painted(const Paint& paint)
{
    QImage image(600, 30, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setPen(Qt::black);
    paint(painter);
    return image;
}

} // namespace

void CellTextTest::charactersLookAsDrawTextPaintsThemInTheirCells_data()
{
    QTest::addColumn<bool>("isBold");
    QTest::addColumn<bool>("isItalic");
    QTest::newRow("plain") << false << false;
    QTest::newRow("bold") << true << false;
    QTest::newRow("italic") << false << true;
}

void CellTextTest::charactersLookAsDrawTextPaintsThemInTheirCells()
{
    QFETCH(bool, isBold);
    QFETCH(bool, isItalic);
    const CellTextStyle style{isBold, isItalic, false};
    const QString text = QStringLiteral("[ 1.5] BUG: ~x/{y}+0x1f fi ->");
    const QImage glyphs =
        painted([&](QPainter& painter) { m_text.paint(painter, m_at, text, m_cell, style); });
    const QImage letters = painted([&](QPainter& painter) {
        painter.setFont(m_text.fontOf(style));
        for (int i = 0; i < text.size(); ++i) {
            painter.drawText(m_at + QPointF(i * m_cell, 0), text.mid(i, 1));
        }
    });
    QCOMPARE(glyphs, letters);
    QVERIFY(glyphs != painted([](QPainter&) {}));
}

void CellTextTest::textOfOtherCharactersIsPaintedToo()
{
    const QString text = QStringLiteral("a\u00fc");
    const QImage cells =
        painted([&](QPainter& painter) { m_text.paint(painter, m_at, text, m_cell); });
    QCOMPARE(cells, painted([&](QPainter& painter) {
                 painter.setFont(m_font);
                 painter.drawText(m_at, text);
             }));
}

void CellTextTest::vectorGraphicsKeepTheText()
{
    QBuffer file;
    QSvgGenerator generator;
    generator.setOutputDevice(&file);
    QPainter painter(&generator);
    m_text.paint(painter, m_at, QStringLiteral("Kernel panic"), m_cell);
    painter.end();
    QVERIFY(file.data().contains("Kernel panic"));
}

CBOARD_UI_TEST_MAIN(CellTextTest)
#include "tst_cell_text.moc"
