// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/io/decompress.h"

#include "core/io/decompressor.h"
#include "core/io/gzip_stream.h"
#include "core/io/xz_decoder.h"

#include <fmt/format.h>
#include <zstd.h>

#include <algorithm>

namespace cboard::io {

namespace {

    /// Windows of 128 MB are what `zstd --long` and xz -9 need at most; beyond is refused.
    constexpr int ZstdWindowLog = 27;

    struct FreeZstd {
        void operator()(ZSTD_DStream* stream) const { ZSTD_freeDStream(stream); }
    };

    class ZstdSource : public Decompressor {
    public:
        ZstdSource(std::unique_ptr<ByteSource> source, std::shared_ptr<Expansion> expansion)
            : Decompressor(std::move(source), std::move(expansion))
            , m_stream(ZSTD_createDStream())
        {
            m_wanted = ZSTD_initDStream(m_stream.get());
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
                // Block by block: with an error the decoder tells nothing of what it unpacked
                // before it in the same call.
                ZSTD_inBuffer input{next(), std::min(left(), std::max(m_wanted, LeastInput)), 0};
                const std::size_t hint = ZSTD_decompressStream(m_stream.get(), &output, &input);
                if (ZSTD_isError(hint) != 0U) {
                    return brokenData("zstd", ZSTD_getErrorName(hint));
                }
                consume(input.pos);
                m_wanted = hint;
                m_isBetweenFrames = hint == 0;
                if (!isMore && output.pos == 0 && !m_isBetweenFrames) {
                    return brokenData("zstd", Truncated);
                }
            }
            return output.pos;
        }

        static constexpr std::size_t LeastInput = 1;
        std::unique_ptr<ZSTD_DStream, FreeZstd> m_stream;
        std::size_t m_wanted = 0; ///< Packed bytes to the end of the block; 0 between frames.
        bool m_isBetweenFrames = false;
    };

    class XzSource : public XzDecoder {
    public:
        XzSource(std::unique_ptr<ByteSource> source, std::shared_ptr<Expansion> expansion)
            : XzDecoder(std::move(source), std::move(expansion))
            , m_isReady(lzma_stream_decoder(&m_stream, MemoryBytes, LZMA_CONCATENATED) == LZMA_OK)
        {
        }

    private:
        Result<bool> advance() override
        {
            if (!m_isReady) {
                return fail(ErrorKind::Internal, "cannot set up the xz decoder");
            }
            return code();
        }

        bool m_isReady;
    };

} // namespace

Compression detectCompression(std::string_view firstBytes)
{
    using namespace std::string_view_literals;
    if (firstBytes.starts_with("\x1f\x8b\x08"sv)) {
        return Compression::Gzip;
    }
    // Pzstd and others begin with a frame that is to be skipped: of sixteen numbers.
    const bool isSkippable = firstBytes.size() > 4 && (firstBytes[0] & '\xf0') == '\x50'
        && firstBytes.substr(1, 3) == "\x2a\x4d\x18"sv;
    if (firstBytes.starts_with("\x28\xb5\x2f\xfd"sv) || isSkippable) {
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
        return openGzip(std::move(source), std::move(expansion));
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
