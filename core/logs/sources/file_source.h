// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/logs/byte_source.h"

#include <array>
#include <filesystem>
#include <list>
#include <mutex>
#include <unordered_map>

namespace cboard::logs {

/// What became of a file since it was opened.
enum class FileChange : std::uint8_t {
    None,
    Grown, ///< More was appended; what was read stays true.
    Shrunk, ///< Truncated: bytes that were there are gone.
    Rewritten, ///< Same length or more, but changed before its old end.
    Replaced, ///< Another file has the name now; the opened one is read on.
    Vanished, ///< No file has the name any more; the opened one is read on.
};

/// "none", "grown" ...
std::string_view fileChangeKey(FileChange change);

/// A local file by positioned reads: a file that shrinks gives fewer bytes, where a mapping would
/// end the program. Small reads go through a cache of blocks, long ones past it.
class FileSource : public ByteSource {
public:
    static constexpr std::size_t BlockBytes = 64UL << 10;
    static constexpr std::size_t MostBlocks = 64; ///< 4 MB.

    /// Errors: NotFound, Io; Invalid for what is no regular file.
    static Result<std::shared_ptr<const FileSource>> open(const std::filesystem::path& path);

    FileSource(const FileSource&) = delete;
    FileSource& operator=(const FileSource&) = delete;
    ~FileSource() override;

    /// As it was when opened.
    std::uint64_t size() const override { return m_opened.size; }
    Result<std::string_view> read(std::uint64_t offset, std::size_t length,
                                  std::string& scratch) const override;

    /// read() past the cache, for bytes that are kept elsewhere once they are unpacked.
    Result<std::string_view> readUncached(std::uint64_t offset, std::size_t length,
                                          std::string& scratch) const;

    /// Looks at the file and at its name. Errors: Io.
    Result<FileChange> change() const;
    /// Length now, for a log that is still written. Errors: Io.
    Result<std::uint64_t> currentSize() const;

private:
    /// What tells one state of a file from another.
    struct Identity {
        std::uint64_t device = 0;
        std::uint64_t inode = 0;
        std::uint64_t size = 0;
        std::int64_t modifiedNs = 0;
    };
    struct Block {
        std::uint64_t number;
        std::string bytes;
    };

    FileSource(int descriptor, std::filesystem::path path, Identity opened)
        : m_descriptor(descriptor)
        , m_path(std::move(path))
        , m_opened(opened)
    {
    }
    Result<Identity> identityNow() const;
    Result<void> readBytes(std::uint64_t offset, std::size_t length, std::string& bytes) const;
    Result<void> appendBlock(std::uint64_t number, std::size_t from, std::size_t length,
                             std::string& out) const;

    int m_descriptor;
    std::filesystem::path m_path;
    Identity m_opened;
    mutable std::mutex m_mutex;
    mutable std::list<Block> m_blocks; // guarded by m_mutex; the latest first
    mutable std::unordered_map<std::uint64_t, std::list<Block>::iterator> m_byNumber; // same
};

} // namespace cboard::logs
