// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/sources/packed_source.h"

#include <algorithm>

namespace cboard::logs {

namespace {

    /// The text ends with it, and what comes before can be read.
    bool isDamage(const Error& error)
    {
        return error.kind == ErrorKind::Parse || error.kind == ErrorKind::Limit;
    }

    /// Fills \p text as far as the stream goes; an error comes with what was unpacked before it.
    std::optional<Error> unpack(io::ByteSource& stream, std::string& text)
    {
        std::size_t size = 0;
        std::optional<Error> error;
        while (size < text.size()) {
            const auto count = stream.read(&text[size], text.size() - size);
            if (!count) {
                error = count.error();
            }
            if (!count || *count == 0) {
                break;
            }
            size += *count;
        }
        text.resize(size);
        return error;
    }

    /// A segment and the damage it ends with. Errors: those that are no damage.
    Result<std::optional<Error>> unpackSegment(io::ByteSource& stream, std::string& text)
    {
        text.resize(PackedSource::SegmentBytes);
        std::optional<Error> error = unpack(stream, text);
        if (error && !isDamage(*error)) {
            return tl::unexpected<Error>(*error);
        }
        return error;
    }

} // namespace

Result<std::shared_ptr<const PackedSource>>
PackedSource::open(std::unique_ptr<io::PlaceUnpacker> unpacker, std::uint64_t packedBytes)
{
    CBOARD_TRY(auto front, unpacker->start());
    return std::shared_ptr<const PackedSource>(
        new PackedSource(std::move(unpacker), packedBytes, std::move(front)));
}

std::uint64_t PackedSource::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_size;
}

bool PackedSource::isSizeKnown() const
{
    const std::lock_guard lock(m_mutex);
    return m_isWhole;
}

std::uint64_t PackedSource::likelySize() const
{
    const std::lock_guard lock(m_mutex);
    // Where the last known decoder went on, both ways; the rest unpacks likewise.
    if (m_isWhole || m_places.empty() || m_places.back().packed == 0) {
        return m_size;
    }
    const io::PackedPlace& last = m_places.back();
    const double whole = static_cast<double>(last.text - last.skip)
        / static_cast<double>(last.packed) * static_cast<double>(m_packedBytes);
    return std::max(m_size, static_cast<std::uint64_t>(whole));
}

std::optional<Error> PackedSource::damage() const
{
    const std::lock_guard lock(m_mutex);
    return m_damage;
}

std::optional<std::uint64_t> PackedSource::doubtfulFrom() const
{
    const std::lock_guard lock(m_mutex);
    return m_doubtfulFrom;
}

PackedSource::Segment PackedSource::cached(std::uint64_t number) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = std::find_if(m_segments.begin(), m_segments.end(),
                                    [number](const auto& kept) { return kept.first == number; });
    if (found == m_segments.end()) {
        return nullptr;
    }
    m_segments.splice(m_segments.begin(), m_segments, found);
    return m_segments.front().second;
}

void PackedSource::keep(std::uint64_t number, const Segment& segment) const
{
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_segments, [number](const auto& kept) { return kept.first == number; });
    m_segments.emplace_front(number, segment);
    if (m_segments.size() > MostSegments) {
        m_segments.pop_back();
    }
}

/// At \p number or at an earlier segment from where the decoder goes on.
Result<PackedSource::Follower> PackedSource::followerTo(std::uint64_t number) const
{
    io::PackedPlace place;
    {
        const std::lock_guard lock(m_mutex);
        if (m_follower.stream && m_follower.next == number) {
            return std::move(m_follower);
        }
        // What lies between is unpacked anyway, and likely to be read when one scrolls up.
        number -= m_places[number].skip / SegmentBytes;
        place = m_places[number];
    }
    Follower follower{number, nullptr};
    CBOARD_TRY(follower.stream, m_unpacker->resume(place));
    std::string skipped(static_cast<std::size_t>(place.skip), '\0');
    if (const auto error = unpack(*follower.stream, skipped)) {
        return tl::unexpected<Error>(*error);
    }
    return follower;
}

Result<PackedSource::Segment> PackedSource::unpackKnown(std::uint64_t number) const
{
    CBOARD_TRY(Follower follower, followerTo(number));
    Segment unpacked;
    while (follower.next <= number) {
        auto text = std::make_shared<std::string>();
        // Damage was told by the first pass.
        CBOARD_TRY_VOID(unpackSegment(*follower.stream, *text));
        unpacked = std::move(text);
        keep(follower.next++, unpacked);
    }
    const std::lock_guard lock(m_mutex);
    m_follower = std::move(follower);
    return unpacked;
}

/// Takes the first pass on by segment \p number, which it has come to.
Result<void> PackedSource::unpackNext(std::uint64_t number) const
{
    CBOARD_TRY(const io::PackedPlace place, m_front->place());
    auto text = std::make_shared<std::string>();
    CBOARD_TRY(const std::optional<Error> error, unpackSegment(*m_front, *text));
    if (!text->empty()) {
        keep(number, text);
    }
    const std::lock_guard lock(m_mutex);
    m_size += text->size();
    m_damage = error;
    m_doubtfulFrom = m_front->doubtfulFrom();
    m_isWhole = error || text->size() < SegmentBytes;
    if (!text->empty()) {
        m_places.push_back(place);
    }
    return {};
}

Result<PackedSource::Segment> PackedSource::segment(std::uint64_t number) const
{
    const auto isKnown = [this, number] {
        const std::lock_guard lock(m_mutex);
        return number < m_places.size();
    };
    if (Segment kept = cached(number)) {
        return kept;
    }
    if (isKnown()) {
        return unpackKnown(number);
    }
    const std::lock_guard front(m_frontMutex);
    while (true) {
        std::uint64_t next = 0;
        {
            const std::lock_guard lock(m_mutex);
            next = m_places.size();
            if (m_isWhole || next > number) {
                break;
            }
        }
        CBOARD_TRY_VOID(unpackNext(next));
    }
    if (Segment kept = cached(number)) {
        return kept;
    }
    return isKnown() ? unpackKnown(number) : Result<Segment>(std::make_shared<const std::string>());
}

Result<std::string_view> PackedSource::read(std::uint64_t offset, std::size_t length,
                                            std::string& scratch) const
{
    scratch.clear();
    for (std::uint64_t at = offset; at < offset + length;) {
        CBOARD_TRY(const Segment text, segment(at / SegmentBytes));
        const std::string_view bytes =
            std::string_view(*text).substr(std::min<std::size_t>(at % SegmentBytes, text->size()));
        const std::string_view part =
            bytes.substr(0, static_cast<std::size_t>(offset + length - at));
        if (part.empty()) {
            break;
        }
        scratch += part;
        at += part.size();
    }
    return std::string_view(scratch);
}

Result<void> PackedSource::readToEnd(const TaskContext& task) const
{
    while (true) {
        CBOARD_TRY_VOID(task.check());
        const std::uint64_t known = size();
        CBOARD_TRY(const Segment text, segment(known / SegmentBytes));
        if (text->size() < SegmentBytes) {
            return {};
        }
        const std::lock_guard lock(m_mutex);
        task.report({static_cast<std::int64_t>(m_places.back().packed),
                     static_cast<std::int64_t>(m_packedBytes), "unpack"});
    }
}

} // namespace cboard::logs
