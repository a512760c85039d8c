// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace cboard::store {

class Database;

/// The texts of migrations/NNN_*.sql in order; the n-th brings a database from version n - 1 to n.
std::span<const std::string_view> migrationTexts();

/// The same for the file of the user's own data (user_data.h).
std::span<const std::string_view> userMigrationTexts();

/// The same for the file of kept outcomes (queries/outcome_file.h).
std::span<const std::string_view> outcomeMigrationTexts();

/// The same for the file of what logs show (queries/finding_file.h).
std::span<const std::string_view> findingMigrationTexts();

/// The schema version that this program reads and writes.
std::int64_t schemaVersion();

/// The version of an open database: 0 when it is empty.
Result<std::int64_t> versionOf(Database& database);

/// Applies the migrations that are missing, in one transaction. \p texts is migrationTexts() but in
/// tests. Errors: Unsupported when the database is newer than the program.
Result<void> migrate(Database& database, std::span<const std::string_view> texts);

} // namespace cboard::store
