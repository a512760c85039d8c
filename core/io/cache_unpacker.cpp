// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/io/cache_unpacker.h"

#include "core/io/decompressor.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <limits>

namespace cboard::io {

namespace {

    /// Vanishes with us.
    class CacheFile {
    public:
        explicit CacheFile(int descriptor)
            : m_descriptor(descriptor)
        {
        }
        CacheFile(const CacheFile&) = delete;
        CacheFile& operator=(const CacheFile&) = delete;
        ~CacheFile() { ::close(m_descriptor); }

        Result<void> append(std::string_view bytes)
        {
            while (!bytes.empty()) {
                const ssize_t count = ::write(m_descriptor, bytes.data(), bytes.size());
                if (count < 0 && errno != EINTR) {
                    return failed("unpacked text cannot be written");
                }
                bytes.remove_prefix(count > 0 ? static_cast<std::size_t>(count) : 0);
            }
            return {};
        }

        Result<std::string_view> read(std::uint64_t offset, std::size_t length,
                                      std::string& scratch) const
        {
            scratch.resize(length);
            ssize_t count = -1;
            do {
                count = ::pread(m_descriptor, scratch.data(), length, static_cast<off_t>(offset));
            } while (count < 0 && errno == EINTR);
            if (count < 0) {
                return failed("unpacked text cannot be read");
            }
            return std::string_view(scratch).substr(0, static_cast<std::size_t>(count));
        }

    private:
        static tl::unexpected<Error> failed(std::string_view what)
        {
            return fail(ErrorKind::Io, std::string(what) + ": " + std::strerror(errno), errno);
        }
        int m_descriptor;
    };

    class CachingStream : public ResumableStream {
    public:
        CachingStream(std::unique_ptr<ByteSource> source, std::shared_ptr<Expansion> expansion,
                      std::shared_ptr<CacheFile> cache)
            : m_source(std::move(source))
            , m_expansion(std::move(expansion))
            , m_cache(std::move(cache))
        {
        }

        Result<std::size_t> read(char* into, std::size_t size) override
        {
            auto count = m_source->read(into, size);
            if (!count) {
                m_isDoubtful = !isEarlyEnd(count.error());
                return count;
            }
            CBOARD_TRY_VOID(m_cache->append({into, *count}));
            m_written += *count;
            return count;
        }

        Result<PackedPlace> place() const override
        {
            return PackedPlace{m_written, m_expansion->read, 0, {}};
        }

        /// How far layers were checked is not known.
        std::optional<std::uint64_t> doubtfulFrom() const override
        {
            return m_isDoubtful ? std::optional<std::uint64_t>(0) : std::nullopt;
        }

    private:
        std::unique_ptr<ByteSource> m_source;
        std::shared_ptr<Expansion> m_expansion;
        std::shared_ptr<CacheFile> m_cache;
        std::uint64_t m_written = 0;
        bool m_isDoubtful = false;
    };

    class CacheUnpacker : public PlaceUnpacker {
    public:
        CacheUnpacker(std::unique_ptr<ByteSource> source, std::shared_ptr<Expansion> expansion,
                      std::shared_ptr<CacheFile> cache)
            : m_cache(std::move(cache))
            , m_front(
                  std::make_unique<CachingStream>(std::move(source), std::move(expansion), m_cache))
        {
        }

        Result<std::unique_ptr<ResumableStream>> start() override { return std::move(m_front); }

        Result<std::unique_ptr<ByteSource>> resume(const PackedPlace& place) const override
        {
            return openRange(
                [cache = m_cache](std::uint64_t offset, std::size_t length, std::string& scratch) {
                    return cache->read(offset, length, scratch);
                },
                place.text, std::numeric_limits<std::uint64_t>::max(), unlimitedExpansion());
        }

    private:
        std::shared_ptr<CacheFile> m_cache;
        std::unique_ptr<ResumableStream> m_front;
    };

} // namespace

Result<std::unique_ptr<PlaceUnpacker>> makeCacheUnpacker(std::unique_ptr<ByteSource> source,
                                                         std::shared_ptr<Expansion> expansion,
                                                         const std::filesystem::path& folder)
{
    const int descriptor = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return fail(ErrorKind::Io, folder.string() + ": no temporary file: " + std::strerror(errno),
                    errno);
    }
    return std::make_unique<CacheUnpacker>(std::move(source), std::move(expansion),
                                           std::make_shared<CacheFile>(descriptor));
}

} // namespace cboard::io
