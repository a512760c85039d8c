// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/hatch.h"

#include <QBrush>
#include <QImage>
#include <QPaintEngine>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace cboard::ui {

namespace {

    /// One line from corner to corner, with the ends of its neighbours in the two others.
    QImage hatchTile(double ratio, double step, const QColor& color)
    {
        const int side = qRound(step * ratio);
        QImage tile(side, side, QImage::Format_ARGB32_Premultiplied);
        tile.setDevicePixelRatio(ratio);
        tile.fill(Qt::transparent);
        QPainter painter(&tile);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(color, 1));
        for (const double shift : {-step, 0.0, step}) {
            painter.drawLine(QPointF(shift - step, 2 * step), QPointF(shift + 2 * step, -step));
        }
        return tile;
    }

} // namespace

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

void fillHatched(QPainter& painter, const QRectF& rect, const QColor& color)
{
    constexpr double Step = 8;
    if (painter.paintEngine()->type() != QPaintEngine::Raster) {
        paintHatch(painter, rect, color, Step);
        return;
    }
    painter.fillRect(rect, QBrush(hatchTile(painter.device()->devicePixelRatioF(), Step, color)));
}

} // namespace cboard::ui
