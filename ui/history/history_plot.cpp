// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/history_plot.h"

#include "ui/base/text_format.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace cboard::ui {

namespace {
    constexpr int Margin = 12;
    constexpr int LaneHeight = 24;
    constexpr int CompactLaneHeight = 18;
    constexpr double LargestMark = 18;
    constexpr double LargestCompactMark = 13;
    constexpr double SmallestMark = 6;
    constexpr double MarkShare = 0.86; ///< Of the distance between two columns.
    constexpr int LabelGap = 12;
} // namespace

HistoryPlot::HistoryPlot(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_laneHeight(LaneHeight)
    , m_largestMark(LargestMark)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void HistoryPlot::setLanes(std::shared_ptr<const query::HistorySnapshot> history,
                           HistoryLanes lanes, int maxLanes)
{
    m_history = std::move(history);
    m_lanes = std::move(lanes);
    m_maxLanes = maxLanes;
    m_currentRun = -1;
    m_shift = 0;
    updateGeometry();
    update();
}

void HistoryPlot::setCompact()
{
    m_isCompact = true;
    m_laneHeight = CompactLaneHeight;
    m_largestMark = LargestCompactMark;
}

int HistoryPlot::footHeight() const
{
    return fontMetrics().height() + 12;
}

int HistoryPlot::lanesIn(int height) const
{
    return (height - footHeight()) / m_laneHeight;
}

void HistoryPlot::setCurrentRun(int run)
{
    if (run != m_currentRun) {
        m_currentRun = run;
        showColumn(currentColumn());
        update();
    }
}

int HistoryPlot::currentColumn() const
{
    for (const HistoryLane& lane : m_lanes.lanes) {
        const auto mark = std::ranges::find(lane.marks, m_currentRun, &HistoryMark::run);
        if (mark != lane.marks.end()) {
            return mark->column;
        }
    }
    return -1;
}

void HistoryPlot::showColumn(int column)
{
    if (column < 0 || column >= static_cast<int>(m_lanes.columns.size())) {
        return;
    }
    const Geometry at = geometry();
    const double center = centerOf(at, column);
    if (center < at.right - at.room || center > at.right) {
        shiftTo(at.shift + at.right - at.room / 2 - center);
    }
}

void HistoryPlot::shiftTo(double shift)
{
    const Geometry at = geometry();
    shift = std::clamp(shift, 0.0, std::max(0.0, at.span - at.room));
    if (shift != m_shift) {
        m_shift = shift;
        update();
    }
}

int HistoryPlot::shownLanes() const
{
    return std::min(m_maxLanes, static_cast<int>(m_lanes.lanes.size()));
}

QSize HistoryPlot::sizeHint() const
{
    return {400, shownLanes() * m_laneHeight + footHeight()};
}

QSize HistoryPlot::minimumSizeHint() const
{
    return {100, sizeHint().height()};
}

HistoryPlot::Geometry HistoryPlot::geometry() const
{
    int widest = 0;
    for (int lane = 0; lane < shownLanes(); ++lane) {
        const QString& name = m_lanes.lanes[static_cast<std::size_t>(lane)].name;
        widest = std::max(widest, fontMetrics().horizontalAdvance(name));
    }
    const int most = m_isCompact ? width() / 3 : width() / 4;
    Geometry at;
    at.left = std::min(widest + 1, most) + 2 * Margin; // An advance is rounded.
    const auto columns = static_cast<double>(std::max<std::size_t>(1, m_lanes.columns.size()));
    const double step = (width() - at.left - Margin) / columns;
    at.side = std::clamp(step * MarkShare, SmallestMark, m_largestMark);
    at.right = width() - Margin - at.side / 2;
    at.room = std::max(0.0, at.right - at.left - at.side / 2);
    // Few columns stand close together at the right; too many do not all fit.
    at.span = std::max(std::min(at.room, (columns - 1) * m_largestMark * 1.4),
                       (columns - 1) * SmallestMark / MarkShare);
    at.shift = std::clamp(m_shift, 0.0, std::max(0.0, at.span - at.room));
    return at;
}

double HistoryPlot::centerOf(const Geometry& geometry, int column) const
{
    const double position = m_lanes.columns[static_cast<std::size_t>(column)].position;
    return geometry.right + geometry.shift - (1 - position) * geometry.span;
}

QRectF HistoryPlot::markRect(const Geometry& geometry, int lane, const HistoryMark& mark) const
{
    QRectF rect(0, 0, geometry.side, std::max(geometry.side, 12.0));
    rect.moveCenter(
        {centerOf(geometry, mark.column), lane * m_laneHeight + m_laneHeight / 2.0 + 2});
    return rect;
}

const HistoryMark* HistoryPlot::markAt(const QPoint& point) const
{
    const Geometry at = geometry();
    if (point.x() < at.left) {
        return nullptr; // The names lie over what is shifted out.
    }
    for (int lane = 0; lane < shownLanes(); ++lane) {
        for (const HistoryMark& mark : m_lanes.lanes[static_cast<std::size_t>(lane)].marks) {
            if (markRect(at, lane, mark).adjusted(-1, -3, 1, 3).contains(point)) {
                return &mark;
            }
        }
    }
    return nullptr;
}

/// Before the mark: what is left of the line ran the older test.
double HistoryPlot::changeX(const Geometry& geometry, int column) const
{
    const double center = centerOf(geometry, column);
    const double nearest = center - geometry.side / 2 - 3;
    for (int older = column - 1; older >= 0; --older) { // Runs at one time share their place.
        const double before = centerOf(geometry, older);
        if (before < center) {
            return std::max((before + center) / 2, nearest);
        }
    }
    return nearest;
}

const HistoryChange* HistoryPlot::changeAt(const QPoint& point) const
{
    constexpr double Reach = 4;
    const Geometry at = geometry();
    const int lane = point.y() / m_laneHeight;
    if (lane >= shownLanes() || point.x() < at.left) {
        return nullptr;
    }
    const HistoryMark* mark = markAt(point);
    const auto& changes = m_lanes.lanes[static_cast<std::size_t>(lane)].changes;
    const auto found = std::ranges::find_if(changes, [&](const HistoryChange& change) {
        return mark != nullptr ? change.column == mark->column
                               : std::abs(changeX(at, change.column) - point.x()) <= Reach;
    });
    return found == changes.end() ? nullptr : &*found;
}

void HistoryPlot::paintChanges(QPainter& painter, const Geometry& geometry, int lane) const
{
    painter.setPen(QPen(m_theme.text(), 1.5, Qt::DashLine, Qt::FlatCap));
    for (const HistoryChange& change : m_lanes.lanes[static_cast<std::size_t>(lane)].changes) {
        const double x = changeX(geometry, change.column);
        if (x >= geometry.left && x < width() - Margin / 2.0) {
            painter.drawLine(QPointF(x, lane * m_laneHeight + 2),
                             QPointF(x, (lane + 1) * m_laneHeight + 2));
        }
    }
}

void HistoryPlot::paintLane(QPainter& painter, const Geometry& geometry, int lane) const
{
    const HistoryLane& at = m_lanes.lanes[static_cast<std::size_t>(lane)];
    const int left = geometry.left;
    const QRect name(Margin, lane * m_laneHeight + 2, left - 2 * Margin, m_laneHeight);
    painter.setPen(m_theme.mutedText());
    painter.drawText(name, Qt::AlignVCenter,
                     fontMetrics().elidedText(at.name, Qt::ElideMiddle, name.width()));
    painter.fillRect(QRectF(left, name.center().y() + 0.5, width() - left - Margin, 1),
                     mixed(m_theme.window(), m_theme.hairline(), 0.7));
    for (const HistoryMark& mark : at.marks) {
        const QRectF rect = markRect(geometry, lane, mark);
        if (rect.left() < left || rect.right() > width() - Margin / 2) {
            continue;
        }
        painter.fillRect(rect, m_theme.window());
        paintCell(painter, rect, {mark.status, mark.marks, m_theme.lettersMode()},
                  m_theme.status());
        if (mark.run == m_currentRun) {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(m_theme.accent(), 2));
            painter.drawRect(rect.adjusted(-2, -2, 2, 2));
        }
    }
}

