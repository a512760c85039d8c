// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"
#include "core/base/time.h"
#include "core/service/clone_paths.h"

#include <cstdint>
#include <string>
#include <vector>

namespace cboard::service {

struct RevisionOrder {
    std::int64_t found = 0; ///< Revisions whose commit a clone has.
    std::int64_t missing = 0; ///< Of trees with a clone, those it does not have: fetch.
    std::int64_t changed = 0; ///< Revisions that moved, or got a subject or tags.
    std::vector<std::string> problems; ///< One sentence per clone that cannot be read.
};

/// Puts the revisions of a store into the order of their commits, and gives them the subjects and
/// tags that no checkout told. Rules, for each tree, branch and repository apart:
///
/// - A commit comes after those it is built upon, going from first parent to first parent.
/// - Within a line times are those of the first checkout as far as they fit (core/analysis/
///   revision_order.h); lines that a rebase or reset left lie between each other by time.
/// - Several checkouts of a commit are one revision, at the time of the first. Patches upon it come
///   after it, before the next commit, by time.
/// - A commit that the clone does not have, and every commit without a clone, goes by time.
/// - Equal times: the one that was stored first is the older.
///
/// Takes the lease only when something changes. Progress as step "order". Errors: Busy, Storage,
/// Cancelled.
Result<RevisionOrder> orderRevisions(const std::filesystem::path& storeFile,
                                     const ClonePaths& clones, Timestamp now,
                                     const TaskContext& task);

} // namespace cboard::service
