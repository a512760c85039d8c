// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QRectF>

class QPainter;

namespace cboard::ui {

/// Lines that end at the edges of \p rect by themselves, for SVG has neither clips nor patterns.
/// \p step: from one to the next, in pixels.
void paintHatch(QPainter& painter, const QRectF& rect, const QColor& color, double step);

} // namespace cboard::ui
