// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/store_check.h"

#include "core/store/database.h"
#include "core/store/dictionary.h"
#include "core/store/log_packs.h"
#include "core/store/store_export.h"

#include <fmt/format.h>

#include <array>
#include <cstring>

namespace cboard::store {

namespace {

    struct Rule {
        std::string_view count; ///< SQL: how many rows are wrong.
        std::string_view sentence; ///< With the number in front.
    };

    /// References that must lead somewhere.
    constexpr std::array<Rule, 12> References = {{
        {"SELECT count(*) FROM test WHERE build NOT IN (SELECT id FROM build)",
         "tests name a build row that is not there"},
        {"SELECT count(*) FROM test WHERE path NOT IN (SELECT id FROM path)",
         "tests name a path that is not there"},
        {"SELECT count(*) FROM test WHERE job NOT IN (SELECT id FROM job)",
         "tests name a job that is not there"},
        {"SELECT count(*) FROM test WHERE excerpt IS NOT NULL"
         " AND excerpt NOT IN (SELECT id FROM excerpt)",
         "tests name an excerpt that is not there"},
        {"SELECT count(*) FROM test WHERE platform NOT IN (SELECT id FROM platform)",
         "tests name a platform that is not there"},
        {"SELECT count(*) FROM test WHERE document NOT IN (SELECT id FROM document)",
         "tests name a document that is not there"},
        {"SELECT count(*) FROM build WHERE is_placeholder = 0"
         " AND checkout NOT IN (SELECT id FROM checkout)",
         "builds name a checkout row that is not there"},
        {"SELECT count(*) FROM build WHERE is_placeholder = 1 AND checkout <> -id",
         "placeholder builds hang on a checkout"},
        {"SELECT count(*) FROM checkout WHERE is_placeholder = 0"
         " AND revision NOT IN (SELECT id FROM revision)",
         "checkouts name a revision that is not there"},
        {"SELECT count(*) FROM revision WHERE id NOT IN"
         " (SELECT revision FROM checkout WHERE revision IS NOT NULL)",
         "revisions have no checkout"},
        {"SELECT count(*) FROM job WHERE base IS NOT NULL"
         " AND base NOT IN (SELECT id FROM job WHERE base IS NULL)",
         "jobs are coded against a body that is not there"},
        {"SELECT count(*) FROM record_log WHERE log NOT IN (SELECT id FROM log)",
         "records name a log that is not there"},
    }};

    /// What the roll-ups must be, from the rows; path_kind is a temporary table of this check.
    constexpr std::array<Rule, 4> Rollups = {{
        {"WITH results (checkout, kind, status) AS ("
         "  SELECT checkout, 0, coalesce(status, 6) FROM build WHERE is_placeholder = 0"
         "  AND substr(ext_id, 1, 14) <> 'maestro:dummy_'"
         "  UNION ALL SELECT build.checkout, path_kind.kind, coalesce(test.status, 6)"
         "  FROM test JOIN build ON build.id = test.build JOIN path_kind ON path_kind.id = "
         "test.path),"
         " wanted AS (SELECT checkout, kind, status, count(*) FROM results GROUP BY 1, 2, 3),"
         " stored AS (SELECT checkout, kind, status, count FROM rollup_checkout)"
         " SELECT count(*) FROM (SELECT * FROM (SELECT * FROM wanted EXCEPT SELECT * FROM stored)"
         " UNION ALL SELECT * FROM (SELECT * FROM stored EXCEPT SELECT * FROM wanted))",
         "rows of rollup_checkout differ from the results"},
        {"WITH wanted AS (SELECT build.checkout, path_kind.kind, test.platform, job.lab, "
         "test.build,"
         "  coalesce(test.status, 6), count(*), max(test.key) FROM test"
         "  JOIN build ON build.id = test.build JOIN path_kind ON path_kind.id = test.path"
         "  JOIN job ON job.id = test.job GROUP BY 1, 2, 3, 4, 5, 6),"
         " stored AS (SELECT checkout, kind, platform, lab, build, status, count, sample"
         "  FROM rollup_platform)"
         " SELECT count(*) FROM (SELECT * FROM (SELECT * FROM wanted EXCEPT SELECT * FROM stored)"
         " UNION ALL SELECT * FROM (SELECT * FROM stored EXCEPT SELECT * FROM wanted))",
         "rows of rollup_platform differ from the results"},
        {"WITH wanted AS (SELECT build.checkout, path_kind.suite, test.platform,"
         "  coalesce(test.status, 6), count(*) FROM test"
         "  JOIN build ON build.id = test.build JOIN path_kind ON path_kind.id = test.path"
         "  WHERE path_kind.kind = 2 GROUP BY 1, 2, 3, 4),"
         " stored AS (SELECT checkout, suite, platform, status, count FROM rollup_suite)"
         " SELECT count(*) FROM (SELECT * FROM (SELECT * FROM wanted EXCEPT SELECT * FROM stored)"
         " UNION ALL SELECT * FROM (SELECT * FROM stored EXCEPT SELECT * FROM wanted))",
         "rows of rollup_suite differ from the results"},
        {"WITH wanted AS (SELECT build.checkout, path_kind.kind, test.build, test.key, test.path,"
         "  test.platform, job.lab, job.start + test.start FROM test"
         "  JOIN build ON build.id = test.build JOIN path_kind ON path_kind.id = test.path"
         "  JOIN job ON job.id = test.job WHERE test.status IS NULL"
         "  UNION ALL SELECT checkout, 0, id, 0, 0, 0, lab, start FROM build"
         "  WHERE is_placeholder = 0 AND status IS NULL"
         "  AND substr(ext_id, 1, 14) <> 'maestro:dummy_'),"
         " stored AS (SELECT checkout, kind, build, key, path, platform, lab, start FROM "
         "unfinished)"
         " SELECT count(*) FROM (SELECT * FROM (SELECT * FROM wanted EXCEPT SELECT * FROM stored)"
         " UNION ALL SELECT * FROM (SELECT * FROM stored EXCEPT SELECT * FROM wanted))",
         "rows of unfinished differ from the results"},
    }};

