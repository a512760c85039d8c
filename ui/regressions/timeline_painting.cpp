// SPDX-License-Identifier: GPL-3.0-or-later
// How a timeline looks.
#include "ui/regressions/timeline_metrics.h"
#include "ui/regressions/timeline_plot.h"
#include "ui/theme/hatch.h"
#include "ui/theme/theme.h"

#include <QPaintEngine>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <array>

namespace cboard::ui {

using namespace timeline_metrics;

namespace {

    constexpr double GlyphStep = 9; ///< Closer columns have no room for glyphs.
    constexpr double LargestMark = 18;
    constexpr int LabelGap = 14;
    constexpr double FaintShare = 0.10;

    /// How high a mark stands in its lane where there is no room for a glyph: the worse the higher.
    double spanShare(StatusClass status)
    {
        switch (status) {
        case StatusClass::Fail:
            return 0.8;
        case StatusClass::Error:
        case StatusClass::Miss:
            return 0.45;
        default:
            return 0.2;
        }
    }

    bool isVector(const QPainter& painter)
    {
        return painter.paintEngine()->type() != QPaintEngine::Raster;
    }

} // namespace

void TimelinePlot::paintEvent(QPaintEvent* event)
{
    Q_UNUSED(event)
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_theme.window());
    if (!m_timeline || m_timeline->lanes.empty() || m_timeline->revisions.empty()) {
        return;
    }
    const QRect room(0, axisHeight(), viewport()->width(), viewport()->height() - axisHeight());
    painter.setClipRect(room);
    paintLines(painter);
    paintHeadings(painter);
    for (int lane = 0; lane < static_cast<int>(m_timeline->lanes.size()); ++lane) {
        const int top = laneTop(lane);
        if (top + LaneHeight > room.top() && top < room.bottom()) {
            paintLane(painter, lane);
        }
    }
    paintCursor(painter);
    painter.setClipping(false);
    paintAxis(painter);
}

void TimelinePlot::paintLines(QPainter& painter) const
{
    const int bottom = std::min(viewport()->height(),
                                axisHeight() + m_contentHeight - verticalScrollBar()->value());
    const auto line = [&](int column, const QPen& pen) {
        const double x = columnX(column) + m_step / 2;
        if (x > m_nameWidth) {
            painter.setPen(pen);
            painter.drawLine(QPointF(x, axisHeight()), QPointF(x, bottom));
        }
    };
    if (m_current.column >= 0) {
        painter.fillRect(
            QRectF(columnX(m_current.column), axisHeight(), m_step, bottom - axisHeight()),
            mixed(m_theme.window(), m_theme.selection(), 0.6));
    }
    for (int column = firstColumn(); column < endColumn(); ++column) {
        if (!m_timeline->revisions[static_cast<std::size_t>(column)].tags.empty()) {
            line(column, QPen(m_theme.hairline(), 1));
        }
    }
    if (m_timeline->baseline >= 0) {
        line(m_timeline->baseline, QPen(m_theme.accent(), 1.5, Qt::DashLine));
    }
}

void TimelinePlot::paintHeadings(QPainter& painter) const
{
    QFont strong = font();
    strong.setBold(true);
    int group = -1;
    for (std::size_t lane = 0; lane < m_timeline->lanes.size(); ++lane) {
        if (m_timeline->lanes[lane].group == group) {
            continue;
        }
        group = m_timeline->lanes[lane].group;
        const QRect rect(0, laneTop(static_cast<int>(lane)) - HeadingHeight, viewport()->width(),
                         HeadingHeight);
        if (rect.bottom() < axisHeight() || rect.top() > viewport()->height()) {
            continue;
        }
        painter.fillRect(rect, m_theme.panel());
        painter.setFont(strong);
        painter.setPen(m_theme.text());
        const QRect text = rect.adjusted(Margin, 0, -Margin, 0);
        const QString& title = m_timeline->groups[static_cast<std::size_t>(group)].title;
        painter.drawText(text, Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(title, Qt::ElideRight, text.width()));
    }
    painter.setFont(font());
}

