// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/logs/row_set.h"
#include "ui/logview/log_canvas.h"

#include <QWidget>

namespace cboard::ui {

/// The whole log at the height of the canvas: where trouble, matches and bookmarks are, and which
/// part is on the screen. Click and drag go there; it takes the place of a scroll bar.
class OverviewMap : public QWidget {
    Q_OBJECT

public:
    OverviewMap(const Theme& theme, LogCanvas& canvas, QWidget* parent = nullptr);

    void setDocument(std::shared_ptr<const LogDocument> document);
    /// Rows with a match; null for none.
    void setMatches(std::shared_ptr<const logs::RowSet> rows);
    void setBands(std::vector<LogCanvas::Band> bands); ///< The stages, at the left edge.
    void setBookmarks(std::vector<qint64> rows); ///< Over the whole width.
    /// While a log is read: the rows that are there are the first part \p known of it, and all up
    /// to \p read was looked at. Both 0 to 1; the rest of the map is hatched.
    void setProgress(double known, double read);
    /// The canvas shows other rows now.
    void updateMarks();

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    qint64 rowsOfMap() const;
    int yOf(qint64 position) const;
    qint64 rowBelow(int y) const;
    void markMatches();
    void goTo(double y);

    const Theme& m_theme;
    LogCanvas& m_canvas;
    std::shared_ptr<const LogDocument> m_document;
    std::shared_ptr<const logs::RowSet> m_matches;
    std::vector<LogCanvas::Band> m_bands;
    std::vector<qint64> m_bookmarks;
    double m_known = 1;
    double m_read = 1;
    /// For each pixel row the worst mark, -1 for none; and whether there is a match.
    std::vector<std::int8_t> m_worst;
    std::vector<bool> m_hasMatch;
};

} // namespace cboard::ui
