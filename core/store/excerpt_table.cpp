// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/excerpt_table.h"

#include "core/store/database.h"
#include "core/store/prepared_document.h"

namespace cboard::store {

namespace {

    constexpr std::size_t CachedHashes = 200'000;

    std::int64_t storedHash(const Hash128& hash)
    {
        return static_cast<std::int32_t>(hash.low);
    }

} // namespace

ExcerptTable::ExcerptTable(Database& database, Compressor& compressor)
    : m_database(database)
    , m_compressor(compressor)
{
}

void ExcerptTable::forget()
{
    m_known.clear();
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
    if (const auto found = m_known.find(hash); found != m_known.end()) {
        return found->second;
    }
    CBOARD_TRY(std::int64_t id, find(hash, text));
    if (id == 0) {
        CBOARD_TRY(auto row,
                   m_database.prepare("INSERT INTO excerpt (hash, body) VALUES (?1, ?2)"));
        row.bind(1, storedHash(hash));
        row.bindBlob(2,
                     coded.empty() ? m_compressor.compress(text, Compressor::Effort::Fast) : coded);
        CBOARD_TRY_VOID(row.run());
        id = m_database.lastInsertId();
    }
    if (m_known.size() >= CachedHashes) {
        m_known.clear();
    }
    m_known.emplace(hash, id);
    return id;
}

Result<std::int64_t> ExcerptTable::find(const Hash128& hash, std::string_view text)
{
    CBOARD_TRY(auto rows, m_database.prepare("SELECT id, body FROM excerpt WHERE hash = ?1"));
    rows.bind(1, storedHash(hash));
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
