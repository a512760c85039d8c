// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/log_packs.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace cboard::store {

namespace {

    constexpr std::string_view Magic = "CBLOG001";
    constexpr std::size_t BlockBytes = 256UL * 1024;
    constexpr std::int64_t PackBytes = std::int64_t{1} << 30; ///< Then the next pack begins.
    constexpr std::size_t FixedHeader = 8 + 16 + 8 + 4;
    constexpr std::size_t BlockLine = 4 + 4 + 8;
    constexpr std::int64_t LargestEntry = std::int64_t{1} << 32;
    /// Packing is half of what storing a job with its log costs; higher levels take longer and
    /// gain nothing on such texts.
    constexpr int Level = 1;

    void appendNumber(std::string& out, std::uint64_t value, int bytes)
    {
        for (int i = 0; i < bytes; ++i) {
            out += static_cast<char>(value >> (8 * i));
        }
    }

    std::uint64_t numberAt(std::string_view bytes, std::size_t position, int size)
    {
        std::uint64_t value = 0;
        for (int i = size; i-- > 0;) {
            value = value << 8U
                | static_cast<unsigned char>(bytes[position + static_cast<std::size_t>(i)]);
        }
        return value;
    }

    tl::unexpected<Error> systemError(const std::filesystem::path& file, std::string_view action)
    {
        const int code = errno;
        const bool isFull = code == ENOSPC || code == EDQUOT || code == EFBIG;
        return fail(isFull ? ErrorKind::Storage : ErrorKind::Io,
                    isFull ? fmt::format("no space left for the logs in {}", file.string())
                           : fmt::format("{} {}: {}", action, file.string(), std::strerror(code)),
                    code);
    }

    /// Closes a file descriptor at the end of a scope.
    class FileHandle {
    public:
        explicit FileHandle(int handle)
            : m_handle(handle)
        {
        }
        FileHandle(const FileHandle&) = delete;
        FileHandle& operator=(const FileHandle&) = delete;
        ~FileHandle()
        {
            if (m_handle >= 0) {
                ::close(m_handle);
            }
        }
        int get() const { return m_handle; }

    private:
        int m_handle;
    };

    tl::unexpected<Error> damaged(const std::filesystem::path& file, std::int64_t position)
    {
        return fail(ErrorKind::Storage,
                    fmt::format("the log at {} in {} is damaged", position, file.string()));
    }

