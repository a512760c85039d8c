// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/io/byte_source.h"

#include <cstdint>

namespace cboard::io {

enum class Compression : std::uint8_t { None, Gzip, Zstd, Xz };

/// How many first bytes the functions below need.
constexpr std::size_t MagicBytes = 512;

/// By the magic number, never by the name.
Compression detectCompression(std::string_view firstBytes);

/// Streams of any number of members (gzip) or frames (zstd, xz), one after the other. Truncated
/// or broken data is Error Parse, growth beyond the ratio is Error Limit.
Result<std::unique_ptr<ByteSource>> openDecompressor(Compression compression,
                                                     std::unique_ptr<ByteSource> source,
                                                     std::shared_ptr<Expansion> expansion);

/// Unwraps all layers of compression (gzip inside gzip), at most \p maxLayers.
Result<std::unique_ptr<PeekSource>> openDecoded(std::unique_ptr<ByteSource> source,
                                                const std::shared_ptr<Expansion>& expansion,
                                                int maxLayers);

} // namespace cboard::io
