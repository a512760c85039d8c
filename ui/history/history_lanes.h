// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/snapshots.h"
#include "ui/history/run_tests.h"

#include <QString>

#include <cstdint>
#include <functional>
#include <vector>

/// Where the runs of a history stand on its strip. Pure; made in the job that fetched them.
namespace cboard::ui {

enum class HistoryScale : std::uint8_t { Revision, Time, Run };

/// The runs of one lane at one column.
struct HistoryMark {
    int column = 0;
    StatusClass status = StatusClass::None; ///< Worst of the runs.
    std::uint16_t marks = 0; ///< As MatrixCell::marks, Mixed when the runs disagree.
    int run = 0; ///< The worst, newest; index into HistorySnapshot::runs.
    int runCount = 1;
};

/// Where the test is another than the one that ran before.
struct HistoryChange {
    int column = 0; ///< Of the first run of the new one.
    QString text; ///< "a → b", of several cells one a line.
};

struct HistoryLane {
    QString name;
    std::vector<HistoryMark> marks; ///< Oldest first.
    std::vector<HistoryChange> changes; ///< Oldest first.
};

struct HistoryColumn {
    double position = 0; ///< 0 the oldest, 1 the newest.
    QString label;
    bool isLandmark = false; ///< A tag: labelled before others.
};

struct HistoryLanes {
    std::vector<HistoryColumn> columns; ///< Oldest first.
    std::vector<HistoryLane> lanes; ///< Most fails first.
};

/// Name of the lane of a run: its lab, its board ...
using LaneOf = std::function<QString(const query::HistoryRun& run)>;

/// \p revisions, newest first, make columns also where the cell did not run: a gap is seen as one.
/// \p tests may be null.
HistoryLanes makeHistoryLanes(const query::HistorySnapshot& history,
                              const std::vector<query::RevisionRow>& revisions, HistoryScale scale,
                              const LaneOf& laneOf, const RunTests* tests = nullptr);

} // namespace cboard::ui
