// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <filesystem>
#include <string>
#include <vector>

namespace cboard::io {

/// A small file that goes into an archive.
struct ArchivedFile {
    std::string path; ///< With '/' between folders.
    std::string text;
    bool isProgram = false;
};

/// Writes a tar archive, packed as its name says (.tar, .tar.gz, .tgz, .tar.xz, .tar.zst).
/// \p time is that of all files. Errors: Invalid for another name, Io.
Result<void> writeArchive(const std::filesystem::path& file, const std::vector<ArchivedFile>& files,
                          Timestamp time);

} // namespace cboard::io
