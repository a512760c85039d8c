// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/app_style.h"

#include <QPainter>
#include <QStyleOption>

namespace cboard::ui {

namespace {

    /// Fusion's is a red square, the loudest thing in a window full of results.
    void drawTabClose(const QStyleOption& option, QPainter& painter)
    {
        constexpr double Arm = 3.5;
        const bool isHovered = option.state.testFlag(QStyle::State_MouseOver)
            && option.state.testFlag(QStyle::State_Enabled);
        const QPointF centre = QRectF(option.rect).center();
        if (isHovered) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(option.palette.mid());
            painter.drawRoundedRect(option.rect, 2, 2);
        }
        const QPalette::ColorRole role = isHovered ? QPalette::Text : QPalette::PlaceholderText;
        painter.setPen(QPen(option.palette.color(role), 1.4, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(centre - QPointF(Arm, Arm), centre + QPointF(Arm, Arm));
        painter.drawLine(centre - QPointF(Arm, -Arm), centre + QPointF(Arm, -Arm));
    }

    /// Fusion's outline is not to be seen on a dark ground.
    void drawCheckBox(const QStyleOption& option, QPainter& painter)
    {
        const bool isEnabled = option.state.testFlag(QStyle::State_Enabled);
        const bool hasFocus = option.state.testFlag(QStyle::State_HasFocus);
        const QColor ink =
            option.palette.color(isEnabled ? QPalette::Text : QPalette::PlaceholderText);
        const QRectF box = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
        painter.setPen(QPen(hasFocus ? option.palette.color(QPalette::Link)
                                     : option.palette.color(QPalette::PlaceholderText),
                            1));
        painter.setBrush(option.palette.base());
        painter.drawRoundedRect(box, 2, 2);
        const QPointF at = box.topLeft();
        const double side = box.width();
        painter.setPen(QPen(ink, side / 7, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        if (option.state.testFlag(QStyle::State_NoChange)) {
            painter.drawLine(at + QPointF(side * 0.3, side * 0.5),
                             at + QPointF(side * 0.7, side * 0.5));
        } else if (option.state.testFlag(QStyle::State_On)) {
            const QPointF mark[] = {at + QPointF(side * 0.22, side * 0.52),
                                    at + QPointF(side * 0.42, side * 0.72),
                                    at + QPointF(side * 0.78, side * 0.28)};
            painter.drawPolyline(mark, 3);
        }
    }

} // namespace

AppStyle::AppStyle()
    : QProxyStyle(QStringLiteral("Fusion"))
{
}

void AppStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option,
                             QPainter* painter, const QWidget* widget) const
{
    if (element != PE_IndicatorTabClose && element != PE_IndicatorCheckBox) {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        return;
    }
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    element == PE_IndicatorTabClose ? drawTabClose(*option, *painter)
                                    : drawCheckBox(*option, *painter);
    painter->restore();
}

} // namespace cboard::ui
