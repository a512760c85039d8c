// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/io/xz_decoder.h"

#include <fmt/format.h>

namespace cboard::io {

XzDecoder::XzDecoder(std::unique_ptr<ByteSource> source, std::shared_ptr<Expansion> expansion)
    : Decompressor(std::move(source), std::move(expansion))
{
}

XzDecoder::~XzDecoder()
{
    lzma_end(&m_stream);
}

Result<void> XzDecoder::statusResult(lzma_ret status)
{
    switch (status) {
    case LZMA_OK:
        return {};
    case LZMA_BUF_ERROR:
        return brokenData("xz", Truncated);
    case LZMA_MEMLIMIT_ERROR:
        return fail(
            ErrorKind::Limit,
            fmt::format("xz data needs more than {} bytes of memory to unpack", MemoryBytes));
    default:
        return brokenData("xz", fmt::format("decoder error {}", static_cast<int>(status)));
    }
}

Result<bool> XzDecoder::code()
{
    CBOARD_TRY(const bool isMore, refill());
    m_stream.next_in = reinterpret_cast<const std::uint8_t*>(next());
    m_stream.avail_in = left();
    const lzma_ret status = lzma_code(&m_stream, isMore ? LZMA_RUN : LZMA_FINISH);
    consume(left() - m_stream.avail_in);
    if (status == LZMA_STREAM_END) {
        return true;
    }
    CBOARD_TRY_VOID(statusResult(status));
    return false;
}

Result<std::size_t> XzDecoder::decode(char* into, std::size_t size)
{
    m_stream.next_out = reinterpret_cast<std::uint8_t*>(into);
    m_stream.avail_out = size;
    while (m_stream.avail_out == size && !m_isDone) {
        const Result<bool> isAtEnd = advance();
        if (!isAtEnd) {
            return endWith(isAtEnd.error(), size - m_stream.avail_out);
        }
        m_isDone = *isAtEnd;
    }
    return size - m_stream.avail_out;
}

} // namespace cboard::io
