// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/table_arrangement.h"

/// What becomes of a table when results come in while somebody reads it. Nothing that is on the
/// screen moves by itself:
///
/// * rows that were there keep their order and their groups, with their new content;
/// * rows that are new stand below them, or at the end of their group: in sight and counted, not
///   where they belong;
/// * rows that are no more leave a grey line with their name, so that those below it stay where
///   they are. Not in groups, and not when there are very many of them: there they go.
///
/// When that is the sorted order nothing is to be said of it. Else `isSorted` is false until the
/// user sorts, filters or refreshes.
namespace cboard::ui {

/// Arranges \p rows as \p shown has \p before. Sorts them where less than half of those are left:
/// that is another list. Pure. Cost O(n log n). Errors: Cancelled.
Result<std::shared_ptr<const TableArrangement>>
keepOrder(const TableRows& before, const TableArrangement& shown, const TableRows& rows,
          const TableChoice& choice, const TaskContext& task);

} // namespace cboard::ui
