// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/store/revisions/cell_runs.h"
#include "core/store/revisions/filter_plan.h"
#include "core/store/revisions/revision_rows.h"

#include <memory>
#include <vector>

namespace cboard::store {

/// The runs of a history at each of the revisions. Those that were read before serve again where
/// \p isPlain: \p cell alone chooses, no filter.
///
/// \param plan Limited to the cell. Call OutcomeReader::create() first: it follows the change feed.
Result<std::vector<std::shared_ptr<const CellRunsAt>>>
readHistoryRuns(const QueryContext& context, const query::HistoryRequest& request,
                const FilterPlan& plan, const CellSelection& cell, bool isPlain,
                const std::vector<RevisionPtr>& revisions);

} // namespace cboard::store
