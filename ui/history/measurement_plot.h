// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/measurement_snapshots.h"
#include "core/query/snapshots.h"

#include <QWidget>

#include <map>
#include <memory>
#include <vector>

namespace cboard::ui {

class Theme;

/// What a cell measured, a strip for each lab: the values over the revisions, newest right, the
/// band where they usually lie, and where the level changed. Says nothing of good or bad: only who
/// knows the unit can.
class MeasurementPlot : public QWidget {
    Q_OBJECT

public:
    explicit MeasurementPlot(const Theme& theme, QWidget* parent = nullptr);

    static constexpr int MaxStrips = 4;

    /// \p revisions, newest first, make columns also where nothing was measured. The first
    /// MaxStrips rows are shown.
    void setMeasurements(std::shared_ptr<const query::MeasurementsSnapshot> measurements,
                         const std::vector<query::RevisionRow>& revisions);

    /// As many strips as fit, but one at least.
    void setRoom(int height);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void runChosen(const QString& id); ///< By a click.

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;

private:
    /// Values from bottom to top of a strip.
    struct Scale {
        double least = 0;
        double most = 1;
    };

    int stripCount() const;
    const query::MeasurementRow& rowOf(int strip) const;
    static Scale scaleOf(const query::MeasurementRow& row);
    int nameWidth() const;
    QRectF plotRect(int strip) const; ///< Without names and newest value.
    QPointF placeOf(int strip, const Scale& scale, const query::MeasuredPoint& point) const;
    const query::MeasuredPoint* pointAt(const QPoint& at, int& strip) const;
    void paintStrip(QPainter& painter, int strip) const;
    void paintTexts(QPainter& painter, int strip) const;
    void paintPoints(QPainter& painter, int strip) const;

    const Theme& m_theme;
    std::shared_ptr<const query::MeasurementsSnapshot> m_measurements;
    std::map<std::int64_t, int> m_columns; ///< By revision.id, from the oldest.
    int m_mostStrips = MaxStrips;
};

/// "1.25 s", "840 kB": as short as it can be told apart.
QString measuredText(double value, const std::string& unit);

} // namespace cboard::ui
