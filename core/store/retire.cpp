// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/lease.h"
#include "core/store/retention.h"
#include "core/store/revisions/query_context.h"
#include "core/store/rows/dictionary.h"
#include "core/store/rows/record_decoder.h"
#include "core/store/rows/test_key.h"
#include "core/store/sqlite/database.h"
#include "core/store/writer/rollup_definitions.h"

namespace cboard::store {

namespace {

    /// The first column.
    Result<std::vector<std::int64_t>> idsOf(Statement& rows)
    {
        std::vector<std::int64_t> ids;
        CBOARD_TRY_VOID(forEachRow(rows, [&ids](const Statement& row) -> Result<void> {
            ids.push_back(row.integer(0));
            return {};
        }));
        return ids;
    }

    class Retirement {
    public:
        explicit Retirement(Database& database)
            : m_database(database)
            , m_decoder(database, m_names)
        {
        }

        Result<void> prepare()
        {
            CBOARD_TRY_VOID(m_names.refresh(m_database));
            CBOARD_TRY_VOID(makePathKinds(m_database));
            return m_database.execute(
                "CREATE TEMP TABLE IF NOT EXISTS scope_checkout (id INTEGER PRIMARY KEY);"
                "CREATE TEMP TABLE IF NOT EXISTS scope_build (id INTEGER PRIMARY KEY);"
                "CREATE TEMP TABLE IF NOT EXISTS going (key INTEGER PRIMARY KEY)");
        }

        Result<void> retire(const RetentionPlan::Item& item)
        {
            const auto goes = [&item](RetiredKind kind) {
                return item.goes.at(static_cast<std::size_t>(kind));
            };
            CBOARD_TRY(auto transaction, Transaction::begin(m_database, Transaction::Kind::Write));
            CBOARD_TRY_VOID(tellChange(item.revision));
            CBOARD_TRY_VOID(enterScope(item.revision));
            if (goes(RetiredKind::Revisions)) {
                CBOARD_TRY_VOID(retireTests());
                CBOARD_TRY_VOID(retireParents(item.revision));
            } else {
                if (goes(RetiredKind::Tests)) {
                    CBOARD_TRY_VOID(retireTests());
                }
                if (goes(RetiredKind::Excerpts)) {
                    CBOARD_TRY_VOID(retireExcerpts());
                }
                if (goes(RetiredKind::Logs)) {
                    CBOARD_TRY_VOID(retireLogs());
                }
                CBOARD_TRY_VOID(tellLogs());
            }
            CBOARD_TRY_VOID(countAgain());
            m_decoder.clear();
            return transaction.commit();
        }

    private:
        /// Before anything goes: it names the tree.
        Result<void> tellChange(std::int64_t revision)
        {
            CBOARD_TRY_VOID(
                m_database.execute("UPDATE meta SET value = value + 1 WHERE key = 'generation'"));
            CBOARD_TRY(auto change,
                       m_database.prepare("INSERT INTO change (generation, revision, kind, tree)"
                                          " SELECT meta.value, revision.id, kind.id, revision.tree"
                                          " FROM meta, revision, (SELECT 0 AS id UNION SELECT 1"
                                          " UNION SELECT 2) AS kind"
                                          " WHERE meta.key = 'generation' AND revision.id = ?1"));
            return change.bind(1, revision).run();
        }

        Result<void> enterScope(std::int64_t revision)
        {
            CBOARD_TRY_VOID(m_database.execute("DELETE FROM scope_checkout;"
                                               "DELETE FROM scope_build;DELETE FROM going"));
            CBOARD_TRY(auto checkouts,
                       m_database.prepare("INSERT INTO scope_checkout"
                                          " SELECT id FROM checkout WHERE revision = ?1"));
            CBOARD_TRY_VOID(checkouts.bind(1, revision).run());
            return m_database.execute("INSERT INTO scope_build SELECT build.id FROM scope_checkout"
                                      " JOIN build ON build.checkout = scope_checkout.id");
        }

        Result<void> retireTests()
        {
            CBOARD_TRY_VOID(
                m_database.execute("INSERT OR IGNORE INTO retired SELECT 2, ext_id FROM build"
                                   " WHERE id IN (SELECT id FROM scope_build);"
                                   "INSERT INTO going SELECT test.key FROM scope_build"
                                   " JOIN test ON test.build = scope_build.id"));
            CBOARD_TRY_VOID(keepStepsToOthers());
            return m_database.execute(
                "DELETE FROM record_log WHERE kind = 2 AND record IN (SELECT key FROM going);"
                "DELETE FROM record_version WHERE kind = 2"
                " AND record IN (SELECT key FROM going);"
                "DELETE FROM test WHERE build IN (SELECT id FROM scope_build)"
                " AND key IN (SELECT key FROM going)");
        }

        /// A test that found its key taken lies behind the one that took it (test_key.h): while it
        /// stays, those before it stay. Two ids in billions want the same key.
        Result<void> keepStepsToOthers()
        {
            CBOARD_TRY(auto rows,
                       m_database.prepare("SELECT going.key + 1 FROM going"
                                          " JOIN test ON test.key = going.key + 1"
                                          " WHERE test.key NOT IN (SELECT key FROM going)"));
            CBOARD_TRY(auto keep, m_database.prepare("DELETE FROM going WHERE key = ?1"));
            for (bool isDone = false; !isDone;) {
                isDone = true;
                CBOARD_TRY(const auto others, idsOf(rows));
                for (const std::int64_t other : others) {
                    CBOARD_TRY(const Test test, m_decoder.test(other));
                    for (std::int64_t key = wantedTestKey(test.id); key < other; ++key) {
                        CBOARD_TRY_VOID(keep.bind(1, key).run());
                        isDone = isDone && m_database.changedRows() == 0;
                    }
                }
                m_decoder.clear();
            }
            return {};
        }

