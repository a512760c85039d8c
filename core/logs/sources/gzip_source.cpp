// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/sources/gzip_source.h"

#include <algorithm>

namespace cboard::logs {

namespace {

    /// Deflate cannot unpack more than this from a byte, and nothing is stored.
    constexpr std::size_t MostExpansion = 1100;

    /// The packed file from one place on.
    class PackedBytes : public io::ByteSource {
    public:
        PackedBytes(std::shared_ptr<const FileSource> file, std::uint64_t offset,
                    std::shared_ptr<io::Expansion> expansion)
            : m_file(std::move(file))
            , m_offset(offset)
            , m_expansion(std::move(expansion))
        {
        }

        Result<std::size_t> read(char* into, std::size_t size) override
        {
            CBOARD_TRY(const std::string_view bytes, m_file->read(m_offset, size, m_scratch));
            bytes.copy(into, bytes.size());
            m_offset += bytes.size();
            m_expansion->read += bytes.size();
            return bytes.size();
        }

    private:
        std::shared_ptr<const FileSource> m_file;
        std::uint64_t m_offset;
        std::shared_ptr<io::Expansion> m_expansion;
        std::string m_scratch;
    };

    std::shared_ptr<io::Expansion> newExpansion()
    {
        auto expansion = std::make_shared<io::Expansion>();
        expansion->maxRatio = MostExpansion;
        expansion->freeBytes = GzipSource::SegmentBytes;
        return expansion;
    }

    /// Up to a segment; an error comes with what was unpacked before it.
    std::optional<Error> unpackSegment(io::ByteSource& stream, std::string& text)
    {
        text.resize(GzipSource::SegmentBytes);
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

} // namespace

/// Unpacks the segments in their order.
class GzipSource::Front {
public:
    explicit Front(const std::shared_ptr<const FileSource>& packed)
        : m_stream(io::GzipStream::open(std::make_unique<PackedBytes>(packed, 0, m_expansion),
                                        m_expansion))
    {
    }
    io::GzipStream& stream() { return *m_stream; }

private:
    std::shared_ptr<io::Expansion> m_expansion = newExpansion();
    std::unique_ptr<io::GzipStream> m_stream;
};

GzipSource::GzipSource(std::shared_ptr<const FileSource> packed)
    : m_packed(std::move(packed))
    , m_front(std::make_unique<Front>(m_packed))
{
}

GzipSource::~GzipSource() = default;

std::uint64_t GzipSource::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_size;
}

bool GzipSource::isSizeKnown() const
{
    const std::lock_guard lock(m_mutex);
    return m_isWhole;
}

std::uint64_t GzipSource::likelySize() const
{
    const std::lock_guard lock(m_mutex);
    // Where the last known segment begins, both ways; the rest unpacks likewise.
    const std::uint64_t packed = m_places.empty() ? 0 : m_places.back()->packed;
    if (m_isWhole || packed == 0 || m_places.size() < 2) {
        return m_size;
    }
    const auto unpacked = static_cast<double>((m_places.size() - 1) * SegmentBytes);
    const double whole =
        unpacked / static_cast<double>(packed) * static_cast<double>(m_packed->size());
    return std::max(m_size, static_cast<std::uint64_t>(whole));
}

std::optional<Error> GzipSource::damage() const
{
    const std::lock_guard lock(m_mutex);
    return m_damage;
}

std::optional<std::uint64_t> GzipSource::doubtfulFrom() const
{
    const std::lock_guard lock(m_mutex);
    return m_doubtfulFrom;
}

GzipSource::Segment GzipSource::cached(std::uint64_t number) const
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

void GzipSource::keep(std::uint64_t number, const Segment& segment) const
{
    const std::lock_guard lock(m_mutex);
    m_segments.emplace_front(number, segment);
    if (m_segments.size() > MostSegments) {
        m_segments.pop_back();
    }
}

Result<GzipSource::Segment> GzipSource::unpackKnown(const io::GzipStream::Place& place) const
{
    const auto expansion = newExpansion();
    CBOARD_TRY(
        const auto stream,
        io::GzipStream::resume(
            place, std::make_unique<PackedBytes>(m_packed, place.packed, expansion), expansion));
    auto text = std::make_shared<std::string>();
    const std::optional<Error> error = unpackSegment(*stream, *text);
    if (error && error->kind != ErrorKind::Parse) {
        return tl::unexpected<Error>(*error);
    }
    return text;
}

Result<GzipSource::Segment> GzipSource::segment(std::uint64_t number) const
{
    const auto placeOf = [this](std::uint64_t wanted) {
        const std::lock_guard lock(m_mutex);
        return wanted < m_places.size() ? m_places[wanted] : nullptr;
    };
    if (Segment known = cached(number)) {
        return known;
    }
    if (const auto place = placeOf(number)) {
        CBOARD_TRY(Segment unpacked, unpackKnown(*place));
        keep(number, unpacked);
        return unpacked;
    }
    const std::lock_guard front(m_frontMutex);
    // Another thread may have been here while this one waited.
    if (Segment known = cached(number)) {
        return known;
    }
    while (true) {
        std::uint64_t next = 0;
        {
            const std::lock_guard lock(m_mutex);
            next = m_places.size();
            if (m_isWhole || next > number) {
                break;
            }
        }
        CBOARD_TRY(auto place, m_front->stream().place());
        auto text = std::make_shared<std::string>();
        const std::optional<Error> error = unpackSegment(m_front->stream(), *text);
        if (error && error->kind != ErrorKind::Parse) {
            return tl::unexpected<Error>(*error);
        }
        if (!text->empty()) {
            keep(next, text);
        }
        const std::lock_guard lock(m_mutex);
        m_size += text->size();
        m_damage = error;
        m_doubtfulFrom = m_front->stream().doubtfulFrom();
        m_isWhole = error || text->size() < SegmentBytes;
        if (!text->empty()) {
            m_places.push_back(std::make_shared<const io::GzipStream::Place>(std::move(place)));
        }
    }
    if (Segment known = cached(number)) {
        return known;
    }
    const auto place = placeOf(number);
    return place ? unpackKnown(*place) : Result<Segment>(std::make_shared<const std::string>());
}

Result<std::string_view> GzipSource::read(std::uint64_t offset, std::size_t length,
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

Result<void> GzipSource::readToEnd(const TaskContext& task) const
{
    while (true) {
        CBOARD_TRY_VOID(task.check());
        const std::uint64_t known = size();
        CBOARD_TRY(const Segment text, segment(known / SegmentBytes));
        if (text->size() < SegmentBytes) {
            return {};
        }
        const std::lock_guard lock(m_mutex);
        task.report({static_cast<std::int64_t>(m_places.back()->packed),
                     static_cast<std::int64_t>(m_packed->size()), "unpack"});
    }
}

} // namespace cboard::logs
