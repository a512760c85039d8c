// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/store_opening.h"

#include "core/store/lease.h"
#include "core/store/sqlite/database.h"
#include "core/store/sqlite/migrations.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <vector>

namespace cboard::store {

namespace {

    /// "CBRD": tells our files from other SQLite databases.
    constexpr std::int64_t ApplicationId = 0x43425244;

    /// What each table has, "test.status INTEGER"; a changed comment in a migration changes
    /// nothing.
    Result<std::set<std::string>> columnsOf(Database& database)
    {
        CBOARD_TRY(
            auto rows,
            database.prepare("SELECT tables.name || '.' || columns.name || ' ' || columns.type"
                             " FROM sqlite_schema AS tables,"
                             " pragma_table_info(tables.name) AS columns"
                             " WHERE tables.type = 'table'"
                             " AND tables.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"));
        std::set<std::string> columns;
        while (true) {
            CBOARD_TRY(const bool hasRow, rows.step());
            if (!hasRow) {
                return columns;
            }
            columns.emplace(rows.text(0));
        }
    }

    /// Whether the tables are those that the first `version` migrations make. They are not when a
    /// program made the store before the first release fixed what these migrations are.
    Result<void> checkTables(Database& database, std::span<const std::string_view> texts,
                             std::int64_t version)
    {
        CBOARD_TRY(auto fresh, Database::open(":memory:", Database::Mode::Create));
        CBOARD_TRY_VOID(migrate(*fresh, texts.first(static_cast<std::size_t>(version))));
        CBOARD_TRY(const auto wanted, columnsOf(*fresh));
        CBOARD_TRY(const auto found, columnsOf(database));
        std::vector<std::string> differing;
        std::ranges::set_symmetric_difference(wanted, found, std::back_inserter(differing));
        if (differing.empty()) {
            return {};
        }
        const std::string& column = differing.front();
        return fail(ErrorKind::Unsupported,
                    fmt::format("the store {} was made by another, incompatible version of this "
                                "program (it has {} column {}): use that version, or ingest the "
                                "results again into a new store",
                                database.file().string(), wanted.contains(column) ? "no" : "a",
                                column.substr(0, column.find(' '))));
    }

    Result<std::int64_t> versionOfStore(Database& database, std::span<const std::string_view> texts)
    {
        CBOARD_TRY(const std::int64_t application, database.scalar("PRAGMA application_id"));
        CBOARD_TRY(const std::int64_t version, versionOf(database));
        CBOARD_TRY(const std::int64_t tables,
                   database.scalar("SELECT count(*) FROM sqlite_schema"));
        if (tables > 0 && application != ApplicationId) {
            return fail(ErrorKind::Storage,
                        fmt::format("{} is not a store", database.file().string()));
        }
        const auto known = static_cast<std::int64_t>(texts.size());
        if (version > known) {
            return fail(ErrorKind::Unsupported,
                        fmt::format("the store {} has schema version {}, this program knows {}: "
                                    "use a newer program",
                                    database.file().string(), version, known));
        }
        if (version > 0) {
            CBOARD_TRY_VOID(checkTables(database, texts, version));
        }
        return version;
    }

    Result<void> keepCopy(Database& database, std::int64_t version)
    {
        const std::string copy = fmt::format("{}.v{}.backup", database.file().string(), version);
        std::error_code ignored; // Of an earlier try that did not get to its end.
        std::filesystem::remove(copy, ignored);
        CBOARD_TRY(auto vacuum, database.prepare("VACUUM INTO ?1"));
        return vacuum.bind(1, std::string_view(copy)).run();
    }

} // namespace

Result<void> prepareStoreFile(const std::filesystem::path& file, bool mayCreate,
                              std::span<const std::string_view> texts, OldFile oldFile)
{
    std::error_code ignored;
    const bool exists = std::filesystem::exists(file, ignored);
    if (!exists && !mayCreate) {
        return fail(ErrorKind::NotFound, fmt::format("there is no store {}", file.string()));
    }
    if (!exists && file.has_parent_path()) {
        std::filesystem::create_directories(file.parent_path(), ignored);
    }
    CBOARD_TRY(auto database, Database::open(file, Database::Mode::Create));
    CBOARD_TRY(const std::int64_t version, versionOfStore(*database, texts));
    if (version == static_cast<std::int64_t>(texts.size())) {
        return {};
    }
    CBOARD_TRY(const auto lock, Lease::lockFile(file, version == 0 ? "" : leaseHolder(*database)));
    if (version == 0) {
        CBOARD_TRY_VOID(
            database->execute(fmt::format("PRAGMA page_size = 4096; PRAGMA application_id = {};"
                                          "PRAGMA journal_mode = WAL;",
                                          ApplicationId)));
    } else if (oldFile == OldFile::IsCopied) {
        CBOARD_TRY_VOID(keepCopy(*database, version));
    }
    return migrate(*database, texts);
}

Result<void> checkStoreFile(const std::filesystem::path& file,
                            std::span<const std::string_view> texts)
{
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) {
        return fail(ErrorKind::NotFound, fmt::format("there is no store {}", file.string()));
    }
    CBOARD_TRY(auto database, Database::open(file, Database::Mode::ReadOnly));
    CBOARD_TRY(const std::int64_t version, versionOfStore(*database, texts));
    if (version < static_cast<std::int64_t>(texts.size())) {
        return fail(ErrorKind::Unsupported,
                    fmt::format("the store {} has schema version {} of {}: open it once for "
                                "writing to bring it up to date",
                                file.string(), version, texts.size()));
    }
    return {};
}

} // namespace cboard::store
