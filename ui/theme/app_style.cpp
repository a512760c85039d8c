// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/app_style.h"

#include "ui/theme/selection_ground.h"
#include "ui/theme/status_palette.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QPainter>
#include <QStyleOption>
#include <QTreeView>

#include <algorithm>

namespace cboard::ui {

namespace {

    QPen edgeOfBox(const QStyleOption& option)
    {
        const bool hasFocus = option.state.testFlag(QStyle::State_HasFocus);
        return {option.palette.color(hasFocus ? QPalette::Link : QPalette::PlaceholderText), 1};
    }

    constexpr int BarExtent = 11;
    constexpr int BarGap = 3; ///< Beside the slider.
    constexpr int LeastSlider = 28;
    constexpr int HeaderMargin = 6;
    constexpr int TreeLineSpace = 6;
    constexpr int TabLine = 2;
    constexpr int TabSpace = 14; ///< Left and right of its words, together.
    constexpr int FieldMargin = 4;
    constexpr double Radius = 3;
    constexpr double FieldEdge =
        0.7; ///< Of the quiet text over the sheet: 3:1, so that fields are seen.
    constexpr double ButtonEdge = 0.4; ///< Its words say where it is.
    constexpr double FocusWidth = 1.5;

    /// What a bar lies beside: as the sheet under it, so that there is no track to be seen.
    QColor groundBeside(const QStyleOption& option, const QWidget* widget)
    {
        for (; widget != nullptr; widget = widget->parentWidget()) {
            if (const auto* area = qobject_cast<const QAbstractScrollArea*>(widget)) {
                const QWidget* sheet = area->viewport();
                return sheet->palette().color(sheet->backgroundRole());
            }
        }
        return option.palette.color(QPalette::Window);
    }

    QRect sliderRect(const QStyleOptionSlider& bar)
    {
        const bool isLevel = bar.orientation == Qt::Horizontal;
        const int length = isLevel ? bar.rect.width() : bar.rect.height();
        const qint64 range = qint64(bar.maximum) - bar.minimum;
        const qint64 whole = range + bar.pageStep;
        const int least = std::min(LeastSlider, length);
        const int size = range <= 0 || whole <= 0
            ? length
            : std::clamp(static_cast<int>(qint64(length) * bar.pageStep / whole), least, length);
        const int at = QStyle::sliderPositionFromValue(bar.minimum, bar.maximum, bar.sliderPosition,
                                                       length - size, bar.upsideDown);
        return isLevel ? QRect(bar.rect.left() + at, bar.rect.top(), size, bar.rect.height())
                       : QRect(bar.rect.left(), bar.rect.top() + at, bar.rect.width(), size);
    }

    /// A line where what is shown lies in the whole, and nothing where all is shown.
    void drawScrollBar(const QStyleOptionSlider& bar, QPainter& painter, const QWidget* widget)
    {
        painter.fillRect(bar.rect, groundBeside(bar, widget));
        if (bar.maximum <= bar.minimum) {
            return;
        }
        QRectF slider = sliderRect(bar);
        const bool isLevel = bar.orientation == Qt::Horizontal;
        slider.adjust(isLevel ? 2 : BarGap, isLevel ? BarGap : 2, isLevel ? -2 : -BarGap,
                      isLevel ? -BarGap : -2);
        const bool isHeld =
            bar.state.testFlag(QStyle::State_MouseOver) || bar.state.testFlag(QStyle::State_Sunken);
        constexpr double AtRest = 0.65; // 3:1 against both grounds.
        QColor ink = bar.palette.color(QPalette::PlaceholderText);
        ink.setAlphaF(isHeld ? 1.0F : static_cast<float>(AtRest));
        painter.setPen(Qt::NoPen);
        painter.setBrush(ink);
        const double radius = (isLevel ? slider.height() : slider.width()) / 2;
        painter.drawRoundedRect(slider, radius, radius);
    }

    void drawEdge(const QStyleOption& option, QPainter& painter, double strength)
    {
        const bool hasFocus = option.state.testFlag(QStyle::State_HasFocus);
        const QColor quiet = mixed(option.palette.color(QPalette::Base),
                                   option.palette.color(QPalette::PlaceholderText), strength);
        painter.setPen(hasFocus ? QPen(option.palette.color(QPalette::Link), FocusWidth)
                                : QPen(quiet, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), Radius, Radius);
    }

