// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/io/gzip_stream.h"

#include "core/io/cache_file.h"
#include "core/io/decompressor.h"

#include <fmt/format.h>
#include <isa-l/igzip_lib.h>
#include <zstd.h>

#include <algorithm>
#include <iterator>

namespace cboard::io {

namespace {

    /// The decoder behind a stream.
    class GzipDecoder : public Decompressor {
    public:
        GzipDecoder(std::unique_ptr<ByteSource> source, std::shared_ptr<Expansion> expansion)
            : Decompressor(std::move(source), std::move(expansion))
            , m_state(std::make_unique<inflate_state>())
        {
            start();
        }

        std::uint64_t unpacked() const { return m_unpacked; }
        std::uint64_t packed() const { return m_before + consumed(); }

        /// All that the decoder knows between two reads, packed. Errors: Internal.
        Result<std::string> state() const
        {
            const auto saved = std::make_unique<Saved>();
            saved->decoder = *m_state;
            saved->isBetweenMembers = m_isBetweenMembers;
            saved->isDone = m_isDone;
            clearUnused(saved->decoder);
            std::string state(ZSTD_compressBound(sizeof(Saved)), '\0');
            const std::size_t size =
                ZSTD_compress(state.data(), state.size(), saved.get(), sizeof(Saved), FastLevel);
            if (ZSTD_isError(size) != 0U) {
                return fail(ErrorKind::Internal, "no memory to keep a place in gzip data");
            }
            state.resize(size);
            return state;
        }

        Result<void> setState(std::string_view state, std::uint64_t packed)
        {
            const auto saved = std::make_unique<Saved>();
            if (ZSTD_decompress(saved.get(), sizeof(Saved), state.data(), state.size())
                != sizeof(Saved)) {
                return fail(ErrorKind::Internal, "a place in gzip data is not one");
            }
            *m_state = saved->decoder;
            m_isBetweenMembers = saved->isBetweenMembers;
            m_isDone = saved->isDone;
            m_before = packed;
            return {};
        }

        std::optional<std::uint64_t> doubtfulFrom() const { return m_doubtfulFrom; }

    private:
        void start()
        {
            // Clears the place for output, too.
            std::uint8_t* const nextOut = m_state->next_out;
            const std::uint32_t availOut = m_state->avail_out;
            isal_inflate_init(m_state.get());
            m_state->crc_flag = ISAL_GZIP;
            m_state->next_out = nextOut;
            m_state->avail_out = availOut;
        }

        Result<std::size_t> decode(char* into, std::size_t size) override
        {
            m_state->next_out = reinterpret_cast<std::uint8_t*>(into);
            m_state->avail_out = static_cast<std::uint32_t>(std::min(size, MaxStep));
            const std::uint32_t room = m_state->avail_out;
            while (m_state->avail_out == room) {
                CBOARD_TRY(const bool isMore, refill());
                if (m_isBetweenMembers) {
                    CBOARD_TRY(const bool isMember, isMore ? nextMember() : Result<bool>(false));
                    if (!isMember) {
                        m_isDone = true;
                        return 0;
                    }
                }
                if (auto status = step(isMore); !status) {
                    if (!isEarlyEnd(status.error())) {
                        m_doubtfulFrom = m_memberBegin;
                    }
                    return endWith(status.error(), room - m_state->avail_out);
                }
            }
            m_unpacked += room - m_state->avail_out;
            return room - m_state->avail_out;
        }

        /// Decodes from the bytes at hand; without any more it only flushes what is held back.
        Result<void> step(bool isMore)
        {
            m_state->next_in = reinterpret_cast<std::uint8_t*>(next());
            m_state->avail_in = static_cast<std::uint32_t>(left());
            const std::uint32_t before = m_state->avail_in;
            const std::uint32_t room = m_state->avail_out;
            const int status = isal_inflate(m_state.get());
            consume(before - m_state->avail_in);
            if (status == ISAL_INCORRECT_CHECKSUM) {
                return brokenData("gzip", "the checksum does not match");
            }
            if (status != ISAL_DECOMP_OK) {
                return brokenData("gzip", fmt::format("decoder error {}", status));
            }
            if (m_state->block_state == ISAL_BLOCK_FINISH) {
                m_isBetweenMembers = true;
            } else if (!isMore && m_state->avail_out == room) {
                return brokenData("gzip", Truncated);
            }
            return {};
        }

