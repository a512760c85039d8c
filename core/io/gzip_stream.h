// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/io/resumable_stream.h"

namespace cboard::io {

/// Unpacks gzip data of any number of members. Of the member in which an error is found nothing is
/// sure: a bit that flipped changes some text and the decoder goes on, in 199 of 200 trials with a
/// log up to the checksum at the end of the member.
std::unique_ptr<ResumableStream> openGzip(std::unique_ptr<ByteSource> source,
                                          std::shared_ptr<Expansion> expansion);

/// A place holds all that the decoder knows there: about 20 kB in a log, the last 32 kB of text,
/// packed, above all. Telling it costs as much as unpacking some 100 kB.
std::unique_ptr<PlaceUnpacker> makeGzipUnpacker(ReadAt readAt, std::uint64_t size);

} // namespace cboard::io
