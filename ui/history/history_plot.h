// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/history/history_lanes.h"

#include <QWidget>

#include <memory>

namespace cboard::ui {

class Theme;

/// The runs of a history as marks on lanes, newest right, with names of revisions below; a dashed
/// line stands before the first run of a test that changed. When not all fit, the newest do, or
/// those around the current run; the foot says how many, and the wheel goes sideways.
class HistoryPlot : public QWidget {
    Q_OBJECT

public:
    explicit HistoryPlot(const Theme& theme, QWidget* parent = nullptr);

    /// \p history is that of which \p lanes were made. At most \p maxLanes are shown.
    void setLanes(std::shared_ptr<const query::HistorySnapshot> history, HistoryLanes lanes,
                  int maxLanes);
    const std::shared_ptr<const query::HistorySnapshot>& history() const { return m_history; }
    const HistoryLanes& lanes() const { return m_lanes; }
    /// Smaller marks on lower lanes; once, before anything is shown.
    void setCompact();
    /// How many lanes fit with the names of columns into \p height pixels.
    int lanesIn(int height) const;
    /// Draws a frame around the mark of this run; -1 for none.
    void setCurrentRun(int run);
    /// Where that mark is; -1 for nowhere.
    int currentColumn() const;
    /// Brings the column into sight, in the middle when it is not.
    void showColumn(int column);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void runChosen(int run); ///< By a click.

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    /// Where things are, horizontally; the names are measured once for all marks of a picture.
    struct Geometry {
        int left = 0; ///< Of the marks; the names of lanes lie before.
        double side = 0; ///< Of a mark.
        double right = 0; ///< Middle of the newest mark, were nothing shifted.
        double room = 0; ///< Between the middles of the outermost marks that are seen.
        double span = 0; ///< The same of all that there are.
        double shift = 0; ///< 0 to span - room.
    };

    int shownLanes() const;
    int footHeight() const; ///< Of the names of columns.
    Geometry geometry() const;
    double centerOf(const Geometry& geometry, int column) const;
    QRectF markRect(const Geometry& geometry, int lane, const HistoryMark& mark) const;
    const HistoryMark* markAt(const QPoint& point) const;
    double changeX(const Geometry& geometry, int column) const;
    const HistoryChange* changeAt(const QPoint& point) const;
    QString tipAt(const QPoint& point) const;
    void shiftTo(double shift);
    void paintLane(QPainter& painter, const Geometry& geometry, int lane) const;
    void paintChanges(QPainter& painter, const Geometry& geometry, int lane) const;
    void paintColumnNames(QPainter& painter, const Geometry& geometry) const;
    void paintCount(QPainter& painter, const Geometry& geometry) const;

    const Theme& m_theme;
    std::shared_ptr<const query::HistorySnapshot> m_history;
    HistoryLanes m_lanes;
    int m_maxLanes = 10;
    bool m_isCompact = false;
    int m_laneHeight;
    double m_largestMark;
    int m_currentRun = -1;
    double m_shift = 0; ///< How far older columns were moved into sight, in pixels.
};

} // namespace cboard::ui
