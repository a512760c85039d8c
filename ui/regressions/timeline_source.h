// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/engine.h"
#include "ui/regressions/timeline.h"

namespace cboard::ui {

/// Which regressions to show through time.
struct TimelineOrder {
    query::Common common; ///< Without a filter: runs that a filter hides belong to the story.
    query::BranchKey branch;
    std::int64_t lastRevisions = 100;
    std::vector<query::RegressionRow> rows;
    std::vector<query::RevisionRow> revisions; ///< Newest first.
    std::vector<query::LabIncidentRow> labIncidents;
    std::int64_t baseline = 0;
};

/// The histories that hold the first Timeline::MostLanes cells of \p rows: one for the cells of a
/// configuration, board or path, or one for each cell where they are few.
std::vector<query::HistoryRequest> timelineRequests(const TimelineOrder& order);

struct ReadTimeline {
    std::shared_ptr<const TimelineSource> source;
    std::shared_ptr<const Timeline> timeline;
};

/// Reads the histories and lays them out. Blocking: for background jobs.
Result<ReadTimeline> readTimeline(query::Engine& engine, TimelineOrder order,
                                  const TaskContext& task);

/// The same with lines where a test changed, read run by run; null when none did. Blocking.
Result<std::shared_ptr<const Timeline>>
readTestChanges(query::Engine& engine, const TimelineSource& source, const TaskContext& task);

} // namespace cboard::ui
