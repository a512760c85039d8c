// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/snapshots.h"
#include "ui/shell/context.h"
#include "ui/widgets/table_rows.h"

namespace cboard::ui {

/// The runs of a cell, one row each.
std::shared_ptr<const TableSpec<query::HistoryRun>> historyTable(const Context& context);

} // namespace cboard::ui
