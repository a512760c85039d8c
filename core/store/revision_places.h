// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"
#include "core/base/time.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace cboard::store {

/// A revision as its place on the branch is found by.
struct StoredRevision {
    std::int64_t id = 0;
    std::string tree;
    std::string branch;
    std::string repositoryUrl;
    std::string commit; ///< Empty when unknown.
    std::string patchset; ///< Empty when unknown or none.
    Timestamp time; ///< Start of its first checkout; where none has one, when that arrived.
    bool isOnLine = false; ///< Has a place by a clone.
};

/// Branch by branch (tree, branch, repository), in order of commit, patchset and id. Reads on a
/// connection of its own. Errors: Storage, Cancelled.
Result<std::vector<StoredRevision>> readRevisions(const std::filesystem::path& storeFile,
                                                  const TaskContext& task);

/// What a clone says about a revision.
struct RevisionPlace {
    std::int64_t revision = 0;
    std::optional<Timestamp> time; ///< By which it sorts; nothing: by its own.
    std::string subject; ///< Of the commit; counts where no checkout says it. Empty: unknown.
    std::vector<std::string> tags; ///< The same.
};

/// Stores what differs, in one commit under the lease; takes no lease when nothing does.
/// \returns how many revisions changed. Errors: Busy, Storage, Cancelled.
Result<std::int64_t> placeRevisions(const std::filesystem::path& storeFile,
                                    const std::vector<RevisionPlace>& places,
                                    const std::string& program, Timestamp now,
                                    const TaskContext& task);

} // namespace cboard::store
