// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace cboard::analysis {

/// Where values usually lie.
struct Band {
    double median = 0;
    double deviation = 0; ///< Median of the distances from the median (MAD).

    /// Three standard deviations around the median, as the deviation tells them of normal noise.
    double low() const;
    double high() const;
    bool holds(double value) const { return value >= low() && value <= high(); }
};

/// Of no values: all zero. Cost O(n).
Band bandOf(std::span<const double> values);

/// A place where a series goes on at another level.
struct ChangePoint {
    std::size_t first = 0; ///< Index of the first value of the new level.
    Band before; ///< Of the level before.
    Band after;

    double change() const { return after.median - before.median; }
};

/// Where the level of a series changes: five values or more on each side, and the medians farther
/// apart than four times the noise of either side and than two per cent. One value that lies apart
/// is no change. The same for the series times any number above zero. Cost O(n²) per change.
std::vector<ChangePoint> changePoints(std::span<const double> values);

} // namespace cboard::analysis
