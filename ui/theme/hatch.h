// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QRectF>

class QPainter;

namespace cboard::ui {

/// Lines that end at the edges of \p rect by themselves, for SVG has neither clips nor patterns.
/// \p step: from one to the next, in pixels.
void paintHatch(QPainter& painter, const QRectF& rect, const QColor& color, double step);

/// The same for large areas, which a pattern fills quickly where there are pixels: as wide apart
/// and as thick at 200 % as at 100 %, which Qt's patterns by themselves are not.
void fillHatched(QPainter& painter, const QRectF& rect, const QColor& color);

} // namespace cboard::ui
