// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/query/engine.h"
#include "core/query/test_tree_snapshot.h"

#include <cstdint>
#include <memory>

/// Tests that a revision does not run any more.
namespace cboard::ui {

/// Of \p before only the paths, with their runs, that \p now lacks, and what is above them. Its
/// revision is that of \p before; the sums count what is left. \p now must not be filtered.
query::TestTreeSnapshot disappearedTests(const query::TestTreeSnapshot& now,
                                         const query::TestTreeSnapshot& before);

/// What the baseline, else the revision before, ran of what the filter chooses. Null where there is
/// none, and while \p now, which must not be filtered, is not complete: more may come. Blocking.
Result<std::shared_ptr<const query::TestTreeSnapshot>>
readTestsBefore(query::Engine& engine, const query::BranchKey& branch,
                const query::TestTreeSnapshot& now, const query::Common& common,
                const TaskContext& task);

/// How many paths have runs of their own.
std::int64_t pathCount(const query::TestTreeSnapshot& tree);

} // namespace cboard::ui
