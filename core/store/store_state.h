// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace cboard::store {

/// What can be told of a store from outside, whatever its schema.
struct StoreState {
    std::int64_t schemaVersion = 0;
    std::int64_t programVersion = 0; ///< Of the schema that this program reads and writes.
    bool isBeingWritten = false; ///< A program holds the lease now.
    std::string writer; ///< Who holds it or held it last; empty for nobody.
    std::int64_t packFiles = 0;
    std::int64_t packBytes = 0;
    std::int64_t rejects = 0; ///< Refused documents that wait.
    std::int64_t rejectBytes = 0; ///< As they came.
};

/// Reads the file as it is: nothing is created or migrated. Errors: Storage. A program that takes
/// the lease in the very instant that it is looked at can find it taken.
Result<StoreState> stateOfStore(const std::filesystem::path& storeFile);

} // namespace cboard::store
