// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/domain/status.h"

#include <optional>

namespace cboard::store {

struct QueryContext;
struct RevisionEntry;

/// The clocks for which it stays true which results are pending and which count as missed.
struct ClockSpan {
    Timestamp from = Timestamp::min(); ///< The first one ...
    std::optional<Timestamp> until; ///< ... to before this; nothing: for ever.

    bool operator==(const ClockSpan&) const = default;
    bool holds(Timestamp now) const { return now >= from && (!until || now < *until); }
};

/// Around \p now for a revision: until its next pending result counts as missed; any clock where
/// each of its results has a status.
Result<ClockSpan> clockSpanOf(const QueryContext& context, const RevisionEntry& revision,
                              Timestamp now, RunningWindow window);

} // namespace cboard::store
