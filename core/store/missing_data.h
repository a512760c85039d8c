// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"
#include "core/base/time.h"
#include "core/domain/status.h"
#include "core/query/snapshots.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace cboard::store {

/// A revision of which a source brought much less than it usually does.
struct MissingData {
    query::RevisionRef revision;
    std::string origin;
    Timestamp start; ///< Of its first checkout of that source.
    std::int64_t results = 0; ///< Boots and tests, those without a status too.
    std::int64_t usual = 0; ///< Median of the revisions before it, on its branch by that source.
};

/// Those of the last fortnight, the newest first. Missing is less than half of the usual number,
/// once the time is over in which a result may still be pending; the usual number is known from
/// the fourth revision on and taken of the ten before. Cost grows with checkouts. Errors: Storage,
/// Cancelled.
Result<std::vector<MissingData>> readMissingData(const std::filesystem::path& storeFile,
                                                 Timestamp now, RunningWindow window,
                                                 const TaskContext& task);

} // namespace cboard::store
