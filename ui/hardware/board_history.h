// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/snapshots.h"
#include "ui/history/cell_history.h"

namespace cboard::ui {

/// The boots of a board through time on the branch of \p revision, in one lab or (empty) in all:
/// what the inspector shows of a board, and `t` opens.
inline query::HistoryRequest boardHistory(const std::string& board,
                                          const query::RevisionRef& revision,
                                          const std::string& lab = {})
{
    query::CellNames cell;
    cell.platform = board;
    cell.lab = lab;
    return historyOf("boot", cell, {revision.tree, revision.branch, revision.repositoryUrl});
}

} // namespace cboard::ui
