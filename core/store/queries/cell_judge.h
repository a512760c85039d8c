// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/analysis/verdict.h"
#include "core/store/revisions/outcome_reader.h"

#include <functional>
#include <vector>

namespace cboard::store {

/// A run of a history with the ids of its cell.
struct JudgedRun {
    query::HistoryRun run;
    ResultKind kind = ResultKind::Tests;
    CellKey cell;
    std::int64_t key = 0; ///< test.key, or build.id.
};

/// Sets the marks of all runs, judged by each other alone: what a history does not show is not
/// known to it. \p revisions are all that were looked at, newest first; \p runs newest revision
/// first. \p isWholeHistory: from the first stored revision on.
Result<void> judgeRuns(const QueryContext& context, const query::Common& common,
                       const std::vector<RevisionEntry>& revisions, bool isWholeHistory,
                       std::vector<JudgedRun>& runs);

/// The revision at a place of a track.
using RevisionAt = std::function<const RevisionEntry&(std::int32_t place)>;

/// The numbers of a cell's track, which was followed by the same limits.
query::Flakiness flakinessOf(const analysis::CellTrack& track, const query::FlakyLimits& limits,
                             const RevisionAt& revisionAt);

/// The numbers of the runs, as one history; by the limits of the newest run's cell.
query::Flakiness flakinessOf(const QueryContext& context,
                             const std::vector<RevisionEntry>& revisions,
                             const std::vector<JudgedRun>& runs, const query::Limits& allLimits);

} // namespace cboard::store