    Result<std::string> readEntry(const std::filesystem::path& file, const LogPlace& place)
    {
        const FileHandle handle(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
        if (handle.get() < 0) {
            return systemError(file, "cannot read");
        }
        if (place.stored < static_cast<std::int64_t>(FixedHeader) || place.stored > LargestEntry) {
            return damaged(file, place.position);
        }
        std::string entry(static_cast<std::size_t>(place.stored), '\0');
        std::size_t done = 0;
        while (done < entry.size()) {
            const ssize_t got = ::pread(handle.get(), entry.data() + done, entry.size() - done,
                                        place.position + static_cast<std::int64_t>(done));
            if (got < 0 && errno == EINTR) {
                continue;
            }
            if (got <= 0) {
                return fail(
                    ErrorKind::Io,
                    fmt::format("{} ends before the log at {}", file.string(), place.position));
            }
            done += static_cast<std::size_t>(got);
        }
        return entry;
    }

    /// Appends the header for the packed blocks that follow it.
    struct BlockSizes {
        std::size_t packed;
        std::size_t size;
        std::uint64_t checksum;
    };

    std::string headerFor(const Hash128& hash, std::size_t bytes,
                          const std::vector<BlockSizes>& blocks)
    {
        std::string header(Magic);
        const auto hashBytes = toBytes(hash);
        header.append(hashBytes.data(), hashBytes.size());
        appendNumber(header, bytes, 8);
        appendNumber(header, blocks.size(), 4);
        for (const BlockSizes& block : blocks) {
            appendNumber(header, block.packed, 4);
            appendNumber(header, block.size, 4);
            appendNumber(header, block.checksum, 8);
        }
        appendNumber(header, hash64(header), 8);
        return header;
    }

} // namespace

std::filesystem::path packFolder(const std::filesystem::path& storeFile)
{
    return storeFile.string() + ".packs";
}

std::filesystem::path packFile(const std::filesystem::path& storeFile, std::int64_t pack)
{
    return packFolder(storeFile) / fmt::format("{:06}.pack", pack);
}

Hash128 hashOf(std::string_view bytes)
{
    Hash128 hash;
    for (std::size_t i = 0; i < 8 && bytes.size() == 16; ++i) {
        hash.high = hash.high << 8U | static_cast<unsigned char>(bytes[i]);
        hash.low = hash.low << 8U | static_cast<unsigned char>(bytes[i + 8]);
    }
    return hash;
}

Result<std::string> readLog(const std::filesystem::path& storeFile, const LogPlace& place,
                            const TaskContext& task)
{
    const auto file = packFile(storeFile, place.pack);
    CBOARD_TRY(const std::string entry, readEntry(file, place));
    const std::uint64_t bytes = numberAt(entry, 24, 8);
    const std::uint64_t blockCount = numberAt(entry, 32, 4);
    const std::size_t headerSize = FixedHeader + blockCount * BlockLine + 8;
    if (!entry.starts_with(Magic) || headerSize > entry.size()
        || hash64(std::string_view(entry).substr(0, headerSize - 8))
            != numberAt(entry, headerSize - 8, 8)
        || bytes != static_cast<std::uint64_t>(place.bytes)) {
        return damaged(file, place.position);
    }
    std::string text;
    text.reserve(bytes);
    std::size_t from = headerSize;
    std::size_t to = 0;
    for (std::size_t i = 0; i < blockCount; ++i) {
        CBOARD_TRY_VOID(task.check());
        const std::size_t line = FixedHeader + i * BlockLine;
        const std::size_t packed = numberAt(entry, line, 4);
        const std::size_t size = numberAt(entry, line + 4, 4);
        if (size > bytes - to) {
            return damaged(file, place.position);
        }
        text.resize(to + size); // Block by block: to clear all at once takes too long to cancel.
        if (packed > entry.size() - from
            || hash64(std::string_view(entry).substr(from, packed)) != numberAt(entry, line + 8, 8)
            || ZSTD_decompress(text.data() + to, size, entry.data() + from, packed) != size) {
            return damaged(file, place.position);
        }
        from += packed;
        to += size;
    }
    if (to != bytes || hash128(text) != place.hash) {
        return damaged(file, place.position);
    }
    return text;
}

Result<PackedLog> readPackedLog(const std::filesystem::path& storeFile, const LogPlace& place)
{
    const auto file = packFile(storeFile, place.pack);
    CBOARD_TRY(std::string entry, readEntry(file, place));
    if (!entry.starts_with(Magic)) {
        return damaged(file, place.position);
    }
    return PackedLog{place.hash, place.bytes, std::move(entry)};
}

PackedLog packLog(std::string_view text)
{
    // Making one costs as much as packing a small log.
    thread_local const std::unique_ptr<ZSTD_CCtx, std::size_t (*)(ZSTD_CCtx*)> context(
        ZSTD_createCCtx(), ZSTD_freeCCtx);
    std::string packed;
    std::vector<BlockSizes> blocks;
    std::string block(ZSTD_compressBound(std::min(BlockBytes, text.size())), '\0');
    for (std::size_t from = 0; from < text.size(); from += BlockBytes) {
        const std::string_view part = text.substr(from, BlockBytes);
        // The bound is the caller's, so there is room; nothing else fails in memory.
        const std::size_t size = ZSTD_compressCCtx(context.get(), block.data(), block.size(),
                                                   part.data(), part.size(), Level);
        packed.append(block.data(), size);
        blocks.push_back({size, part.size(), hash64(std::string_view(block).substr(0, size))});
    }
    PackedLog log{hash128(text), static_cast<std::int64_t>(text.size()), {}};
    log.entry = headerFor(log.hash, text.size(), blocks) + packed;
    return log;
}

LogPackWriter::LogPackWriter(std::filesystem::path storeFile, std::int64_t pack)
    : m_storeFile(std::move(storeFile))
    , m_pack(pack)
{
}

LogPackWriter::~LogPackWriter()
{
    if (m_file >= 0) {
        ::close(m_file);
    }
}

Result<std::unique_ptr<LogPackWriter>> LogPackWriter::open(const std::filesystem::path& storeFile,
                                                           std::int64_t lastPack,
                                                           std::int64_t endOfLast)
{
    std::unique_ptr<LogPackWriter> writer(
        new LogPackWriter(storeFile, std::max<std::int64_t>(lastPack, 1)));
    std::error_code error;
    std::filesystem::create_directories(packFolder(storeFile), error);
    if (error) {
        return fail(
            ErrorKind::Io,
            fmt::format("cannot make {}: {}", packFolder(storeFile).string(), error.message()));
    }
    std::filesystem::remove(packFile(storeFile, writer->m_pack + 1), error);
    CBOARD_TRY_VOID(writer->openPack());
    writer->m_end = endOfLast;
    if (::ftruncate(writer->m_file, endOfLast) != 0) {
        return systemError(packFile(storeFile, writer->m_pack), "cannot cut");
    }
    return writer;
}

Result<void> LogPackWriter::openPack()
{
    const auto file = packFile(m_storeFile, m_pack);
    m_file = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (m_file < 0) {
        return systemError(file, "cannot open");
    }
    // The name of a new file survives a power loss only when its folder is synced, too.
    const FileHandle folder(::open(packFolder(m_storeFile).c_str(), O_RDONLY | O_DIRECTORY));
    if (folder.get() >= 0) {
        ::fsync(folder.get());
    }
    return {};
}

Result<LogPlace> LogPackWriter::append(const PackedLog& log)
{
    if (m_end >= PackBytes) {
        CBOARD_TRY_VOID(sync());
        ::close(m_file);
        ++m_pack;
        CBOARD_TRY_VOID(openPack());
        m_end = 0;
    }
    CBOARD_TRY_VOID(writeAll(log.entry));
    LogPlace place{log.hash, m_pack, m_end, static_cast<std::int64_t>(log.entry.size()), log.bytes};
    m_end += place.stored;
    m_isDirty = true;
    return place;
}

Result<void> LogPackWriter::writeAll(std::string_view bytes)
{
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t wrote = ::pwrite(m_file, bytes.data() + done, bytes.size() - done,
                                       m_end + static_cast<std::int64_t>(done));
        if (wrote < 0 && errno == EINTR) {
            continue;
        }
        if (wrote <= 0) {
            auto error = systemError(packFile(m_storeFile, m_pack), "cannot write");
            // What was written of the entry is cut off again; if that fails the next writer does.
            static_cast<void>(::ftruncate(m_file, m_end) == 0);
            return error;
        }
        done += static_cast<std::size_t>(wrote);
    }
    return {};
}

Result<void> LogPackWriter::sync()
{
    if (m_isDirty && ::fdatasync(m_file) != 0) {
        return systemError(packFile(m_storeFile, m_pack), "cannot sync");
    }
    m_isDirty = false;
    return {};
}

} // namespace cboard::store
