// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QRawFont>

#include <array>
#include <optional>

class QPainter;

namespace cboard::ui {

struct CellTextStyle {
    bool isBold = false;
    bool isItalic = false;
    bool isUnderlined = false;
};

/// Paints ASCII text with each character in a cell of its own, glyph by glyph: shaping it, as
/// QPainter::drawText() does each time, takes longer than the painting. Text of other characters
/// it leaves to that.
class CellText {
public:
    explicit CellText(QFont font);

    /// \p cell is the width of a character, \p at where the baseline of the first begins.
    void paint(QPainter& painter, QPointF at, const QString& text, double cell,
               const CellTextStyle& style = {}) const;

    /// For text of other characters.
    QFont fontOf(const CellTextStyle& style) const;

private:
    static constexpr char16_t GlyphCount = 0x80;
    struct Face {
        QRawFont font;
        std::array<quint32, GlyphCount> glyphs{}; ///< By character.
    };
    const Face& faceOf(const CellTextStyle& style) const;

    QFont m_font;
    mutable std::array<std::optional<Face>, 4> m_faces; ///< Each made when it is first used.
};

} // namespace cboard::ui
