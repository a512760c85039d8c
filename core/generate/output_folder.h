// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/generate/generate.h"

#include <filesystem>

namespace cboard::generate {

/// Writes submissions as they would lie in a spool: "submissions/00000/submission-00000017.json",
/// at most `filesPerFolder` in one folder, names in the order of arrival; and "truth.json".
/// With logs also "lava/lava-json-BOARD-JOB.json": some boot jobs once more as their lab posts
/// them. Errors: Io (with errno), Invalid when the folder already holds submissions.
Result<Outcome> generateFolder(const Options& options, const std::filesystem::path& folder,
                               std::int64_t filesPerFolder, const TaskContext& task);

/// Writes \p bytes as the whole content of a file. Error Io with errno.
Result<void> writeFile(const std::filesystem::path& file, std::string_view bytes);

} // namespace cboard::generate
