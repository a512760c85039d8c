// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regressions/timeline_plot.h"

#include "ui/base/text_format.h"
#include "ui/regressions/timeline_metrics.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace cboard::ui {

namespace {

    constexpr double SmallestStep = 1.5;
    constexpr double LargestStep = 64;
    constexpr double RoomyStep = 26; ///< Few revisions are not spread wider than this.
    constexpr double ZoomFactor = 1.25;
    constexpr int WheelNotch = 120;

} // namespace

using namespace timeline_metrics;

TimelinePlot::TimelinePlot(const Theme& theme, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_theme(theme)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Timeline"));
    viewport()->setMouseTracking(true);
    connect(&m_theme, &Theme::changed, this, [this] {
        m_tiles.clear();
        viewport()->update();
    });
}

void TimelinePlot::setTimeline(std::shared_ptr<const Timeline> timeline)
{
    m_timeline = std::move(timeline);
    m_current = {};
    measure();
    showAll();
    if (m_timeline && !m_timeline->lanes.empty()) {
        const TimelineMark* mark = m_timeline->lanes.front().firstToRead();
        setCurrent({0, mark == nullptr ? -1 : mark->column});
    }
    viewport()->update();
}

void TimelinePlot::replaceTimeline(std::shared_ptr<const Timeline> timeline)
{
    m_timeline = std::move(timeline);
    say();
    viewport()->update();
}

void TimelinePlot::measure()
{
    m_laneTops.clear();
    m_labels.clear();
    m_labelWidths.clear();
    m_contentHeight = 0;
    m_nameWidth = 0;
    if (!m_timeline) {
        return;
    }
    int widest = 0;
    int group = -1;
    for (const TimelineLane& lane : m_timeline->lanes) {
        if (lane.group != group) {
            group = lane.group;
            m_contentHeight += HeadingHeight;
        }
        m_laneTops.push_back(m_contentHeight);
        m_contentHeight += LaneHeight;
        const auto width = QFontMetricsF(font()).horizontalAdvance(lane.name);
        widest = std::max(widest, static_cast<int>(std::ceil(width))); // Else it is elided.
    }
    m_nameWidth = std::min(widest, width() / 3) + 2 * Margin;
    for (const query::RevisionRef& revision : m_timeline->revisions) {
        m_labels.push_back(revision.tags.empty() ? shortRevisionText(revision)
                                                 : fromUtf8(revision.tags.front()));
        m_labelWidths.push_back(fontMetrics().horizontalAdvance(m_labels.back()));
    }
}

int TimelinePlot::axisHeight() const
{
    return fontMetrics().height() + 10;
}

double TimelinePlot::columnX(int column) const
{
    return m_nameWidth + column * m_step - horizontalScrollBar()->value();
}

int TimelinePlot::laneTop(int lane) const
{
    return axisHeight() + m_laneTops[static_cast<std::size_t>(lane)] - verticalScrollBar()->value();
}

int TimelinePlot::firstColumn() const
{
    return std::max(0, static_cast<int>(horizontalScrollBar()->value() / m_step));
}

int TimelinePlot::endColumn() const
{
    const double end = (horizontalScrollBar()->value() + plotWidth()) / m_step + 1;
    return std::min(static_cast<int>(end), static_cast<int>(m_timeline->revisions.size()));
}

void TimelinePlot::updateScrollBars()
{
    const auto columns = m_timeline ? static_cast<double>(m_timeline->revisions.size()) : 0.0;
    const int contentWidth = static_cast<int>(std::ceil(columns * m_step)) + Margin;
    horizontalScrollBar()->setRange(0, std::max(0, contentWidth - plotWidth()));
    horizontalScrollBar()->setPageStep(std::max(1, plotWidth()));
    horizontalScrollBar()->setSingleStep(static_cast<int>(std::max(8.0, m_step)));
    const int room = viewport()->height() - axisHeight();
    verticalScrollBar()->setRange(0, std::max(0, m_contentHeight - room));
    verticalScrollBar()->setPageStep(std::max(1, room));
    verticalScrollBar()->setSingleStep(LaneHeight);
}