void TimelinePlot::paintLane(QPainter& painter, int lane)
{
    const TimelineLane& at = m_timeline->lanes[static_cast<std::size_t>(lane)];
    const int top = laneTop(lane);
    const QRect name(0, top, m_nameWidth, LaneHeight);
    if (lane == m_current.lane) {
        painter.fillRect(name, m_theme.selection());
    }
    painter.setPen(lane == m_current.lane ? m_theme.text() : m_theme.mutedText());
    const QRect text = name.adjusted(Margin, 0, -Margin, 0);
    painter.drawText(text, Qt::AlignVCenter,
                     fontMetrics().elidedText(at.name, Qt::ElideMiddle, text.width()));
    const QRectF room(m_nameWidth, top, plotWidth(), LaneHeight);
    painter.save(); // Last: a PDF keeps its clip beyond restore().
    painter.setClipRect(room, Qt::IntersectClip);
    painter.fillRect(QRectF(room.left(), room.center().y(), room.width(), 1),
                     mixed(m_theme.window(), m_theme.hairline(), 0.6));
    paintBand(painter, at, room);
    m_step >= GlyphStep ? paintMarks(painter, at, room) : paintSpans(painter, at, room);
    paintChanges(painter, at, room);
    painter.restore();
}

/// From the first bad revision to the fix, else to the newest; and where the lab was ill.
void TimelinePlot::paintBand(QPainter& painter, const TimelineLane& lane, const QRectF& room) const
{
    if (lane.firstBad >= 0) {
        const int end =
            lane.fixedIn >= 0 ? lane.fixedIn : static_cast<int>(m_timeline->revisions.size());
        const QRectF band(columnX(lane.firstBad), room.top() + 1, (end - lane.firstBad) * m_step,
                          room.height() - 2);
        painter.fillRect(band, m_theme.status().tint(StatusClass::Fail, FaintShare));
    }
    for (const int column : lane.illColumns) {
        const QRectF ill(columnX(column), room.top() + 1, m_step, room.height() - 2);
        constexpr double Step = 5;
        paintHatch(painter, ill, m_theme.status().hue(StatusClass::Error), Step);
    }
}

/// Before the first run of another test.
void TimelinePlot::paintChanges(QPainter& painter, const TimelineLane& lane,
                                const QRectF& room) const
{
    painter.setPen(QPen(m_theme.text(), 1.5, Qt::DashLine, Qt::FlatCap));
    for (const TimelineChange& change : lane.changes) {
        const double x = columnX(change.column);
        painter.drawLine(QPointF(x, room.top()), QPointF(x, room.bottom()));
    }
}

const QPixmap& TimelinePlot::tile(const TimelineMark& mark, int side)
{
    const double ratio = devicePixelRatioF();
    if (ratio != m_tileRatio) {
        m_tiles.clear();
        m_tileRatio = ratio;
    }
    const auto key = (static_cast<quint64>(mark.status) << 32U)
        | (static_cast<quint64>(mark.marks) << 16U) | (static_cast<quint64>(side) << 1U)
        | static_cast<quint64>(m_theme.lettersMode());
    QPixmap& made = m_tiles[key];
    if (made.isNull()) {
        made = QPixmap(QSize(side, side) * ratio);
        made.setDevicePixelRatio(ratio);
        made.fill(m_theme.window());
        QPainter painter(&made);
        paintCell(painter, QRectF(0, 0, side, side),
                  {mark.status, mark.marks, m_theme.lettersMode()}, m_theme.status());
    }
    return made;
}

