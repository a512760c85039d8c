// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/requests.h"
#include "core/query/snapshots.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What failing results show.
namespace cboard::query {

struct RunErrorsRequest {
    RecordKind kind = RecordKind::Test; ///< Build or Test; of all.
    std::vector<std::string> ids; ///< External ids, or references of runs.
    bool wantsAll = false; ///< Also what else their logs show.
};

/// What the analysis of stored logs found in a text.
struct LogFindings {
    struct Error {
        std::string fingerprint;
        std::string kind;
        std::string title;
        int severity = 0; ///< 0 fatal, 1 critical, 2 error, 3 warning.
        std::int64_t line = 0; ///< 1-based; of the first one.
        std::int64_t count = 0; ///< Times in this text.
    };
    std::string rules; ///< Names the rules, see service::findingRules().
    std::vector<Error> errors; ///< Each fingerprint once, the worst first, at most some dozens.
};

/// The signature of one result: the error that says most.
struct RunError {
    std::string fingerprint; ///< "f3:" and 32 hex digits; empty: not known.
    std::string title; ///< The line of its log.
    /// How far the run came: "early_boot", "suite ltp" ... Empty: not known. May be known where
    /// the error is not.
    std::string stage = {};

    bool isKnown() const { return !fingerprint.empty(); }
};

struct RunErrorsSnapshot {
    SnapshotInfo info;
    /// Parallel to the ids. Unknown where nothing was found, or the log was not read yet.
    std::vector<RunError> errors;
    /// Parallel to them when all is wanted, else empty. Nothing where the text was not looked at.
    std::vector<std::optional<LogFindings>> findings;
};

} // namespace cboard::query
