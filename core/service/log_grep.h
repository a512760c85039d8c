// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/task_context.h"
#include "core/domain/ids.h"
#include "core/logs/line_search.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace cboard::service {

struct LogGrepRequest {
    /// What to look for, and on how many threads. Its range, direction and wantsLines mean
    /// nothing here.
    logs::SearchRequest search;
    std::size_t mostLinesOfLog = 1000; ///< Further ones are only counted.
};

/// A record, as it is asked for elsewhere.
struct LogRecord {
    RecordKind kind = RecordKind::Test;
    std::string id;
};

/// One stored log with hits.
struct LogGrepHit {
    struct Line {
        std::int64_t number = 0; ///< 1-based.
        std::string text; ///< Bytes as they came; of LAVA lines the message.
    };
    std::vector<LogRecord> owners; ///< All records that share the log.
    std::vector<Line> lines;
    std::int64_t lineCount = 0;
};

struct LogGrepResult {
    std::int64_t logCount = 0; ///< Searched.
    std::int64_t hitCount = 0; ///< Logs with a hit.
    std::int64_t lineCount = 0;
    std::uint64_t bytes = 0; ///< Of the texts searched.
    /// Logs that could not be read, with the reason; the others are searched all the same.
    std::vector<std::string> unreadable;
};

/// Searches all stored logs of a store, those stored last first. Each thread unpacks and searches
/// logs of its own; there is no index to keep.
///
/// \param hit Called from one thread at a time while the search goes on; false ends it.
/// Errors: Invalid for a pattern, Cancelled (within a block of one), Storage.
Result<LogGrepResult> grepLogs(const std::filesystem::path& storeFile,
                               const LogGrepRequest& request,
                               const std::function<bool(const LogGrepHit&)>& hit,
                               const TaskContext& task);

} // namespace cboard::service
