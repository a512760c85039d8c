// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/status.h"

#include <QColor>
#include <QRectF>

#include <array>

class QPainter;

namespace cboard::ui {

enum class ThemeKind : std::uint8_t { Light, Dark };

/// How each status class looks: hue, shape, fill. The only place that maps a status to a look.
///
/// Hues keep apart under the three colour vision deficiencies; the shape carries the same
/// information, so that a grey print reads as well.
class StatusPalette {
public:
    explicit StatusPalette(ThemeKind kind);

    QColor window() const { return m_window; }
    QColor hue(StatusClass statusClass) const;
    /// For text on the window: the hue where its contrast is at least 4.5, else the text colour.
    QColor textColor(StatusClass statusClass) const;
    /// Hue mixed over the window; \p share 0..1 is that of the hue.
    QColor tint(StatusClass statusClass, double share) const;
    /// Black or white of the theme, whichever reads better on \p fill.
    static QColor inverse(const QColor& fill);
    QColor normalText() const { return m_text; }

private:
    QColor m_window;
    QColor m_text;
    std::array<QColor, StatusClassCount> m_hues;
};

/// Contrast of two opaque colours by WCAG 2, 1..21.
double contrastRatio(const QColor& a, const QColor& b);
/// \p share of \p top over \p bottom, opaque.
QColor mixed(const QColor& bottom, const QColor& top, double share);

/// P F E M S D … or nothing.
QString statusLetter(StatusClass statusClass);
/// "pass", "fail" ... translated.
QString statusWord(StatusClass statusClass);

/// Draws the glyph of the class (check, cross, triangle with bar, question mark, dash, dot, open
/// circle with a quarter) centred in \p rect, or its letter; \p share is its part of the height.
void paintGlyph(QPainter& painter, const QRectF& rect, StatusClass statusClass, const QColor& color,
                bool asLetter = false, double share = 0.58);

/// How one matrix cell looks. `marks` is MatrixCell::marks.
struct CellLook {
    StatusClass status = StatusClass::None;
    std::uint16_t marks = 0;
    bool asLetter = false;
    bool operator==(const CellLook&) const = default;
};

/// Fill, glyph and at most two marks of a cell, inside \p rect (gaps are the caller's).
void paintCell(QPainter& painter, const QRectF& rect, const CellLook& cell,
               const StatusPalette& palette);

/// The parts of it: ground, outline and marks; and the colour of glyph and text on that ground.
void paintCellGround(QPainter& painter, const QRectF& rect, const CellLook& cell,
                     const StatusPalette& palette);
QColor cellInk(const CellLook& cell, const StatusPalette& palette);

/// One stacked bar: fail, infrastructure, pass, others, in proportion; a share of fails that
/// would vanish still gets one and a half pixels. Nothing counted: a hairline.
void paintStackedBar(QPainter& painter, const QRectF& rect, const StatusCounts& counts,
                     const StatusPalette& palette);

} // namespace cboard::ui
