// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/io/decompressor.h"

#include <lzma.h>

namespace cboard::io {

/// What the decompressors of xz data share: one liblzma stream, fed with the packed bytes at hand.
class XzDecoder : public Decompressor {
public:
    XzDecoder(std::unique_ptr<ByteSource> source, std::shared_ptr<Expansion> expansion);
    XzDecoder(const XzDecoder&) = delete;
    XzDecoder& operator=(const XzDecoder&) = delete;
    ~XzDecoder() override;

protected:
    /// Memory that unpacking may take; the highest level of xz needs 65 MB.
    static constexpr std::uint64_t MemoryBytes = 256UL << 20;

    /// What a call of liblzma returned. Errors: Parse, Limit.
    static Result<void> statusResult(lzma_ret status);

    /// Unpacks some bytes, with code(), or none. \returns true at the end of the data.
    virtual Result<bool> advance() = 0;
    /// Hands the packed bytes at hand to the stream. \returns true when it says that it ended.
    Result<bool> code();

    lzma_stream m_stream = LZMA_STREAM_INIT;

private:
    Result<std::size_t> decode(char* into, std::size_t size) final;
};

} // namespace cboard::io
