// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/io/gzip_stream.h"
#include "core/logs/sources/file_source.h"

#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace cboard::logs {

/// The text of a gzip file without a copy of it on the disk: the first pass, which the one for
/// rows and marks drives, keeps a place for each SegmentBytes of text, and later reads unpack
/// from there.
class GzipSource : public ByteSource {
public:
    static constexpr std::size_t SegmentBytes = 2UL << 20;
    static constexpr std::size_t MostSegments = 8; ///< Unpacked ones that are kept.

    explicit GzipSource(std::shared_ptr<const FileSource> packed);
    GzipSource(const GzipSource&) = delete;
    GzipSource& operator=(const GzipSource&) = delete;
    ~GzipSource() override;

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
    class Front;

    Result<Segment> segment(std::uint64_t number) const;
    Segment cached(std::uint64_t number) const;
    void keep(std::uint64_t number, const Segment& segment) const;
    Result<Segment> unpackKnown(const io::GzipStream::Place& place) const;

    std::shared_ptr<const FileSource> m_packed;
    mutable std::mutex m_frontMutex; ///< Held while the first pass goes on.
    std::unique_ptr<Front> m_front; // guarded by m_frontMutex

    mutable std::mutex m_mutex; // guards all that follows; never held while unpacking
    mutable std::vector<std::shared_ptr<const io::GzipStream::Place>> m_places; ///< By segment.
    mutable std::list<std::pair<std::uint64_t, Segment>> m_segments; ///< The latest first.
    mutable std::uint64_t m_size = 0; ///< Of what was unpacked.
    mutable bool m_isWhole = false;
    mutable std::optional<Error> m_damage;
    mutable std::optional<std::uint64_t> m_doubtfulFrom;
};

} // namespace cboard::logs