    /// Flat; in colour while it is on, and around it where Enter would press it.
    void drawButton(const QStyleOption& option, QPainter& painter)
    {
        const auto* button = qstyleoption_cast<const QStyleOptionButton*>(&option);
        const bool isDefault =
            button != nullptr && button->features.testFlag(QStyleOptionButton::DefaultButton);
        const bool isOn = option.state.testFlag(QStyle::State_On);
        QColor ground = option.palette.color(isOn ? QPalette::Highlight : QPalette::Button);
        if (option.state.testFlag(QStyle::State_Sunken) && !isOn) {
            ground = option.palette.color(QPalette::Mid);
        } else if (option.state.testFlag(QStyle::State_MouseOver)
                   && option.state.testFlag(QStyle::State_Enabled)) {
            constexpr double Hover = 0.06;
            ground = mixed(ground, option.palette.color(QPalette::Text), Hover);
        }
        painter.setPen(Qt::NoPen);
        painter.setBrush(ground);
        painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), Radius, Radius);
        drawEdge(option, painter, ButtonEdge);
        if (isOn || isDefault) {
            painter.setPen(QPen(option.palette.color(QPalette::Link), 1));
            painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), Radius,
                                    Radius);
        }
    }

    /// Fusion's is as pale as the ground of selected rows.
    void drawFocus(const QStyleOption& option, QPainter& painter)
    {
        painter.setPen(QPen(option.palette.color(QPalette::Link), FocusWidth));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), Radius, Radius);
    }

    /// Flat, as the headings of our own tables.
    void drawHeader(const QStyleOption& option, QPainter& painter)
    {
        painter.fillRect(option.rect, option.palette.window());
        painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                         option.palette.mid());
    }

    /// The chosen one lies on the sheet below it, under a line; the others are words.
    void drawTab(const QStyleOptionTab& tab, QPainter& painter, bool isResting)
    {
        const bool isChosen = tab.state.testFlag(QStyle::State_Selected);
        if (isChosen) {
            painter.fillRect(tab.rect, tab.palette.base());
            painter.fillRect(QRect(tab.rect.left(), tab.rect.top(), tab.rect.width(), TabLine),
                             isResting ? tab.palette.mid() : tab.palette.link());
        } else if (tab.state.testFlag(QStyle::State_MouseOver)) {
            painter.fillRect(tab.rect, tab.palette.highlight());
        }
    }

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
        const QColor ink =
            option.palette.color(isEnabled ? QPalette::Text : QPalette::PlaceholderText);
        const QRectF box = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
        painter.setPen(edgeOfBox(option));
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

    void drawRadioButton(const QStyleOption& option, QPainter& painter)
    {
        const bool isEnabled = option.state.testFlag(QStyle::State_Enabled);
        const QRectF ring = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
        painter.setPen(edgeOfBox(option));
        painter.setBrush(option.palette.base());
        painter.drawEllipse(ring);
        if (option.state.testFlag(QStyle::State_On)) {
            const double inset = ring.width() * 0.28;
            painter.setPen(Qt::NoPen);
            painter.setBrush(isEnabled ? option.palette.text() : option.palette.placeholderText());
            painter.drawEllipse(ring.adjusted(inset, inset, -inset, -inset));
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
    const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option);
    if (item != nullptr && widget != nullptr && !widget->hasFocus()
        && (element == PE_PanelItemViewItem || element == PE_PanelItemViewRow)) {
        QStyleOptionViewItem resting = *item;
        resting.palette.setColor(QPalette::Highlight, selectionGround(item->palette, widget));
        QProxyStyle::drawPrimitive(element, &resting, painter, widget);
        return;
    }
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    switch (element) {
    case PE_IndicatorTabClose:
        drawTabClose(*option, *painter);
        break;
    case PE_IndicatorCheckBox:
        drawCheckBox(*option, *painter);
        break;
    case PE_IndicatorRadioButton:
        drawRadioButton(*option, *painter);
        break;
    case PE_FrameLineEdit:
        drawEdge(*option, *painter, FieldEdge);
        break;
    case PE_PanelButtonCommand:
    case PE_PanelButtonTool:
        drawButton(*option, *painter);
        break;
    case PE_PanelScrollAreaCorner:
        painter->fillRect(option->rect, groundBeside(*option, widget));
        break;
    case PE_FrameFocusRect:
        drawFocus(*option, *painter);
        break;
    default:
        painter->setRenderHint(QPainter::Antialiasing, false);
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
    painter->restore();
}

void AppStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                           const QWidget* widget) const
{
    if (element == CE_HeaderSection || element == CE_HeaderEmptyArea) {
        drawHeader(*option, *painter);
    } else if (const auto* head = qstyleoption_cast<const QStyleOptionHeaderV2*>(option);
               head != nullptr && element == CE_HeaderLabel) {
        QStyleOptionHeaderV2 quiet = *head;
        quiet.palette.setBrush(QPalette::ButtonText, head->palette.placeholderText());
        QProxyStyle::drawControl(element, &quiet, painter, widget);
    } else if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option);
               tab != nullptr && element == CE_TabBarTabShape) {
        drawTab(*tab, *painter, widget != nullptr && widget->property(RestingTabs).toBool());
    } else {
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void AppStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                                  QPainter* painter, const QWidget* widget) const
{
    const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
    const bool isBar = control == CC_ScrollBar && bar != nullptr;
    if (!isBar) {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (isBar) {
        drawScrollBar(*bar, *painter, widget);
    } else if (control == CC_SpinBox || control == CC_ComboBox) {
        drawEdge(*option, *painter, FieldEdge);
    }
    painter->restore();
}

QRect AppStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option,
                               SubControl part, const QWidget* widget) const
{
    const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (control != CC_ScrollBar || bar == nullptr) {
        return QProxyStyle::subControlRect(control, option, part, widget);
    }
    const QRect slider = sliderRect(*bar);
    const QRect& all = bar->rect;
    const bool isLevel = bar->orientation == Qt::Horizontal;
    switch (part) {
    case SC_ScrollBarSlider:
        return slider;
    case SC_ScrollBarGroove:
        return all;
    case SC_ScrollBarSubPage:
        return isLevel ? QRect(all.topLeft(), QPoint(slider.left() - 1, all.bottom()))
                       : QRect(all.topLeft(), QPoint(all.right(), slider.top() - 1));
    case SC_ScrollBarAddPage:
        return isLevel ? QRect(QPoint(slider.right() + 1, all.top()), all.bottomRight())
                       : QRect(QPoint(all.left(), slider.bottom() + 1), all.bottomRight());
    default: // There are no arrows.
        return {};
    }
}

