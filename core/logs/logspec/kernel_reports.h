// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/logs/logspec/kernel_rules.h"
#include "core/logs/logspec/log_error.h"

#include <optional>

namespace cboard::logs::logspec {

/// Reads the report that a marker announces. \p part goes from the marker's begin to the end of
/// the text, not of the report: logspec looks for each piece as far as it has to.
/// \returns the error, not signed yet, its place ending where the search goes on; nothing when
/// logspec drops it.
std::optional<LogError> readNullPointer(KernelSearches& searches, Part part);
std::optional<LogError> readBug(KernelSearches& searches, Part part);
std::optional<LogError> readUbsan(KernelSearches& searches, Part part);
std::optional<LogError> readPanic(KernelSearches& searches, Part part);
std::optional<LogError> readErrorCode(KernelSearches& searches, Part part);
std::optional<LogError> readCutHere(KernelSearches& searches, Part part);

} // namespace cboard::logs::logspec