    class StoreCheck {
    public:
        StoreCheck(Database& database, const TaskContext& task)
            : m_database(database)
            , m_task(task)
        {
        }

        Result<std::vector<std::string>> run()
        {
            CBOARD_TRY_VOID(checkIntegrity());
            if (!m_problems.empty()) { // The rest would only repeat it.
                return std::move(m_problems);
            }
            CBOARD_TRY_VOID(makePathKinds());
            for (const Rule& rule : References) {
                CBOARD_TRY_VOID(apply(rule));
            }
            for (const Rule& rule : Rollups) {
                CBOARD_TRY_VOID(apply(rule));
            }
            CBOARD_TRY_VOID(checkLogs());
            const auto digest = digestAll(m_database, m_task);
            if (!digest) {
                if (digest.error().kind == ErrorKind::Cancelled) {
                    return tl::unexpected(digest.error());
                }
                m_problems.push_back(describe(digest.error()));
            }
            return std::move(m_problems);
        }

    private:
        Result<void> checkIntegrity()
        {
            CBOARD_TRY(auto rows, m_database.prepare("PRAGMA integrity_check(20)"));
            while (true) {
                CBOARD_TRY(const bool hasRow, rows.step());
                if (!hasRow) {
                    return {};
                }
                if (rows.text(0) != "ok") {
                    m_problems.push_back(fmt::format("the database is damaged: {}", rows.text(0)));
                }
            }
        }

        Result<void> makePathKinds()
        {
            Dictionary names;
            CBOARD_TRY_VOID(names.refresh(m_database));
            CBOARD_TRY_VOID(m_database.execute(
                "CREATE TEMP TABLE IF NOT EXISTS path_kind (id INTEGER PRIMARY KEY, kind, suite);"
                "DELETE FROM path_kind"));
            CBOARD_TRY(auto row, m_database.prepare("INSERT INTO path_kind VALUES (?1, ?2, ?3)"));
            for (std::int64_t id = 0; id < names.pathCount(); ++id) {
                const PathNode& node = names.path(id);
                CBOARD_TRY_VOID(row.bindAll(id, node.isBoot ? 1 : 2, node.suite).run());
            }
            return {};
        }

        Result<void> apply(const Rule& rule)
        {
            CBOARD_TRY_VOID(m_task.check());
            CBOARD_TRY(const std::int64_t count, m_database.scalar(rule.count));
            if (count != 0) {
                m_problems.push_back(fmt::format("{} {}", count, rule.sentence));
            }
            return {};
        }

        Result<void> checkLogs()
        {
            CBOARD_TRY(auto rows,
                       m_database.prepare("SELECT hash, pack, position, stored, bytes FROM log"));
            while (true) {
                CBOARD_TRY(const bool hasRow, rows.step());
                if (!hasRow) {
                    return {};
                }
                CBOARD_TRY_VOID(m_task.check());
                const LogPlace place{hashOf(rows.blob(0)), rows.integer(1), rows.integer(2),
                                     rows.integer(3), rows.integer(4)};
                if (const auto text = readLog(m_database.file(), place); !text) {
                    m_problems.push_back(describe(text.error()));
                }
            }
        }

        Database& m_database;
        const TaskContext& m_task;
        std::vector<std::string> m_problems;
    };

} // namespace

Result<std::vector<std::string>> checkStore(Database& database, const TaskContext& task)
{
    const CancelScope scope(database, task);
    return StoreCheck(database, task).run();
}

} // namespace cboard::store
