// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/io/byte_source.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace cboard::io {

/// Reads the bytes [offset, offset + length) of packed data, fewer at their end, into or beside
/// the scratch memory that is given; from several threads at once. Errors: Io.
using ReadAt = std::function<Result<std::string_view>(std::uint64_t offset, std::size_t length,
                                                      std::string& scratch)>;

/// The packed bytes [begin, end) in order; \p expansion counts them.
std::unique_ptr<ByteSource> openRange(ReadAt readAt, std::uint64_t begin, std::uint64_t end,
                                      std::shared_ptr<Expansion> expansion);

/// A place in a text that is packed, from where it can be unpacked again.
struct PackedPlace {
    std::uint64_t text = 0; ///< Where it lies in the text.
    std::uint64_t packed = 0; ///< Where in the packed data the decoder goes on.
    std::uint64_t skip = 0; ///< Bytes of text from there to the place.
    /// What the decoder must know to go on there, where the unpacker keeps it.
    std::uint64_t stateBegin = 0;
    std::uint32_t stateBytes = 0;
};

/// Unpacks data in order, and tells places from where another stream can go on later.
class ResumableStream : public ByteSource {
public:
    /// Where it is now. Errors: Internal, Io.
    virtual Result<PackedPlace> place() = 0;

    /// After an error that is no early end: the first byte of the text that may not be what was
    /// packed. What was unpacked from damaged data is wrong long before a checksum tells.
    virtual std::optional<std::uint64_t> doubtfulFrom() const = 0;
};

/// Packed data that can be unpacked from any place that was passed once. The one that start()
/// gives is read by one thread; resume() may be called from others at the same time.
class PlaceUnpacker {
public:
    PlaceUnpacker() = default;
    PlaceUnpacker(const PlaceUnpacker&) = delete;
    PlaceUnpacker& operator=(const PlaceUnpacker&) = delete;
    virtual ~PlaceUnpacker() = default;

    /// From the front; called once. Errors: Io, Parse.
    virtual Result<std::unique_ptr<ResumableStream>> start() = 0;
    /// From a place that the stream of start() told; its `skip` bytes come first. Errors: Io;
    /// Internal for a place that is none.
    virtual Result<std::unique_ptr<ByteSource>> resume(const PackedPlace& place) const = 0;
};

} // namespace cboard::io
