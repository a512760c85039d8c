// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/log_canvas.h"

#include "ui/logview/log_time.h"
#include "ui/theme/theme.h"

#include <QEvent>
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

LogCanvas::LogCanvas(const Theme& theme, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_theme(theme)
    , m_painter(theme)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // The overview map is the scroll bar.
    viewport()->setCursor(Qt::IBeamCursor);
    setAccessibleName(tr("Log"));
    connect(&theme, &Theme::changed, this, [this] {
        m_painter = LogPainter(m_theme);
        updateGeometryOfText();
    });
}

void LogCanvas::setDocument(std::shared_ptr<const LogDocument> document)
{
    m_document = std::move(document);
    m_shown.reset();
    m_top = 0;
    m_topLine = 0;
    m_widestCells = 0;
    m_anchor = m_head = {};
    m_current = positionCount() > 0 ? 0 : -1;
    horizontalScrollBar()->setValue(0);
    updateGeometryOfText();
}

void LogCanvas::setShownRows(Rows rows)
{
    const qint64 offset = positionOf(m_current) - m_top;
    m_shown = std::move(rows);
    m_anchor = m_head = {};
    const qint64 count = positionCount();
    if (count > 0) {
        const qint64 position = std::min(positionOf(m_current), count - 1);
        setCurrentRow(rowAt(position), Reveal::Nearest);
        m_top = std::max<qint64>(0, position - std::max<qint64>(offset, 0));
        m_topLine = 0;
    }
    updateGeometryOfText();
    ensureVisible(positionOf(m_current), Reveal::Nearest);
}

void LogCanvas::setHighlight(const std::optional<logs::FindOptions>& options)
{
    m_highlight = options;
    m_pattern.reset();
    if (options) {
        if (auto pattern = logs::FindPattern::create(*options)) {
            m_pattern = std::move(*pattern);
        }
    }
    viewport()->update();
}

void LogCanvas::setTimeMode(LogTimeMode mode)
{
    if (m_document && m_document->clock == LogClock::Kernel && mode == LogTimeMode::Absolute) {
        mode = LogTimeMode::SinceStart;
    }
    if (m_document && m_document->clock == LogClock::None) {
        mode = LogTimeMode::None;
    }
    m_timeMode = mode;
    updateGeometryOfText();
}

void LogCanvas::setWraps(bool wraps)
{
    m_wraps = wraps;
    m_topLine = 0;
    horizontalScrollBar()->setValue(0);
    updateGeometryOfText();
    ensureVisible(positionOf(m_current), Reveal::Nearest);
}

qint64 LogCanvas::positionCount() const
{
    if (m_shown) {
        return static_cast<qint64>(m_shown->size());
    }
    return m_document ? m_document->text->rowCount() : 0;
}

qint64 LogCanvas::lastPosition()
{
    if (m_isScreenDirty) {
        layoutScreen();
    }
    return m_lastPosition;
}

qint64 LogCanvas::positionOf(qint64 row) const
{
    if (!m_shown) {
        return row;
    }
    return std::lower_bound(m_shown->begin(), m_shown->end(), row) - m_shown->begin();
}

qint64 LogCanvas::rowAt(qint64 position) const
{
    return m_shown ? (*m_shown)[static_cast<std::size_t>(position)] : position;
}

void LogCanvas::setCurrentRow(qint64 row, Reveal reveal)
{
    if (positionCount() == 0) {
        return;
    }
    const qint64 position = std::clamp<qint64>(positionOf(row), 0, positionCount() - 1);
    const qint64 shown = rowAt(position);
    const bool isNew = shown != m_current;
    m_current = shown;
    ensureVisible(position, reveal);
    viewport()->update();
    if (isNew) {
        announceCurrent();
        emit currentRowChanged(m_current);
    }
}

void LogCanvas::announceCurrent()
{
    setAccessibleDescription(currentText());
}

void LogCanvas::moveCurrent(qint64 positions)
{
    const qint64 target =
        std::clamp<qint64>(positionOf(m_current) + positions, 0, positionCount() - 1);
    if (positionCount() > 0) {
        m_anchor = m_head = {};
        setCurrentRow(rowAt(target), Reveal::Nearest);
    }
}

int LogCanvas::cellsPerLine() const
{
    const double width = viewport()->width() - m_geometry.textLeft;
    return std::max(10, static_cast<int>(width / m_geometry.cell) - 1);
}

int LogCanvas::linesOf(const LogRow& row) const
{
    return m_wraps ? std::max(1, (row.cellCount() + cellsPerLine() - 1) / cellsPerLine()) : 1;
}

qint64 LogCanvas::pageRows() const
{
    return std::max(1, viewport()->height() / std::max(1, m_geometry.lineHeight));
}

bool LogCanvas::hidesPrefix() const
{
    return m_timeMode != LogTimeMode::None && m_document && m_document->clock == LogClock::Kernel;
}

