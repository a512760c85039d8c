// SPDX-License-Identifier: GPL-3.0-or-later
// Keys, mouse and selection of the canvas.
#include "ui/logview/log_canvas.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>

namespace cboard::ui {

namespace {

    constexpr int WheelStep = 120;
    constexpr int LinesPerWheelStep = 3;
    constexpr int DragScrollMs = 40;

    bool isWordCharacter(QChar c)
    {
        return c.isLetterOrNumber() || c == QLatin1Char('_') || c == QLatin1Char('.')
            || c == QLatin1Char('-') || c == QLatin1Char('/');
    }

} // namespace

QString LogCanvas::currentText() const
{
    if (m_current < 0 || !m_document) {
        return {};
    }
    return readRow(positionOf(m_current)).row.text;
}

LogCopyRequest LogCanvas::copyRequest(bool withTimes) const
{
    LogCopyRequest request;
    request.document = m_document;
    request.shown = m_shown;
    request.withTimes = withTimes;
    request.hidesPrefix = hidesPrefix();
    if (m_current < 0) {
        return request;
    }
    if (!hasSelection()) {
        request.first = request.last = positionOf(m_current);
        return request;
    }
    const auto [from, to] = std::minmax(m_anchor, m_head);
    request.first = from.position;
    request.last = std::min(to.position, positionCount() - 1);
    request.firstCharacter = from.character;
    request.lastCharacter = to.position < positionCount() ? to.character : -1;
    return request;
}

QString LogCanvas::selectedInLine() const
{
    const auto [from, to] = std::minmax(m_anchor, m_head);
    if (!hasSelection() || from.position != to.position) {
        return currentText();
    }
    return readRow(from.position).row.text.mid(from.character, to.character - from.character);
}

void LogCanvas::selectAll()
{
    if (positionCount() > 0) {
        m_anchor = {};
        m_head = {positionCount(), 0};
        viewport()->update();
    }
}

void LogCanvas::selectRows(qint64 first, qint64 last)
{
    m_anchor = {positionOf(first), 0};
    m_head = {std::min(positionOf(last) + 1, positionCount()), 0};
    viewport()->update();
}

LogCanvas::Place LogCanvas::placeAt(const QPointF& point) const
{
    if (m_screen.empty()) {
        return {};
    }
    const auto after = std::upper_bound(m_screen.begin(), m_screen.end(), point.y(),
                                        [](double y, const ScreenRow& row) { return y < row.y; });
    const ScreenRow& row = after == m_screen.begin() ? *after : *std::prev(after);
    const int line =
        std::clamp(static_cast<int>((point.y() - row.y) / m_geometry.lineHeight) + row.firstLine,
                   row.firstLine, row.lines - 1);
    const int cell = qRound((point.x() - textX()) / m_geometry.cell);
    const int perLine = cellsPerLine();
    const int inLine = m_wraps ? std::clamp(cell, 0, perLine) + line * perLine : cell;
    return {row.position, row.row.characterAt(inLine)};
}

void LogCanvas::selectTo(const Place& place)
{
    m_head = place;
    if (place.position < positionCount()) {
        const qint64 row = rowAt(place.position);
        if (row >= 0 && row != m_current) {
            m_current = row;
            emit currentRowChanged(m_current);
        }
    }
    viewport()->update();
}

/// Whole lines from where the mouse was pressed, in both directions.
void LogCanvas::selectLinesTo(qint64 position)
{
    const qint64 last = std::max(m_linesFrom, position) + 1;
    m_anchor = {m_linesFrom <= position ? m_linesFrom : m_linesFrom + 1, 0};
    selectTo({position, 0});
    m_head = {m_linesFrom <= position ? std::min(last, positionCount()) : position, 0};
    viewport()->update();
}

/// Soon after a double click, at the same place.
bool LogCanvas::isThirdClick(const QMouseEvent& event) const
{
    return m_doubleClicked.isValid()
        && m_doubleClicked.elapsed() < QApplication::doubleClickInterval()
        && (event.position() - m_doubleClickedAt).manhattanLength()
        < QApplication::startDragDistance();
}

void LogCanvas::moveHead(qint64 positions)
{
    if (positionCount() == 0) {
        return;
    }
    if (!hasSelection()) {
        m_anchor = {positionOf(m_current), 0};
        m_head = {m_anchor.position + (positions > 0 ? 0 : 1), 0};
        if (positions < 0) {
            std::swap(m_anchor.position, m_head.position);
            ++m_anchor.position;
        }
    }
    m_head.position = std::clamp<qint64>(m_head.position + positions, 0, positionCount());
    m_head.character = 0;
    const qint64 shown = std::clamp<qint64>(m_head.position, 0, positionCount() - 1);
    ensureVisible(shown, Reveal::Nearest);
    viewport()->update();
}

void LogCanvas::keyPressEvent(QKeyEvent* event)
{
    const bool extends = (event->modifiers() & Qt::ShiftModifier) != 0;
    const auto move = [this, extends](qint64 positions) {
        extends ? moveHead(positions) : moveCurrent(positions);
    };
    const qint64 page = std::max<qint64>(1, pageRows() - 1);
    if (event->matches(QKeySequence::Copy)) {
        emit copyRequested(false);
        return;
    }
    if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
        return;
    }
    switch (event->key()) {
    case Qt::Key_Up:
        move(-1);
        return;
    case Qt::Key_Down:
        move(1);
        return;
    case Qt::Key_PageUp:
        move(-page);
        return;
    case Qt::Key_PageDown:
        move(page);
        return;
    case Qt::Key_Home:
        move(-positionCount());
        horizontalScrollBar()->setValue(0);
        return;
    case Qt::Key_End:
        move(positionCount());
        return;
    case Qt::Key_Left:
        horizontalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepSub);
        return;
    case Qt::Key_Right:
        horizontalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepAdd);
        return;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void LogCanvas::wheelEvent(QWheelEvent* event)
{
    const QPoint angle = event->angleDelta();
    if (std::abs(angle.x()) > std::abs(angle.y())
        || (event->modifiers() & Qt::ShiftModifier) != 0) {
        const int delta = angle.x() != 0 ? angle.x() : angle.y();
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - delta / 10);
        event->accept();
        return;
    }
    m_wheelRest += angle.y() * LinesPerWheelStep;
    const int lines = m_wheelRest / WheelStep;
    m_wheelRest -= lines * WheelStep;
    if (lines != 0) {
        scrollLines(-lines);
    }
    event->accept();
}

