// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/writer/rollup_definitions.h"

#include "core/store/rows/dictionary.h"
#include "core/store/sqlite/database.h"

#include <fmt/format.h>

#include <array>

namespace cboard::store {

namespace {

    constexpr std::array<RollupDefinition, 4> Definitions = {{
        {"rollup_checkout", "checkout, kind, status, count",
         "SELECT checkout, kind, status, count(*) FROM ("
         "  SELECT checkout, 0 AS kind, coalesce(status, 6) AS status FROM build"
         "  WHERE is_placeholder = 0 AND substr(ext_id, 1, 14) <> 'maestro:dummy_'/*scope*/"
         "  UNION ALL SELECT build.checkout, path_kind.kind, coalesce(test.status, 6)"
         "  FROM test JOIN build ON build.id = test.build"
         "  JOIN path_kind ON path_kind.id = test.path WHERE true/*scope*/) GROUP BY 1, 2, 3"},
        {"rollup_platform", "checkout, kind, platform, lab, build, status, count, sample",
         "SELECT build.checkout, path_kind.kind, test.platform, job.lab, test.build,"
         "  coalesce(test.status, 6), count(*), max(test.key) FROM test"
         "  JOIN build ON build.id = test.build JOIN path_kind ON path_kind.id = test.path"
         "  JOIN job ON job.id = test.job WHERE true/*scope*/ GROUP BY 1, 2, 3, 4, 5, 6"},
        {"rollup_suite", "checkout, suite, platform, status, count",
         "SELECT build.checkout, path_kind.suite, test.platform, coalesce(test.status, 6),"
         "  count(*) FROM test"
         "  JOIN build ON build.id = test.build JOIN path_kind ON path_kind.id = test.path"
         "  WHERE path_kind.kind = 2/*scope*/ GROUP BY 1, 2, 3, 4"},
        {"unfinished", "checkout, kind, build, key, path, platform, lab, start",
         "SELECT build.checkout, path_kind.kind, test.build, test.key, test.path,"
         "  test.platform, job.lab, job.start + test.start FROM test"
         "  JOIN build ON build.id = test.build JOIN path_kind ON path_kind.id = test.path"
         "  JOIN job ON job.id = test.job WHERE test.status IS NULL/*scope*/"
         "  UNION ALL SELECT checkout, 0, id, 0, 0, 0, lab, start FROM build"
         "  WHERE is_placeholder = 0 AND status IS NULL"
         "  AND substr(ext_id, 1, 14) <> 'maestro:dummy_'/*scope*/"},
    }};

} // namespace

std::span<const RollupDefinition> rollupDefinitions()
{
    return Definitions;
}

Result<void> makePathKinds(Database& database)
{
    Dictionary names;
    CBOARD_TRY_VOID(names.refresh(database));
    CBOARD_TRY_VOID(database.execute(
        "CREATE TEMP TABLE IF NOT EXISTS path_kind (id INTEGER PRIMARY KEY, kind, suite);"
        "DELETE FROM path_kind"));
    CBOARD_TRY(auto row, database.prepare("INSERT INTO path_kind VALUES (?1, ?2, ?3)"));
    for (std::int64_t id = 0; id < names.pathCount(); ++id) {
        const PathNode& node = names.path(id);
        CBOARD_TRY_VOID(row.bindAll(id, node.isBoot ? 1 : 2, node.suite).run());
    }
    return {};
}

Result<void> rebuildRollups(Database& database, const TaskContext& task)
{
    CBOARD_TRY_VOID(makePathKinds(database));
    for (const RollupDefinition& rollup : Definitions) {
        CBOARD_TRY_VOID(task.check());
        CBOARD_TRY_VOID(database.execute(fmt::format("DELETE FROM {0}; INSERT INTO {0} ({1}) {2}",
                                                     rollup.table, rollup.columns, rollup.rows)));
    }
    return {};
}

Result<void> rebuildRollupsOf(Database& database, std::int64_t checkout)
{
    for (const RollupDefinition& rollup : Definitions) {
        std::string rows(rollup.rows);
        for (std::size_t at = rows.find(RollupScope); at != std::string::npos;
             at = rows.find(RollupScope, at)) {
            rows.replace(at, RollupScope.size(), " AND build.checkout = ?1");
        }
        CBOARD_TRY(
            auto remove,
            database.prepare(fmt::format("DELETE FROM {} WHERE checkout = ?1", rollup.table)));
        CBOARD_TRY_VOID(remove.bind(1, checkout).run());
        CBOARD_TRY(auto insert,
                   database.prepare(
                       fmt::format("INSERT INTO {} ({}) {}", rollup.table, rollup.columns, rows)));
        CBOARD_TRY_VOID(insert.bind(1, checkout).run());
    }
    return {};
}

} // namespace cboard::store