void TimelinePlot::showAll()
{
    m_isFitted = true;
    if (m_timeline && !m_timeline->revisions.empty()) {
        const auto columns = static_cast<double>(m_timeline->revisions.size());
        m_step = std::clamp((plotWidth() - Margin) / columns, SmallestStep, RoomyStep);
    }
    updateScrollBars();
    horizontalScrollBar()->setValue(horizontalScrollBar()->maximum());
    viewport()->update();
}

void TimelinePlot::zoom(double factor, double x)
{
    const double column = (x - m_nameWidth + horizontalScrollBar()->value()) / m_step;
    m_step = std::clamp(m_step * factor, SmallestStep, LargestStep);
    m_isFitted = false;
    updateScrollBars();
    horizontalScrollBar()->setValue(static_cast<int>(column * m_step - (x - m_nameWidth)));
    viewport()->update();
}

const TimelineLane* TimelinePlot::currentLane() const
{
    return m_timeline && m_current.lane >= 0
        ? &m_timeline->lanes[static_cast<std::size_t>(m_current.lane)]
        : nullptr;
}

const TimelineMark* TimelinePlot::currentMark() const
{
    const TimelineLane* lane = currentLane();
    return lane == nullptr ? nullptr : lane->markAt(m_current.column);
}

void TimelinePlot::setCurrent(TimelinePlace place)
{
    if (!m_timeline || place == m_current) {
        return;
    }
    m_current = place;
    bringIntoSight();
    say();
    viewport()->update();
}

void TimelinePlot::choose(TimelinePlace place)
{
    if (place != m_current) {
        setCurrent(place);
        emit currentChanged();
    }
}

void TimelinePlot::bringIntoSight()
{
    if (m_current.lane >= 0) {
        const int top = m_laneTops[static_cast<std::size_t>(m_current.lane)];
        const int room = viewport()->height() - axisHeight();
        const int scroll = verticalScrollBar()->value();
        verticalScrollBar()->setValue(
            std::clamp(scroll, top + LaneHeight - room, top - HeadingHeight));
    }
    if (m_current.column >= 0) {
        const int left = static_cast<int>(m_current.column * m_step);
        const int scroll = horizontalScrollBar()->value();
        const int right = left + static_cast<int>(m_step) + Margin - plotWidth();
        horizontalScrollBar()->setValue(std::clamp(scroll, std::min(left, right), left));
    }
}

/// For screen readers: what the cursor stands on.
void TimelinePlot::say()
{
    setAccessibleDescription(tipAt(m_current));
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void TimelinePlot::moveLane(int step)
{
    if (!m_timeline || m_timeline->lanes.empty()) {
        return;
    }
    const int last = static_cast<int>(m_timeline->lanes.size()) - 1;
    choose({std::clamp(m_current.lane + step, 0, last), m_current.column});
}

void TimelinePlot::moveAlong(int step)
{
    const TimelineLane* lane = currentLane();
    const TimelineMark* mark = lane == nullptr ? nullptr : lane->markBeside(m_current.column, step);
    if (mark != nullptr) {
        choose({m_current.lane, mark->column});
    }
}

TimelinePlace TimelinePlot::placeAt(const QPoint& point) const
{
    TimelinePlace place;
    if (!m_timeline || point.y() < axisHeight()) {
        return place;
    }
    const int y = point.y() - axisHeight() + verticalScrollBar()->value();
    const auto next = std::upper_bound(m_laneTops.begin(), m_laneTops.end(), y);
    if (next != m_laneTops.begin() && y < *std::prev(next) + LaneHeight) {
        place.lane = static_cast<int>(next - m_laneTops.begin()) - 1;
    }
    const double x = point.x() - m_nameWidth + horizontalScrollBar()->value();
    const int column = static_cast<int>(x / m_step);
    if (point.x() >= m_nameWidth && column < static_cast<int>(m_timeline->revisions.size())) {
        place.column = column;
    }
    return place;
}

QString TimelinePlot::tipAt(const TimelinePlace& place) const
{
    if (!m_timeline || place.lane < 0) {
        return {};
    }
    const TimelineLane& lane = m_timeline->lanes[static_cast<std::size_t>(place.lane)];
    if (place.column < 0) {
        return lane.name;
    }
    const auto& revision = m_timeline->revisions[static_cast<std::size_t>(place.column)];
    QStringList lines{revisionText(revision), lane.name};
    if (const TimelineMark* mark = lane.markAt(place.column)) {
        lines << QStringLiteral("%1 · %2").arg(
            statusWord(mark->status), countedText(mark->runCount, tr("%1 run"), tr("%1 runs")));
    } else {
        lines << tr("not tested");
    }
    if (std::binary_search(lane.illColumns.begin(), lane.illColumns.end(), place.column)) {
        lines << tr("%1 was ill at this revision").arg(fromUtf8(lane.cell.lab));
    }
    for (const TimelineChange& change : lane.changes) {
        if (change.column == place.column) {
            lines << testChangedText(change.text);
        }
    }
    if (!revision.subject.empty()) {
        lines.insert(1, fromUtf8(revision.subject));
    }
    return lines.join(QLatin1Char('\n'));
}

void TimelinePlot::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    measure();
    m_isFitted ? showAll() : updateScrollBars();
}

