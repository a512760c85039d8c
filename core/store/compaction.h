// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"
#include "core/base/time.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace cboard::store {

struct Compaction {
    std::int64_t bytesBefore = 0; ///< Database and packs.
    std::int64_t bytesAfter = 0;
};

/// Gives back the space of what nothing refers to any more: excerpts and job texts, logs in their
/// packs, free pages of the database. Takes the lease; readers go on meanwhile. Needs as much free
/// space as the database takes.
///
/// Each part is one commit: what is done when the task is stopped or the program dies stays done,
/// and files that were being written are removed by the next call. Progress as steps "sweep",
/// "packs", "vacuum". Errors: Busy, Storage (no space left), Io, Cancelled.
Result<Compaction> compactStore(const std::filesystem::path& storeFile, const std::string& program,
                                Timestamp now, const TaskContext& task);

} // namespace cboard::store
