// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/filter/filter_chip.h"

#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>

namespace cboard::ui {

namespace {
    constexpr int SideMargin = 8;
    constexpr int CrossWidth = 16;
    constexpr int VerticalMargin = 3;
    constexpr double Radius = 4;
    constexpr int MaxTextCells = 60;
} // namespace

FilterChip::FilterChip(const Theme& theme, Kind kind, const QString& text, QWidget* parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_kind(kind)
{
    setText(text);
    setAccessibleName(text);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::ArrowCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void FilterChip::setRemovable(bool isRemovable)
{
    m_isRemovable = isRemovable;
    updateGeometry();
}

QSize FilterChip::sizeHint() const
{
    const int most = fontMetrics().averageCharWidth() * MaxTextCells;
    return {2 * SideMargin + std::min(fontMetrics().horizontalAdvance(text()), most) + 1
                + (m_isRemovable ? CrossWidth : 0),
            fontMetrics().height() + 2 * VerticalMargin};
}

QRect FilterChip::crossRect() const
{
    return m_isRemovable ? QRect(width() - SideMargin - CrossWidth + 4, 0, CrossWidth, height())
                         : QRect();
}

void FilterChip::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool isHot = hasFocus() || underMouse();
    painter.setPen(QPen(hasFocus() ? m_theme.accent() : m_theme.hairline(), hasFocus() ? 2 : 1));
    painter.setBrush(m_kind == Kind::Scope ? m_theme.panel() : m_theme.selection());
    painter.drawRoundedRect(frame, Radius, Radius);
    painter.setPen(m_kind == Kind::Scope ? m_theme.mutedText() : m_theme.text());
    const QRect line =
        rect().adjusted(SideMargin, 0, -SideMargin - (m_isRemovable ? CrossWidth : 0), 0);
    painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeft,
                     fontMetrics().elidedText(text(), Qt::ElideMiddle, line.width()));
    if (m_isRemovable) {
        painter.setPen(isHot ? m_theme.text() : m_theme.mutedText());
        painter.drawText(crossRect(), Qt::AlignCenter, QStringLiteral("✕"));
    }
}

/// Its keys go before the window's.
bool FilterChip::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Delete || key == Qt::Key_Backspace || key == Qt::Key_Escape) {
            event->accept();
            return true;
        }
    }
    return QAbstractButton::event(event);
}

void FilterChip::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        if (m_isRemovable) {
            emit removeRequested();
        }
        return;
    case Qt::Key_Left:
        emit moveRequested(-1);
        return;
    case Qt::Key_Right:
        emit moveRequested(1);
        return;
    case Qt::Key_Escape:
        emit leaveRequested();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        click();
        return;
    default:
        QAbstractButton::keyPressEvent(event);
    }
}

void FilterChip::mouseReleaseEvent(QMouseEvent* event)
{
    if (isDown() && crossRect().contains(event->pos())) {
        setDown(false);
        emit removeRequested();
        return;
    }
    QAbstractButton::mouseReleaseEvent(event);
}

} // namespace cboard::ui
