// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/log_catalog.h"

#include "core/store/revisions/query_context.h"

namespace cboard::store {

LogCatalog::LogCatalog(std::filesystem::path storeFile)
    : m_pool(std::move(storeFile), 1)
{
}

Result<std::vector<StoredLog>> LogCatalog::logs(const TaskContext& task)
{
    CBOARD_TRY(const auto connection, m_pool.take(task));
    const CancelScope cancel(*connection->database, task);
    CBOARD_TRY(auto rows,
               connection->database->prepare(
                   "SELECT log.id, log.hash, log.pack, log.position, log.stored, log.bytes,"
                   " record_log.format, record_log.kind, record_log.record"
                   " FROM record_log JOIN log ON log.id = record_log.log"
                   " ORDER BY log.id DESC, record_log.kind, record_log.record"));
    std::vector<StoredLog> found;
    std::int64_t last = 0;
    CBOARD_TRY_VOID(forEachRow(rows, [&](Statement& row) -> Result<void> {
        if (found.empty() || row.integer(0) != last) {
            last = row.integer(0);
            found.push_back({{hashOf(row.blob(1)), row.integer(2), row.integer(3), row.integer(4),
                              row.integer(5)},
                             static_cast<LogFormat>(row.integer(6)),
                             {}});
        }
        found.back().owners.push_back({static_cast<RecordKind>(row.integer(7)), row.integer(8)});
        return {};
    }));
    return found;
}

Result<std::string> LogCatalog::idOf(const LogOwner& owner, const TaskContext& task)
{
    return readAtOnce(m_pool, task, [&owner](ReadConnection& connection) -> Result<std::string> {
        if (owner.kind == RecordKind::Build) {
            CBOARD_TRY(const auto record, connection.decoder->build(owner.row));
            return std::string(record.id);
        }
        CBOARD_TRY(const auto record, connection.decoder->test(owner.row));
        return std::string(record.id);
    });
}

Result<std::string> LogCatalog::text(const StoredLog& log, const TaskContext& task) const
{
    return readLog(m_pool.file(), log.place, task);
}

} // namespace cboard::store
