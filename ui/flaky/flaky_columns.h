// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/ledger_snapshots.h"
#include "ui/widgets/table_rows.h"

namespace cboard::ui {

/// Cells that alternate, with the numbers that say so.
std::shared_ptr<const TableSpec<query::FlakyCell>> flakyTable();

} // namespace cboard::ui
