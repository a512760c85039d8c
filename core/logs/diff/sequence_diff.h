// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/task_context.h"

#include <cstdint>
#include <span>
#include <vector>

namespace cboard::logs {

/// A place where two sequences differ: [beginA, endA) of the one stands where [beginB, endB) of
/// the other does. One of them may be empty.
struct DiffHunk {
    std::size_t beginA = 0;
    std::size_t endA = 0;
    std::size_t beginB = 0;
    std::size_t endB = 0;
    bool operator==(const DiffHunk&) const = default;
};

/// Aligns two sequences of line hashes: lines that stand once in each are anchors as far as they
/// keep their order (patience diff), short stretches between them get their longest common part,
/// long ones without anchors count as replaced. \returns hunks in order, apart by at least one
/// equal line. Cost near O(n log n). Errors: Cancelled.
Result<std::vector<DiffHunk>> diffSequences(std::span<const std::uint64_t> a,
                                            std::span<const std::uint64_t> b,
                                            const TaskContext& task);

} // namespace cboard::logs