void HistoryPlot::paintColumnNames(QPainter& painter, const Geometry& geometry) const
{
    const int top = shownLanes() * m_laneHeight + 6;
    std::vector<std::pair<double, double>> taken;
    const auto write = [&](const HistoryColumn& column, double center) {
        const double textWidth = fontMetrics().horizontalAdvance(column.label);
        const double left =
            std::clamp(center - textWidth / 2, static_cast<double>(geometry.left),
                       std::max<double>(geometry.left, width() - Margin - textWidth));
        const bool isFree = std::none_of(taken.begin(), taken.end(), [&](const auto& other) {
            return left < other.second + LabelGap && left + textWidth + LabelGap > other.first;
        });
        if (isFree) {
            painter.drawText(QRectF(left, top, textWidth + 2, fontMetrics().height()),
                             Qt::AlignLeft | Qt::AlignVCenter, column.label);
            taken.emplace_back(left, left + textWidth);
        }
    };
    painter.setPen(m_theme.mutedText());
    const int last = static_cast<int>(m_lanes.columns.size()) - 1;
    for (const bool isLandmark : {true, false}) { // Newest first; tags before others.
        for (int column = last; column >= 0; --column) {
            const HistoryColumn& at = m_lanes.columns[static_cast<std::size_t>(column)];
            const double center = centerOf(geometry, column);
            const bool isSeen = center > geometry.left && center < width() - Margin / 2.0;
            if (at.isLandmark == isLandmark && isSeen && !at.label.isEmpty()) {
                write(at, center);
            }
        }
    }
}

