// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/io/byte_source.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace cboard::io {

/// Unpacks gzip data of any number of members, and can go on later from a place where it was.
class GzipStream : public ByteSource {
public:
    static std::unique_ptr<GzipStream> open(std::unique_ptr<ByteSource> source,
                                            std::shared_ptr<Expansion> expansion);

    /// All that the decoder knows between two reads.
    struct Place {
        std::uint64_t packed = 0; ///< Bytes of the source that it has used up.
        std::string state; ///< About 20 kB in a log: the last 32 kB of text, packed.
    };
    /// Where it is now; packing it costs as much as unpacking some 100 kB. Errors: Internal.
    virtual Result<Place> place() const = 0;

    /// After an error that is no early end: where in the text the member begins in which it was
    /// found. Of that member nothing is sure: a bit that flipped changes some text and the decoder
    /// goes on, in 199 of 200 trials with a log up to the checksum at the end of the member.
    virtual std::optional<std::uint64_t> doubtfulFrom() const = 0;

    /// Goes on from \p place. \p source begins with the byte at Place::packed. Errors: Internal
    /// for a place that open() did not give.
    static Result<std::unique_ptr<GzipStream>> resume(const Place& place,
                                                      std::unique_ptr<ByteSource> source,
                                                      std::shared_ptr<Expansion> expansion);
};

} // namespace cboard::io
