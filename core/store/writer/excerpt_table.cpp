// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/writer/excerpt_table.h"

#include "core/store/sqlite/database.h"
#include "core/store/writer/prepared_document.h"

#include <algorithm>

namespace cboard::store {

namespace {

    /// A power of two; 6 MB.
    constexpr std::size_t KnownPlaces = 1UL << 18;

    /// Ids of a segment; the index of the schema divides by the same number.
    constexpr std::int64_t SegmentIds = 1'000'000;

    /// A lookup costs as much as reading so many hashes for the filter.
    constexpr std::int64_t RowsPerLookup = 16;

    std::uint32_t shortHash(const Hash128& hash)
    {
        return static_cast<std::uint32_t>(hash.low);
    }

    std::int64_t storedHash(const Hash128& hash)
    {
        return static_cast<std::int32_t>(shortHash(hash));
    }

} // namespace

ExcerptTable::ExcerptTable(Database& database, Compressor& compressor)
    : m_database(database)
    , m_compressor(compressor)
    , m_known(KnownPlaces)
{
}

void ExcerptTable::forget()
{
    std::fill(m_known.begin(), m_known.end(), Known());
    m_filters.clear();
    m_lastFilter.reset();
    m_isPrepared = false;
}

Result<std::int64_t> ExcerptTable::intern(std::string_view text)
{
    return intern(text, hash128(text), {});
}

Result<std::int64_t> ExcerptTable::intern(const PreparedExcerpt& excerpt)
{
    return intern(excerpt.text, excerpt.hash, excerpt.coded);
}

Result<std::int64_t> ExcerptTable::intern(std::string_view text, const Hash128& hash,
                                          std::string_view coded)
{
    Known& known = m_known[hash.high % KnownPlaces];
    if (known.id != 0 && known.hash == hash) {
        return known.id;
    }
    CBOARD_TRY(std::int64_t id, find(hash, text));
    if (id == 0) {
        CBOARD_TRY(
            id,
            insert(hash,
                   coded.empty() ? m_compressor.compress(text, Compressor::Effort::Fast) : coded));
    }
    known = {hash, id};
    return id;
}

Result<std::int64_t> ExcerptTable::insert(const Hash128& hash, std::string_view coded)
{
    CBOARD_TRY(auto row, m_database.prepare("INSERT INTO excerpt (hash, body) VALUES (?1, ?2)"));
    row.bind(1, storedHash(hash));
    row.bindBlob(2, coded);
    CBOARD_TRY_VOID(row.run());
    const std::int64_t id = m_database.lastInsertId();
    if (!m_isPrepared) {
        return id;
    }
    if (id / SegmentIds > std::ssize(m_filters)) {
        CBOARD_TRY_VOID(closeSegment());
    }
    ++m_lastRows;
    if (m_lastFilter) {
        m_lastFilter->add(shortHash(hash));
    }
    return id;
}

Result<void> ExcerptTable::prepare()
{
    CBOARD_TRY(auto rows,
               m_database.prepare("SELECT segment, bits FROM excerpt_filter ORDER BY segment"));
    m_filters.clear();
    while (true) {
        CBOARD_TRY(const bool hasRow, rows.step());
        if (!hasRow || rows.integer(0) != std::ssize(m_filters)) {
            break;
        }
        m_filters.emplace_back(rows.blob(1));
    }
    rows.reset();
    CBOARD_TRY(const std::int64_t highest,
               m_database.scalar("SELECT coalesce(max(id), 0) FROM excerpt"));
    m_lastFilter.reset();
    while (std::ssize(m_filters) < highest / SegmentIds) {
        CBOARD_TRY_VOID(closeSegment());
    }
    m_lastRows = highest - std::ssize(m_filters) * SegmentIds;
    m_lookups = 0;
    m_isPrepared = true;
    return {};
}

Result<HashFilter> ExcerptTable::readFilter(std::int64_t segment)
{
    HashFilter filter;
    CBOARD_TRY(auto rows, m_database.prepare("SELECT hash FROM excerpt WHERE id / 1000000 = ?1"));
    rows.bind(1, segment);
    while (true) {
        CBOARD_TRY(const bool hasRow, rows.step());
        if (!hasRow) {
            return filter;
        }
        filter.add(static_cast<std::uint32_t>(rows.integer(0)));
    }
}

Result<void> ExcerptTable::closeSegment()
{
    const std::int64_t segment = std::ssize(m_filters);
    if (!m_lastFilter) {
        CBOARD_TRY(m_lastFilter, readFilter(segment));
    }
    CBOARD_TRY(auto row,
               m_database.prepare("INSERT OR REPLACE INTO excerpt_filter (segment, bits)"
                                  " VALUES (?1, ?2)"));
    row.bind(1, segment).bindBlob(2, m_lastFilter->bytes());
    CBOARD_TRY_VOID(row.run());
    m_filters.push_back(std::move(*m_lastFilter));
    m_lastFilter.reset();
    m_lastRows = 0;
    m_lookups = 0;
    return {};
}

Result<std::int64_t> ExcerptTable::find(const Hash128& hash, std::string_view text)
{
    if (!m_isPrepared) {
        CBOARD_TRY_VOID(prepare());
    }
    CBOARD_TRY(std::int64_t id, findInLast(hash, text));
    for (std::int64_t segment = std::ssize(m_filters); id == 0 && segment-- > 0;) {
        if (m_filters[static_cast<std::size_t>(segment)].mayHold(shortHash(hash))) {
            CBOARD_TRY(id, findIn(segment, hash, text));
        }
    }
    return id;
}

Result<std::int64_t> ExcerptTable::findInLast(const Hash128& hash, std::string_view text)
{
    const std::int64_t segment = std::ssize(m_filters);
    if (!m_lastFilter && ++m_lookups * RowsPerLookup >= m_lastRows) {
        CBOARD_TRY(m_lastFilter, readFilter(segment));
    }
    if (m_lastFilter && !m_lastFilter->mayHold(shortHash(hash))) {
        return std::int64_t{0};
    }
    return findIn(segment, hash, text);
}

Result<std::int64_t> ExcerptTable::findIn(std::int64_t segment, const Hash128& hash,
                                          std::string_view text)
{
    CBOARD_TRY(auto rows,
               m_database.prepare("SELECT id, body FROM excerpt"
                                  " WHERE id / 1000000 = ?1 AND hash = ?2"));
    rows.bind(1, segment).bind(2, storedHash(hash));
    while (true) {
        CBOARD_TRY(const bool hasRow, rows.step());
        if (!hasRow) {
            return 0;
        }
        Arena arena;
        CBOARD_TRY(const std::string_view stored, m_compressor.decompress(rows.blob(1), arena));
        if (stored == text) {
            return rows.integer(0);
        }
    }
}

} // namespace cboard::store
