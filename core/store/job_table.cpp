// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/job_table.h"

#include "core/store/database.h"
#include "core/store/varint.h"

#include <algorithm>

namespace cboard::store {

namespace {

    constexpr std::size_t CachedEntries = 50'000;
    constexpr std::size_t CachedVariants = 16;
    constexpr int UsesOfBase = 64; ///< Then a newer body becomes the base of its origin.

    std::string shapeText(const JobShape& shape)
    {
        std::string text(shape.idPattern);
        text += '\n';
        text += shape.timeStyle;
        return text;
    }

    std::int64_t storedHash(const Hash128& hash)
    {
        return static_cast<std::int64_t>(hash.low);
    }

} // namespace

JobTable::JobTable(Database& database, Compressor& compressor)
    : m_database(database)
    , m_compressor(compressor)
{
}

void JobTable::forget()
{
    m_entries.clear();
    m_bases.clear();
}

Result<JobRef> JobTable::intern(const Test& test, const JobShape& shape)
{
    // The lab is derived from the content by the reader; held to it all the same.
    m_content.clear();
    appendVarint(m_content, static_cast<std::uint64_t>(shape.lab));
    const std::size_t start = m_content.size();
    encodeJobFields(test, m_content);
    const Hash128 hash = hash128(m_content);
    m_content.erase(0, start);
    CBOARD_TRY(Entry * entry, entryFor(hash));
    auto& variants = entry->variants;
    for (std::size_t i = 0; i < variants.size(); ++i) {
        if (variants[i].idPattern == shape.idPattern && variants[i].timeStyle == shape.timeStyle) {
            std::rotate(variants.begin(), variants.begin() + static_cast<std::ptrdiff_t>(i),
                        variants.begin() + static_cast<std::ptrdiff_t>(i) + 1);
            return JobRef{variants.front().id, variants.front().start, true, true};
        }
    }
    if (!variants.empty()) {
        std::string missed = shapeText(shape);
        if (entry->missedShape != missed) {
            entry->missedShape = std::move(missed);
            const Variant& near = variants.front();
            return JobRef{near.id, near.start, near.idPattern == shape.idPattern,
                          near.timeStyle == shape.timeStyle};
        }
    }
    return insert(hash, shape, test.logUrl.has_value(), *entry);
}

Result<JobTable::Entry*> JobTable::entryFor(const Hash128& hash)
{
    if (const auto found = m_entries.find(hash); found != m_entries.end()) {
        return &found->second;
    }
    if (m_entries.size() >= CachedEntries) {
        m_entries.clear();
    }
    Entry& entry = m_entries[hash];
    CBOARD_TRY_VOID(load(hash, entry));
    return &entry;
}

Result<void> JobTable::load(const Hash128& hash, Entry& entry)
{
    CBOARD_TRY(auto rows,
               m_database.prepare("SELECT job.id, job.start, job.body, base.body"
                                  " FROM job LEFT JOIN job AS base ON base.id = job.base"
                                  " WHERE job.hash = ?1 ORDER BY job.id DESC LIMIT 16"));
    rows.bind(1, storedHash(hash));
    while (true) {
        CBOARD_TRY(const bool hasRow, rows.step());
        if (!hasRow) {
            return {};
        }
        Arena arena;
        std::string_view base;
        if (!rows.isNull(3)) {
            CBOARD_TRY(base, m_compressor.decompress(rows.blob(3), arena));
        }
        CBOARD_TRY(const std::string_view body, m_compressor.decompress(rows.blob(2), arena, base));
        ByteReader reader(body);
        Variant variant{rows.integer(0), rows.integer(1), {}, {}};
        variant.idPattern = reader.bytes().value_or(std::string_view());
        variant.timeStyle = reader.bytes().value_or(std::string_view());
        if (reader.rest() == m_content) {
            entry.variants.push_back(std::move(variant));
        }
    }
}

Result<JobRef> JobTable::insert(const Hash128& hash, const JobShape& shape, bool hasLog,
                                Entry& entry)
{
    m_body.clear();
    appendBytes(m_body, shape.idPattern);
    appendBytes(m_body, shape.timeStyle);
    m_body += m_content;
    Base& base = m_bases[shape.origin];
    const bool isBase = base.id == 0 || base.uses >= UsesOfBase;
    CBOARD_TRY(auto row,
               m_database.prepare("INSERT INTO job (hash, origin, lab, has_log, start, base, body)"
                                  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
    row.bindAll(storedHash(hash), shape.origin, shape.lab, hasLog ? 1 : 0, shape.start);
    row.bindBlob(7,
                 m_compressor.compress(m_body, Compressor::Effort::Small,
                                       isBase ? std::string_view() : base.body));
    isBase ? row.bind(6, std::nullopt) : row.bind(6, base.id);
    CBOARD_TRY_VOID(row.run());
    const std::int64_t id = m_database.lastInsertId();
    if (isBase) {
        base = Base{id, m_body, 0};
    } else {
        ++base.uses;
    }
    entry.missedShape.clear();
    if (entry.variants.size() >= CachedVariants) {
        entry.variants.pop_back();
    }
    entry.variants.insert(
        entry.variants.begin(),
        Variant{id, shape.start, std::string(shape.idPattern), std::string(shape.timeStyle)});
    return JobRef{id, shape.start, true, true};
}

} // namespace cboard::store
