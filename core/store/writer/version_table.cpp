// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/writer/version_table.h"

#include "core/store/rows/record_codec.h"
#include "core/store/rows/record_fold.h"
#include "core/store/rows/varint.h"
#include "core/store/sqlite/database.h"
#include "core/store/writer/excerpt_table.h"

#include <algorithm>

namespace cboard::store {

namespace {

    std::int64_t microseconds(Timestamp time)
    {
        return time.time_since_epoch().count();
    }

    /// Whether taking `incoming` as a further version can change nothing, now or later.
    template <typename Record>
    bool isNothingNew(const Record& stored, const std::vector<StoredVersion<Record>>& versions,
                      const Record& incoming, Timestamp time, MergePolicy policy)
    {
        if (policy != MergePolicy::Newest) {
            return isContainedIn(incoming, stored);
        }
        // With `newest` the same values at a newer time count: they win over what lies between.
        return std::any_of(versions.begin(), versions.end(), [&](const auto& version) {
            return version.time >= time && isContainedIn(incoming, version.record);
        });
    }

} // namespace

VersionTable::VersionTable(Database& database, Compressor& compressor, RecordDecoder& decoder,
                           ExcerptTable& excerpts)
    : m_database(database)
    , m_compressor(compressor)
    , m_decoder(decoder)
    , m_excerpts(excerpts)
{
}

template <typename Record>
Result<std::optional<Record>>
VersionTable::merge(std::int64_t record, const Record& stored, std::int64_t storedDocument,
                    const Record& incoming, const Arrival& arrival, std::int64_t job)
{
    CBOARD_TRY(auto versions, m_decoder.versions<Record>(record));
    const bool hasVersions = !versions.empty();
    if (!hasVersions) {
        CBOARD_TRY(Timestamp time, documentTime(storedDocument));
        if (stored.timestamp) {
            time = stored.timestamp->value;
        }
        versions.push_back({storedDocument, time, arrival.policy, stored});
    }
    const Timestamp time = arrival.timeOf(incoming.timestamp);
    if (isNothingNew(stored, versions, incoming, time, arrival.policy)) {
        return std::nullopt;
    }
    if (!hasVersions) {
        CBOARD_TRY_VOID(insert(record, 0, versions.front(), job));
    }
    const auto sequence = static_cast<std::int64_t>(versions.size());
    versions.push_back({arrival.document, time, arrival.policy, incoming});
    CBOARD_TRY_VOID(insert(record, sequence, versions.back(), job));

    RecordFold<Record> fold(versions.front().record, versions.front().time);
    for (auto version = versions.begin() + 1; version != versions.end(); ++version) {
        fold.add(version->record, version->time, version->policy);
    }
    if (hasSameFields(fold.record(), stored)) {
        return std::nullopt;
    }
    return fold.record();
}

template <typename Record>
Result<void> VersionTable::insert(std::int64_t record, std::int64_t sequence,
                                  const StoredVersion<Record>& version, std::int64_t job)
{
    m_body.clear();
    m_coded.clear();
    FieldMask without = 0;
    std::uint64_t excerpt = 0;
    if constexpr (requires { version.record.logExcerpt; }) {
        without = maskOf(fieldNumber<Record>("log_excerpt"));
        if (version.record.logExcerpt) {
            CBOARD_TRY(const std::int64_t id, m_excerpts.intern(*version.record.logExcerpt));
            excerpt = static_cast<std::uint64_t>(id);
        }
    }
    encodeRecord(version.record, without, m_body);
    appendVarint(m_coded, excerpt);
    appendVarint(m_coded, static_cast<std::uint64_t>(job));
    std::string_view base;
    if (job != 0) {
        CBOARD_TRY(base, m_decoder.jobBody(job));
    }
    m_coded += m_compressor.compress(m_body, Compressor::Effort::Small, base);
    CBOARD_TRY(auto row,
               m_database.prepare("INSERT INTO record_version (kind, record, sequence,"
                                  " document, time, policy, body)"
                                  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
    row.bindAll(static_cast<std::int64_t>(RecordFields<Record>::Kind), record, sequence,
                version.document, microseconds(version.time),
                static_cast<std::int64_t>(version.policy));
    row.bindBlob(7, m_coded);
    return row.run();
}

Result<Timestamp> VersionTable::documentTime(std::int64_t document)
{
    CBOARD_TRY(auto row,
               m_database.prepare("SELECT coalesce(time, arrival) FROM document WHERE id = ?1"));
    CBOARD_TRY(const bool hasRow, row.bind(1, document).step());
    return Timestamp{std::chrono::microseconds{hasRow ? row.integer(0) : 0}};
}

template Result<std::optional<Checkout>> VersionTable::merge(std::int64_t, const Checkout&,
                                                             std::int64_t, const Checkout&,
                                                             const Arrival&, std::int64_t);
template Result<std::optional<Build>> VersionTable::merge(std::int64_t, const Build&, std::int64_t,
                                                          const Build&, const Arrival&,
                                                          std::int64_t);
template Result<std::optional<Test>> VersionTable::merge(std::int64_t, const Test&, std::int64_t,
                                                         const Test&, const Arrival&, std::int64_t);
template Result<std::optional<Issue>> VersionTable::merge(std::int64_t, const Issue&, std::int64_t,
                                                          const Issue&, const Arrival&,
                                                          std::int64_t);
template Result<std::optional<Incident>> VersionTable::merge(std::int64_t, const Incident&,
                                                             std::int64_t, const Incident&,
                                                             const Arrival&, std::int64_t);

} // namespace cboard::store
