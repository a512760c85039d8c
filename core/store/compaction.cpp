// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/compaction.h"

#include "core/store/lease.h"
#include "core/store/log_packs.h"
#include "core/store/revisions/query_context.h"
#include "core/store/rows/varint.h"
#include "core/store/sqlite/database.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

namespace cboard::store {

namespace {

    namespace fs = std::filesystem;

    std::int64_t bytesOf(const fs::path& storeFile)
    {
        std::error_code ignored;
        auto bytes = static_cast<std::int64_t>(fs::file_size(storeFile, ignored));
        for (const auto& entry : fs::directory_iterator(packFolder(storeFile), ignored)) {
            bytes += static_cast<std::int64_t>(entry.file_size(ignored));
        }
        return bytes;
    }

    class Compactor {
    public:
        Compactor(Database& database, const TaskContext& task)
            : m_database(database)
            , m_task(task)
        {
        }

        /// The last row of each table stays: numbers are never given twice, since readers remember
        /// what they stand for.
        Result<void> sweep()
        {
            m_task.report({0, 0, "sweep"});
            CBOARD_TRY(auto transaction, Transaction::begin(m_database, Transaction::Kind::Write));
            CBOARD_TRY_VOID(m_database.execute(
                "CREATE TEMP TABLE IF NOT EXISTS used_excerpt (id INTEGER PRIMARY KEY);"
                "CREATE TEMP TABLE IF NOT EXISTS used_job (id INTEGER PRIMARY KEY);"
                "DELETE FROM used_excerpt; DELETE FROM used_job;"
                "INSERT OR IGNORE INTO used_excerpt SELECT excerpt FROM test"
                " WHERE excerpt IS NOT NULL;"
                "INSERT OR IGNORE INTO used_excerpt SELECT excerpt FROM build"
                " WHERE excerpt IS NOT NULL;"
                "INSERT OR IGNORE INTO used_excerpt SELECT excerpt FROM checkout"
                " WHERE excerpt IS NOT NULL;"
                "INSERT OR IGNORE INTO used_job SELECT job FROM test"));
            CBOARD_TRY_VOID(noteVersions());
            CBOARD_TRY_VOID(m_database.execute(
                "INSERT OR IGNORE INTO used_job SELECT base FROM job"
                " WHERE base IS NOT NULL AND id IN (SELECT id FROM used_job);"
                "INSERT OR IGNORE INTO used_job SELECT base FROM job"
                " WHERE base IS NOT NULL AND id = (SELECT max(id) FROM job);"
                "DELETE FROM excerpt WHERE id NOT IN (SELECT id FROM used_excerpt)"
                " AND id < (SELECT max(id) FROM excerpt);"
                "DELETE FROM job WHERE id NOT IN (SELECT id FROM used_job)"
                " AND id < (SELECT max(id) FROM job);"
                "DELETE FROM log WHERE id NOT IN (SELECT log FROM record_log)"
                " AND id NOT IN (SELECT log FROM waiting_log)"
                " AND id < (SELECT max(id) FROM log)"));
            return transaction.commit();
        }

        /// Packs that hold more than what is referred to are written anew.
        Result<void> packs()
        {
            CBOARD_TRY(const auto live, livePacks());
            removeOthers(live);
            std::int64_t done = 0;
            for (const auto& [pack, bytes] : live) {
                m_task.report({done++, std::ssize(live), "packs"});
                std::error_code ignored;
                const auto size =
                    static_cast<std::int64_t>(fs::file_size(packFile(file(), pack), ignored));
                if (!ignored && size > bytes) {
                    CBOARD_TRY_VOID(rewrite(pack));
                }
            }
            return {};
        }

        Result<void> vacuum()
        {
            m_task.report({0, 0, "vacuum"});
            CBOARD_TRY_VOID(m_task.check());
            CBOARD_TRY_VOID(m_database.execute("VACUUM"));
            // Readers may keep the log beside the file from being cut; the next one does it.
            [[maybe_unused]] const auto cut = m_database.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            return {};
        }

    private:
        const fs::path& file() const { return m_database.file(); }

        /// Bodies of versions begin with the excerpt and the job that they need
        /// (version_table.cpp).
        Result<void> noteVersions()
        {
            CBOARD_TRY(
                auto rows,
                m_database.prepare("SELECT kind, record, sequence, body FROM record_version"));
            CBOARD_TRY(auto excerpt,
                       m_database.prepare("INSERT OR IGNORE INTO used_excerpt VALUES (?1)"));
            CBOARD_TRY(auto job, m_database.prepare("INSERT OR IGNORE INTO used_job VALUES (?1)"));
            return forEachRow(rows, [&](const Statement& row) -> Result<void> {
                ByteReader body(row.blob(3));
                const auto excerptId = static_cast<std::int64_t>(body.varint().value_or(0));
                const auto jobId = static_cast<std::int64_t>(body.varint().value_or(0));
                CBOARD_TRY_VOID(excerpt.bind(1, excerptId).run());
                return job.bind(1, jobId).run();
            });
        }

