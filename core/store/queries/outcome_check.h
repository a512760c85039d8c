// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"

#include <filesystem>
#include <string>
#include <vector>

namespace cboard::store {

/// Reads everything that updateOutcomes() kept and that still holds again. \returns one sentence
/// per difference.
Result<std::vector<std::string>> checkOutcomes(const std::filesystem::path& storeFile,
                                               const TaskContext& task);

} // namespace cboard::store
