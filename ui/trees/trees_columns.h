// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/context.h"
#include "ui/trees/tree_entries.h"
#include "ui/widgets/table_rows.h"

namespace cboard::ui {

/// Fails of boots and tests, and of builds, together.
std::int64_t failCount(const query::ResultCounts& counts);
/// Fails of the shown revision less those of the one before; nothing without one before.
std::optional<std::int64_t> failChange(const query::TreeRow& row);

std::shared_ptr<const TableSpec<TreeEntry>> treesTable(const Context& context);

} // namespace cboard::ui
