// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace cboard::service {

/// What analyzeLogs() did.
struct LogAnalysis {
    std::int64_t texts = 0; ///< Logs and excerpts read.
    std::int64_t withErrors = 0; ///< Of these show what can make a run fail.
    std::int64_t unreadable = 0; ///< Logs whose pack is damaged or gone.
};

/// Names all that findings depend on: the own rules of a store (their text), the shipped ones, how
/// they are read. What was found under another name may be found otherwise now.
std::string findingRules(std::string_view ownRules);

/// Different errors of one text that are kept; a reader looks at the worst.
constexpr std::size_t MostFindings = 50;

/// Finds the errors, with their fingerprints, and the stage reached in the logs of builds, boots
/// and tests that failed, ended in error or were missed: the stored log, else the excerpt. Reads
/// what was not read yet, the newest revisions first, and keeps what it finds in
/// `<store>.findings`, where lists of regressions take it from. Goes on where a stopped or killed
/// one ended; takes no lease and keeps no writer waiting. Progress as step "logs", in revisions.
/// \param threads That read and search.
/// Errors: Storage, Busy (another program is at it), Cancelled, and those of logRules().
Result<LogAnalysis> analyzeLogs(const std::filesystem::path& storeFile, unsigned threads,
                                const TaskContext& task);

} // namespace cboard::service