void TimelinePlot::paintMarks(QPainter& painter, const TimelineLane& lane, const QRectF& room)
{
    const int side = static_cast<int>(std::min(m_step - 2, LargestMark));
    const bool asVector = isVector(painter);
    const int end = endColumn();
    for (auto mark = std::lower_bound(
             lane.marks.begin(), lane.marks.end(), firstColumn(),
             [](const TimelineMark&one, int column) { return one.column < column; });
         mark != lane.marks.end() && mark->column < end; ++mark) {
        QRectF rect(0, 0, side, side);
        rect.moveCenter({columnX(mark->column) + m_step / 2, room.center().y()});
        if (asVector) {
            painter.fillRect(rect, m_theme.window());
            paintCell(painter, rect, {mark->status, mark->marks, m_theme.lettersMode()},
                      m_theme.status());
        } else {
            painter.drawPixmap(rect.topLeft().toPoint(), tile(*mark, side));
        }
    }
}

/// Runs of equal marks in one stroke, so that thousands cost as much as dozens.
void TimelinePlot::paintSpans(QPainter& painter, const TimelineLane& lane, const QRectF& room) const
{
    const int end = endColumn();
    auto mark =
        std::lower_bound(lane.marks.begin(), lane.marks.end(), firstColumn(),
                         [](const TimelineMark& one, int column) { return one.column < column; });
    while (mark != lane.marks.end() && mark->column < end) {
        auto last = mark;
        while (std::next(last) != lane.marks.end() && std::next(last)->status == mark->status
               && std::next(last)->column == last->column + 1) {
            ++last;
        }
        const double height = room.height() * spanShare(mark->status);
        const QRectF span(columnX(mark->column), room.center().y() - height / 2,
                          (last->column - mark->column + 1) * m_step - 0.5, height);
        painter.fillRect(span, m_theme.status().hue(mark->status));
        mark = std::next(last);
    }
}

void TimelinePlot::paintCursor(QPainter& painter) const
{
    if (m_current.lane < 0 || m_current.column < 0
        || columnX(m_current.column) + m_step < m_nameWidth) {
        return;
    }
    QRectF frame(columnX(m_current.column), laneTop(m_current.lane), std::max(6.0, m_step),
                 LaneHeight);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(hasFocus() ? m_theme.accent() : m_theme.mutedText(), 2));
    painter.drawRect(frame.adjusted(1, 1, -1, -1));
}

void TimelinePlot::paintAxis(QPainter& painter) const
{
    const QRect axis(0, 0, viewport()->width(), axisHeight());
    painter.fillRect(axis, m_theme.window());
    painter.fillRect(QRect(0, axis.bottom(), axis.width(), 1), m_theme.hairline());
    std::vector<std::pair<double, double>> taken;
    const auto write = [&](int column, const QString& label, int width, const QColor& color) {
        const double center = columnX(column) + m_step / 2;
        const double left =
            std::clamp(center - width / 2.0, static_cast<double>(m_nameWidth),
                       std::max<double>(m_nameWidth, axis.width() - Margin - width));
        const bool isFree = std::none_of(taken.begin(), taken.end(), [&](const auto& other) {
            return left < other.second + LabelGap && left + width + LabelGap > other.first;
        });
        if (isFree && !label.isEmpty() && center > m_nameWidth) {
            painter.setPen(color);
            painter.drawText(QRectF(left, 0, width + 2, axis.height()), Qt::AlignVCenter, label);
            taken.emplace_back(left, left + width);
        }
    };
    const auto writeRevision = [&](int column, const QColor& color) {
        const auto at = static_cast<std::size_t>(column);
        write(column, m_labels[at], m_labelWidths[at], color);
    };
    if (m_current.column >= 0) {
        writeRevision(m_current.column, m_theme.accent());
    }
    if (m_timeline->baseline >= 0) {
        const QString label = tr("baseline");
        write(m_timeline->baseline, label, fontMetrics().horizontalAdvance(label),
              m_theme.accent());
    }
    for (const bool isTagged : {true, false}) { // Newest first; tags before others.
        for (int column = endColumn() - 1; column >= firstColumn(); --column) {
            if (m_timeline->revisions[static_cast<std::size_t>(column)].tags.empty() != isTagged) {
                writeRevision(column, isTagged ? m_theme.text() : m_theme.mutedText());
            }
        }
    }
}

} // namespace cboard::ui