/// The text of a field begins a little beside its edge.
QRect AppStyle::subElementRect(SubElement element, const QStyleOption* option,
                               const QWidget* widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
    return element == SE_LineEditContents && frame != nullptr && frame->lineWidth > 0
        ? rect.adjusted(FieldMargin, 0, -FieldMargin, 0)
        : rect;
}

/// Lines of trees stand as far from each other as those of tables.
QSize AppStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                 const QWidget* widget) const
{
    const QSize needed = QProxyStyle::sizeFromContents(type, option, size, widget);
    const bool isTreeLine =
        type == CT_ItemViewItem && qobject_cast<const QTreeView*>(widget) != nullptr;
    return isTreeLine ? needed + QSize(0, TreeLineSpace) : needed;
}

/// Words say what a button does.
int AppStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                        QStyleHintReturn* result) const
{
    if (hint == SH_Widget_Animation_Duration && !QApplication::isEffectEnabled(Qt::UI_General)) {
        return 0; // Motion is to be reduced.
    }
    return hint == SH_DialogButtonBox_ButtonsHaveIcons
        ? 0
        : QProxyStyle::styleHint(hint, option, widget, result);
}

int AppStyle::pixelMetric(PixelMetric metric, const QStyleOption* option,
                          const QWidget* widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return BarExtent;
    case PM_ScrollBarSliderMin:
        return LeastSlider;
    case PM_HeaderMargin:
        return HeaderMargin;
    case PM_TabBarTabHSpace:
        return TabSpace;
    case PM_TabBarTabShiftVertical:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

} // namespace cboard::ui
