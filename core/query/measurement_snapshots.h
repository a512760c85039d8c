// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/ledger_snapshots.h"

#include <cstdint>
#include <string>
#include <vector>

/// Values that tests measured, through time (core/service/measurements.h).
namespace cboard::query {

/// The median of the runs of one cell at one revision.
struct MeasuredPoint {
    RevisionRef revision;
    std::string run; ///< External id of the newest.
    double value = 0;
    std::int64_t runs = 0;
    bool isChange = false; ///< The first of another level.
};

/// One cell in one lab.
struct MeasurementRow {
    CellNames names;
    std::string unit; ///< Of the newest run; empty when none is told.
    std::vector<MeasuredPoint> points; ///< Oldest first; never none.
    double median = 0; ///< Of the newest level.
    double low = 0; ///< Where its values usually lie.
    double high = 0;
    double change = 0; ///< From the level before to the newest; 0 where there is but one.

    bool isOutside() const { return points.back().value < low || points.back().value > high; }
};

struct MeasurementsSnapshot {
    /// By the newest change, relative, largest first; then names.
    std::vector<MeasurementRow> rows;
    std::int64_t withoutValue = 0; ///< Runs of the cells that measured nothing.
};

} // namespace cboard::query
