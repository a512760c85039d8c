// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"
#include "core/query/requests.h"

#include <cstdint>
#include <filesystem>

/// Keeps what judging histories needs in `<store>.outcomes` (outcome_file.h), so that the first
/// question after a start is answered as fast as the next ones.
namespace cboard::store {

struct OutcomeUpdate {
    std::int64_t revisions = 0; ///< Looked at.
    std::int64_t updated = 0; ///< Of these were touched since, or are new.
};

/// Brings the file up to the store's newest commit: reads the revisions that commits have touched
/// since the last call, newest first. Takes no lease and keeps no writer waiting; what is done when
/// the task is stopped stays done. Reports progress as step "outcomes".
/// \param common Gives the clock, the running window and the limits; the filter is not looked at.
/// Errors: Storage, Busy (another program is at it), Cancelled.
Result<OutcomeUpdate> updateOutcomes(const std::filesystem::path& storeFile,
                                     const query::Common& common, const TaskContext& task);

} // namespace cboard::store
