// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/log_query.h"

#include "core/store/revisions/run_reference.h"
#include "core/store/rows/json_member.h"
#include "core/store/rows/record_decoder.h"

#include <algorithm>

namespace cboard::store {

namespace {

    Hash128 hashFromBytes(std::string_view bytes)
    {
        Hash128 hash;
        for (std::size_t i = 0; i < 16 && i < bytes.size(); ++i) {
            std::uint64_t& half = i < 8 ? hash.high : hash.low;
            half = half << 8U | static_cast<unsigned char>(bytes[i]);
        }
        return hash;
    }

    /// Where the stored log of a record lies.
    Result<void> findStored(const QueryContext& context, RecordKind kind, std::int64_t row,
                            LogReference& found)
    {
        CBOARD_TRY(auto rows,
                   context.database.prepare("SELECT log.hash, log.pack, log.position, log.stored,"
                                            " log.bytes, record_log.format"
                                            " FROM record_log JOIN log ON log.id = record_log.log"
                                            " WHERE record_log.kind = ?1"
                                            " AND record_log.record = ?2"));
        rows.bindAll(static_cast<int>(kind), row);
        CBOARD_TRY(const bool hasRow, rows.step());
        if (hasRow) {
            found.place = LogPlace{hashFromBytes(rows.blob(0)), rows.integer(1), rows.integer(2),
                                   rows.integer(3), rows.integer(4)};
            found.snapshot.format = static_cast<LogFormat>(rows.integer(5));
            found.snapshot.origin = query::LogOrigin::Stored;
        }
        return {};
    }

    template <typename Record>
    void takeExcerpt(const Record& record, LogReference& found)
    {
        found.snapshot.url = record.logUrl.value_or(std::string_view());
        if (!found.place && record.logExcerpt) {
            found.snapshot.origin = query::LogOrigin::Excerpt;
            found.excerpt = *record.logExcerpt;
        }
    }

    /// Readers of jobs with one log for all tests note where each begins and ends.
    void takeLines(std::string_view misc, query::LogSnapshot& snapshot)
    {
        const auto first = jsonIntegerMember(misc, "log_start_line");
        const auto last = jsonIntegerMember(misc, "log_end_line");
        if (first && *first >= 0) {
            snapshot.firstLine = first;
            snapshot.lastLine = std::max(*first, last.value_or(*first));
        }
    }

    Result<std::int64_t> findBuildRow(const QueryContext& context, std::string_view id)
    {
        CBOARD_TRY(auto rows, context.database.prepare("SELECT id FROM build WHERE ext_id = ?1"));
        rows.bind(1, id);
        CBOARD_TRY(const bool hasRow, rows.step());
        if (!hasRow) {
            return fail(ErrorKind::NotFound, "no build \"" + std::string(id) + "\" is stored");
        }
        return rows.integer(0);
    }

} // namespace

Result<LogReference> queryLog(const QueryContext& context, const query::LogRequest& request)
{
    LogReference found;
    found.snapshot.ownerKind = request.ownerKind;
    found.snapshot.ownerId = request.ownerId;
    if (request.ownerKind == RecordKind::Build) {
        CBOARD_TRY(const auto row, findBuildRow(context, request.ownerId));
        CBOARD_TRY_VOID(findStored(context, RecordKind::Build, row, found));
        CBOARD_TRY(const auto record, context.decoder.build(row));
        takeExcerpt(record, found);
    } else if (request.ownerKind == RecordKind::Test) {
        CBOARD_TRY(const auto key, findRun(context, request.ownerId));
        CBOARD_TRY_VOID(findStored(context, RecordKind::Test, key, found));
        CBOARD_TRY(const auto record, context.decoder.test(key));
        found.snapshot.ownerId = record.id;
        takeExcerpt(record, found);
        if (found.place && record.misc) {
            takeLines(record.misc->text, found.snapshot);
        }
    } else {
        return fail(ErrorKind::Unsupported, "only builds and tests have logs");
    }
    context.decoder.clear();
    return found;
}

} // namespace cboard::store
