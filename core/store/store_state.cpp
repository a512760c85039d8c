// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/store_state.h"

#include "core/store/lease.h"
#include "core/store/log_packs.h"
#include "core/store/sqlite/database.h"
#include "core/store/sqlite/migrations.h"

namespace cboard::store {

namespace {

    void countPacks(const std::filesystem::path& storeFile, StoreState& state)
    {
        std::error_code error;
        for (const auto& entry :
             std::filesystem::directory_iterator(packFolder(storeFile), error)) {
            const auto bytes = entry.file_size(error);
            if (!error) {
                ++state.packFiles;
                state.packBytes += static_cast<std::int64_t>(bytes);
            }
        }
    }

    Result<void> countRejects(Database& database, StoreState& state)
    {
        CBOARD_TRY(auto rows,
                   database.prepare("SELECT count(*), coalesce(sum(bytes), 0) FROM reject"));
        CBOARD_TRY(const bool hasRow, rows.step());
        state.rejects = hasRow ? rows.integer(0) : 0;
        state.rejectBytes = hasRow ? rows.integer(1) : 0;
        return {};
    }

} // namespace

Result<StoreState> stateOfStore(const std::filesystem::path& storeFile)
{
    CBOARD_TRY(const auto database, Database::open(storeFile, Database::Mode::ReadOnly));
    StoreState state;
    CBOARD_TRY(state.schemaVersion, versionOf(*database));
    state.programVersion = schemaVersion();
    state.writer = leaseHolder(*database);
    state.isBeingWritten = Lease::isHeld(storeFile);
    countPacks(storeFile, state);
    if (state.schemaVersion == state.programVersion) {
        CBOARD_TRY_VOID(countRejects(*database, state));
    }
    return state;
}

} // namespace cboard::store
