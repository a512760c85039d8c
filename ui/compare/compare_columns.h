// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/ledger_snapshots.h"
#include "ui/widgets/table_rows.h"

namespace cboard::ui {

/// "regression", "no longer tested" ...
QString changeText(query::CellChange change);
QString changeTip(query::CellChange change);

/// Cells of a comparison; a column for each of the \p sides, named A, B ...
std::shared_ptr<const TableSpec<query::CompareRow>>
compareTable(const std::vector<query::RevisionRef>& sides);

/// "A", "B" ...
QString sideLetter(std::size_t side);

} // namespace cboard::ui
