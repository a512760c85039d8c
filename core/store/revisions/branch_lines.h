// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/store/revisions/filter_plan.h"
#include "core/store/revisions/revision_rows.h"

#include <cstdint>
#include <vector>

namespace cboard::store {

/// A branch of one repository; the same tree and branch may be taken from several.
struct BranchLine {
    BranchIds ids; ///< With its url.
    std::int64_t revisionCount = 0;
};

/// From the table: all branches that have revisions. Lists take them from RevisionLists.
Result<std::vector<BranchLine>> readBranchLines(const QueryContext& context);

/// All branches that have revisions, as far as the plan selects tree and branch.
Result<std::vector<BranchLine>> loadBranchLines(const QueryContext& context,
                                                const FilterPlan& plan);

/// Revisions of the branch that began at \p since or later, newest first, that the plan matches.
Result<std::vector<RevisionEntry>> loadRevisionsSince(const QueryContext& context,
                                                      const BranchLine& line,
                                                      const FilterPlan& plan, Timestamp since);

} // namespace cboard::store
