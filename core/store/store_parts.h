// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace cboard::store {

/// What takes room in a store.
struct StorePart {
    /// Stable: "tests", "excerpts", "jobs", "builds", "checkouts", "issues", "versions", "names",
    /// "documents", "rollups", "logs" (their index), "free" (inside the database); "packs" (stored
    /// logs), "outcomes", "findings", "user", "journal" (files beside it).
    std::string key;
    std::int64_t bytes = 0;
    bool isInDatabase = true;
};

/// The largest first; parts that take nothing are left out. Looks at every page of the database.
/// Errors: Storage (SQLite without dbstat, too), Cancelled.
Result<std::vector<StorePart>> readStoreParts(const std::filesystem::path& storeFile,
                                              const TaskContext& task);

} // namespace cboard::store
