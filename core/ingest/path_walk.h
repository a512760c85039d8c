// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"

#include <filesystem>
#include <vector>

namespace cboard::ingest {

/// The files that the paths stand for, in byte order of their paths, each once: folders with all
/// below them; "-" (standard input) comes first. In folders, hidden entries (programs that write
/// a file often give it such a name until it is whole), links to folders, and what is no regular
/// file are left out; what is named itself is always taken.
///
/// Errors: Io for a path that does not exist or a folder that cannot be listed; Cancelled.
Result<std::vector<std::filesystem::path>>
listFiles(const std::vector<std::filesystem::path>& paths, const TaskContext& task);

} // namespace cboard::ingest
