// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/regressions/timeline.h"

#include <QAbstractScrollArea>
#include <QHash>
#include <QPixmap>

namespace cboard::ui {

class Theme;

/// Where the cursor of a timeline stands.
struct TimelinePlace {
    int lane = -1;
    int column = -1;
    bool operator==(const TimelinePlace&) const = default;
};

/// Lanes of marks over revisions, newest right: bands from the first bad revision to the fix, gaps
/// where a cell did not run, hatching where its lab was ill, lines at tags, at the baseline and
/// where its test changed.
/// Only what is in sight is painted.
///
/// Arrows move the cursor; + - and Ctrl with the wheel zoom, 0 shows all, Shift with the wheel
/// moves along the revisions.
class TimelinePlot : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit TimelinePlot(const Theme& theme, QWidget* parent = nullptr);

    /// The cursor goes to the first run to read of the first lane; null shows nothing.
    void setTimeline(std::shared_ptr<const Timeline> timeline);
    /// With the same lanes and revisions: cursor and zoom stay.
    void replaceTimeline(std::shared_ptr<const Timeline> timeline);
    const std::shared_ptr<const Timeline>& timeline() const { return m_timeline; }

    TimelinePlace current() const { return m_current; }
    void setCurrent(TimelinePlace place); ///< Brings it into sight.
    const TimelineLane* currentLane() const; ///< Null without lanes.
    const TimelineMark* currentMark() const; ///< Null in a gap.
    void moveLane(int step);
    void moveAlong(int step); ///< To the next run of the lane, older (-1) or newer (1).

    /// Pixels from one revision to the next.
    double columnStep() const { return m_step; }
    /// What stands at \p x of the viewport stays there.
    void zoom(double factor, double x);
    void showAll();

signals:
    void currentChanged(); ///< By the user.
    void opened(); ///< Enter or a double click on a run.

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    // timeline_plot.cpp
    void measure();
    void updateScrollBars();
    void choose(TimelinePlace place);
    void bringIntoSight();
    void say();
    TimelinePlace placeAt(const QPoint& point) const;
    QString tipAt(const TimelinePlace& place) const;
    bool moveByKey(int key);

    // Distances, in pixels of the viewport.
    int axisHeight() const;
    int plotWidth() const { return viewport()->width() - m_nameWidth; }
    double columnX(int column) const; ///< Left edge.
    int laneTop(int lane) const;
    int firstColumn() const;
    int endColumn() const;

    // timeline_painting.cpp
    void paintAxis(QPainter& painter) const;
    void paintLines(QPainter& painter) const;
    void paintHeadings(QPainter& painter) const;
    void paintLane(QPainter& painter, int lane);
    void paintBand(QPainter& painter, const TimelineLane& lane, const QRectF& room) const;
    void paintChanges(QPainter& painter, const TimelineLane& lane, const QRectF& room) const;
    void paintMarks(QPainter& painter, const TimelineLane& lane, const QRectF& room);
    void paintSpans(QPainter& painter, const TimelineLane& lane, const QRectF& room) const;
    void paintCursor(QPainter& painter) const;
    const QPixmap& tile(const TimelineMark& mark, int side);

    const Theme& m_theme;
    std::shared_ptr<const Timeline> m_timeline;
    std::vector<int> m_laneTops; ///< From the top of the first; headings stand between.
    std::vector<QString> m_labels; ///< Of revisions.
    std::vector<int> m_labelWidths;
    int m_contentHeight = 0;
    int m_nameWidth = 0;
    double m_step = 0;
    bool m_isFitted = true; ///< A new width changes the step.
    TimelinePlace m_current;
    QPoint m_dragFrom;
    int m_dragScroll = 0;
    QHash<quint64, QPixmap> m_tiles; ///< By status, marks and side.
    double m_tileRatio = 0;
};

} // namespace cboard::ui
