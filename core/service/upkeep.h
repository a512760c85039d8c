// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/service/clone_paths.h"
#include "core/service/workbench.h"

#include <cstdint>
#include <string>
#include <vector>

namespace cboard::service {

/// What upkeep() did.
struct Upkeep {
    std::int64_t revisions = 0; ///< Looked at.
    std::int64_t updated = 0; ///< Of these were touched since the last time.
    std::int64_t moved = 0; ///< Were put into the order of their commits.
    std::vector<std::string> problems; ///< Clones that cannot be read; the rest is done.
};

/// What can wait until after an ingest: puts revisions into the order of their commits, unless
/// another program writes (then the next time), and reads the revisions that commits have touched,
/// so that the next question over histories is answered at once. For a thread below the priority of
/// queries; call it when the change listener was called and a while has passed. Goes on where a
/// stopped one ended; keeps no ingest waiting. \p common as questions will have it (commonOf()).
/// Progress as steps "order", "outcomes". Errors: Storage, Busy, Cancelled.
Result<Upkeep> upkeep(Workbench& workbench, const ClonePaths& clones, const query::Common& common,
                      const TaskContext& task);

} // namespace cboard::service
