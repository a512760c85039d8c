// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revisions/whole_store.h"

#include "core/store/revisions/branch_lines.h"
#include "core/store/revisions/filter_plan.h"

#include <algorithm>
#include <iterator>

namespace cboard::store {

Result<std::vector<RevisionEntry>> allRevisions(const QueryContext& context)
{
    CBOARD_TRY(const auto plan, FilterPlan::create(context, {}));
    CBOARD_TRY(const auto lines, loadBranchLines(context, plan));
    std::vector<RevisionEntry> all;
    for (const BranchLine& line : lines) {
        CBOARD_TRY(auto some, loadRevisions(context, line.ids, plan, {}));
        std::move(some.begin(), some.end(), std::back_inserter(all));
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const auto& a, const auto& b) { return a.orderTime > b.orderTime; });
    return all;
}

} // namespace cboard::store