void TimelinePlot::wheelEvent(QWheelEvent* event)
{
    const QPoint turned = event->angleDelta();
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        zoom(std::pow(ZoomFactor, static_cast<double>(turned.y()) / WheelNotch),
             event->position().x());
    } else if (event->modifiers().testFlag(Qt::ShiftModifier) || turned.x() != 0) {
        const int along = turned.x() != 0 ? turned.x() : turned.y();
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - along);
    } else {
        QAbstractScrollArea::wheelEvent(event);
        return;
    }
    event->accept();
}

bool TimelinePlot::moveByKey(int key)
{
    const double middle = columnX(m_current.column) + m_step / 2;
    switch (key) {
    case Qt::Key_Up:
        moveLane(-1);
        return true;
    case Qt::Key_Down:
        moveLane(1);
        return true;
    case Qt::Key_Left:
        moveAlong(-1);
        return true;
    case Qt::Key_Right:
        moveAlong(1);
        return true;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown: {
        const int lanes = std::max(1, (viewport()->height() - axisHeight()) / LaneHeight - 1);
        moveLane(key == Qt::Key_PageUp ? -lanes : lanes);
        return true;
    }
    case Qt::Key_Plus:
        zoom(ZoomFactor, middle);
        return true;
    case Qt::Key_Minus:
        zoom(1 / ZoomFactor, middle);
        return true;
    case Qt::Key_0:
        showAll();
        return true;
    default:
        return false;
    }
}

void TimelinePlot::keyPressEvent(QKeyEvent* event)
{
    if (!m_timeline || !moveByKey(event->key())) {
        event->ignore();
    }
}

void TimelinePlot::mousePressEvent(QMouseEvent* event)
{
    m_dragFrom = event->position().toPoint();
    m_dragScroll = horizontalScrollBar()->value();
    const TimelinePlace place = placeAt(m_dragFrom);
    if (place.lane >= 0) {
        choose({place.lane, place.column >= 0 ? place.column : m_current.column});
    }
}

void TimelinePlot::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons().testFlag(Qt::LeftButton)) {
        const int moved = event->position().toPoint().x() - m_dragFrom.x();
        horizontalScrollBar()->setValue(m_dragScroll - moved);
    }
}

void TimelinePlot::mouseDoubleClickEvent(QMouseEvent* event)
{
    Q_UNUSED(event)
    if (currentMark() != nullptr) {
        emit opened();
    }
}

void TimelinePlot::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void TimelinePlot::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

bool TimelinePlot::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), tipAt(placeAt(help->pos())), viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace cboard::ui
