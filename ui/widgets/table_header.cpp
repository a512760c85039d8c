// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/table_header.h"

#include "ui/theme/theme.h"
#include "ui/widgets/cell_delegate.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QMouseEvent>
#include <QPainter>

namespace cboard::ui {

namespace {
    constexpr int LinePadding = 5;
} // namespace

TableHeader::TableHeader(const Theme& theme, QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent)
    , m_theme(theme)
{
    setSectionsClickable(true);
    setHighlightSections(false);
    setSectionsMovable(false);
    connect(this, &QHeaderView::sectionResized, this, [this](int section) {
        if (m_isPressed && m_resized < 0) { // The next ones only make room.
            m_resized = section;
        }
    });
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void TableHeader::setRanks(std::vector<Rank> ranks, bool areSeveral)
{
    m_ranks = std::move(ranks);
    m_hasNumbers = areSeveral;
    viewport()->update();
}

QSize TableHeader::sizeHint() const
{
    return {QHeaderView::sizeHint().width(), fontMetrics().height() + 2 * LinePadding + 1};
}

void TableHeader::paintSection(QPainter* painter, const QRect& rect, int section) const
{
    painter->save();
    painter->fillRect(rect, m_theme.panel());
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), m_theme.hairline());
    QString mark;
    const auto at = static_cast<std::size_t>(section);
    if (at < m_ranks.size() && m_ranks[at].rank > 0) {
        mark = m_ranks[at].isDescending ? QStringLiteral(" ▾") : QStringLiteral(" ▴");
        mark += m_hasNumbers ? QString::number(m_ranks[at].rank) : QString();
    }
    const QRect inner = rect.adjusted(CellPadding, 0, -CellPadding, -1);
    const QString title = model()->headerData(section, Qt::Horizontal).toString();
    const int alignment =
        model()->headerData(section, Qt::Horizontal, Qt::TextAlignmentRole).toInt();
    const QFontMetrics metrics(font());
    const QString text =
        metrics.elidedText(title, Qt::ElideRight, inner.width() - metrics.horizontalAdvance(mark))
        + mark;
    painter->setFont(font());
    painter->setPen(mark.isEmpty() ? m_theme.mutedText() : m_theme.text());
    painter->drawText(inner, alignment, text);
    painter->restore();
}

void TableHeader::mousePressEvent(QMouseEvent* event)
{
    m_pressed =
        event->button() == Qt::LeftButton ? logicalIndexAt(event->position().toPoint()) : -1;
    m_pressedAt = event->position().toPoint();
    m_isPressed = event->button() == Qt::LeftButton;
    QHeaderView::mousePressEvent(event);
}

void TableHeader::mouseReleaseEvent(QMouseEvent* event)
{
    QHeaderView::mouseReleaseEvent(event);
    const QPoint at = event->position().toPoint();
    const bool isClick = (at - m_pressedAt).manhattanLength() < QApplication::startDragDistance();
    const bool isOnEdge = cursor().shape() == Qt::SplitHCursor;
    if (m_pressed >= 0 && isClick && !isOnEdge && logicalIndexAt(at) == m_pressed) {
        emit sortRequested(m_pressed, event->modifiers().testFlag(Qt::ShiftModifier));
    }
    m_pressed = -1;
    m_isPressed = false;
    if (m_resized >= 0) {
        const int section = std::exchange(m_resized, -1);
        emit widthChosen(section, sectionSize(section));
    }
}

void TableHeader::contextMenuEvent(QContextMenuEvent* event)
{
    emit menuRequested(event->globalPos());
}

} // namespace cboard::ui
