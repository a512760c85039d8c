// SPDX-License-Identifier: GPL-3.0-or-later
// Which part of the log is on the screen.
#include "ui/logview/log_canvas.h"

#include <QResizeEvent>
#include <QScrollBar>

#include <algorithm>
#include <limits>

namespace cboard::ui {

namespace {

    int barValue(qint64 value)
    {
        return static_cast<int>(std::clamp<qint64>(value, 0, std::numeric_limits<int>::max() - 1));
    }

} // namespace

qint64 LogCanvas::pageRows() const
{
    return std::max(1, viewport()->height() / std::max(1, m_geometry.lineHeight));
}

void LogCanvas::updateScrollBars()
{
    const qint64 page = pageRows();
    const qint64 lines = positionCount() + (hasEndMark() ? 1 : 0);
    verticalScrollBar()->setRange(0, barValue(m_wraps ? positionCount() - 1 : lines - page));
    verticalScrollBar()->setPageStep(barValue(page));
    const int columns = cellsPerLine();
    horizontalScrollBar()->setRange(0, m_wraps ? 0 : std::max(0, m_widestCells - columns));
    horizontalScrollBar()->setPageStep(columns);
    horizontalScrollBar()->setSingleStep(4);
    m_top = std::clamp<qint64>(m_top, 0, std::max<qint64>(0, verticalScrollBar()->maximum()));
    const QSignalBlocker blocker(verticalScrollBar());
    verticalScrollBar()->setValue(barValue(m_top));
    m_isScreenDirty = true;
    viewport()->update();
}

void LogCanvas::scrollToPosition(qint64 position)
{
    const qint64 top = std::clamp<qint64>(position, 0, verticalScrollBar()->maximum());
    if (top == m_top && m_topLine == 0) {
        return;
    }
    m_top = top;
    m_topLine = 0;
    m_isScreenDirty = true;
    const QSignalBlocker blocker(verticalScrollBar());
    verticalScrollBar()->setValue(barValue(top));
    repaintSoon();
    emit viewChanged();
}

/// Rows that are not known yet arrive within a few milliseconds: what is on the screen stays for
/// so long, rather than to paint a page without text and then the same with it.
void LogCanvas::repaintSoon()
{
    constexpr int MostMs = 12;
    if (m_isScreenDirty && !m_wraps) {
        layoutScreen();
    }
    const bool isRead = std::ranges::all_of(m_screen, &ScreenRow::isRead);
    if (isRead || m_isScreenDirty) {
        m_lateRepaint.stop();
        viewport()->update();
    } else if (!m_lateRepaint.isActive()) {
        m_lateRepaint.start(MostMs);
    }
}

void LogCanvas::scrollLines(int lines)
{
    if (!m_wraps) {
        scrollToPosition(m_top + lines);
        return;
    }
    qint64 top = m_top;
    int line = m_topLine + lines;
    while (line < 0 && top > 0) {
        line += readRow(--top).lines;
    }
    for (int height = readRow(top).lines; line >= height && top + 1 < positionCount();
         height = readRow(top).lines) {
        line -= height;
        ++top;
    }
    m_top = -1; // Another place, even if the row is the same.
    scrollToPosition(top);
    m_topLine = std::max(0, line);
    m_isScreenDirty = true;
}

/// A row that is still being read counts as one line, and the place is looked for again with it.
int LogCanvas::linesOfPosition(qint64 position, Reveal reveal)
{
    const ScreenRow row = readRow(position);
    if (!row.isRead) {
        m_waitingReveal = reveal;
    }
    return row.lines;
}

void LogCanvas::ensureVisible(qint64 position, Reveal reveal)
{
    constexpr qint64 LinesAround = 3;
    const qint64 page = pageRows();
    const bool hasContext =
        position >= m_top + LinesAround && position + LinesAround < m_top + page;
    if (reveal == Reveal::Centre || (reveal == Reveal::Context && !hasContext)) {
        scrollToPosition(position - page / 3);
    } else if (position < m_top) {
        scrollToPosition(position);
    } else if (!m_wraps && position >= m_top + page) {
        const bool isLast = position + 1 == positionCount();
        scrollToPosition(position - page + (isLast && hasEndMark() ? 2 : 1));
    }
    if (!m_wraps || position <= m_top) {
        return;
    }
    // Wrapped rows have any height: walk back from the row until the screen is full.
    qint64 lines = linesOfPosition(position, reveal);
    qint64 top = position;
    while (top > m_top && lines < page) {
        lines += linesOfPosition(top - 1, reveal);
        if (lines <= page) {
            --top;
        }
    }
    if (top > m_top) {
        scrollToPosition(top);
    }
}

void LogCanvas::resizeEvent(QResizeEvent* event)
{
    // The row that one reads stays in sight when the panes around the text take their place.
    const int lineHeight = std::max(1, m_geometry.lineHeight);
    const qint64 position = m_current >= 0 && m_document ? positionOf(m_current) : -1;
    const bool wasInSight =
        position >= m_top && position < m_top + event->oldSize().height() / lineHeight + 1;
    updateScrollBars();
    if (wasInSight) {
        ensureVisible(position, Reveal::Nearest);
    }
    emit viewChanged();
}

void LogCanvas::scrollContentsBy(int dx, int dy)
{
    if (dy != 0) {
        m_top = verticalScrollBar()->value();
        m_topLine = 0;
        m_isScreenDirty = true;
        emit viewChanged();
    }
    if (dx != 0 || dy != 0) {
        repaintSoon();
    }
}

} // namespace cboard::ui
