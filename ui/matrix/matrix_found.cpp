// SPDX-License-Identifier: GPL-3.0-or-later
// What find has found, on the screen.
#include "ui/find/found_texts.h"
#include "ui/matrix/matrix_find.h"
#include "ui/matrix/matrix_widget.h"
#include "ui/theme/match_ground.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QScrollBar>

namespace cboard::ui {

void MatrixWidget::setHighlight(const std::shared_ptr<logs::FindPattern>& pattern)
{
    if (m_pattern != pattern) {
        m_pattern = pattern;
        dropLabels();
        viewport()->update();
    }
}

void MatrixWidget::setFound(const std::shared_ptr<const MatrixMatches>& found)
{
    m_found = found;
    viewport()->update();
}

/// On the grounds of what matches.
void MatrixWidget::drawText(QPainter& painter, const QRect& rect, int alignment,
                            const QString& text) const
{
    if (m_pattern) {
        paintFound(painter, rect, alignment, text, *m_pattern, m_theme);
    }
    painter.drawText(rect, alignment, text);
}

/// Two lines around a cell, one of them in the colour of text: no other mark has two, so that it is
/// told from them without colours. The current one has the frame of the cursor around it.
void MatrixWidget::paintFoundCells(QPainter& painter)
{
    if (!m_found) {
        return;
    }
    painter.save();
    painter.setClipRect(bodyRect());
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(Qt::NoBrush);
    const int gap = m_cell.height() >= 16 ? 2 : 1;
    const Range lines = visibleLines();
    const Range columns = visibleColumns();
    QList<QRect> cells; // Drawn at once: all that is in sight may be found.
    for (int line = lines.first; line <= lines.last; ++line) {
        const int row = m_arrangement.lines[static_cast<std::size_t>(line)].row;
        if (row < 0) {
            continue;
        }
        for (const int column : m_found->columnsIn(row, columns.first, columns.last)) {
            cells << cellRect({row, column}).adjusted(0, 0, -gap - 1, -gap - 1);
        }
    }
    painter.setPen(m_theme.text());
    painter.drawRects(cells);
    painter.setPen(matchGround(m_theme, true));
    for (int ring = 0; ring < 2; ++ring) {
        for (QRect& cell : cells) {
            cell.adjust(1, 1, -1, -1);
        }
        painter.drawRects(cells);
    }
    painter.restore();
}

/// A bar at each row and column that was found: their texts may be cut, or stand in the tool tip.
void MatrixWidget::paintFoundHeads(QPainter& painter)
{
    if (!m_found) {
        return;
    }
    constexpr int Bar = 4;
    const auto paintBar = [this, &painter](const QRect& bar) {
        painter.fillRect(bar, m_theme.text());
        painter.fillRect(bar.adjusted(1, 1, -1, -1), matchGround(m_theme, true));
    };
    painter.save();
    painter.setClipRect(QRect(0, m_columnHeaderHeight, m_rowHeaderWidth, bodyRect().height()));
    const Range lines = visibleLines();
    for (int line = lines.first; line <= lines.last; ++line) {
        const int row = m_arrangement.lines[static_cast<std::size_t>(line)].row;
        if (row >= 0 && m_found->hasRow(row)) {
            paintBar({0,
                      m_columnHeaderHeight + line * m_cell.height() - verticalScrollBar()->value(),
                      Bar, m_cell.height() - 1});
        }
    }
    painter.setClipRect(QRect(m_rowHeaderWidth, 0, bodyRect().width(), m_columnHeaderHeight));
    const Range columns = visibleColumns();
    for (int column = columns.first; column <= columns.last; ++column) {
        if (m_found->hasColumn(column)) {
            paintBar({m_rowHeaderWidth + column * m_cell.width() - horizontalScrollBar()->value(),
                      m_groupBand, m_cell.width() - 1, Bar});
        }
    }
    painter.restore();
}

} // namespace cboard::ui
