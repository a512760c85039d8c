// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/rows/job_cache.h"

#include "core/store/rows/record_codec.h"
#include "core/store/rows/test_template.h"
#include "core/store/rows/varint.h"
#include "core/store/sqlite/database.h"

#include <fmt/format.h>

namespace cboard::store {

namespace {

    constexpr std::size_t CachedJobs = 4096;
    constexpr std::uint8_t OriginField = fieldNumber<Test>("origin");

    tl::unexpected<Error> damaged(std::int64_t id)
    {
        return fail(ErrorKind::Storage, fmt::format("job {} of the store is damaged", id));
    }

    /// Sets the views into the body. \returns false when it is damaged.
    bool takeApart(JobContent& content)
    {
        ByteReader reader(content.body);
        content.idPattern = reader.bytes().value_or(std::string_view());
        content.timeStyle = reader.bytes().value_or(std::string_view());
        while (!reader.isAtEnd()) {
            const auto number = reader.varint();
            const auto pattern = reader.bytes();
            if (!number || !pattern) {
                return false;
            }
            if (*number == OriginField) {
                content.origin = *pattern;
            }
            content.fields.push_back(
                {static_cast<std::uint8_t>(*number), isPlain(*pattern), *pattern});
        }
        return true;
    }

} // namespace

Result<const JobContent*> JobCache::find(std::int64_t id)
{
    if (const auto found = m_jobs.find(id); found != m_jobs.end()) {
        return found->second.get();
    }
    CBOARD_TRY(auto row,
               m_database.prepare("SELECT start, lab, document, base, body FROM job"
                                  " WHERE id = ?1"));
    CBOARD_TRY(const bool hasRow, row.bind(1, id).step());
    if (!hasRow) {
        return damaged(id);
    }
    auto content = std::make_unique<JobContent>();
    content->start = row.integer(0);
    content->lab = row.integer(1);
    content->document = row.integer(2);
    CBOARD_TRY(content->body, unpack(id, row.blob(4), row.optionalInteger(3)));
    if (!takeApart(*content)) {
        return damaged(id);
    }
    return m_jobs.emplace(id, std::move(content)).first->second.get();
}

void JobCache::trim()
{
    if (m_jobs.size() > CachedJobs) {
        m_jobs.clear();
    }
    if (m_bases.size() > CachedJobs) {
        m_bases.clear();
    }
}

Result<std::string_view> JobCache::base(std::int64_t id)
{
    if (const auto known = m_bases.find(id); known != m_bases.end()) {
        return known->second;
    }
    CBOARD_TRY(auto row, m_database.prepare("SELECT body FROM job WHERE id = ?1"));
    CBOARD_TRY(const bool hasRow, row.bind(1, id).step());
    if (!hasRow || Compressor::needsBase(row.blob(0))) {
        return damaged(id);
    }
    Arena scratch;
    CBOARD_TRY(const std::string_view body, m_compressor.decompress(row.blob(0), scratch));
    return m_bases.emplace(id, body).first->second;
}

Result<std::string> JobCache::unpack(std::int64_t id, std::string_view coded,
                                     std::optional<std::int64_t> baseId)
{
    std::string_view baseBody;
    if (Compressor::needsBase(coded)) {
        if (!baseId) {
            return damaged(id);
        }
        CBOARD_TRY(baseBody, base(*baseId));
    }
    Arena scratch;
    CBOARD_TRY(const std::string_view body, m_compressor.decompress(coded, scratch, baseBody));
    return std::string(body);
}

} // namespace cboard::store
