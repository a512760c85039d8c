// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/hash.h"
#include "core/base/result.h"
#include "core/store/rows/compression.h"
#include "core/store/writer/hash_filter.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace cboard::store {

class Database;
struct PreparedExcerpt;

/// Interns log excerpts by content. Writer only.
///
/// The index over hashes is cut into segments of a million ids, so that new excerpts are written
/// into the last one only: spread over all of a large index they would touch a page each. Each
/// segment has a filter in memory, which tells nearly always that a hash is not there; that of the
/// last one is made once so much was looked up in it that it pays.
class ExcerptTable {
public:
    ExcerptTable(Database& database, Compressor& compressor);

    /// The excerpt's id; stored when it is new.
    Result<std::int64_t> intern(std::string_view text);
    Result<std::int64_t> intern(const PreparedExcerpt& excerpt);
    /// Drops what is cached, after a transaction was undone.
    void forget();

private:
    struct Known {
        Hash128 hash;
        std::int64_t id = 0; ///< 0: none.
    };

    /// \p coded may be empty: it is made when it is needed.
    Result<std::int64_t> intern(std::string_view text, const Hash128& hash, std::string_view coded);
    Result<std::int64_t> find(const Hash128& hash, std::string_view text); ///< 0 when not stored.
    Result<std::int64_t> findIn(std::int64_t segment, const Hash128& hash, std::string_view text);
    Result<std::int64_t> insert(const Hash128& hash, std::string_view coded);
    /// Reads the filters, once, and makes those that are missing.
    Result<void> prepare();
    Result<HashFilter> readFilter(std::int64_t segment);
    /// Ends the last segment: its filter is stored.
    Result<void> closeSegment();
    /// Looks into the last segment.
    Result<std::int64_t> findInLast(const Hash128& hash, std::string_view text);

    Database& m_database;
    Compressor& m_compressor;
    std::vector<Known> m_known; ///< Seen lately. A hash has one place; the newer one stays there.
    bool m_isPrepared = false;
    std::vector<HashFilter> m_filters; ///< Of all segments but the last, by segment.
    std::optional<HashFilter> m_lastFilter; ///< Complete where it is.
    std::int64_t m_lastRows = 0; ///< Excerpts of the last segment.
    std::int64_t m_lookups = 0; ///< In the last segment, without a filter.
};

} // namespace cboard::store
