// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/engine.h"

#include <QString>

#include <cstddef>
#include <optional>
#include <vector>

/// What can stand in for a side of a comparison that has no data: one without any result, or one in
/// which the cell under the cursor was not run. The functions that ask the engine block.
namespace cboard::ui {

/// Of the side's own branch; nothing where none is near.
struct NearestData {
    std::optional<query::RevisionRef> before;
    std::optional<query::RevisionRef> after;

    bool isEmpty() const { return !before && !after; }
};

/// By side; nothing for those that have data.
using NearestSides = std::vector<std::optional<NearestData>>;

/// The nearest revisions that have any result, of each side that has none.
Result<NearestSides> nearestWithResults(query::Engine& engine, const query::Common& common,
                                        const std::vector<query::RevisionRef>& sides,
                                        const TaskContext& task);

/// The nearest revisions in which the cell of \p history ran; that is the whole history of the
/// cell on the branch of \p side.
Result<NearestData> nearestWithCell(query::Engine& engine, const query::Common& common,
                                    const query::RevisionRef& side,
                                    const query::HistorySnapshot& history, const TaskContext& task);

/// The side to which the keys for older and newer revisions give data: the last without any, which
/// is what is asked about. Nothing when all have some.
std::optional<std::size_t> sideToFill(const NearestSides& sides);

} // namespace cboard::ui
