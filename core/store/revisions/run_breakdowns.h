// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <string>
#include <vector>

namespace cboard::store {

class FilterPlan;
class RevisionRuns;
struct QueryContext;

/// Results that failed one after the other because their run had broken down.
struct RunBreakdown {
    std::vector<std::size_t> runs; ///< Places in the RevisionRuns, in the order in which they ran.
    std::string cause; ///< The line of the log that shows the crash or timeout.
};

/// The runs of a revision that broke down, as far as their logs were looked at: none without
/// `<store>.findings`. Boots are not looked at.
///
/// A run is what one build did on one board in one suite with the very same log, else excerpt: a
/// text that shows a crash or a timeout stands for all results that point to it. What worked
/// counts against it also without a text, when the rest of its job is the same. Results of a suite
/// or group as a whole are none of its subtests. The rest of the rule: analysis/breakdown.h; the
/// plan gives the clock.
Result<std::vector<RunBreakdown>> findBreakdowns(const QueryContext& context,
                                                 const RevisionRuns& runs, const FilterPlan& plan);

} // namespace cboard::store
