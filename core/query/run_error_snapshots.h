// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/requests.h"
#include "core/query/snapshots.h"

#include <string>
#include <vector>

/// What failing results show.
namespace cboard::query {

struct RunErrorsRequest {
    RecordKind kind = RecordKind::Test; ///< Build or Test; of all.
    std::vector<std::string> ids; ///< External ids, or references of runs.
};

/// The signature of one result: the error that says most.
struct RunError {
    std::string fingerprint; ///< "f2:" and 32 hex digits; empty: not known.
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
};

} // namespace cboard::query
