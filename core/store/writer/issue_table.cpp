// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/writer/issue_table.h"

#include "core/store/rows/record_codec.h"

#include <charconv>
#include <limits>

namespace cboard::store {

namespace {

    std::optional<std::int64_t> culpritBits(const Issue& issue)
    {
        if (!issue.culpritCode && !issue.culpritTool && !issue.culpritHarness) {
            return std::nullopt;
        }
        return (issue.culpritCode.value_or(false) ? 1 : 0)
            + (issue.culpritTool.value_or(false) ? 2 : 0)
            + (issue.culpritHarness.value_or(false) ? 4 : 0);
    }

    Text subjectOf(const Issue& issue)
    {
        if (issue.reportSubject || !issue.comment) {
            return issue.reportSubject;
        }
        return issue.comment->substr(0, issue.comment->find('\n'));
    }

} // namespace

std::int64_t versionColumn(const Number& version)
{
    std::int64_t integer = 0;
    const char* end = version.text.data() + version.text.size();
    const auto [stop, code] = std::from_chars(version.text.data(), end, integer);
    if (code == std::errc() && stop == end) {
        return integer;
    }
    constexpr auto Highest = std::numeric_limits<std::int64_t>::max();
    return version.value >= static_cast<double>(Highest) ? Highest
                                                         : static_cast<std::int64_t>(version.value);
}

Result<bool> IssueTable::add(const Issue& issue)
{
    CBOARD_TRY(auto row,
               m_context.database.prepare("SELECT id, document FROM issue"
                                          " WHERE ext_id = ?1 AND version = ?2"));
    row.bindAll(issue.id, versionColumn(issue.version));
    return addOrMerge(row, "SELECT coalesce(max(id), 0) + 1 FROM issue", issue,
                      [this](std::int64_t id) { return m_context.decoder.issue(id); });
}

Result<bool> IssueTable::add(const Incident& incident)
{
    CBOARD_TRY(auto row,
               m_context.database.prepare("SELECT id, document FROM incident WHERE ext_id = ?1"));
    row.bind(1, incident.id);
    return addOrMerge(row, "SELECT coalesce(max(id), 0) + 1 FROM incident", incident,
                      [this](std::int64_t id) { return m_context.decoder.incident(id); });
}

template <typename Record, typename Load>
Result<bool> IssueTable::addOrMerge(Statement& row, std::string_view nextId, const Record& record,
                                    Load load)
{
    CBOARD_TRY(const bool hasRow, row.step());
    m_context.touched.emplace(0, RecordFields<Record>::Kind);
    if (!hasRow) {
        CBOARD_TRY(const std::int64_t id, m_context.database.scalar(nextId));
        CBOARD_TRY_VOID(write(id, record, m_context.arrival.document));
        return true;
    }
    const std::int64_t id = row.integer(0);
    const std::int64_t document = row.integer(1);
    CBOARD_TRY(const Record stored, load(id));
    CBOARD_TRY(const auto merged,
               m_context.versions.merge(id, stored, document, record, m_context.arrival));
    if (merged) {
        CBOARD_TRY_VOID(write(id, *merged, document));
    }
    return merged.has_value();
}

Result<void> IssueTable::write(std::int64_t id, const Issue& issue, std::int64_t document)
{
    CBOARD_TRY(const std::int64_t origin,
               m_context.names.internName(m_context.database, NameKind::Origin, issue.origin));
    m_body.clear();
    encodeRecord(issue, 0, m_body);
    CBOARD_TRY(auto row,
               m_context.database.prepare(
                   "INSERT OR REPLACE INTO issue (id, ext_id, version, origin, culprit,"
                   " report_url, subject, document, body)"
                   " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"));
    row.bindAll(id, issue.id, versionColumn(issue.version), origin, culpritBits(issue),
                issue.reportUrl, subjectOf(issue), document);
    row.bindBlob(9, m_context.compressor.compress(m_body, Compressor::Effort::Small));
    return row.run();
}

Result<void> IssueTable::write(std::int64_t id, const Incident& incident, std::int64_t document)
{
    CBOARD_TRY(const std::int64_t origin,
               m_context.names.internName(m_context.database, NameKind::Origin, incident.origin));
    m_body.clear();
    encodeRecord(incident, 0, m_body);
    CBOARD_TRY(auto row,
               m_context.database.prepare(
                   "INSERT OR REPLACE INTO incident (id, ext_id, issue_id, issue_version,"
                   " origin, build_id, test_id, present, document, body)"
                   " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"));
    row.bindAll(id, incident.id, incident.issueId, versionColumn(incident.issueVersion), origin,
                incident.buildId, incident.testId,
                incident.present ? std::optional(*incident.present ? 1 : 0) : std::nullopt,
                document);
    row.bindBlob(10, m_context.compressor.compress(m_body, Compressor::Effort::Small));
    return row.run();
}

} // namespace cboard::store
