// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/ledger_snapshots.h"
#include "core/query/snapshots.h"
#include "ui/history/run_tests.h"

#include <QString>

#include <memory>
#include <vector>

/// Regressions through time, as lanes of marks over the revisions of a branch. Pure; made in the
/// job that fetched the histories.
namespace cboard::ui {

/// The runs of one cell at one revision.
struct TimelineMark {
    int column = 0; ///< Index into Timeline::revisions.
    StatusClass status = StatusClass::None; ///< Worst of the runs.
    query::CellMarks marks = 0; ///< Mixed when the runs disagree.
    QString run; ///< The worst, newest; good for RecordRequest and LogRequest.
    bool hasLog = false;
    int runCount = 1;
};

/// Where the test of a cell is another than the one that ran before.
struct TimelineChange {
    int column = 0; ///< Of the first run of the new one.
    QString text; ///< "a → b".
};

/// One cell. Columns are -1 where the revision is not among those shown.
struct TimelineLane {
    QString name; ///< What tells it from the other lanes of its group.
    int group = 0;
    query::CellNames cell;
    std::vector<TimelineMark> marks; ///< By column; a revision without one is a gap.
    std::vector<int> illColumns; ///< Where its lab was ill, ascending.
    std::vector<TimelineChange> changes; ///< By column.
    int lastGood = -1;
    int firstBad = -1;
    int fixedIn = -1;

    /// Null in a gap.
    const TimelineMark* markAt(int column) const;
    /// The mark nearest to \p column that is newer (\p step 1) or older (-1); null at the end.
    const TimelineMark* markBeside(int column, int step) const;
    /// The first failing run; else the newest mark; null for an empty lane.
    const TimelineMark* firstToRead() const;
};

/// One regression of the ledger.
struct TimelineGroup {
    QString title;
    std::string kind; ///< "build", "boot", "test".
};

struct Timeline {
    std::vector<query::RevisionRef> revisions; ///< Oldest first.
    std::vector<TimelineGroup> groups;
    std::vector<TimelineLane> lanes; ///< By group, then by name.
    int baseline = -1; ///< Column.
    std::size_t hiddenLanes = 0; ///< Cells beyond MostLanes.

    static constexpr std::size_t MostLanes = 200;
};

/// What a timeline is made of.
struct TimelineSource {
    std::vector<query::RegressionRow> rows;
    std::vector<query::RevisionRow> revisions; ///< Newest first, as engines give them.
    /// Of the cells of the rows, in any number and order; other runs in them are left out.
    std::vector<std::shared_ptr<const query::HistorySnapshot>> histories;
    std::vector<query::LabIncidentRow> labIncidents;
    std::int64_t baseline = 0; ///< Revision; 0 for none.
    RunTestsPtr tests{}; ///< Of the runs; null until they are read.
};

Timeline makeTimeline(const TimelineSource& source);

/// The runs of tests that its lanes hold, newest first.
std::vector<query::HistoryRun> timelineRuns(const TimelineSource& source);

} // namespace cboard::ui
