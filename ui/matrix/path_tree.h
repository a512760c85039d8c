// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/matrix/row_lines.h"
#include "ui/widgets/path_folding.h"

#include <QStringList>

/// Rows of a matrix as a tree of their paths.
namespace cboard::ui {

/// Rows in the order of the tree, and the groups in which each stands.
struct PathTree {
    std::vector<int> rows; ///< Of the snapshot; what is below a node stands together.
    /// By snapshot row: the nodes above two rows or more, outermost first, as dotted paths.
    std::vector<QStringList> groups;
};

/// \p field of MatrixSnapshot::rowFields holds the paths. With the worst first, nodes and rows of
/// one level stand by the worst below them, then by name. Cost O(n log n).
PathTree pathTree(const query::MatrixSnapshot& matrix, const std::vector<RowFacts>& facts,
                  RowOrder order, std::size_t field);

/// The groups of a tree that \p folding closes, for foldGroups(). Where nothing is new, the rule
/// for what is new opens what fails.
QSet<QString> foldedBy(const MatrixArrangement& arrangement, const PathFolding& folding);

} // namespace cboard::ui
