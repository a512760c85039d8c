// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/io/decompress.h"

#include <fmt/format.h>
#include <isa-l/igzip_lib.h>
#include <lzma.h>
#include <zstd.h>

#include <vector>

namespace cboard::io {

namespace {

    constexpr std::size_t InputBytes = 128UL * 1024;
    /// Windows of 128 MB are what `zstd --long` and xz -9 need at most; beyond is refused.
    constexpr int ZstdWindowLog = 27;
    constexpr std::uint64_t XzMemoryBytes = 256UL << 20;

    tl::unexpected<Error> broken(std::string_view what, std::string_view why)
    {
        return fail(ErrorKind::Parse, fmt::format("broken {} data: {}", what, why));
    }

    constexpr std::string_view Truncated = "it ends early";

    /// What the three decompressors share: the packed bytes at hand.
    class Decompressor : public ByteSource {
    public:
        Decompressor(std::unique_ptr<ByteSource> source, std::shared_ptr<Expansion> expansion)
            : m_expansion(std::move(expansion))
            , m_source(std::move(source))
            , m_input(InputBytes)
        {
        }

        Result<std::size_t> read(char* into, std::size_t size) final
        {
            if (m_isDone || size == 0) {
                return 0;
            }
            CBOARD_TRY(const std::size_t produced, decode(into, size));
            CBOARD_TRY_VOID(m_expansion->add(produced));
            return produced;
        }

    protected:
        /// At least one byte, or 0 and m_isDone at the end.
        virtual Result<std::size_t> decode(char* into, std::size_t size) = 0;

        bool hasInput() const { return m_next < m_end; }

        /// Reads more packed bytes when none are left. \returns false at the end.
        Result<bool> refill()
        {
            if (hasInput()) {
                return true;
            }
            CBOARD_TRY(m_end, m_source->read(m_input.data(), m_input.size()));
            m_next = 0;
            return m_end > 0;
        }

        char* next() { return m_input.data() + m_next; }
        std::size_t left() const { return m_end - m_next; }
        void consume(std::size_t count) { m_next += count; }

        bool m_isDone = false;

    private:
        std::shared_ptr<Expansion> m_expansion;
        std::unique_ptr<ByteSource> m_source;
        std::vector<char> m_input;
        std::size_t m_next = 0;
        std::size_t m_end = 0;
    };

