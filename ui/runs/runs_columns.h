// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/runs/run_facts.h"
#include "ui/widgets/table_rows.h"

#include <memory>

namespace cboard::ui {

/// Columns for what is said; \p before and \p now head those of the sides.
std::shared_ptr<const TableSpec<RunFact>> runFactTable(const QString& before, const QString& now);

} // namespace cboard::ui