void LogCanvas::updateGeometryOfText()
{
    if (!m_document) {
        return;
    }
    const qint64 rows = m_document->text->rowCount();
    const qint64 last = rows > 0 ? m_document->text->index().lineNumber(rows - 1) : 0;
    m_geometry = m_painter.geometry(*this, last, logTimeCells(m_timeMode), m_document->isLava());
    updateScrollBars();
}

void LogCanvas::updateScrollBars()
{
    const qint64 page = pageRows();
    verticalScrollBar()->setRange(0,
                                  barValue(m_wraps ? positionCount() - 1 : positionCount() - page));
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

std::optional<LogCanvas::ScreenRow> LogCanvas::readRow(qint64 position) const
{
    ScreenRow screen;
    const qint64 row = rowAt(position);
    logs::RowDecoder decoder(m_document->text->format());
    const auto status =
        m_document->text->forRows(row, 1, [&](std::int64_t, std::string_view bytes) {
            decoder.decode(bytes, screen.decoded);
            return true;
        });
    if (!status) {
        return {};
    }
    screen.row = makeLogRow(row, screen.decoded, hidesPrefix());
    screen.position = position;
    screen.lines = linesOf(screen.row);
    return screen;
}

void LogCanvas::layoutScreen()
{
    m_isScreenDirty = false;
    m_screen.clear();
    if (!m_document) {
        return;
    }
    double y = 0;
    std::optional<ScreenRow> before;
    if (m_timeMode == LogTimeMode::Delta && m_top > 0) {
        before = readRow(m_top - 1);
    }
    qint64 position = m_top;
    for (; position < positionCount() && y < viewport()->height(); ++position) {
        std::optional<ScreenRow> screen = readRow(position);
        if (!screen) {
            break;
        }
        screen->y = y;
        screen->firstLine = position == m_top ? std::min(m_topLine, screen->lines - 1) : 0;
        y += (screen->lines - screen->firstLine) * m_geometry.lineHeight;
        screen->time =
            timeText(*screen, m_screen.empty() ? (before ? &*before : nullptr) : &m_screen.back());
        m_widestCells = std::max(m_widestCells, screen->row.cellCount());
        m_screen.push_back(std::move(*screen));
    }
    const bool isCut = y > viewport()->height() && m_screen.size() > 1;
    m_lastPosition = isCut ? position - 1 : position;
    if (!m_wraps && m_widestCells - cellsPerLine() > horizontalScrollBar()->maximum()) {
        horizontalScrollBar()->setMaximum(m_widestCells - cellsPerLine());
    }
}

std::optional<qint64> LogCanvas::microsecondsOf(const ScreenRow& row) const
{
    if (m_document->clock == LogClock::Host) {
        return row.row.time ? std::optional<qint64>(row.row.time->time_since_epoch().count())
                            : std::nullopt;
    }
    return row.row.kernelTime ? std::optional<qint64>(row.row.kernelTime->count()) : std::nullopt;
}

QString LogCanvas::timeText(const ScreenRow& row, const ScreenRow* before) const
{
    const std::optional<qint64> mine = microsecondsOf(row);
    if (!mine) {
        return {};
    }
    const auto start = m_document->text->startTime();
    const qint64 origin = m_document->clock == LogClock::Host && start
        ? qint64{start->time_since_epoch().count()}
        : 0;
    const std::optional<qint64> earlier =
        before != nullptr ? microsecondsOf(*before) : std::nullopt;
    return logTimeText(m_timeMode, *mine, origin, earlier);
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
    viewport()->update();
    emit viewChanged();
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
        const auto row = readRow(--top);
        line += row ? row->lines : 1;
    }
    for (auto row = readRow(top); row && line >= row->lines && top + 1 < positionCount();
         row = readRow(top)) {
        line -= row->lines;
        ++top;
    }
    m_top = -1; // Another place, even if the row is the same.
    scrollToPosition(top);
    m_topLine = std::max(0, line);
    m_isScreenDirty = true;
}

void LogCanvas::ensureVisible(qint64 position, Reveal reveal)
{
    const qint64 page = pageRows();
    if (reveal == Reveal::Centre) {
        scrollToPosition(position - page / 3);
    } else if (position < m_top) {
        scrollToPosition(position);
    } else if (!m_wraps && position >= m_top + page) {
        scrollToPosition(position - page + 1);
    }
    if (!m_wraps || position <= m_top) {
        return;
    }
    // Wrapped rows have any height: walk back from the row until the screen is full.
    const auto row = readRow(position);
    qint64 lines = row ? row->lines : 1;
    qint64 top = position;
    while (top > m_top && lines < page) {
        const auto above = readRow(top - 1);
        lines += above ? above->lines : 1;
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
        viewport()->update();
    }
}

void LogCanvas::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        m_painter = LogPainter(m_theme);
        updateGeometryOfText();
    }
}

} // namespace cboard::ui
