// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/store_check.h"

#include "core/store/log_packs.h"
#include "core/store/sqlite/database.h"
#include "core/store/store_export.h"
#include "core/store/writer/rollup_definitions.h"

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
    constexpr std::array<Rule, 14> References = {{
        {"SELECT count(*) FROM test WHERE build NOT IN (SELECT id FROM build)",
         "tests name a build row that is not there"},
        {"SELECT count(*) FROM test WHERE path NOT IN (SELECT id FROM path_kind)",
         "tests name a path that is not there"},
        {"SELECT count(*) FROM test WHERE job NOT IN (SELECT id FROM job)",
         "tests name a job that is not there"},
        {"SELECT count(*) FROM test WHERE excerpt IS NOT NULL"
         " AND excerpt NOT IN (SELECT id FROM excerpt)",
         "tests name an excerpt that is not there"},
        {"SELECT count(*) FROM test WHERE platform NOT IN (SELECT id FROM platform)",
         "tests name a platform that is not there"},
        {"SELECT count(*) FROM test JOIN job ON job.id = test.job"
         " WHERE coalesce(test.document, job.document) NOT IN (SELECT id FROM document)",
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
        {"SELECT count(*) FROM revision WHERE order_time <> line_time",
         "revisions are not where their clone puts them"},
        {"SELECT count(*) FROM job WHERE base IS NOT NULL"
         " AND base NOT IN (SELECT id FROM job WHERE base IS NULL)",
         "jobs are coded against a body that is not there"},
        {"SELECT count(*) FROM record_log WHERE log NOT IN (SELECT id FROM log)",
         "records name a log that is not there"},
        {"SELECT count(*) FROM waiting_log WHERE log NOT IN (SELECT id FROM log)",
         "tests to come name a log that is not there"},
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
            CBOARD_TRY_VOID(makePathKinds(m_database));
            for (const Rule& rule : References) {
                CBOARD_TRY_VOID(apply(rule));
            }
            for (const RollupDefinition& rollup : rollupDefinitions()) {
                CBOARD_TRY_VOID(apply(rollup));
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

        Result<void> apply(const Rule& rule) { return apply(rule.count, rule.sentence); }

        Result<void> apply(const RollupDefinition& rollup)
        {
            return apply(
                fmt::format("WITH wanted AS ({0}), stored AS (SELECT {1} FROM {2})"
                            " SELECT count(*) FROM"
                            " (SELECT * FROM (SELECT * FROM wanted EXCEPT SELECT * FROM stored)"
                            " UNION ALL"
                            " SELECT * FROM (SELECT * FROM stored EXCEPT SELECT * FROM wanted))",
                            rollup.rows, rollup.columns, rollup.table),
                fmt::format("rows of {} differ from the results", rollup.table));
        }

        /// \p count: SQL, how many rows are wrong.
        Result<void> apply(std::string_view count, std::string_view sentence)
        {
            CBOARD_TRY_VOID(m_task.check());
            CBOARD_TRY(const std::int64_t wrong, m_database.scalar(count));
            if (wrong != 0) {
                m_problems.push_back(fmt::format("{} {}", wrong, sentence));
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
