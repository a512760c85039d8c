// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/arrivals.h"

#include <QPointF>
#include <QString>

#include <vector>

/// The course of what came in, as lines to draw. Pure.
namespace cboard::ui {

/// A line from the left to the right: x is 0 at the beginning of the window and 1 at its end.
struct CourseLine {
    QString name;
    std::vector<QPointF> points;
};

/// Records a minute, a line for each kind that came; gaps are lines at zero.
std::vector<CourseLine> recordLines(const store::ArrivalCourse& course);
/// How old the newest checkout of each source was, in hours.
std::vector<CourseLine> lagLines(const store::ArrivalCourse& course);
/// ERROR and MISS among the results of the checkouts of a day (of two hours in a short window), in
/// per cent; a point for each that has results.
std::vector<CourseLine> errorLines(const store::ArrivalCourse& course);

} // namespace cboard::ui
