// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/hash.h"
#include "core/base/result.h"
#include "core/base/task_context.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// Whole logs in files beside the database: `<store>.packs/000001.pack` and so on.
///
/// A pack is only appended to. An entry is a header (magic, hash, sizes, one line per block:
/// packed size, size, checksum; a checksum over all that) and zstd blocks of at most 256 kB of
/// text, so that blocks can be read and searched apart. The database refers to entries; bytes that
/// nothing refers to (after a crash) are cut off when the next writer opens the packs.
namespace cboard::store {

/// Where an entry lies, as in table `log`.
struct LogPlace {
    Hash128 hash;
    std::int64_t pack = 0;
    std::int64_t position = 0;
    std::int64_t stored = 0; ///< Bytes in the pack, header included.
    std::int64_t bytes = 0; ///< Of the text.
};

std::filesystem::path packFolder(const std::filesystem::path& storeFile);
std::filesystem::path packFile(const std::filesystem::path& storeFile, std::int64_t pack);

/// The hash in 16 bytes of a column; zero when there are not 16.
Hash128 hashOf(std::string_view bytes);

/// The text of an entry. Errors: Io when the pack is missing or short, Storage when a checksum or
/// the hash differs, Cancelled (within a block).
Result<std::string> readLog(const std::filesystem::path& storeFile, const LogPlace& place,
                            const TaskContext& task = {});

/// A log as an entry of a pack, wherever it will lie.
struct PackedLog {
    Hash128 hash; ///< Of the text.
    std::int64_t bytes = 0; ///< Of the text.
    std::string entry;
};
PackedLog packLog(std::string_view text);
/// An entry as it lies, to be put elsewhere; its blocks are checked when they are read. Errors as
/// for readLog().
Result<PackedLog> readPackedLog(const std::filesystem::path& storeFile, const LogPlace& place);

/// Appends logs. One at a time, under the lease.
class LogPackWriter {
public:
    /// \p lastPack, \p endOfLast: the highest pack that the database refers to and where its last
    /// entry ends (0, 0 when there is none); what lies behind is cut off.
    static Result<std::unique_ptr<LogPackWriter>>
    open(const std::filesystem::path& storeFile, std::int64_t lastPack, std::int64_t endOfLast);
    LogPackWriter(const LogPackWriter&) = delete;
    LogPackWriter& operator=(const LogPackWriter&) = delete;
    ~LogPackWriter();

    /// Error Io or Storage (no space left); the pack is then as before.
    Result<LogPlace> append(const PackedLog& log);
    /// Makes all appended entries survive a power loss. Call before the commit that refers to them.
    Result<void> sync();

private:
    LogPackWriter(std::filesystem::path storeFile, std::int64_t pack);
    Result<void> openPack();
    Result<void> writeAll(std::string_view bytes);

    std::filesystem::path m_storeFile;
    std::int64_t m_pack = 1;
    int m_file = -1;
    std::int64_t m_end = 0;
    bool m_isDirty = false;
};

} // namespace cboard::store
