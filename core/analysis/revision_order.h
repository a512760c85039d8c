// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/time.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace cboard::analysis {

/// A revision of a branch as its order needs it.
struct LineRevision {
    Timestamp time; ///< When it was checked out first.
    /// Index of the nearest revision that it is built upon; nothing when none is known.
    std::optional<std::size_t> ancestor;
};

/// Times by which the revisions of a branch sort: each is later than its ancestor's, whatever the
/// clocks said. As many of a line as possible keep their own time; each of the others, checked out
/// long after it was committed, or by a clock that was wrong, comes 1 µs after its ancestor (before
/// the first that keeps its time when it has none). Lines that left each other, as a branch that
/// was rebased or reset leaves them, each keep their order and lie between each other by time.
///
/// Revisions of equal time without a known ancestor get equal times: the caller breaks the tie.
/// Ancestors form no cycle. Cost O(n log n). \returns parallel to \p revisions.
std::vector<Timestamp> orderTimes(std::span<const LineRevision> revisions);

} // namespace cboard::analysis
