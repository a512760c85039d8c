// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/domain/document.h"
#include "core/domain/ids.h"
#include "core/store/log_packs.h"
#include "core/store/read_pool.h"

#include <cstdint>
#include <string>
#include <vector>

namespace cboard::store {

/// A record that a stored log belongs to, by its row.
struct LogOwner {
    RecordKind kind = RecordKind::Test;
    std::int64_t row = 0;
};

/// A whole log that is stored, with all records that share it (never none).
struct StoredLog {
    LogPlace place;
    LogFormat format = LogFormat::Plain;
    std::vector<LogOwner> owners;
};

/// What logs a store holds; for work that goes through all of them. Thread-safe.
class LogCatalog {
public:
    /// The file must hold the current schema.
    explicit LogCatalog(std::filesystem::path storeFile);

    /// All that some record owns, those stored last first. Errors: Cancelled, Storage.
    Result<std::vector<StoredLog>> logs(const TaskContext& task);

    /// The id of a record as it was submitted. Errors: Cancelled, Storage, NotFound.
    Result<std::string> idOf(const LogOwner& owner, const TaskContext& task);

    /// Errors: as readLog().
    Result<std::string> text(const StoredLog& log, const TaskContext& task = {}) const;

private:
    ReadPool m_pool;
};

} // namespace cboard::store
