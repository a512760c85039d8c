// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/arrivals.h"

#include <QWidget>

namespace cboard::ui {

class CoursePlot;
class Theme;

/// What came in, how late and how broken, over a day or a fortnight.
class ArrivalCharts : public QWidget {
    Q_OBJECT

public:
    explicit ArrivalCharts(const Theme& theme, QWidget* parent = nullptr);

    void setCourse(const store::ArrivalCourse& course);

private:
    CoursePlot* m_records;
    CoursePlot* m_lag;
    CoursePlot* m_errors;
};

} // namespace cboard::ui
