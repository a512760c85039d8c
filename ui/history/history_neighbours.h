// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/engine.h"
#include "ui/history/history_lanes.h"

#include <array>
#include <memory>

namespace cboard::ui {

/// Lanes of the runs of one snapshot; the plot takes both.
struct NeighbourStrip {
    std::shared_ptr<const query::HistorySnapshot> history; ///< Null where it has no meaning.
    HistoryLanes lanes; ///< At most MostLanes, most fails first.
    int laneCount = 0; ///< All that there are.

    static constexpr int MostLanes = 10;
};

/// What stands near a cell: is it the board, the test or the tree? Without the cell's own runs.
struct HistoryNeighbours {
    enum Kind { Boards, Tests, Trees };
    static constexpr std::size_t KindCount = 3;
    std::array<NeighbourStrip, KindCount> strips; ///< By kind.
};

/// The test (or the boots) on other boards, other tests on the board, the cell on the newest other
/// branches. \p request is that of the cell, \p own its answer, which tells the names that the
/// board has; \p revisions are those of its branch. For a job. Errors as for Engine::history().
Result<std::shared_ptr<const HistoryNeighbours>>
findNeighbours(query::Engine& engine, const query::HistoryRequest& request,
               const query::HistorySnapshot& own, const std::vector<query::RevisionRow>& revisions,
               const TaskContext& task);

} // namespace cboard::ui