void LogCanvas::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || positionCount() == 0) {
        return;
    }
    const Place place = placeAt(event->position());
    const bool extends = (event->modifiers() & Qt::ShiftModifier) != 0;
    const bool isInGutter = event->position().x() < m_geometry.textLeft;
    m_isSelecting = true;
    if (!extends) {
        m_linesFrom = -1;
        m_anchor = place;
    }
    if (isInGutter && extends && m_linesFrom >= 0) {
        selectLinesTo(place.position);
    } else if (!extends && (isInGutter || isThirdClick(*event))) {
        m_linesFrom = place.position;
        selectLinesTo(place.position);
    } else {
        m_linesFrom = -1;
        selectTo(place);
    }
    announceCurrent();
}

void LogCanvas::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_isSelecting) {
        return;
    }
    const Place place = placeAt(event->position());
    m_linesFrom >= 0 ? selectLinesTo(place.position) : selectTo(place);
    const double y = event->position().y();
    const bool isOutside = y < 0 || y > viewport()->height();
    if (isOutside && m_dragTimer == 0) {
        m_dragTimer = startTimer(DragScrollMs);
    } else if (!isOutside && m_dragTimer != 0) {
        killTimer(m_dragTimer);
        m_dragTimer = 0;
    }
}

void LogCanvas::timerEvent(QTimerEvent* event)
{
    if (event->timerId() != m_dragTimer) {
        QAbstractScrollArea::timerEvent(event);
        return;
    }
    const QPoint at = viewport()->mapFromGlobal(QCursor::pos());
    const int beyond = at.y() < 0 ? at.y() : at.y() - viewport()->height();
    scrollLines(beyond / m_geometry.lineHeight + (beyond < 0 ? -1 : 1));
    layoutScreen();
    const Place place = placeAt(at);
    m_linesFrom >= 0 ? selectLinesTo(place.position) : selectTo(place);
}

void LogCanvas::mouseReleaseEvent(QMouseEvent* /*event*/)
{
    m_isSelecting = false;
    if (m_dragTimer != 0) {
        killTimer(m_dragTimer);
        m_dragTimer = 0;
    }
}

void LogCanvas::mouseDoubleClickEvent(QMouseEvent* event)
{
    const Place place = placeAt(event->position());
    if (positionCount() == 0) {
        return;
    }
    m_doubleClicked.start();
    m_doubleClickedAt = event->position();
    const QString text = readRow(place.position).row.text;
    int begin = std::min(place.character, static_cast<int>(text.size()));
    int end = begin;
    while (begin > 0 && isWordCharacter(text[begin - 1])) {
        --begin;
    }
    while (end < text.size() && isWordCharacter(text[end])) {
        ++end;
    }
    m_anchor = {place.position, begin};
    selectTo({place.position, end});
}

void LogCanvas::contextMenuEvent(QContextMenuEvent* event)
{
    emit menuRequested(event->globalPos());
    event->accept();
}

} // namespace cboard::ui
