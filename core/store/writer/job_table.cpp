// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/writer/job_table.h"

#include "core/store/rows/varint.h"
#include "core/store/sqlite/database.h"

#include <algorithm>

namespace cboard::store {

namespace {

    constexpr std::size_t CachedEntries = 50'000;
    constexpr std::size_t CachedVariants = 16;
    constexpr int UsesOfBase = 64; ///< Then a newer body becomes the base of its origin.

    std::string shapeText(const PreparedJob& job)
    {
        std::string text(job.idPattern);
        text += '\n';
        text += job.timeStyle;
        return text;
    }

    std::int64_t storedHash(const Hash128& hash)
    {
        return static_cast<std::int32_t>(hash.low);
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

Result<JobRef> JobTable::intern(const PreparedJob& job, const JobFacts& facts)
{
    CBOARD_TRY(Entry * entry, entryFor(job));
    auto& variants = entry->variants;
    for (std::size_t i = 0; i < variants.size(); ++i) {
        if (variants[i].idPattern == job.idPattern && variants[i].timeStyle == job.timeStyle) {
            std::rotate(variants.begin(), variants.begin() + static_cast<std::ptrdiff_t>(i),
                        variants.begin() + static_cast<std::ptrdiff_t>(i) + 1);
            const Variant& same = variants.front();
            return JobRef{same.id, same.start, same.document, true, true};
        }
    }
    if (!variants.empty()) {
        std::string missed = shapeText(job);
        if (entry->missedShape != missed) {
            entry->missedShape = std::move(missed);
            const Variant& near = variants.front();
            return JobRef{near.id, near.start, near.document, near.idPattern == job.idPattern,
                          near.timeStyle == job.timeStyle};
        }
    }
    return insert(job, facts, *entry);
}

Result<JobTable::Entry*> JobTable::entryFor(const PreparedJob& job)
{
    if (const auto found = m_entries.find(job.hash); found != m_entries.end()) {
        return &found->second;
    }
    if (m_entries.size() >= CachedEntries) {
        m_entries.clear();
    }
    Entry& entry = m_entries[job.hash];
    CBOARD_TRY_VOID(load(job, entry));
    return &entry;
}

Result<void> JobTable::load(const PreparedJob& job, Entry& entry)
{
    CBOARD_TRY(auto rows,
               m_database.prepare("SELECT job.id, job.start, job.document, job.body, base.body"
                                  " FROM job LEFT JOIN job AS base ON base.id = job.base"
                                  " WHERE job.hash = ?1 ORDER BY job.id DESC LIMIT 16"));
    rows.bind(1, storedHash(job.hash));
    while (true) {
        CBOARD_TRY(const bool hasRow, rows.step());
        if (!hasRow) {
            return {};
        }
        Arena arena;
        std::string_view base;
        if (!rows.isNull(4)) {
            CBOARD_TRY(base, m_compressor.decompress(rows.blob(4), arena));
        }
        CBOARD_TRY(const std::string_view body, m_compressor.decompress(rows.blob(3), arena, base));
        ByteReader reader(body);
        Variant variant{rows.integer(0), rows.integer(1), rows.integer(2), {}, {}};
        variant.idPattern = reader.bytes().value_or(std::string_view());
        variant.timeStyle = reader.bytes().value_or(std::string_view());
        if (reader.rest() == job.content) {
            entry.variants.push_back(std::move(variant));
        }
    }
}

Result<JobRef> JobTable::insert(const PreparedJob& job, const JobFacts& facts, Entry& entry)
{
    m_body.clear();
    appendBytes(m_body, job.idPattern);
    appendBytes(m_body, job.timeStyle);
    m_body += job.content;
    Base& base = m_bases[facts.origin];
    const bool isBase = base.id == 0 || base.uses >= UsesOfBase;
    CBOARD_TRY(auto row,
               m_database.prepare("INSERT INTO job (hash, origin, lab, has_log, start, base, body,"
                                  " document)"
                                  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"));
    row.bindAll(storedHash(job.hash), facts.origin, facts.lab, job.hasLogUrl ? 1 : 0, facts.start);
    row.bindBlob(7,
                 m_compressor.compress(m_body, Compressor::Effort::Small,
                                       isBase ? std::string_view() : base.body));
    row.bind(8, facts.document);
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
    entry.variants.insert(entry.variants.begin(),
                          Variant{id, facts.start, facts.document, std::string(job.idPattern),
                                  std::string(job.timeStyle)});
    return JobRef{id, facts.start, facts.document, true, true};
}

} // namespace cboard::store
