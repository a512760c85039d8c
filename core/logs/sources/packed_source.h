// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/io/resumable_stream.h"
#include "core/logs/byte_source.h"

#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace cboard::logs {

/// The text of a packed file: the first pass, which the one for rows and marks drives, keeps a
/// place for each SegmentBytes of text, and later reads unpack from there.
class PackedSource : public ByteSource {
public:
    static constexpr std::size_t SegmentBytes = 512UL << 10;
    static constexpr std::size_t MostSegments = 16; ///< Unpacked ones that are kept.

    /// \param packedBytes Size of the packed file. Errors: as io::PlaceUnpacker::start().
    static Result<std::shared_ptr<const PackedSource>>
    open(std::unique_ptr<io::PlaceUnpacker> unpacker, std::uint64_t packedBytes);

    PackedSource(const PackedSource&) = delete;
    PackedSource& operator=(const PackedSource&) = delete;
    ~PackedSource() override = default;

    std::uint64_t size() const override;
    bool isSizeKnown() const override;
    std::uint64_t likelySize() const override;
    Result<std::string_view> read(std::uint64_t offset, std::size_t length,
                                  std::string& scratch) const override;
    Result<void> readToEnd(const TaskContext& task) const override;
    std::optional<Error> damage() const override;
    std::optional<std::uint64_t> doubtfulFrom() const override;

private:
    using Segment = std::shared_ptr<const std::string>;
    /// Unpacks behind the first pass; \p next is the segment that comes next.
    struct Follower {
        std::uint64_t next = 0;
        std::unique_ptr<io::ByteSource> stream;
    };

    PackedSource(std::unique_ptr<io::PlaceUnpacker> unpacker, std::uint64_t packedBytes,
                 std::unique_ptr<io::ResumableStream> front)
        : m_unpacker(std::move(unpacker))
        , m_packedBytes(packedBytes)
        , m_front(std::move(front))
    {
    }

    Result<Segment> segment(std::uint64_t number) const;
    Segment cached(std::uint64_t number) const;
    void keep(std::uint64_t number, const Segment& segment) const;
    Result<void> unpackNext(std::uint64_t number) const;
    Result<Segment> unpackKnown(std::uint64_t number) const;
    Result<Follower> followerTo(std::uint64_t number) const;

    std::unique_ptr<io::PlaceUnpacker> m_unpacker;
    std::uint64_t m_packedBytes;
    mutable std::mutex m_frontMutex; ///< Held while the first pass goes on.
    std::unique_ptr<io::ResumableStream> m_front; // guarded by m_frontMutex

    mutable std::mutex m_mutex; // guards all that follows; never held while unpacking
    mutable std::vector<io::PackedPlace> m_places; ///< By segment.
    mutable std::list<std::pair<std::uint64_t, Segment>> m_segments; ///< The latest first.
    mutable Follower m_follower; ///< The latest; without a stream while a thread uses it.
    mutable std::uint64_t m_size = 0; ///< Of what was unpacked.
    mutable bool m_isWhole = false;
    mutable std::optional<Error> m_damage;
    mutable std::optional<std::uint64_t> m_doubtfulFrom;
};

} // namespace cboard::logs
