// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"

#include <cstdint>
#include <span>
#include <string_view>

/// What the roll-ups must be, in terms of the results: to check them and to make them again. The
/// writer keeps the same as changes (rollup_deltas.h).
namespace cboard::store {

class Database;

struct RollupDefinition {
    std::string_view table;
    std::string_view columns;
    /// A SELECT of these columns; reads path_kind. Where it says RollupScope a condition on
    /// build.checkout may stand.
    std::string_view rows;
};

/// A comment to SQL.
constexpr std::string_view RollupScope = "/*scope*/";

std::span<const RollupDefinition> rollupDefinitions();

/// Makes the temporary table path_kind (id, kind, suite) that the definitions read.
Result<void> makePathKinds(Database& database);

/// Replaces the rows of all roll-ups. Within a transaction of the writer.
Result<void> rebuildRollups(Database& database, const TaskContext& task);
/// Those of one checkout, whether it is there or not. The table path_kind must be made.
Result<void> rebuildRollupsOf(Database& database, std::int64_t checkout);

} // namespace cboard::store
