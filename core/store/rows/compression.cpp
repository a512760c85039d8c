// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/rows/compression.h"

#include "core/store/rows/phrases.h"
#include "core/store/rows/varint.h"

#include <fmt/format.h>
#include <zstd.h>

namespace cboard::store {

namespace {

    enum Method : std::uint64_t { AsItIs = 0, Alone = 1, AgainstBase = 2, AgainstPhrases = 3 };

    constexpr std::size_t TextLimit = 1UL << 30;
    constexpr std::size_t HeaderRoom = 10;
    constexpr std::size_t SmallestWorthPacking = 24;

    tl::unexpected<Error> damaged()
    {
        return fail(ErrorKind::Storage, "a packed text of the store is damaged");
    }

} // namespace

void Compressor::Free::operator()(ZSTD_CCtx_s* context) const
{
    ZSTD_freeCCtx(context);
}

void Compressor::Free::operator()(ZSTD_DCtx_s* context) const
{
    ZSTD_freeDCtx(context);
}

Compressor::Compressor() = default;
Compressor::~Compressor() = default;

std::string_view Compressor::compress(std::string_view text, Effort effort, std::string_view base)
{
    if (!m_compress) {
        m_compress.reset(ZSTD_createCCtx());
        // The size is in our own header; bodies lie in pages that SQLite and `check` look after.
        ZSTD_CCtx_setParameter(m_compress.get(), ZSTD_c_contentSizeFlag, 0);
        ZSTD_CCtx_setParameter(m_compress.get(), ZSTD_c_checksumFlag, 0);
    }
    Method method = base.empty() ? Alone : AgainstBase;
    if (effort == Effort::Small && base.empty()) {
        method = AgainstPhrases;
        base = phrases();
    }
    m_buffer.clear();
    if (text.size() >= SmallestWorthPacking) {
        ZSTD_CCtx_setParameter(m_compress.get(), ZSTD_c_compressionLevel,
                               effort == Effort::Small ? 3 : 1);
        ZSTD_CCtx_refPrefix(m_compress.get(), base.data(), base.size());
        appendVarint(m_buffer, text.size() * 4 + method);
        const std::size_t header = m_buffer.size();
        m_buffer.resize(HeaderRoom + ZSTD_compressBound(text.size()));
        const std::size_t packed =
            ZSTD_compress2(m_compress.get(), m_buffer.data() + header, m_buffer.size() - header,
                           text.data(), text.size());
        if (ZSTD_isError(packed) == 0 && packed < text.size()) {
            return std::string_view(m_buffer).substr(0, header + packed);
        }
        m_buffer.clear();
    }
    appendVarint(m_buffer, text.size() * 4 + AsItIs);
    m_buffer += text;
    return m_buffer;
}

Result<std::string_view> Compressor::decompress(std::string_view coded, Arena& arena,
                                                std::string_view base)
{
    ByteReader reader(coded);
    const auto header = reader.varint();
    if (!header) {
        return damaged();
    }
    const std::uint64_t size = *header / 4;
    const std::uint64_t method = *header % 4;
    if (size > TextLimit) {
        return fail(ErrorKind::Limit, fmt::format("a packed text of {} bytes is too long", size));
    }
    if (method == AsItIs) {
        return reader.rest().size() == size ? Result<std::string_view>(arena.copy(reader.rest()))
                                            : damaged();
    }
    if (!m_decompress) {
        m_decompress.reset(ZSTD_createDCtx());
    }
    if (method == AgainstPhrases) {
        base = phrases();
    }
    if (method != Alone) {
        ZSTD_DCtx_refPrefix(m_decompress.get(), base.data(), base.size());
    }
    char* text = arena.allocate(size);
    const std::size_t got = ZSTD_decompressDCtx(m_decompress.get(), text, size,
                                                reader.rest().data(), reader.rest().size());
    if (ZSTD_isError(got) != 0 || got != size) {
        ZSTD_DCtx_reset(m_decompress.get(), ZSTD_reset_session_and_parameters);
        return damaged();
    }
    return std::string_view(text, size);
}

bool Compressor::needsBase(std::string_view coded)
{
    const auto header = ByteReader(coded).varint();
    return header && *header % 4 == AgainstBase;
}

} // namespace cboard::store
