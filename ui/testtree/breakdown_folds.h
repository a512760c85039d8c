// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/test_tree_snapshot.h"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

/// Paths that failed only because a run had broken down share a cause, and are folded behind the
/// path where that began.
namespace cboard::ui {

/// Under which node each one is shown: its own parent, but for leaves all whose fails, errors and
/// misses came, whatever the board, after one and the same other leaf of their group. That one had
/// trouble of its own, so it is not folded itself.
std::vector<std::int32_t> foldedParents(const query::TestTreeSnapshot& snapshot);

/// Runs of the list below a node that only follow from another one in it.
struct FoldedRuns {
    std::unordered_set<std::uint32_t> followers; ///< Places in the snapshot's runs.
    /// How many follow from each that is listed.
    std::unordered_map<std::uint32_t, std::int64_t> countAfter;
};

/// Of each breakdown the first run below \p node stands for those after it. None below a single
/// path: there each run is one of its own.
FoldedRuns foldedRuns(const query::TestTreeSnapshot& snapshot, std::int32_t node);

/// The line of the log that shows why a run broke down in this node; empty when none did.
std::string breakdownCause(const query::TestTreeSnapshot& snapshot, std::int32_t node);

} // namespace cboard::ui
