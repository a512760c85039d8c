// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Distances of a timeline, in device-independent pixels.
namespace cboard::ui::timeline_metrics {

constexpr int Margin = 12;
constexpr int LaneHeight = 22;
constexpr int HeadingHeight = 26; ///< Of a regression, above its lanes.

} // namespace cboard::ui::timeline_metrics
