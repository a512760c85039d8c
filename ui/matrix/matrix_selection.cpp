// SPDX-License-Identifier: GPL-3.0-or-later
// Cells that the user chose beside the cursor.
#include "ui/matrix/matrix_widget.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace cboard::ui {

void MatrixWidget::setSelected(MatrixPlace place, bool isSelected)
{
    const auto known = std::find(m_selected.begin(), m_selected.end(), place);
    if ((known != m_selected.end()) == isSelected) {
        return;
    }
    if (isSelected) {
        m_selected.push_back(place);
    } else {
        m_selected.erase(known);
    }
    if (QAccessible::isActive() && lineOf(place.row) >= 0) {
        QAccessibleEvent event(
            this, isSelected ? QAccessible::SelectionAdd : QAccessible::SelectionRemove);
        event.setChild(m_arrangement.shownIndex[static_cast<std::size_t>(place.row)]
                           * static_cast<int>(m_matrix->columns.size())
                       + place.column);
        QAccessible::updateAccessibility(&event);
    }
    viewport()->update();
    emit selectedChanged();
}

void MatrixWidget::toggleSelected()
{
    if (m_current) {
        setSelected(*m_current,
                    std::find(m_selected.begin(), m_selected.end(), *m_current)
                        == m_selected.end());
    }
}

bool MatrixWidget::clearSelected()
{
    if (m_selected.empty()) {
        return false;
    }
    m_selected.clear();
    viewport()->update();
    emit selectedChanged();
    return true;
}

/// From where the cursor is to where it goes; on the way back what it leaves is taken out again.
void MatrixWidget::extendSelected(int lines, int columns)
{
    if (!m_current) {
        return;
    }
    const MatrixPlace from = *m_current;
    moveBy(lines, columns);
    if (m_current == from) {
        return;
    }
    const bool isBack =
        std::find(m_selected.begin(), m_selected.end(), *m_current) != m_selected.end();
    setSelected(from, !isBack);
    setSelected(*m_current, true);
}

std::vector<std::pair<QString, QString>> MatrixWidget::selectedNames() const
{
    std::vector<std::pair<QString, QString>> names;
    names.reserve(m_selected.size());
    for (const MatrixPlace place : m_selected) {
        names.emplace_back(rowKey(place.row), columnKey(place.column));
    }
    return names;
}

void MatrixWidget::keepSelected(const std::vector<std::pair<QString, QString>>& names)
{
    m_selected.clear();
    for (const auto& [row, column] : names) {
        if (const auto place = findPlace(row, column)) {
            m_selected.push_back(*place);
        }
    }
    if (!names.empty()) {
        emit selectedChanged();
    }
}

/// A dashed frame and a filled corner at the lower right, where no mark of a result stands: told
/// from the cursor's frame by its shape, and seen on it.
void MatrixWidget::paintSelected(QPainter& painter)
{
    constexpr int Corner = 10;
    painter.save();
    painter.setClipRect(bodyRect());
    const int gap = m_cell.height() >= 16 ? 2 : 1;
    for (const MatrixPlace place : m_selected) {
        if (lineOf(place.row) < 0) {
            continue;
        }
        const QRect rect = cellRect(place).adjusted(0, 0, -gap, -gap);
        if (!rect.intersects(bodyRect())) {
            continue;
        }
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_theme.accent(), 2, Qt::DashLine));
        painter.drawRect(rect.adjusted(1, 1, -1, -1));
        const double size = std::min(Corner, rect.height() / 2);
        const QPointF foot(rect.x() + rect.width(), rect.y() + rect.height());
        QPainterPath corner(foot);
        corner.lineTo(foot - QPointF(size, 0));
        corner.lineTo(foot - QPointF(0, size));
        corner.closeSubpath();
        painter.setRenderHint(QPainter::Antialiasing, true);
        painter.setPen(QPen(m_theme.window(), 1));
        painter.setBrush(m_theme.accent());
        painter.drawPath(corner);
    }
    painter.restore();
}

} // namespace cboard::ui
