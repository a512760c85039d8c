// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/hatch.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace cboard::ui {

void paintHatch(QPainter& painter, const QRectF& rect, const QColor& color, double step)
{
    painter.setPen(QPen(color, 1));
    const int lines = static_cast<int>(std::ceil((rect.width() + rect.height()) / step));
    for (int line = 0; line < lines; ++line) {
        const double x = rect.left() - rect.height() + line * step;
        const double under = std::max(0.0, rect.left() - x);
        const double over = std::max(0.0, x + rect.height() - rect.right());
        painter.drawLine(QPointF(x + under, rect.bottom() - under),
                         QPointF(x + rect.height() - over, rect.top() + over));
    }
}

} // namespace cboard::ui
