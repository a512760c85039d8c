// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/writer/log_table.h"

namespace cboard::store {

Result<void> LogTable::prepare()
{
    CBOARD_TRY(m_waiting, m_context.database.scalar("SELECT count(*) FROM waiting_log"));
    return {};
}

Result<void> LogTable::add(const std::vector<LogAttachment>& logs, const PreparedDocument& prepared)
{
    std::vector<std::int64_t> ids(prepared.logs.size(), 0); // 0: not stored so far.
    for (std::size_t i = 0; i < logs.size(); ++i) {
        CBOARD_TRY(const bool isRetired, hasRetiredOwner(logs[i]));
        if (isRetired) {
            continue;
        }
        std::int64_t& id = ids[prepared.logOf[i]];
        if (id == 0) {
            CBOARD_TRY(id, store(prepared.logs[prepared.logOf[i]]));
        }
        CBOARD_TRY_VOID(attach(logs[i], id));
    }
    return {};
}

Result<bool> LogTable::hasRetiredOwner(const LogAttachment& log)
{
    return log.ownerKind == RecordKind::Build
        ? m_context.retired.hasBuild(log.ownerId)
        : Result<bool>(m_context.retired.isNoted(std::string(log.ownerId)));
}

Result<void> LogTable::attach(const LogAttachment& log, std::int64_t id)
{
    if (log.ownerKind == RecordKind::Build) {
        CBOARD_TRY(const ParentTable::BuildRef* build, m_parents.buildFor(log.ownerId));
        CBOARD_TRY_VOID(keep(log.ownerKind, build->id, id, log.format));
        m_context.touched.emplace(build->checkout, RecordKind::Build);
        CBOARD_TRY(auto update,
                   m_context.database.prepare("UPDATE build SET has_log = 1 WHERE id = ?1"));
        return update.bind(1, build->id).run();
    }
    CBOARD_TRY(const auto key, m_context.decoder.findTest(log.ownerId));
    if (key) {
        CBOARD_TRY(auto owner,
                   m_context.database.prepare("SELECT build.checkout FROM test JOIN build"
                                              " ON build.id = test.build WHERE test.key = ?1"));
        CBOARD_TRY(const bool hasRow, owner.bind(1, *key).step());
        if (hasRow) {
            m_context.touched.emplace(owner.integer(0), RecordKind::Test);
        }
        return keep(log.ownerKind, *key, id, log.format);
    }
    CBOARD_TRY(
        auto wait,
        m_context.database.prepare("INSERT OR REPLACE INTO waiting_log (test_id, log, format)"
                                   " VALUES (?1, ?2, ?3)"));
    ++m_waiting;
    return wait.bindAll(log.ownerId, id, static_cast<std::int64_t>(log.format)).run();
}

Result<void> LogTable::keep(RecordKind kind, std::int64_t record, std::int64_t log,
                            LogFormat format)
{
    CBOARD_TRY(
        auto row,
        m_context.database.prepare("INSERT OR REPLACE INTO record_log (kind, record, log, format)"
                                   " VALUES (?1, ?2, ?3, ?4)"));
    return row
        .bindAll(static_cast<std::int64_t>(kind), record, log, static_cast<std::int64_t>(format))
        .run();
}

Result<void> LogTable::attachWaiting(const std::vector<Test>& tests)
{
    if (m_waiting == 0) {
        return {};
    }
    CBOARD_TRY(
        auto find,
        m_context.database.prepare("SELECT log, format FROM waiting_log WHERE test_id = ?1"));
    CBOARD_TRY(auto remove,
               m_context.database.prepare("DELETE FROM waiting_log WHERE test_id = ?1"));
    for (const Test& test : tests) {
        CBOARD_TRY(const bool isAwaited, find.bind(1, test.id).step());
        if (isAwaited) {
            CBOARD_TRY(const auto key, m_context.decoder.findTest(test.id));
            CBOARD_TRY_VOID(keep(RecordKind::Test, key.value_or(0), find.integer(0),
                                 static_cast<LogFormat>(find.integer(1))));
            CBOARD_TRY_VOID(remove.bind(1, test.id).run());
        }
        find.reset();
    }
    CBOARD_TRY(m_waiting, m_context.database.scalar("SELECT count(*) FROM waiting_log"));
    return {};
}

Result<std::int64_t> LogTable::store(const PackedLog& packed)
{
    const auto hashBytes = toBytes(packed.hash);
    CBOARD_TRY(auto find, m_context.database.prepare("SELECT id FROM log WHERE hash = ?1"));
    CBOARD_TRY(const bool hasRow,
               find.bindBlob(1, std::string_view(hashBytes.data(), hashBytes.size())).step());
    if (hasRow) {
        return find.integer(0);
    }
    CBOARD_TRY_VOID(openPacks());
    CBOARD_TRY(const LogPlace place, m_packs->append(packed));
    CBOARD_TRY(auto row,
               m_context.database.prepare("INSERT INTO log (hash, pack, position, stored, bytes)"
                                          " VALUES (?1, ?2, ?3, ?4, ?5)"));
    row.bindBlob(1, std::string_view(hashBytes.data(), hashBytes.size()));
    row.bind(2, place.pack).bind(3, place.position).bind(4, place.stored).bind(5, place.bytes);
    CBOARD_TRY_VOID(row.run());
    return m_context.database.lastInsertId();
}

Result<void> LogTable::openPacks()
{
    if (m_packs) {
        return {};
    }
    CBOARD_TRY(auto last,
               m_context.database.prepare("SELECT pack, position + stored FROM log"
                                          " ORDER BY pack DESC, position DESC LIMIT 1"));
    CBOARD_TRY(const bool hasLast, last.step());
    CBOARD_TRY(m_packs,
               LogPackWriter::open(m_context.database.file(), hasLast ? last.integer(0) : 0,
                                   hasLast ? last.integer(1) : 0));
    return {};
}

Result<void> LogTable::sync()
{
    return m_packs ? m_packs->sync() : Result<void>();
}

} // namespace cboard::store
