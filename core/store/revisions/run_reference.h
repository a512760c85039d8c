// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/requests.h"
#include "core/store/revisions/revision_rows.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Runs are named by a short reference ("#" and the row's key) where a snapshot holds thousands of
/// them and an external id would have to be decoded for each. Requests take either.
namespace cboard::store {

std::string runReference(std::int64_t key);

/// The key of a reference or of an external id. Error NotFound.
Result<std::int64_t> findRun(const QueryContext& context, std::string_view idOrReference);

/// External ids of runs that begin with \p prefix, at most \p limit, sorted. Of runs whose ids all
/// begin alike only the first thousands are looked at.
Result<std::vector<std::string>> findRunIds(const QueryContext& context, std::string_view prefix,
                                            std::int64_t limit);

/// Whether a whole log is stored for the run.
Result<bool> hasRunLog(const QueryContext& context, std::int64_t key);

/// Whether a whole log is stored for any run at all: most stores save the look-ups.
Result<bool> hasAnyRunLog(const QueryContext& context);

/// How many runs of the kind the revision has, whatever their outcome.
Result<std::int64_t> storedRuns(const QueryContext& context, const RevisionEntry& revision,
                                query::RunKind kind);

} // namespace cboard::store
