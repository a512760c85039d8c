// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/domain/status.h"
#include "core/query/limits.h"

#include <cstdint>
#include <span>
#include <vector>

/// Labs that were ill at a revision: one entry in place of many failures that say nothing of the
/// kernel.
namespace cboard::analysis {

/// Results of one board with one configuration in one lab at one revision. The numbers are ids of
/// any kind; rows may repeat a combination.
struct LabRow {
    std::int64_t lab = 0;
    std::int64_t board = 0;
    std::int64_t config = 0;
    StatusClass status = StatusClass::None;
    std::int64_t count = 0;
};

/// The labs of one revision where enough boards ran, and either more than the share of the limits
/// ended in error or miss (they have such runs, and none that passed or failed), or all of them
/// fail (and none passes anything) while one of the same boards, or one of the same
/// configurations, passes in another lab. Runs that are still pending say nothing; nor do those
/// without a board. Sorted.
std::vector<std::int64_t> illLabs(std::span<const LabRow> rows,
                                  const query::LabLimits& limits = {});

} // namespace cboard::analysis
