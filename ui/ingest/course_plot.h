// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/ingest/arrival_series.h"

#include <QWidget>

namespace cboard::ui {

class Theme;

/// A few lines over a window of time, with their names at their right ends. Lines differ by their
/// dashes, too.
class CoursePlot : public QWidget {
    Q_OBJECT

public:
    enum class Scale { Linear, Logarithmic };

    /// \p unit stands behind the highest value: " h".
    CoursePlot(const Theme& theme, const QString& title, const QString& unit, Scale scale,
               QWidget* parent = nullptr);

    /// \p empty is said where there is no line. \p begin names the left end: "24 h ago".
    void setLines(std::vector<CourseLine> lines, const QString& begin, const QString& empty);

    QSize sizeHint() const override { return {320, 180}; }
    QSize minimumSizeHint() const override { return {160, 110}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double highest() const;
    double heightOf(double value) const; ///< 0 to 1.
    std::vector<double> gridValues() const;
    QRectF area() const; ///< Of the lines.
    int nameWidth() const;
    void paintFrame(QPainter& painter) const;
    void paintLines(QPainter& painter) const;

    const Theme& m_theme;
    QString m_title;
    QString m_unit;
    Scale m_scale;
    QString m_begin;
    QString m_empty;
    std::vector<CourseLine> m_lines;
};

} // namespace cboard::ui
