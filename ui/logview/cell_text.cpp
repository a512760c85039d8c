// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/cell_text.h"

#include <QGlyphRun>
#include <QPaintEngine>
#include <QPainter>
#include <QVarLengthArray>

#include <algorithm>

namespace cboard::ui {

namespace {

    constexpr qsizetype UsualLength = 256;

    /// Other engines (SVG, PDF, a printer, a recorder of any of them) want the text itself.
    bool takesGlyphs(const QPainter& painter, const QString& text)
    {
        const QPaintEngine* const engine = painter.paintEngine();
        return engine->type() == QPaintEngine::Raster && engine->isExtended()
            && std::ranges::all_of(text, [](QChar c) { return c.unicode() < 0x80; });
    }

} // namespace

CellText::CellText(QFont font)
    : m_font(std::move(font))
{
}

QFont CellText::fontOf(const CellTextStyle& style) const
{
    QFont font = m_font;
    font.setBold(style.isBold);
    font.setItalic(style.isItalic);
    font.setUnderline(style.isUnderlined);
    return font;
}

const CellText::Face& CellText::faceOf(const CellTextStyle& style) const
{
    auto& face = m_faces[(style.isBold ? 1U : 0U) + (style.isItalic ? 2U : 0U)];
    if (!face) {
        face.emplace();
        face->font = QRawFont::fromFont(fontOf({style.isBold, style.isItalic}));
        for (char16_t code = 0; code < GlyphCount; ++code) {
            const auto glyphs = face->font.glyphIndexesForString(QString(QChar(code)));
            face->glyphs[code] = glyphs.isEmpty() ? 0 : glyphs.front();
        }
    }
    return *face;
}

void CellText::paint(QPainter& painter, QPointF at, const QString& text, double cell,
                     const CellTextStyle& style) const
{
    const Face& face = faceOf(style);
    if (!face.font.isValid() || !takesGlyphs(painter, text)) {
        const QFont before = painter.font();
        painter.setFont(fontOf(style));
        painter.drawText(at, text);
        painter.setFont(before);
        return;
    }
    QVarLengthArray<quint32, UsualLength> glyphs;
    QVarLengthArray<QPointF, UsualLength> places;
    for (const QChar c : text) {
        places.append({static_cast<double>(glyphs.size()) * cell, 0});
        glyphs.append(face.glyphs[c.unicode()]);
    }
    QGlyphRun run;
    run.setRawFont(face.font);
    run.setRawData(glyphs.constData(), places.constData(), static_cast<int>(glyphs.size()));
    run.setUnderline(style.isUnderlined);
    painter.drawGlyphRun(at, run);
}

} // namespace cboard::ui
