// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/store_parts.h"

#include "core/store/log_packs.h"
#include "core/store/revisions/query_context.h"
#include "core/store/sqlite/database.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

namespace cboard::store {

namespace {

    namespace fs = std::filesystem;

    /// By the beginning of a table's name; the first that fits.
    constexpr std::array<std::pair<std::string_view, std::string_view>, 17> Kinds = {{
        {"test", "tests"},
        {"excerpt", "excerpts"},
        {"job", "jobs"},
        {"build", "builds"},
        {"checkout", "checkouts"},
        {"revision", "checkouts"},
        {"retired", "checkouts"},
        {"issue", "issues"},
        {"incident", "issues"},
        {"record_version", "versions"},
        {"name", "names"},
        {"path_block", "names"},
        {"document", "documents"},
        {"reject", "documents"},
        {"rollup", "rollups"},
        {"unfinished", "rollups"},
        {"log", "logs"},
    }};

    std::string_view kindOf(std::string_view table)
    {
        const auto kind = std::ranges::find_if(
            Kinds, [table](const auto& one) { return table.starts_with(one.first); });
        const bool isLog = table == "record_log" || table == "waiting_log";
        return isLog ? "logs" : kind == Kinds.end() ? "other" : kind->second;
    }

    std::int64_t fileBytes(const fs::path& file)
    {
        std::error_code failed;
        const auto bytes = fs::file_size(file, failed);
        return failed ? 0 : static_cast<std::int64_t>(bytes);
    }

    std::int64_t folderBytes(const fs::path& folder)
    {
        std::error_code ignored;
        std::int64_t bytes = 0;
        for (const auto& entry : fs::directory_iterator(folder, ignored)) {
            bytes += fileBytes(entry.path());
        }
        return bytes;
    }

    Result<std::map<std::string_view, std::int64_t>> readTables(Database& database)
    {
        CBOARD_TRY(auto rows, database.prepare(R"(
SELECT coalesce(sqlite_master.tbl_name, dbstat.name), sum(pgsize)
FROM dbstat('main', 1) AS dbstat
LEFT JOIN sqlite_master ON sqlite_master.name = dbstat.name
GROUP BY 1)"));
        std::map<std::string_view, std::int64_t> bytes;
        CBOARD_TRY_VOID(forEachRow(rows, [&bytes](const Statement& row) -> Result<void> {
            bytes[kindOf(row.text(0))] += row.integer(1);
            return {};
        }));
        CBOARD_TRY(const std::int64_t pages, database.scalar("PRAGMA freelist_count"));
        CBOARD_TRY(const std::int64_t pageBytes, database.scalar("PRAGMA page_size"));
        bytes["free"] = pages * pageBytes;
        return bytes;
    }

} // namespace

Result<std::vector<StorePart>> readStoreParts(const std::filesystem::path& storeFile,
                                              const TaskContext& task)
{
    CBOARD_TRY(const auto database, Database::open(storeFile, Database::Mode::ReadOnly));
    const CancelScope scope(*database, task);
    CBOARD_TRY(auto transaction, Transaction::begin(*database, Transaction::Kind::Read));
    CBOARD_TRY(const auto tables, readTables(*database));
    std::vector<StorePart> parts;
    for (const auto& [kind, bytes] : tables) {
        parts.push_back({std::string(kind), bytes, true});
    }
    const std::string file = storeFile.string();
    parts.push_back({"packs", folderBytes(packFolder(storeFile)), false});
    parts.push_back({"journal", fileBytes(file + "-wal") + fileBytes(file + "-shm"), false});
    for (const char* name : {"outcomes", "findings", "user"}) {
        parts.push_back({name, fileBytes(file + "." + name), false});
    }
    std::erase_if(parts, [](const StorePart& part) { return part.bytes == 0; });
    std::ranges::stable_sort(parts, std::ranges::greater(), &StorePart::bytes);
    return parts;
}

} // namespace cboard::store
