// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/snapshots.h"
#include "ui/theme/status_palette.h"

#include <QPainter>

#include <algorithm>
#include <array>

namespace cboard::ui {

namespace {

    /// One pixel wide, inside \p rect.
    void paintFrame(QPainter& painter, const QRectF& rect, const QColor& color)
    {
        const double side = std::min(1.0, rect.width() / 2);
        painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 1), color);
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), color);
        painter.fillRect(QRectF(rect.left(), rect.top() + 1, side, rect.height() - 2), color);
        painter.fillRect(QRectF(rect.right() - side, rect.top() + 1, side, rect.height() - 2),
                         color);
    }

} // namespace

void paintStackedBar(QPainter& painter, const QRectF& rect, const StatusCounts& counts,
                     const StatusPalette& palette)
{
    const auto total = static_cast<double>(counts.total());
    if (total <= 0) {
        painter.fillRect(QRectF(rect.left(), rect.center().y() - 0.5, rect.width(), 1),
                         palette.tint(StatusClass::Skip, 0.4));
        return;
    }
    struct Part {
        StatusClass status;
        double share;
    };
    constexpr std::array Parts = {Part{StatusClass::Fail, 1.0},    Part{StatusClass::Error, 0.6},
                                  Part{StatusClass::Miss, 0.7},    Part{StatusClass::Pass, 0.3},
                                  Part{StatusClass::Done, 0.35},   Part{StatusClass::Skip, 0.22},
                                  Part{StatusClass::Pending, 0.12}};
    double x = rect.left();
    for (const Part& part : Parts) {
        const auto count = static_cast<double>(counts[part.status]);
        if (count <= 0) {
            continue;
        }
        double width = rect.width() * count / total;
        if (part.status == StatusClass::Fail) {
            width = std::max(width, 1.5);
        }
        width = std::min(width, rect.right() - x);
        painter.fillRect(QRectF(x, rect.top(), width, rect.height()),
                         palette.tint(part.status, part.share));
        if (part.status == StatusClass::Pending) { // A frame, as in a matrix: nothing is in yet.
            paintFrame(painter, QRectF(x, rect.top(), width, rect.height()),
                       palette.tint(part.status, 0.6));
        }
        x += width;
    }
}

} // namespace cboard::ui
