// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/find/found_texts.h"

#include "ui/theme/match_ground.h"
#include "ui/theme/theme.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QString>

#include <string_view>

namespace cboard::ui {

void paintFound(QPainter& painter, const QRect& rect, int alignment, const QString& shown,
                logs::FindPattern& pattern, const Theme& theme)
{
    const std::string text = shown.toStdString();
    const QRect line = painter.boundingRect(rect, alignment, shown);
    const QFontMetricsF metrics(painter.font(), painter.device());
    const auto widthTo = [&](std::size_t bytes) {
        return metrics.horizontalAdvance(
            QString::fromUtf8(text.data(), static_cast<qsizetype>(bytes)));
    };
    for (auto match = pattern.next(text, 0); match; match = pattern.next(text, match->end)) {
        const double left = widthTo(match->begin);
        const QRectF ground(line.left() + left - 1, line.top(), widthTo(match->end) - left + 2,
                            line.height());
        painter.fillRect(ground, matchGround(theme, false));
        painter.fillRect(QRectF(ground.left(), ground.bottom() - 1, ground.width(), 1),
                         theme.text()); // Seen without colours, too.
    }
}

} // namespace cboard::ui
