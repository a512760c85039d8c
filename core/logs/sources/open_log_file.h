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
};

/// Whether opening waits until all of a packed file is known.
enum class LogOpening : std::uint8_t {
    Whole,
    Streamed, ///< For LogText::open(), which reads on: its first rows are there at once.
};

/// Plain files are read where they lie. Packed ones, known by their first bytes, are unpacked as
/// they are read: gzip from places that the first pass keeps, xz and zstd by their blocks, of which
/// the first pass unpacks several at once. Where these are too large or lost, and for layers inside
/// each other, what is unpacked is kept in a file without name in \p cacheFolder. Each place is
/// then read at the same cost, and a file that ends early gives what came before
/// (ByteSource::damage). Errors: NotFound, Io, Invalid, Limit, Cancelled; Parse of an inner layer
/// that is none.
Result<LogFile> openLogFile(const std::filesystem::path& path,
                            const std::filesystem::path& cacheFolder, const TaskContext& task,
                            LogOpening opening = LogOpening::Whole);

} // namespace cboard::logs