        /// Bytes that are referred to, by pack.
        Result<std::map<std::int64_t, std::int64_t>> livePacks()
        {
            std::map<std::int64_t, std::int64_t> live;
            CBOARD_TRY(auto rows,
                       m_database.prepare("SELECT pack, sum(stored) FROM log GROUP BY pack"));
            CBOARD_TRY_VOID(forEachRow(rows, [&live](const Statement& row) -> Result<void> {
                live[row.integer(0)] = row.integer(1);
                return {};
            }));
            return live;
        }

        /// Files that nothing refers to: their logs are gone, or a copy was not finished.
        void removeOthers(const std::map<std::int64_t, std::int64_t>& live) const
        {
            std::set<fs::path> wanted;
            for (const auto& [pack, bytes] : live) {
                wanted.insert(packFile(file(), pack));
            }
            std::error_code ignored;
            for (const auto& entry : fs::directory_iterator(packFolder(file()), ignored)) {
                if (!wanted.contains(entry.path()) && entry.path().extension() == ".pack") {
                    fs::remove(entry.path(), ignored);
                }
            }
        }

        struct Moved {
            std::int64_t id = 0;
            LogPlace place;
        };

        Result<std::vector<Moved>> logsOf(std::int64_t pack)
        {
            std::vector<Moved> logs;
            CBOARD_TRY(auto rows,
                       m_database.prepare("SELECT id, hash, pack, position, stored, bytes FROM log"
                                          " WHERE pack = ?1 ORDER BY position"));
            rows.bind(1, pack);
            CBOARD_TRY_VOID(forEachRow(rows, [&logs](const Statement& row) -> Result<void> {
                logs.push_back({row.integer(0),
                                {hashOf(row.blob(1)), row.integer(2), row.integer(3),
                                 row.integer(4), row.integer(5)}});
                return {};
            }));
            return logs;
        }

        Result<void> rewrite(std::int64_t pack)
        {
            CBOARD_TRY(auto logs, logsOf(pack));
            CBOARD_TRY(const std::int64_t last, m_database.scalar("SELECT max(pack) FROM log"));
            CBOARD_TRY(const auto writer, LogPackWriter::open(file(), last + 1, 0));
            for (Moved& log : logs) {
                CBOARD_TRY_VOID(m_task.check());
                CBOARD_TRY(const PackedLog packed, readPackedLog(file(), log.place));
                CBOARD_TRY(log.place, writer->append(packed));
            }
            CBOARD_TRY_VOID(writer->sync());
            CBOARD_TRY(auto transaction, Transaction::begin(m_database, Transaction::Kind::Write));
            CBOARD_TRY(auto move,
                       m_database.prepare("UPDATE log SET pack = ?2, position = ?3 WHERE id = ?1"));
            for (const Moved& log : logs) {
                CBOARD_TRY_VOID(move.bindAll(log.id, log.place.pack, log.place.position).run());
            }
            CBOARD_TRY_VOID(transaction.commit());
            std::error_code ignored; // If it stays the next call removes it.
            fs::remove(packFile(file(), pack), ignored);
            return {};
        }

        Database& m_database;
        const TaskContext& m_task;
    };

} // namespace

Result<Compaction> compactStore(const std::filesystem::path& storeFile, const std::string& program,
                                Timestamp now, const TaskContext& task)
{
    CBOARD_TRY(const auto database, Database::open(storeFile, Database::Mode::ReadWrite));
    // FULL: a pack is removed only once it is sure that the new place of its logs is on the disk.
    CBOARD_TRY_VOID(database->execute("PRAGMA synchronous = FULL"));
    CBOARD_TRY(const auto lease, Lease::take(*database, program, now));
    Compaction done;
    done.bytesBefore = bytesOf(storeFile);
    {
        const CancelScope cancel(*database, task);
        Compactor compactor(*database, task);
        CBOARD_TRY_VOID(compactor.sweep());
        CBOARD_TRY_VOID(compactor.packs());
        CBOARD_TRY_VOID(compactor.vacuum());
    }
    CBOARD_TRY_VOID(database->execute("DELETE FROM lease;PRAGMA wal_checkpoint(TRUNCATE)"));
    done.bytesAfter = bytesOf(storeFile);
    return done;
}

} // namespace cboard::store