    class GzipSource : public Decompressor {
    public:
        GzipSource(std::unique_ptr<ByteSource> source, std::shared_ptr<Expansion> expansion)
            : Decompressor(std::move(source), std::move(expansion))
            , m_state(std::make_unique<inflate_state>())
        {
            start();
        }

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
                CBOARD_TRY_VOID(step(isMore));
            }
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
                return broken("gzip", "the checksum does not match");
            }
            if (status != ISAL_DECOMP_OK) {
                return broken("gzip", fmt::format("decoder error {}", status));
            }
            if (m_state->block_state == ISAL_BLOCK_FINISH) {
                m_isBetweenMembers = true;
            } else if (!isMore && m_state->avail_out == room) {
                return broken("gzip", Truncated);
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
                return broken("gzip", "other data follows the last member");
            }
            start();
            m_isBetweenMembers = false;
            return true;
        }

        static constexpr std::size_t MaxStep = 1UL << 30;
        std::unique_ptr<inflate_state> m_state;
        bool m_isBetweenMembers = false;
    };

    struct FreeZstd {
        void operator()(ZSTD_DStream* stream) const { ZSTD_freeDStream(stream); }
    };

    class ZstdSource : public Decompressor {
    public:
        ZstdSource(std::unique_ptr<ByteSource> source, std::shared_ptr<Expansion> expansion)
            : Decompressor(std::move(source), std::move(expansion))
            , m_stream(ZSTD_createDStream())
        {
            ZSTD_initDStream(m_stream.get());
            ZSTD_DCtx_setParameter(m_stream.get(), ZSTD_d_windowLogMax, ZstdWindowLog);
        }

    private:
        Result<std::size_t> decode(char* into, std::size_t size) override
        {
            ZSTD_outBuffer output{into, size, 0};
            while (output.pos == 0) {
                CBOARD_TRY(const bool isMore, refill());
                if (!isMore && m_isBetweenFrames) {
                    m_isDone = true;
                    return 0;
                }
                ZSTD_inBuffer input{next(), left(), 0};
                const std::size_t hint = ZSTD_decompressStream(m_stream.get(), &output, &input);
                if (ZSTD_isError(hint) != 0U) {
                    return broken("zstd", ZSTD_getErrorName(hint));
                }
                consume(input.pos);
                m_isBetweenFrames = hint == 0;
                if (!isMore && output.pos == 0 && !m_isBetweenFrames) {
                    return broken("zstd", Truncated);
                }
            }
            return output.pos;
        }

        std::unique_ptr<ZSTD_DStream, FreeZstd> m_stream;
        bool m_isBetweenFrames = false;
    };

    class XzSource : public Decompressor {
    public:
        XzSource(std::unique_ptr<ByteSource> source, std::shared_ptr<Expansion> expansion)
            : Decompressor(std::move(source), std::move(expansion))
        {
            m_isReady = lzma_stream_decoder(&m_stream, XzMemoryBytes, LZMA_CONCATENATED) == LZMA_OK;
        }

        XzSource(const XzSource&) = delete;
        XzSource& operator=(const XzSource&) = delete;
        ~XzSource() override { lzma_end(&m_stream); }

    private:
        Result<std::size_t> decode(char* into, std::size_t size) override
        {
            if (!m_isReady) {
                return fail(ErrorKind::Internal, "cannot set up the xz decoder");
            }
            m_stream.next_out = reinterpret_cast<std::uint8_t*>(into);
            m_stream.avail_out = size;
            while (m_stream.avail_out == size) {
                CBOARD_TRY(const bool isMore, refill());
                m_stream.next_in = reinterpret_cast<const std::uint8_t*>(next());
                m_stream.avail_in = left();
                const lzma_ret status = lzma_code(&m_stream, isMore ? LZMA_RUN : LZMA_FINISH);
                consume(left() - m_stream.avail_in);
                if (status == LZMA_STREAM_END) {
                    m_isDone = true;
                    break;
                }
                CBOARD_TRY_VOID(checkStatus(status));
            }
            return size - m_stream.avail_out;
        }

        static Result<void> checkStatus(lzma_ret status)
        {
            switch (status) {
            case LZMA_OK:
                return {};
            case LZMA_BUF_ERROR:
                return broken("xz", Truncated);
            case LZMA_MEMLIMIT_ERROR:
                return fail(ErrorKind::Limit,
                            fmt::format("xz data needs more than {} bytes of memory to unpack",
                                        XzMemoryBytes));
            default:
                return broken("xz", fmt::format("decoder error {}", static_cast<unsigned>(status)));
            }
        }

        lzma_stream m_stream = LZMA_STREAM_INIT;
        bool m_isReady = false;
    };

} // namespace

Compression detectCompression(std::string_view firstBytes)
{
    using namespace std::string_view_literals;
    if (firstBytes.starts_with("\x1f\x8b\x08"sv)) {
        return Compression::Gzip;
    }
    if (firstBytes.starts_with("\x28\xb5\x2f\xfd"sv)) {
        return Compression::Zstd;
    }
    if (firstBytes.starts_with("\xfd\x37zXZ\0"sv)) {
        return Compression::Xz;
    }
    return Compression::None;
}

Result<std::unique_ptr<ByteSource>> openDecompressor(Compression compression,
                                                     std::unique_ptr<ByteSource> source,
                                                     std::shared_ptr<Expansion> expansion)
{
    switch (compression) {
    case Compression::None:
        return source;
    case Compression::Gzip:
        return std::make_unique<GzipSource>(std::move(source), std::move(expansion));
    case Compression::Zstd:
        return std::make_unique<ZstdSource>(std::move(source), std::move(expansion));
    case Compression::Xz:
        return std::make_unique<XzSource>(std::move(source), std::move(expansion));
    }
    return fail(ErrorKind::Internal, "unknown compression");
}

Result<std::unique_ptr<PeekSource>> openDecoded(std::unique_ptr<ByteSource> source,
                                                const std::shared_ptr<Expansion>& expansion,
                                                int maxLayers)
{
    auto peeked = std::make_unique<PeekSource>(std::move(source));
    for (int layer = 0;; ++layer) {
        CBOARD_TRY(const std::string_view first, peeked->peek(MagicBytes));
        const Compression compression = detectCompression(first);
        if (compression == Compression::None) {
            return peeked;
        }
        if (layer == maxLayers) {
            return fail(ErrorKind::Limit,
                        fmt::format("more than {} layers of compression", maxLayers));
        }
        CBOARD_TRY(auto decoded, openDecompressor(compression, std::move(peeked), expansion));
        peeked = std::make_unique<PeekSource>(std::move(decoded));
    }
}

} // namespace cboard::io
