// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/io/gzip_stream.h"

#include "core/io/decompressor.h"

#include <fmt/format.h>
#include <isa-l/igzip_lib.h>
#include <zstd.h>

#include <algorithm>

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

        Result<PackedPlace> place() const
        {
            PackedPlace place;
            place.text = m_unpacked;
            place.packed = m_before + consumed();
            place.state.resize(ZSTD_compressBound(sizeof(Saved)));
            const auto saved = std::make_unique<Saved>();
            saved->decoder = *m_state;
            saved->isBetweenMembers = m_isBetweenMembers;
            saved->isDone = m_isDone;
            const std::size_t size = ZSTD_compress(place.state.data(), place.state.size(),
                                                   saved.get(), sizeof(Saved), FastLevel);
            if (ZSTD_isError(size) != 0U) {
                return fail(ErrorKind::Internal, "no memory to keep a place in gzip data");
            }
            place.state.resize(size);
            place.state.shrink_to_fit();
            return place;
        }

        Result<void> setPlace(const PackedPlace& place)
        {
            const auto saved = std::make_unique<Saved>();
            if (ZSTD_decompress(saved.get(), sizeof(Saved), place.state.data(), place.state.size())
                != sizeof(Saved)) {
                return fail(ErrorKind::Internal, "a place in gzip data is not one");
            }
            *m_state = saved->decoder;
            m_isBetweenMembers = saved->isBetweenMembers;
            m_isDone = saved->isDone;
            m_before = place.packed;
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
        explicit GzipStream(std::unique_ptr<GzipDecoder> decoder)
            : m_decoder(std::move(decoder))
        {
        }
        Result<std::size_t> read(char* into, std::size_t size) override
        {
            return m_decoder->read(into, size);
        }
        Result<PackedPlace> place() const override { return m_decoder->place(); }
        std::optional<std::uint64_t> doubtfulFrom() const override
        {
            return m_decoder->doubtfulFrom();
        }

    private:
        std::unique_ptr<GzipDecoder> m_decoder;
    };

    class GzipUnpacker : public PlaceUnpacker {
    public:
        GzipUnpacker(ReadAt readAt, std::uint64_t size)
            : m_readAt(std::move(readAt))
            , m_size(size)
        {
        }

        Result<std::unique_ptr<ResumableStream>> start() override
        {
            return std::make_unique<GzipStream>(decoderAt(0));
        }

        Result<std::unique_ptr<ByteSource>> resume(const PackedPlace& place) const override
        {
            auto decoder = decoderAt(place.packed);
            CBOARD_TRY_VOID(decoder->setPlace(place));
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
    };

} // namespace

std::unique_ptr<ResumableStream> openGzip(std::unique_ptr<ByteSource> source,
                                          std::shared_ptr<Expansion> expansion)
{
    return std::make_unique<GzipStream>(
        std::make_unique<GzipDecoder>(std::move(source), std::move(expansion)));
}

std::unique_ptr<PlaceUnpacker> makeGzipUnpacker(ReadAt readAt, std::uint64_t size)
{
    return std::make_unique<GzipUnpacker>(std::move(readAt), size);
}

} // namespace cboard::io
