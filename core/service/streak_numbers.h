// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/snapshots.h"

#include <chrono>
#include <optional>

namespace cboard::service {

/// What the runs of a history say of the newest streak of fails, beside query::Flakiness.
struct StreakNumbers {
    /// From the first bad revision to the newest that failed. Nothing without a streak or times.
    std::optional<std::chrono::days> length;
    /// Passes among the ten conclusive runs before the streak, 0 to 1: how sure it is that the
    /// failure is new. Nothing without a streak, or without such runs.
    std::optional<double> confidence;
};

StreakNumbers streakNumbers(const query::HistorySnapshot& history);

} // namespace cboard::service
