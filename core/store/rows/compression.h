// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/arena.h"
#include "core/base/result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct ZSTD_CCtx_s;
struct ZSTD_DCtx_s;

namespace cboard::store {

/// Small texts packed with zstd, alone, against a similar text (the base), or against a fixed text
/// of phrases that results are full of. Keeps its contexts; not thread-safe.
///
/// Coded form: a varint of size * 4 + method, then the bytes. Methods: 0 as they are, 1 zstd,
/// 2 zstd against the base, 3 zstd against the phrases.
class Compressor {
public:
    Compressor();
    ~Compressor();
    Compressor(const Compressor&) = delete;
    Compressor& operator=(const Compressor&) = delete;

    enum class Effort : std::uint8_t {
        Fast, ///< Much text: excerpts, logs.
        Small, ///< Little text, stored often.
    };

    /// The coded form; valid until the next call. An empty \p base means the phrases for Small,
    /// nothing for Fast.
    std::string_view compress(std::string_view text, Effort effort, std::string_view base = {});

    /// The text, in the arena (or \p coded itself where it is stored as it is). \p base is what
    /// it was coded against. Errors: Storage when the bytes are damaged, Limit beyond 1 GB.
    Result<std::string_view> decompress(std::string_view coded, Arena& arena,
                                        std::string_view base = {});

    /// Whether \p coded needs its base.
    static bool needsBase(std::string_view coded);

private:
    struct Free {
        void operator()(ZSTD_CCtx_s* context) const;
        void operator()(ZSTD_DCtx_s* context) const;
    };
    std::unique_ptr<ZSTD_CCtx_s, Free> m_compress;
    std::unique_ptr<ZSTD_DCtx_s, Free> m_decompress;
    std::string m_buffer;
};

} // namespace cboard::store
