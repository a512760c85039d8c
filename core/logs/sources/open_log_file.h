// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/task_context.h"
#include "core/logs/line_decoder.h"
#include "core/logs/sources/file_source.h"

#include <filesystem>
#include <optional>

namespace cboard::logs {

/// A log file as its lines are read, whatever it is packed in.
struct LogFile {
    std::shared_ptr<const ByteSource> bytes; ///< Unpacked.
    std::shared_ptr<const FileSource> file; ///< As it lies on the disk.
    RowFormat format = RowFormat::Plain;
    bool isGzip = false;
    /// Why unpacking ended early: what came before is there. Nothing when it is whole.
    std::optional<Error> damage;
};

/// Plain files are read where they lie. Gzip, xz and zstd, also one inside the other, are found by
/// their first bytes and unpacked once into a file without name in \p cacheFolder, so that each
/// place is read at the same cost. Errors: NotFound, Io, Invalid, Limit, Cancelled.
Result<LogFile> openLogFile(const std::filesystem::path& path,
                            const std::filesystem::path& cacheFolder, const TaskContext& task);

} // namespace cboard::logs
