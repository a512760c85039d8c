// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/log_canvas.h"

#include "ui/logview/log_time.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QScrollBar>

#include <algorithm>

namespace cboard::ui {

LogCanvas::LogCanvas(const Theme& theme, LogRows& rows, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_theme(theme)
    , m_rows(rows)
    , m_painter(theme)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // The overview map is the scroll bar.
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent); // Else Qt fills it before we do.
    setAccessibleName(tr("Log"));
    connect(&theme, &Theme::changed, this, [this] {
        m_painter = LogPainter(m_theme);
        updateGeometryOfText();
    });
    connect(&rows, &LogRows::arrived, this, &LogCanvas::onRowsArrived);
    m_lateRepaint.setSingleShot(true);
    connect(&m_lateRepaint, &QTimer::timeout, viewport(), qOverload<>(&QWidget::update));
}

void LogCanvas::setDocument(std::shared_ptr<const LogDocument> document)
{
    m_document = std::move(document);
    m_rows.setText(m_document ? m_document->text : nullptr);
    m_shown.reset();
    m_blank = -1;
    m_changed.clear();
    m_bands.clear();
    m_folded.clear();
    m_bookmarks.clear();
    m_top = 0;
    m_topLine = 0;
    m_widestCells = 0;
    m_anchor = m_head = {};
    m_current = positionCount() > 0 ? 0 : -1;
    horizontalScrollBar()->setValue(0);
    updateGeometryOfText();
    announceCurrent();
}

void LogCanvas::growDocument(std::shared_ptr<const LogDocument> document)
{
    m_document = std::move(document);
    m_rows.setGrown(m_document->text);
    if (m_current < 0 && positionCount() > 0) {
        m_current = rowNear(0, true);
    }
    updateGeometryOfText();
    emit viewChanged();
}

void LogCanvas::onRowsArrived()
{
    m_isScreenDirty = true;
    if (m_waitingReveal) {
        ensureVisible(positionOf(m_current), *std::exchange(m_waitingReveal, {}));
    }
    announceCurrent();
    m_lateRepaint.stop();
    viewport()->update();
}

void LogCanvas::setShownRows(Rows rows)
{
    const qint64 offset = positionOf(m_current) - m_top;
    m_shown = std::move(rows);
    m_blank = -1;
    m_anchor = m_head = {};
    const qint64 count = positionCount();
    if (count > 0) {
        const qint64 position = std::min(positionOf(m_current), count - 1);
        setCurrentRow(rowNear(position, true), Reveal::Nearest);
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

void LogCanvas::setMarked(const std::vector<logs::FindOptions>& patterns)
{
    m_marked.clear();
    for (const logs::FindOptions& options : patterns) {
        if (auto pattern = logs::FindPattern::create(options)) {
            m_marked.push_back(std::move(*pattern));
        }
    }
    viewport()->update();
}

void LogCanvas::setBands(std::vector<Band> bands)
{
    m_bands = std::move(bands);
    viewport()->update();
}

void LogCanvas::setFolded(std::vector<logs::RowRange> folded)
{
    m_folded = std::move(folded);
    viewport()->update();
}

void LogCanvas::setChanged(std::vector<logs::RowRange> changed)
{
    m_changed = std::move(changed);
    viewport()->update();
}

void LogCanvas::setBookmarks(std::vector<qint64> rows)
{
    m_bookmarks = std::move(rows);
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

void LogCanvas::setRaw(bool isRaw)
{
    m_isRaw = isRaw;
    m_anchor = m_head = {};
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
        return m_shown->size();
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
    return m_shown ? m_shown->positionOf(row) : row;
}

qint64 LogCanvas::rowAt(qint64 position) const
{
    return m_shown ? m_shown->rowAt(position) : position;
}

bool LogCanvas::shows(qint64 row) const
{
    return m_shown ? m_shown->contains(row) : row < positionCount();
}

qint64 LogCanvas::rowNear(qint64 position, bool isForward) const
{
    return m_shown ? m_shown->rowNear(position, isForward) : position;
}

void LogCanvas::setCurrentRow(qint64 row, Reveal reveal)
{
    if (positionCount() == 0) {
        return;
    }
    const qint64 position = std::clamp<qint64>(positionOf(row), 0, positionCount() - 1);
    const qint64 shown = rowNear(position, true);
    const bool isNew = shown != m_current || m_blank >= 0;
    m_current = shown;
    m_blank = -1;
    ensureVisible(position, reveal);
    repaintSoon();
    if (isNew) {
        announceCurrent();
        emit currentRowChanged(m_current);
    }
}

void LogCanvas::setCurrentPosition(qint64 position)
{
    if (position < 0 || position >= positionCount()) {
        return;
    }
    const qint64 row = rowAt(position);
    m_blank = row < 0 ? position : -1;
    const qint64 shown = row < 0 ? rowNear(position, true) : row;
    const bool isNew = shown != m_current;
    m_current = shown;
    viewport()->update();
    if (isNew) {
        announceCurrent();
        emit currentRowChanged(m_current);
    }
}

void LogCanvas::announceCurrent()
{
    const QString text = currentText();
    setAccessibleDescription(
        text.isEmpty() || !m_document
            ? text
            : tr("line %1: %2").arg(m_document->text->index().lineNumber(m_current)).arg(text));
}

void LogCanvas::moveCurrent(qint64 positions)
{
    const qint64 target = std::clamp<qint64>(currentPosition() + positions, 0, positionCount() - 1);
    if (positionCount() > 0) {
        m_anchor = m_head = {};
        setCurrentRow(rowNear(target, positions > 0), Reveal::Nearest);
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

bool LogCanvas::hidesPrefix() const
{
    return !m_isRaw && m_timeMode != LogTimeMode::None && m_document
        && m_document->clock == LogClock::Kernel;
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

LogCanvas::ScreenRow LogCanvas::readRow(qint64 position) const
{
    ScreenRow screen;
    const qint64 row = rowAt(position);
    if (const std::string* bytes = m_rows.row(row)) {
        const auto format = m_isRaw ? logs::RowFormat::Plain : m_document->text->format();
        logs::RowDecoder(format).decode(*bytes, screen.decoded);
        screen.isRead = true;
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
        ScreenRow screen = readRow(position);
        screen.y = y;
        screen.firstLine = position == m_top ? std::min(m_topLine, screen.lines - 1) : 0;
        y += (screen.lines - screen.firstLine) * m_geometry.lineHeight;
        screen.time =
            timeText(screen, m_screen.empty() ? (before ? &*before : nullptr) : &m_screen.back());
        m_widestCells = std::max(m_widestCells, screen.row.cellCount());
        m_screen.push_back(std::move(screen));
    }
    const qint64 page = pageRows();
    const qint64 first = m_screen.empty() ? 0 : rowNear(m_top, true);
    m_rows.readAhead(first - page, first + 2 * page);
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

void LogCanvas::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        m_painter = LogPainter(m_theme);
        updateGeometryOfText();
    }
}

} // namespace cboard::ui
