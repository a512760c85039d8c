// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/sources/file_source.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace cboard::logs {

namespace {

    tl::unexpected<Error> failWith(const std::filesystem::path& path, int code)
    {
        const auto kind = code == ENOENT ? ErrorKind::NotFound : ErrorKind::Io;
        return fail(kind, fmt::format("{}: {}", path.string(), std::strerror(code)), code);
    }

    constexpr std::int64_t NsPerSecond = 1'000'000'000;

} // namespace

std::string_view fileChangeKey(FileChange change)
{
    static constexpr auto Keys = std::to_array<std::string_view>(
        {"none", "grown", "shrunk", "rewritten", "replaced", "vanished"});
    return Keys[static_cast<std::size_t>(change)];
}

FileSource::~FileSource()
{
    ::close(m_descriptor);
}

Result<FileSource::Identity> FileSource::identityNow() const
{
    struct stat status { };
    if (::fstat(m_descriptor, &status) != 0) {
        return failWith(m_path, errno);
    }
    if (!S_ISREG(status.st_mode)) {
        return fail(ErrorKind::Invalid, m_path.string() + ": not a regular file");
    }
    return Identity{status.st_dev, status.st_ino, static_cast<std::uint64_t>(status.st_size),
                    status.st_mtim.tv_sec * NsPerSecond + status.st_mtim.tv_nsec};
}

Result<std::shared_ptr<const FileSource>> FileSource::open(const std::filesystem::path& path)
{
    // Without O_NONBLOCK a pipe would be waited for before it can be refused.
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) {
        return failWith(path, errno);
    }
    std::shared_ptr<FileSource> source(new FileSource(descriptor, path, {}));
    CBOARD_TRY(source->m_opened, source->identityNow());
    return std::shared_ptr<const FileSource>(std::move(source));
}

Result<void> FileSource::readBytes(std::uint64_t offset, std::size_t length,
                                   std::string& bytes) const
{
    bytes.resize(length); // Memory of the last call is used again, and not cleared.
    std::size_t count = 0;
    while (count < length) {
        const ssize_t part = ::pread(m_descriptor, &bytes[count], length - count,
                                     static_cast<off_t>(offset + count));
        if (part < 0 && errno != EINTR) {
            return failWith(m_path, errno);
        }
        if (part == 0) {
            break;
        }
        count += part > 0 ? static_cast<std::size_t>(part) : 0;
    }
    bytes.resize(count);
    return {};
}

Result<void> FileSource::appendBlock(std::uint64_t number, std::size_t from, std::size_t length,
                                     std::string& out) const
{
    {
        const std::lock_guard lock(m_mutex);
        if (const auto known = m_byNumber.find(number); known != m_byNumber.end()) {
            m_blocks.splice(m_blocks.begin(), m_blocks, known->second);
            const std::string_view bytes = known->second->bytes;
            out += bytes.substr(std::min(from, bytes.size()), length);
            return {};
        }
    }
    std::string bytes;
    CBOARD_TRY_VOID(readBytes(number * BlockBytes, BlockBytes, bytes));
    out += std::string_view(bytes).substr(std::min(from, bytes.size()), length);
    const std::lock_guard lock(m_mutex);
    // A short block may grow, and another thread may have read the same.
    if (bytes.size() < BlockBytes || m_byNumber.contains(number)) {
        return {};
    }
    m_blocks.push_front({number, std::move(bytes)});
    m_byNumber[number] = m_blocks.begin();
    if (m_blocks.size() > MostBlocks) {
        m_byNumber.erase(m_blocks.back().number);
        m_blocks.pop_back();
    }
    return {};
}

Result<std::string_view> FileSource::read(std::uint64_t offset, std::size_t length,
                                          std::string& scratch) const
{
    const std::uint64_t end = std::min<std::uint64_t>(offset + length, size());
    if (offset >= end) {
        return std::string_view();
    }
    if (end - offset > 2 * BlockBytes) {
        CBOARD_TRY_VOID(readBytes(offset, static_cast<std::size_t>(end - offset), scratch));
        return std::string_view(scratch);
    }
    scratch.clear();
    for (std::uint64_t at = offset; at < end;) {
        const auto from = static_cast<std::size_t>(at % BlockBytes);
        const auto part =
            static_cast<std::size_t>(std::min<std::uint64_t>(BlockBytes - from, end - at));
        const std::size_t before = scratch.size();
        CBOARD_TRY_VOID(appendBlock(at / BlockBytes, from, part, scratch));
        if (scratch.size() - before < part) {
            break; // The file became shorter.
        }
        at += part;
    }
    return std::string_view(scratch);
}

Result<std::string_view> FileSource::readUncached(std::uint64_t offset, std::size_t length,
                                                  std::string& scratch) const
{
    CBOARD_TRY_VOID(readBytes(offset, length, scratch));
    return std::string_view(scratch);
}

Result<std::uint64_t> FileSource::currentSize() const
{
    return identityNow().map([](const Identity& now) { return now.size; });
}

Result<FileChange> FileSource::change() const
{
    CBOARD_TRY(const Identity now, identityNow());
    if (now.size < m_opened.size) {
        return FileChange::Shrunk;
    }
    struct stat status { };
    if (::stat(m_path.c_str(), &status) != 0) {
        return FileChange::Vanished;
    }
    if (status.st_ino != m_opened.inode || status.st_dev != m_opened.device) {
        return FileChange::Replaced;
    }
    if (now.size > m_opened.size) {
        return FileChange::Grown;
    }
    return now.modifiedNs != m_opened.modifiedNs ? FileChange::Rewritten : FileChange::None;
}

} // namespace cboard::logs
