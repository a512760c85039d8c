// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/crumb.h"

#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>

namespace cboard::ui {

namespace {
    constexpr int SideMargin = 6;
    constexpr int ArrowWidth = 16;
    constexpr int MaxCells = 34;
    constexpr int MinCells = 6;
} // namespace

Crumb::Crumb(const Theme& theme, const QString& text, QWidget* parent)
    : QToolButton(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setFullText(text);
    connect(this, &QToolButton::clicked, this, &Crumb::openRequested);
}

void Crumb::setFullText(const QString& text)
{
    m_fullText = text;
    setToolTip(tr("%1\nDown shows what stands beside it").arg(text));
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize Crumb::sizeHint() const
{
    const int most = fontMetrics().averageCharWidth() * MaxCells;
    return {std::min(fontMetrics().horizontalAdvance(m_fullText), most) + SideMargin + ArrowWidth
                + 2,
            fontMetrics().height() + 8};
}

QSize Crumb::minimumSizeHint() const
{
    const int least = fontMetrics().averageCharWidth() * MinCells + SideMargin + ArrowWidth;
    return {std::min(least, sizeHint().width()), sizeHint().height()};
}

void Crumb::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (hasFocus() || underMouse()) {
        painter.setPen(hasFocus() ? QPen(m_theme.accent(), 1.5) : QPen(Qt::NoPen));
        painter.setBrush(m_theme.selection());
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
    }
    const QRect line = rect().adjusted(SideMargin, 0, -ArrowWidth, 0);
    painter.setPen(m_theme.text());
    painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeft,
                     fontMetrics().elidedText(m_fullText, Qt::ElideMiddle, line.width()));
    const QPointF tip(width() - ArrowWidth / 2.0, height() / 2.0 + 2);
    painter.setPen(QPen(m_theme.mutedText(), 1.4));
    painter.drawPolyline(QPolygonF({tip + QPointF(-3.5, -3.5), tip, tip + QPointF(3.5, -3.5)}));
}

void Crumb::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Down:
    case Qt::Key_Space:
        emit menuRequested();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        emit openRequested();
        return;
    case Qt::Key_Left:
        emit moveRequested(-1);
        return;
    case Qt::Key_Right:
        emit moveRequested(1);
        return;
    default:
        QToolButton::keyPressEvent(event);
    }
}

void Crumb::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && event->pos().x() >= width() - ArrowWidth) {
        emit menuRequested();
        return;
    }
    QToolButton::mousePressEvent(event);
}

} // namespace cboard::ui
