// SPDX-License-Identifier: GPL-3.0-or-later
// Painting of the rows on the screen.
#include "ui/logview/log_canvas.h"
#include "ui/theme/match_ground.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <limits>

namespace cboard::ui {

double LogCanvas::textX() const
{
    return m_geometry.textLeft - horizontalScrollBar()->value() * m_geometry.cell;
}

void LogCanvas::fillCells(QPainter& painter, const ScreenRow& screen, CellRange cells,
                          const QColor& color) const
{
    const int perLine = m_wraps ? cellsPerLine() : std::numeric_limits<int>::max();
    for (int begin = cells.begin; begin < cells.end;) {
        const int line = begin / perLine;
        const int end = m_wraps ? std::min(cells.end, (line + 1) * perLine) : cells.end;
        const double y = screen.y + (line - screen.firstLine) * m_geometry.lineHeight;
        painter.fillRect(
            QRectF(textX() + (begin - (m_wraps ? line * perLine : 0)) * m_geometry.cell, y,
                   (end - begin) * m_geometry.cell, m_geometry.lineHeight),
            color);
        begin = end;
    }
}

/// \returns False when the pattern is too costly for a painter.
bool LogCanvas::paintMatches(QPainter& painter, const ScreenRow& screen, logs::FindPattern& pattern,
                             const QColor& color) const
{
    for (auto match = pattern.next(screen.decoded.text, 0); match;
         match = pattern.next(screen.decoded.text, match->end)) {
        if (const auto cells =
                cellsOfBytes(screen.row, screen.decoded, hidesPrefix(), match->begin, match->end)) {
            fillCells(painter, screen, *cells, color);
        }
    }
    return !pattern.hasHitLimit();
}

bool LogCanvas::isChanged(qint64 row) const
{
    const auto after = std::upper_bound(
        m_changed.begin(), m_changed.end(), row,
        [](qint64 wanted, const logs::RowRange& range) { return wanted < range.begin; });
    return after != m_changed.begin() && row < std::prev(after)->end;
}

int LogCanvas::bandColorOf(qint64 row) const
{
    int color = -1;
    for (const Band& band : m_bands) {
        if (band.rows.begin > row) {
            break;
        }
        color = row < band.rows.end ? band.color : color;
    }
    return color;
}

/// Behind the first row of what is folded: how much that is.
void LogCanvas::paintFold(QPainter& painter, const ScreenRow& screen) const
{
    const auto fold =
        std::lower_bound(m_folded.begin(), m_folded.end(), screen.row.row,
                         [](const logs::RowRange& range, qint64 row) { return range.begin < row; });
    if (fold == m_folded.end() || fold->begin != screen.row.row) {
        return;
    }
    const int cells = std::max(screen.row.cellCount(), 0) % (m_wraps ? cellsPerLine() : 1 << 30);
    const double y = screen.y + (screen.lines - screen.firstLine - 1) * m_geometry.lineHeight;
    m_painter.paintFold(painter, m_geometry, textX() + (cells + 2) * m_geometry.cell, y,
                        tr("+ %1 lines").arg(fold->end - fold->begin - 1));
}

void LogCanvas::paintGrounds(QPainter& painter, const ScreenRow& screen) const
{
    for (std::size_t i = 0; i < m_marked.size();) {
        const bool isCheap =
            paintMatches(painter, screen, m_marked[i], m_painter.markedGround(static_cast<int>(i)));
        isCheap ? ++i : (m_marked.erase(m_marked.begin() + static_cast<std::ptrdiff_t>(i)), i);
    }
    if (m_pattern
        && !paintMatches(painter, screen, *m_pattern,
                         matchGround(m_theme, screen.row.row == m_current))) {
        m_pattern.reset();
    }
    const auto [from, to] = std::minmax(m_anchor, m_head);
    if (from == to || screen.position < from.position || screen.position > to.position) {
        return;
    }
    const int begin = screen.position == from.position ? screen.row.cellOf(from.character) : 0;
    const int end = screen.position == to.position ? screen.row.cellOf(to.character)
                                                   : screen.row.cellCount() + 1;
    fillCells(painter, screen, {begin, end}, m_painter.selectedTextGround());
}

void LogCanvas::paintRow(QPainter& painter, const ScreenRow& screen) const
{
    const int height = (screen.lines - screen.firstLine) * m_geometry.lineHeight;
    if (screen.row.row < 0) {
        m_painter.paintBlank(painter, QRectF(0, screen.y, viewport()->width(), height),
                             screen.position == m_blank, this);
        return;
    }
    LogRowMarks marks;
    const logs::LineIndex& index = m_document->text->index();
    marks.lineNumber = index.isContinuation(screen.row.row) ? 0 : index.lineNumber(screen.row.row);
    marks.time = screen.time;
    marks.mark = m_document->markOf(screen.row.row);
    marks.isCurrent = screen.row.row == m_current && m_blank < 0;
    marks.isChanged = isChanged(screen.row.row);
    marks.band = bandColorOf(screen.row.row);
    marks.isDoubtful = m_document->isDoubtful(screen.row.row);
    marks.hasBookmark = std::binary_search(m_bookmarks.begin(), m_bookmarks.end(), screen.row.row);
    const int width = viewport()->width();
    // The window is that colour already; filling it twice was a fifth of the painting.
    if (const QColor ground = m_painter.ground(marks, this); ground != m_theme.window()) {
        painter.fillRect(QRectF(0, screen.y, width, height), ground);
    }
    m_painter.paintGutter(painter, m_geometry, screen.y, height, screen.row, marks);
    painter.save();
    painter.setClipRect(QRectF(m_geometry.textLeft - 1, screen.y, width, height));
    paintGrounds(painter, screen);
    if (!m_wraps) {
        const int first = horizontalScrollBar()->value();
        m_painter.paintText(painter, m_geometry, m_geometry.textLeft, screen.y, screen.row, first,
                            first + cellsPerLine() + 2);
    } else {
        const int perLine = cellsPerLine();
        for (int line = screen.firstLine; line < screen.lines; ++line) {
            m_painter.paintText(painter, m_geometry, m_geometry.textLeft,
                                screen.y + (line - screen.firstLine) * m_geometry.lineHeight,
                                screen.row, line * perLine, (line + 1) * perLine);
        }
    }
    paintFold(painter, screen);
    painter.restore();
}

/// Below the last row of a text that ends early.
void LogCanvas::paintEndMark(QPainter& painter) const
{
    if (!hasEndMark() || m_screen.empty() || m_screen.back().position + 1 < positionCount()) {
        return;
    }
    const ScreenRow& last = m_screen.back();
    m_painter.paintEndMark(painter, m_geometry,
                           QRectF(0, last.y + (last.lines - last.firstLine) * m_geometry.lineHeight,
                                  viewport()->width(), m_geometry.lineHeight),
                           (m_document->doubtfulRow ? tr("Reading ended here: %1")
                                                    : tr("The file ends early here: %1"))
                               .arg(QString::fromStdString(m_document->damage->message)));
}

void LogCanvas::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void LogCanvas::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void LogCanvas::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_theme.window());
    if (!m_document) {
        return;
    }
    if (m_isScreenDirty) {
        layoutScreen();
    }
    painter.setFont(m_painter.font());
    for (const ScreenRow& screen : m_screen) {
        paintRow(painter, screen);
    }
    paintEndMark(painter);
    painter.fillRect(QRectF(m_geometry.textLeft - 8, 0, 1, viewport()->height()),
                     m_theme.hairline());
    if (hasFocus()) {
        painter.setPen(QPen(m_theme.accent(), 1));
        painter.drawLine(QPointF(0, 0.5), QPointF(viewport()->width(), 0.5));
    }
}

} // namespace cboard::ui
