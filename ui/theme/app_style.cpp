// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/app_style.h"

#include <QPainter>
#include <QStyleOption>

namespace cboard::ui {

AppStyle::AppStyle()
    : QProxyStyle(QStringLiteral("Fusion"))
{
}

void AppStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option,
                             QPainter* painter, const QWidget* widget) const
{
    if (element != PE_IndicatorTabClose) {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        return;
    }
    // Fusion's is a red square, the loudest thing in a window full of results.
    constexpr double Arm = 3.5;
    const bool isHovered =
        option->state.testFlag(State_MouseOver) && option->state.testFlag(State_Enabled);
    const QPointF centre = QRectF(option->rect).center();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (isHovered) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(option->palette.mid());
        painter->drawRoundedRect(option->rect, 2, 2);
    }
    const QPalette::ColorRole role = isHovered ? QPalette::Text : QPalette::PlaceholderText;
    painter->setPen(QPen(option->palette.color(role), 1.4, Qt::SolidLine, Qt::RoundCap));
    painter->drawLine(centre - QPointF(Arm, Arm), centre + QPointF(Arm, Arm));
    painter->drawLine(centre - QPointF(Arm, -Arm), centre + QPointF(Arm, -Arm));
    painter->restore();
}

} // namespace cboard::ui
