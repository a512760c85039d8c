// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <utility>

namespace cboard::store {

/// The sums (revision_sums.h) of many revisions, up to a number of bytes. Not thread-safe.
template <typename Sums>
class SumsMemory {
public:
    using Ptr = std::shared_ptr<const Sums>;

    explicit SumsMemory(std::size_t mostBytes)
        : m_mostBytes(mostBytes)
    {
    }
    /// Null when they are not known, or not true for this state of the revision and this clock.
    Ptr find(std::int64_t revision, std::int64_t stamp, Timestamp now) const
    {
        const auto place = m_sums.find(revision);
        const bool serves = place != m_sums.end() && place->second->origin.stamp == stamp
            && place->second->origin.clocks.holds(now);
        return serves ? place->second : nullptr;
    }
    void keep(Ptr sums)
    {
        drop(sums->origin.revision);
        if (m_bytes + sums->sizeBytes() > m_mostBytes) {
            clear(); // A list that shows more than this at once reads more than once.
        }
        m_bytes += sums->sizeBytes();
        const std::int64_t revision = sums->origin.revision;
        m_sums.emplace(revision, std::move(sums));
    }
    void drop(std::int64_t revision)
    {
        const auto place = m_sums.find(revision);
        if (place != m_sums.end()) {
            m_bytes -= place->second->sizeBytes();
            m_sums.erase(place);
        }
    }
    void clear()
    {
        m_sums.clear();
        m_bytes = 0;
    }

private:
    const std::size_t m_mostBytes;
    std::size_t m_bytes = 0;
    std::unordered_map<std::int64_t, Ptr> m_sums; ///< By revision.id.
};

} // namespace cboard::store
