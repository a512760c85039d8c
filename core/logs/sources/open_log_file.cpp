// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/sources/open_log_file.h"

#include "core/io/decompress.h"
#include "core/io/decompressor.h"
#include "core/logs/sources/gzip_source.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace cboard::logs {

namespace {

    constexpr int MostLayers = 3;
    constexpr std::size_t PieceBytes = 1UL << 20;

    /// Closes a descriptor that nobody took over.
    class Descriptor {
    public:
        explicit Descriptor(int value)
            : m_value(value)
        {
        }
        Descriptor(const Descriptor&) = delete;
        Descriptor& operator=(const Descriptor&) = delete;
        ~Descriptor()
        {
            if (m_value >= 0) {
                ::close(m_value);
            }
        }
        int get() const { return m_value; }
        int release() { return std::exchange(m_value, -1); }

    private:
        int m_value;
    };

    Result<void> writeAll(int descriptor, std::string_view bytes)
    {
        while (!bytes.empty()) {
            const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
            if (count < 0 && errno != EINTR) {
                return fail(ErrorKind::Io,
                            std::string("unpacked log cannot be written: ") + std::strerror(errno),
                            errno);
            }
            bytes.remove_prefix(count > 0 ? static_cast<std::size_t>(count) : 0);
        }
        return {};
    }

    bool isDamage(const Error& error)
    {
        return error.kind == ErrorKind::Parse;
    }

    /// Unpacks into the cache; a broken end leaves what came before it.
    ///
    /// \returns Why it ended early; nothing when it is whole.
    Result<std::optional<Error>> unpack(const std::filesystem::path& path, int cache,
                                        std::uint64_t packedBytes, const TaskContext& task)
    {
        const auto expansion = std::make_shared<io::Expansion>();
        CBOARD_TRY(auto packed, io::openFile(path, expansion, task.stopToken()));
        CBOARD_TRY(const auto source, io::openDecoded(std::move(packed), expansion, MostLayers));
        std::string piece(PieceBytes, '\0');
        while (true) {
            CBOARD_TRY_VOID(task.check());
            const auto count = source->read(piece.data(), piece.size());
            if (!count && !isDamage(count.error())) {
                return tl::unexpected<Error>(count.error());
            }
            if (!count) {
                return std::optional(count.error());
            }
            if (*count == 0) {
                return std::optional<Error>();
            }
            CBOARD_TRY_VOID(writeAll(cache, std::string_view(piece).substr(0, *count)));
            task.report({static_cast<std::int64_t>(expansion->read),
                         static_cast<std::int64_t>(packedBytes), "unpack"});
        }
    }

    Result<std::shared_ptr<const ByteSource>> unpackToCache(const std::filesystem::path& path,
                                                            const std::filesystem::path& folder,
                                                            std::uint64_t packedBytes,
                                                            const TaskContext& task)
    {
        Descriptor cache(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
        if (cache.get() < 0) {
            return fail(ErrorKind::Io,
                        folder.string() + ": no temporary file: " + std::strerror(errno), errno);
        }
        CBOARD_TRY(auto damage, unpack(path, cache.get(), packedBytes, task));
        // Layers and other formats do not tell how far they were checked.
        const bool isDoubtful = damage && !io::isEarlyEnd(*damage);
        return FileSource::adopt(cache.release(), std::move(damage),
                                 isDoubtful ? std::optional<std::uint64_t>(0) : std::nullopt);
    }

} // namespace

Result<LogFile> openLogFile(const std::filesystem::path& path,
                            const std::filesystem::path& cacheFolder, const TaskContext& task,
                            LogOpening opening)
{
    LogFile log;
    CBOARD_TRY(log.file, FileSource::open(path));
    std::string scratch;
    CBOARD_TRY(std::string_view first, log.file->read(0, io::MagicBytes, scratch));
    io::Compression compression = io::detectCompression(first);
    log.isGzip = compression == io::Compression::Gzip;
    log.bytes = log.file;
    if (log.isGzip) {
        log.bytes = std::make_shared<GzipSource>(log.file);
        CBOARD_TRY(first, log.bytes->read(0, io::MagicBytes, scratch));
        compression = io::detectCompression(first); // Of a layer inside.
    }
    if (compression != io::Compression::None) {
        CBOARD_TRY(log.bytes, unpackToCache(path, cacheFolder, log.file->size(), task));
    }
    CBOARD_TRY(first, log.bytes->read(0, FileSource::BlockBytes, scratch));
    log.format = detectRowFormat(first);
    if (opening == LogOpening::Whole) {
        CBOARD_TRY_VOID(log.bytes->readToEnd(task));
    }
    return log;
}

} // namespace cboard::logs
