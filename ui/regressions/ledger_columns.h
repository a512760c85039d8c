// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/context.h"
#include "ui/regressions/ledger_entries.h"
#include "ui/widgets/table_rows.h"

namespace cboard::ui {

std::shared_ptr<const TableSpec<LedgerEntry>> ledgerTable(const Context& context);

} // namespace cboard::ui