/// Below the names of the lanes, where some columns are out of sight.
void HistoryPlot::paintCount(QPainter& painter, const Geometry& geometry) const
{
    if (geometry.span <= geometry.room) {
        return;
    }
    const int last = static_cast<int>(m_lanes.columns.size());
    std::int64_t seen = 0;
    for (int column = 0; column < last; ++column) {
        const double center = centerOf(geometry, column);
        seen += center > geometry.left && center < width() - Margin / 2.0 ? 1 : 0;
    }
    const QRect place(Margin, shownLanes() * m_laneHeight + 6, geometry.left - 2 * Margin,
                      fontMetrics().height());
    const QString text = tr("%1 of %2").arg(countText(seen), countText(last));
    painter.setPen(m_theme.mutedText());
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(painter.font()).elidedText(text, Qt::ElideRight, place.width()));
}

void HistoryPlot::paintEvent(QPaintEvent* event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.window());
    if (!m_history) {
        return;
    }
    const Geometry at = geometry();
    for (int lane = 0; lane < shownLanes(); ++lane) {
        paintLane(painter, at, lane);
        paintChanges(painter, at, lane);
    }
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.9);
    painter.setFont(small);
    paintColumnNames(painter, at);
    paintCount(painter, at);
}

void HistoryPlot::mousePressEvent(QMouseEvent* event)
{
    if (const HistoryMark* mark = markAt(event->position().toPoint())) {
        emit runChosen(mark->run);
    }
}

void HistoryPlot::wheelEvent(QWheelEvent* event)
{
    const int sideways = event->angleDelta().x();
    if (sideways == 0) {
        event->ignore(); // Up and down moves what the plot lies on.
        return;
    }
    shiftTo(m_shift + sideways);
}

void HistoryPlot::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    showColumn(currentColumn());
}

bool HistoryPlot::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip) {
        return QWidget::event(event);
    }
    const auto* help = static_cast<QHelpEvent*>(event);
    QToolTip::showText(help->globalPos(), tipAt(help->pos()), this); // No text hides it.
    return true;
}

QString HistoryPlot::tipAt(const QPoint& point) const
{
    QStringList lines;
    if (const HistoryMark* mark = markAt(point)) {
        const auto& run = m_history->runs[static_cast<std::size_t>(mark->run)];
        lines << revisionText(run.revision)
              << QStringLiteral("%1 · %2").arg(
                     statusWord(mark->status),
                     countedText(mark->runCount, tr("%1 run"), tr("%1 runs")))
              << exactTimeText(run.startTime);
    }
    if (const HistoryChange* change = changeAt(point)) {
        lines << testChangedText(change->text);
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace cboard::ui
