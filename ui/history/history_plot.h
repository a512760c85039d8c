// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/history/history_lanes.h"

#include <QWidget>

#include <memory>

namespace cboard::ui {

class Theme;

/// The runs of a history as marks on lanes, newest right, with names of revisions below. When not
/// all fit, the newest do.
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

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void runChosen(int run); ///< By a click.

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;

private:
    int shownLanes() const;
    int nameWidth() const;
    int footHeight() const; ///< Of the names of columns.
    double side() const; ///< Of a mark.
    double centerOf(int column) const;
    QRectF markRect(int lane, const HistoryMark& mark) const;
    const HistoryMark* markAt(const QPoint& point) const;
    void paintLane(QPainter& painter, int lane) const;
    void paintColumnNames(QPainter& painter) const;

    const Theme& m_theme;
    std::shared_ptr<const query::HistorySnapshot> m_history;
    HistoryLanes m_lanes;
    int m_maxLanes = 10;
    bool m_isCompact = false;
    int m_laneHeight;
    double m_largestMark;
    int m_currentRun = -1;
};

} // namespace cboard::ui
