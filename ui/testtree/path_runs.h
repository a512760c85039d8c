// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/testtree/test_tree_layout.h"
#include "ui/widgets/table_rows.h"

namespace cboard::ui {

/// One run below a path.
struct PathRun {
    std::string path;
    query::TestTreeRun run;
    std::int64_t after = 0; ///< Runs that failed since this one broke down; they are not listed.
};

/// The runs at or below one node, worst first, as a table shows them.
struct PathRuns {
    /// More are not listed; `total` says how many there are.
    static constexpr std::size_t Limit = 2000;

    std::vector<PathRun> rows;
    std::int64_t total = 0;
    std::int64_t folded = 0; ///< Of these: behind the run that broke down.
    bool isLeaf = true; ///< All of one path.
};

std::shared_ptr<const PathRuns> pathRuns(const query::TestTreeSnapshot& snapshot,
                                         std::int32_t node);
/// \p isLeaf: the path, which is the same for all, is hidden.
std::shared_ptr<const TableSpec<PathRun>> pathRunTable(bool isLeaf);

} // namespace cboard::ui
