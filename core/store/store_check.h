// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"

#include <string>
#include <vector>

namespace cboard::store {

class Database;

/// Looks at all of the database and its packs. \returns one sentence per problem.
Result<std::vector<std::string>> checkStore(Database& database, const TaskContext& task);

} // namespace cboard::store
