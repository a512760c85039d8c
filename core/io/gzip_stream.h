// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/io/resumable_stream.h"

#include <filesystem>

namespace cboard::io {

/// Unpacks gzip data of any number of members.
std::unique_ptr<ByteSource> openGzip(std::unique_ptr<ByteSource> source,
                                     std::shared_ptr<Expansion> expansion);

/// A place needs all that the decoder knows there, the last 32 kB of text above all: about 15 kB in
/// a log, kept in a file without name in \p folder (in memory where that cannot be); telling it
/// costs as much as unpacking some 100 kB. Of the member in which an error is found nothing is
/// sure: a bit that flipped changes some text and the decoder goes on, in 199 of 200 trials with a
/// log up to the checksum at the end of the member. Errors: Io.
Result<std::unique_ptr<PlaceUnpacker>> makeGzipUnpacker(ReadAt readAt, std::uint64_t size,
                                                        const std::filesystem::path& folder);

} // namespace cboard::io
