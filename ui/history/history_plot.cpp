// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/history_plot.h"

#include "ui/base/text_format.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

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

int HistoryPlot::nameWidth() const
{
    int widest = 0;
    for (int lane = 0; lane < shownLanes(); ++lane) {
        const QString& name = m_lanes.lanes[static_cast<std::size_t>(lane)].name;
        widest = std::max(widest, fontMetrics().horizontalAdvance(name));
    }
    const int most = m_isCompact ? width() / 3 : width() / 4;
    return std::min(widest + 1, most) + 2 * Margin; // An advance is rounded.
}

double HistoryPlot::side() const
{
    const auto columns = static_cast<double>(std::max<std::size_t>(1, m_lanes.columns.size()));
    const double step = (width() - nameWidth() - Margin) / columns;
    return std::clamp(step * MarkShare, SmallestMark, m_largestMark);
}

double HistoryPlot::centerOf(int column) const
{
    const double mark = side();
    const double right = width() - Margin - mark / 2;
    const double room = right - nameWidth() - mark / 2;
    // Few columns stand close together at the right; too many lose their oldest at the left.
    const double most = (static_cast<double>(m_lanes.columns.size()) - 1) * m_largestMark * 1.4;
    const double least =
        (static_cast<double>(m_lanes.columns.size()) - 1) * SmallestMark / MarkShare;
    const double span = std::max(std::min(room, most), least);
    return right - (1 - m_lanes.columns[static_cast<std::size_t>(column)].position) * span;
}

QRectF HistoryPlot::markRect(int lane, const HistoryMark& mark) const
{
    const double size = side();
    QRectF rect(0, 0, size, std::max(size, 12.0));
    rect.moveCenter({centerOf(mark.column), lane * m_laneHeight + m_laneHeight / 2.0 + 2});
    return rect;
}

const HistoryMark* HistoryPlot::markAt(const QPoint& point) const
{
    for (int lane = 0; lane < shownLanes(); ++lane) {
        for (const HistoryMark& mark : m_lanes.lanes[static_cast<std::size_t>(lane)].marks) {
            if (markRect(lane, mark).adjusted(-1, -3, 1, 3).contains(point)) {
                return &mark;
            }
        }
    }
    return nullptr;
}

void HistoryPlot::paintLane(QPainter& painter, int lane) const
{
    const HistoryLane& at = m_lanes.lanes[static_cast<std::size_t>(lane)];
    const int left = nameWidth();
    const QRect name(Margin, lane * m_laneHeight + 2, left - 2 * Margin, m_laneHeight);
    painter.setPen(m_theme.mutedText());
    painter.drawText(name, Qt::AlignVCenter,
                     fontMetrics().elidedText(at.name, Qt::ElideMiddle, name.width()));
    painter.fillRect(QRectF(left, name.center().y() + 0.5, width() - left - Margin, 1),
                     mixed(m_theme.window(), m_theme.hairline(), 0.7));
    for (const HistoryMark& mark : at.marks) {
        const QRectF rect = markRect(lane, mark);
        if (rect.left() < left) {
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

void HistoryPlot::paintColumnNames(QPainter& painter) const
{
    const int top = shownLanes() * m_laneHeight + 6;
    std::vector<std::pair<double, double>> taken;
    const auto write = [&](const HistoryColumn& column, int index) {
        const double textWidth = fontMetrics().horizontalAdvance(column.label);
        const double left =
            std::clamp(centerOf(index) - textWidth / 2, static_cast<double>(nameWidth()),
                       width() - Margin - textWidth);
        const bool isFree = std::none_of(taken.begin(), taken.end(), [&](const auto& other) {
            return left < other.second + LabelGap && left + textWidth + LabelGap > other.first;
        });
        if (isFree && !column.label.isEmpty() && centerOf(index) > nameWidth()) {
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
            if (at.isLandmark == isLandmark) {
                write(at, column);
            }
        }
    }
}

void HistoryPlot::paintEvent(QPaintEvent* event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.window());
    if (!m_history) {
        return;
    }
    for (int lane = 0; lane < shownLanes(); ++lane) {
        paintLane(painter, lane);
    }
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.9);
    painter.setFont(small);
    paintColumnNames(painter);
}

void HistoryPlot::mousePressEvent(QMouseEvent* event)
{
    if (const HistoryMark* mark = markAt(event->position().toPoint())) {
        emit runChosen(mark->run);
    }
}

bool HistoryPlot::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip) {
        return QWidget::event(event);
    }
    const auto* help = static_cast<QHelpEvent*>(event);
    const HistoryMark* mark = markAt(help->pos());
    if (mark == nullptr) {
        QToolTip::hideText();
        return true;
    }
    const auto& run = m_history->runs[static_cast<std::size_t>(mark->run)];
    QToolTip::showText(help->globalPos(),
                       QStringLiteral("%1\n%2 · %3\n%4")
                           .arg(revisionText(run.revision), statusWord(mark->status),
                                countedText(mark->runCount, tr("%1 run"), tr("%1 runs")),
                                exactTimeText(run.startTime)),
                       this);
    return true;
}

} // namespace cboard::ui
