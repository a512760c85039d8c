// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/test_tree_snapshot.h"

#include <cstdint>
#include <string>
#include <vector>

/// Paths that failed only because a run had broken down share a cause, and are folded behind the
/// path where that began.
namespace cboard::ui {

/// Under which node each one is shown: its own parent, but for leaves all whose fails, errors and
/// misses came, whatever the board, after one and the same other leaf of their group. That one had
/// trouble of its own, so it is not folded itself.
std::vector<std::int32_t> foldedParents(const query::TestTreeSnapshot& snapshot);

/// The line of the log that shows why a run broke down in this node; empty when none did.
std::string breakdownCause(const query::TestTreeSnapshot& snapshot, std::int32_t node);

} // namespace cboard::ui
