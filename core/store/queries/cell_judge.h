// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/analysis/verdict.h"
#include "core/store/revisions/cell_runs.h"
#include "core/store/revisions/outcome_reader.h"

#include <functional>
#include <vector>

namespace cboard::store {

/// A run of a history, and how it stands there.
struct JudgedRun {
    const CellRun* run = nullptr;
    std::size_t revision = 0; ///< Place among those that were looked at.
    CellKey cell;
    StatusClass status = StatusClass::None;
    query::CellMarks marks = 0;
};

/// Sets the marks of all runs, judged by each other alone: what a history does not show is not
/// known to it. \p revisions are all that were looked at, newest first; \p runs newest revision
/// first. \p isWholeHistory: from the first stored revision on.
Result<void> judgeRuns(const QueryContext& context, OutcomeReader& reader,
                       const query::Common& common, const std::vector<RevisionPtr>& revisions,
                       bool isWholeHistory, std::vector<JudgedRun>& runs);

/// The revision at a place of a track.
using RevisionAt = std::function<const RevisionEntry&(std::int32_t place)>;

/// The numbers of a cell's track, which was followed by the same limits.
query::Flakiness flakinessOf(const analysis::CellTrack& track, const query::FlakyLimits& limits,
                             const RevisionAt& revisionAt);

/// The numbers of the runs, as one history; by the limits of the newest run's cell.
query::Flakiness flakinessOf(const QueryContext& context, const std::vector<RevisionPtr>& revisions,
                             const std::vector<JudgedRun>& runs, const query::Limits& allLimits);

} // namespace cboard::store