        /// Another member follows, or padding with zeros, which tapes and some tools leave.
        Result<bool> nextMember()
        {
            while (hasInput() && *next() == '\0') {
                consume(1);
            }
            CBOARD_TRY(const bool isMore, refill());
            if (!isMore) {
                return false;
            }
            if (*next() == '\0') {
                return nextMember();
            }
            if (*next() != '\x1f') {
                return brokenData("gzip", "other data follows the last member");
            }
            start();
            m_isBetweenMembers = false;
            m_memberBegin = m_unpacked;
            return true;
        }

        /// Text that is too far back for any reference, and what was left behind the text.
        static void clearUnused(inflate_state& decoder)
        {
            const int valid = decoder.tmp_out_valid;
            const int used =
                std::clamp(valid - ISAL_DEF_HIST_SIZE, 0, std::max(0, decoder.tmp_out_processed));
            std::fill_n(decoder.tmp_out_buffer, used, std::uint8_t{0});
            std::fill(decoder.tmp_out_buffer + valid, std::end(decoder.tmp_out_buffer),
                      std::uint8_t{0});
        }

        /// The pointers of the decoder are set anew at each step.
        struct Saved {
            inflate_state decoder;
            bool isBetweenMembers = false;
            bool isDone = false;
        };
        static constexpr int FastLevel = 1;
        static constexpr std::size_t MaxStep = 1UL << 30;
        std::unique_ptr<inflate_state> m_state;
        bool m_isBetweenMembers = false;
        std::uint64_t m_before = 0; ///< Packed bytes in front of the source.
        std::uint64_t m_unpacked = 0; ///< Text that was handed out.
        std::uint64_t m_memberBegin = 0; ///< In the text.
        std::optional<std::uint64_t> m_doubtfulFrom;
    };

    class GzipStream : public ResumableStream {
    public:
        GzipStream(std::unique_ptr<GzipDecoder> decoder, std::shared_ptr<CacheFile> states)
            : m_decoder(std::move(decoder))
            , m_states(std::move(states))
        {
        }
        Result<std::size_t> read(char* into, std::size_t size) override
        {
            return m_decoder->read(into, size);
        }
        Result<PackedPlace> place() override
        {
            CBOARD_TRY(const std::string state, m_decoder->state());
            const std::uint64_t begin = m_states->size();
            CBOARD_TRY_VOID(m_states->append(state));
            return PackedPlace{m_decoder->unpacked(), m_decoder->packed(), 0, begin,
                               static_cast<std::uint32_t>(state.size())};
        }
        std::optional<std::uint64_t> doubtfulFrom() const override
        {
            return m_decoder->doubtfulFrom();
        }

    private:
        std::unique_ptr<GzipDecoder> m_decoder;
        std::shared_ptr<CacheFile> m_states;
    };

    class GzipUnpacker : public PlaceUnpacker {
    public:
        GzipUnpacker(ReadAt readAt, std::uint64_t size, std::shared_ptr<CacheFile> states)
            : m_readAt(std::move(readAt))
            , m_size(size)
            , m_states(std::move(states))
        {
        }

        Result<std::unique_ptr<ResumableStream>> start() override
        {
            return std::make_unique<GzipStream>(decoderAt(0), m_states);
        }

        Result<std::unique_ptr<ByteSource>> resume(const PackedPlace& place) const override
        {
            std::string scratch;
            CBOARD_TRY(const std::string_view state,
                       m_states->read(place.stateBegin, place.stateBytes, scratch));
            auto decoder = decoderAt(place.packed);
            CBOARD_TRY_VOID(decoder->setState(state, place.packed));
            return decoder;
        }

    private:
        std::unique_ptr<GzipDecoder> decoderAt(std::uint64_t packed) const
        {
            const auto expansion = unlimitedExpansion();
            return std::make_unique<GzipDecoder>(openRange(m_readAt, packed, m_size, expansion),
                                                 expansion);
        }

        ReadAt m_readAt;
        std::uint64_t m_size;
        std::shared_ptr<CacheFile> m_states;
    };

} // namespace

std::unique_ptr<ByteSource> openGzip(std::unique_ptr<ByteSource> source,
                                     std::shared_ptr<Expansion> expansion)
{
    return std::make_unique<GzipDecoder>(std::move(source), std::move(expansion));
}

Result<std::unique_ptr<PlaceUnpacker>> makeGzipUnpacker(ReadAt readAt, std::uint64_t size,
                                                        const std::filesystem::path& folder)
{
    auto states = CacheFile::create(folder);
    if (!states) {
        states = CacheFile::createInMemory(); // A log opens where nothing can be written, too.
    }
    CBOARD_TRY(auto file, std::move(states));
    return std::make_unique<GzipUnpacker>(std::move(readAt), size, std::move(file));
}

} // namespace cboard::io
