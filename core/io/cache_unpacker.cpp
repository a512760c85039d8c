// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/io/cache_unpacker.h"

#include "core/io/cache_file.h"
#include "core/io/decompressor.h"

#include <limits>

namespace cboard::io {

namespace {

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
            return count;
        }

        Result<PackedPlace> place() override
        {
            return PackedPlace{m_cache->size(), m_expansion->read};
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
    CBOARD_TRY(auto cache, CacheFile::create(folder));
    return std::make_unique<CacheUnpacker>(std::move(source), std::move(expansion),
                                           std::move(cache));
}

} // namespace cboard::io
