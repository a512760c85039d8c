// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/overview_map.h"

#include "ui/theme/hatch.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace cboard::ui {

namespace {

    constexpr int MapWidth = 18;
    constexpr int MarkHeight = 2;
    constexpr int SmallestPart = 12;
    /// Behind all kinds of marks: what no rule knows, in a log where rules found errors.
    constexpr int Aside = static_cast<int>(logs::MarkKindCount);

} // namespace

OverviewMap::OverviewMap(const Theme& theme, LogCanvas& canvas, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_canvas(canvas)
{
    setFixedWidth(MapWidth);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Overview of the log"));
    connect(&canvas, &LogCanvas::viewChanged, this, qOverload<>(&QWidget::update));
    connect(&canvas, &LogCanvas::currentRowChanged, this, qOverload<>(&QWidget::update));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize OverviewMap::sizeHint() const
{
    return {MapWidth, 100};
}

void OverviewMap::setDocument(std::shared_ptr<const LogDocument> document)
{
    m_document = std::move(document);
    m_matches.reset();
    m_bookmarks.clear();
    updateMarks();
}

void OverviewMap::setMatches(std::shared_ptr<const logs::RowSet> rows)
{
    m_matches = std::move(rows);
    updateMarks();
}

void OverviewMap::setBands(std::vector<LogCanvas::Band> bands)
{
    m_bands = std::move(bands);
    update();
}

void OverviewMap::setBookmarks(std::vector<qint64> rows)
{
    m_bookmarks = std::move(rows);
    update();
}

void OverviewMap::setProgress(double known, double read)
{
    m_known = std::clamp(known, 0.0, 1.0);
    m_read = std::clamp(read, m_known, 1.0);
    updateMarks();
}

/// A short log is drawn at its own height, not stretched.
qint64 OverviewMap::rowsOfMap() const
{
    const qint64 count = std::max<qint64>(1, m_canvas.positionCount());
    return std::max<qint64>(count, m_canvas.lastPosition() - m_canvas.firstPosition());
}

int OverviewMap::yOf(qint64 position) const
{
    return static_cast<int>(m_known * static_cast<double>(position) * height()
                            / static_cast<double>(rowsOfMap()));
}

void OverviewMap::updateMarks()
{
    const auto pixels = static_cast<std::size_t>(std::max(0, height()));
    m_worst.assign(pixels, -1);
    m_hasMatch.assign(pixels, false);
    const auto pixelOf = [this, pixels](qint64 row) {
        const qint64 position = m_canvas.positionOf(row);
        const bool isShown = position < m_canvas.positionCount() && m_canvas.rowAt(position) == row;
        const auto y = static_cast<std::size_t>(std::max(0, yOf(position)));
        return isShown && y < pixels ? y : pixels;
    };
    const auto isAside = [this](const logs::ErrorMark& mark) {
        return mark.rule == 0 && m_document->text->ruleMarkCount() > 0;
    };
    if (m_document) {
        for (const logs::ErrorMark& mark : m_document->text->marks()) {
            const std::size_t y = pixelOf(mark.row);
            const auto kind =
                static_cast<std::int8_t>(isAside(mark) ? Aside : static_cast<int>(mark.kind));
            if (y < pixels && (m_worst[y] < 0 || kind < m_worst[y])) {
                m_worst[y] = kind;
            }
        }
    }
    markMatches();
    update();
}

/// From pixel to pixel, not from match to match: there may be a hundred million.
void OverviewMap::markMatches()
{
    constexpr int MostPassedOver = 256; // Matches of one pixel that a filter leaves out.
    int passedOver = 0;
    for (qint64 row = m_matches ? m_matches->firstFrom(0) : -1; row >= 0;) {
        const qint64 position = m_canvas.positionOf(row);
        if (position >= m_canvas.positionCount()) {
            break;
        }
        const auto y = static_cast<std::size_t>(std::max(0, yOf(position)));
        const qint64 shown = m_canvas.rowAt(position);
        const bool isShown = shown == row && y < m_hasMatch.size();
        if (isShown) {
            m_hasMatch[y] = true;
        }
        const bool isDone = isShown || ++passedOver > MostPassedOver;
        passedOver = isDone ? 0 : passedOver;
        row =
            m_matches->firstFrom(std::max({row + 1, shown, isDone ? rowBelow(yOf(position)) : 0}));
    }
}

/// The first row that is drawn below the pixel, or one a little above it; -1 where that is blank.
qint64 OverviewMap::rowBelow(int y) const
{
    const double pixels = m_known * height();
    const auto rows = static_cast<double>(rowsOfMap());
    const double position = pixels > 0 ? (y + 1) * rows / pixels : rows;
    const qint64 last = m_canvas.positionCount() - 1;
    return position > static_cast<double>(last) ? m_canvas.rowAt(last) + 1
                                                : m_canvas.rowAt(static_cast<qint64>(position));
}

void OverviewMap::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.panel());
    painter.fillRect(QRect(0, 0, 1, height()), m_theme.hairline());
    if (m_read < 1) {
        const int read = static_cast<int>(m_read * height());
        fillHatched(painter, QRect(1, read, width() - 1, height() - read), m_theme.mutedText());
        painter.fillRect(QRect(1, read, width() - 1, MarkHeight), m_theme.accent());
    }
    for (const LogCanvas::Band& band : m_bands) {
        const int begin = yOf(m_canvas.positionOf(band.rows.begin));
        const int end = yOf(m_canvas.positionOf(band.rows.end));
        painter.fillRect(QRect(0, begin, 2, std::max(1, end - begin)),
                         bandColor(m_theme, band.color));
    }
    const int top = yOf(m_canvas.firstPosition());
    const int bottom = std::max(yOf(m_canvas.lastPosition()), top + SmallestPart);
    const QRect part(1, std::min(top, height() - SmallestPart), width() - 1, bottom - top);
    painter.fillRect(part, mixed(m_theme.panel(), m_theme.text(), 0.12));
    const QColor matchColor = m_theme.status().hue(StatusClass::Miss);
    for (int y = 0; y < static_cast<int>(m_worst.size()); ++y) {
        const auto i = static_cast<std::size_t>(y);
        if (m_hasMatch[i]) {
            painter.fillRect(QRect(2, y, width() / 2 - 2, MarkHeight), matchColor);
        }
    }
    // The worst last, so that no other covers it.
    for (int kind = Aside; kind >= 0; --kind) {
        for (int y = 0; y < static_cast<int>(m_worst.size()); ++y) {
            if (m_worst[static_cast<std::size_t>(y)] == kind) {
                painter.fillRect(QRect(width() / 2, y, width() / 2 - 2, MarkHeight),
                                 kind == Aside
                                     ? m_theme.mutedText()
                                     : markColor(m_theme, static_cast<logs::MarkKind>(kind)));
            }
        }
    }
    for (const qint64 row : m_bookmarks) {
        painter.fillRect(QRect(1, yOf(m_canvas.positionOf(row)), width() - 1, MarkHeight),
                         m_theme.text());
    }
    if (m_canvas.currentRow() >= 0) {
        const int y = yOf(m_canvas.positionOf(m_canvas.currentRow()));
        painter.fillRect(QRect(1, y, width() - 1, 1), m_theme.accent());
    }
}

void OverviewMap::resizeEvent(QResizeEvent* /*event*/)
{
    updateMarks();
}

void OverviewMap::goTo(double y)
{
    const double known = std::max(1.0, m_known * height());
    const double share = std::clamp(y / known, 0.0, 1.0);
    const auto count = static_cast<double>(m_canvas.positionCount());
    const qint64 page = m_canvas.lastPosition() - m_canvas.firstPosition();
    m_canvas.scrollToPosition(static_cast<qint64>(share * count) - page / 2);
}

void OverviewMap::mousePressEvent(QMouseEvent* event)
{
    goTo(event->position().y());
}

void OverviewMap::mouseMoveEvent(QMouseEvent* event)
{
    goTo(event->position().y());
}

void OverviewMap::wheelEvent(QWheelEvent* event)
{
    QApplication::sendEvent(m_canvas.viewport(), event);
}

} // namespace cboard::ui