        Result<void> retireParents(std::int64_t revision)
        {
            CBOARD_TRY_VOID(m_database.execute(
                "INSERT OR IGNORE INTO retired SELECT 1, ext_id FROM build"
                " WHERE id IN (SELECT id FROM scope_build);"
                "INSERT OR IGNORE INTO retired SELECT 0, ext_id FROM checkout"
                " WHERE id IN (SELECT id FROM scope_checkout);"
                "DELETE FROM scope_build WHERE EXISTS"
                " (SELECT 1 FROM test WHERE test.build = scope_build.id);"
                "DELETE FROM record_log WHERE kind = 1 AND record IN (SELECT id FROM scope_build);"
                "DELETE FROM record_version WHERE kind = 1"
                " AND record IN (SELECT id FROM scope_build);"
                "DELETE FROM build WHERE id IN (SELECT id FROM scope_build);"
                "DELETE FROM record_version WHERE kind = 0 AND record IN"
                " (SELECT id FROM scope_checkout WHERE NOT EXISTS"
                "  (SELECT 1 FROM build WHERE build.checkout = scope_checkout.id));"
                "DELETE FROM checkout WHERE id IN (SELECT id FROM scope_checkout)"
                " AND NOT EXISTS (SELECT 1 FROM build WHERE build.checkout = checkout.id)"));
            CBOARD_TRY(auto last,
                       m_database.prepare("DELETE FROM revision WHERE id = ?1 AND NOT EXISTS"
                                          " (SELECT 1 FROM checkout WHERE revision = ?1)"));
            return last.bind(1, revision).run();
        }

        Result<void> retireExcerpts()
        {
            return m_database.execute(
                "UPDATE test SET excerpt = NULL WHERE excerpt IS NOT NULL"
                " AND build IN (SELECT id FROM scope_build);"
                "UPDATE build SET excerpt = NULL WHERE id IN (SELECT id FROM scope_build);"
                "UPDATE checkout SET excerpt = NULL WHERE id IN (SELECT id FROM scope_checkout)");
        }

        Result<void> retireLogs()
        {
            return m_database.execute(
                "DELETE FROM record_log WHERE kind = 1 AND record IN (SELECT id FROM scope_build);"
                "DELETE FROM record_log WHERE kind = 2 AND record IN"
                " (SELECT test.key FROM scope_build JOIN test ON test.build = scope_build.id)");
        }

        /// What build.has_log says of those that have neither log nor excerpt any more.
        Result<void> tellLogs()
        {
            CBOARD_TRY(auto rows,
                       m_database.prepare("SELECT build.id FROM scope_build JOIN build USING (id)"
                                          " WHERE has_log = 1 AND excerpt IS NULL"
                                          " AND is_placeholder = 0 AND NOT EXISTS (SELECT 1 FROM"
                                          " record_log WHERE kind = 1 AND record = build.id)"));
            CBOARD_TRY(const auto builds, idsOf(rows));
            CBOARD_TRY(auto update,
                       m_database.prepare("UPDATE build SET has_log = ?2 WHERE id = ?1"));
            for (const std::int64_t id : builds) {
                CBOARD_TRY(const Build build, m_decoder.build(id));
                CBOARD_TRY_VOID(update.bindAll(id, build.logUrl ? 2 : 0).run());
            }
            return {};
        }

        Result<void> countAgain()
        {
            CBOARD_TRY(auto rows, m_database.prepare("SELECT id FROM scope_checkout"));
            CBOARD_TRY(const auto checkouts, idsOf(rows));
            for (const std::int64_t checkout : checkouts) {
                CBOARD_TRY_VOID(rebuildRollupsOf(m_database, checkout));
            }
            return {};
        }

        Database& m_database;
        Dictionary m_names;
        RecordDecoder m_decoder;
    };

    Result<void> dropRejects(Database& database, const std::vector<std::int64_t>& rejects)
    {
        CBOARD_TRY(auto transaction, Transaction::begin(database, Transaction::Kind::Write));
        CBOARD_TRY(auto drop, database.prepare("DELETE FROM reject WHERE id = ?1"));
        for (const std::int64_t reject : rejects) {
            CBOARD_TRY_VOID(drop.bind(1, reject).run());
        }
        return transaction.commit();
    }

} // namespace

Result<void> retire(const std::filesystem::path& storeFile, const RetentionPlan& plan,
                    const std::string& program, Timestamp now, const TaskContext& task)
{
    CBOARD_TRY(const auto database, Database::open(storeFile, Database::Mode::ReadWrite));
    CBOARD_TRY(const auto lease, Lease::take(*database, program, now));
    {
        const CancelScope cancel(*database, task); // A revision that is stopped half-way stays.
        Retirement retirement(*database);
        CBOARD_TRY_VOID(retirement.prepare());
        std::int64_t done = 0;
        for (const RetentionPlan::Item& item : plan.items) {
            CBOARD_TRY_VOID(task.check());
            task.report({done++, std::ssize(plan.items), "retain"});
            CBOARD_TRY_VOID(retirement.retire(item));
        }
        CBOARD_TRY_VOID(dropRejects(*database, plan.rejects));
    }
    return database->execute("DELETE FROM lease");
}

} // namespace cboard::store
