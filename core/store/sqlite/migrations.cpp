// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/sqlite/migrations.h"

#include "core/store/sqlite/database.h"

#include <fmt/format.h>

namespace cboard::store {

std::int64_t schemaVersion()
{
    return static_cast<std::int64_t>(migrationTexts().size());
}

Result<std::int64_t> versionOf(Database& database)
{
    return database.scalar("PRAGMA user_version");
}

Result<void> migrate(Database& database, std::span<const std::string_view> texts)
{
    CBOARD_TRY(auto transaction, Transaction::begin(database, Transaction::Kind::Write));
    // Read under the lock: another process may have migrated meanwhile.
    CBOARD_TRY(const std::int64_t version, versionOf(database));
    const auto wanted = static_cast<std::int64_t>(texts.size());
    if (version > wanted) {
        return fail(ErrorKind::Unsupported,
                    fmt::format("the store {} has schema version {}, this program knows {}: "
                                "use a newer program",
                                database.file().string(), version, wanted));
    }
    for (std::int64_t next = version; next < wanted; ++next) {
        CBOARD_TRY_VOID(database.execute(texts[static_cast<std::size_t>(next)]));
    }
    CBOARD_TRY_VOID(database.execute(fmt::format("PRAGMA user_version = {}", wanted)));
    return transaction.commit();
}

} // namespace cboard::store
