// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/table_export.h"
#include "ui/testtree/test_tree_layout.h"

namespace cboard::ui {

/// What stands in the columns behind the path: counts and the time.
std::vector<QString> testTreeNumbers(const TestTreeLayout& layout, std::int32_t node);

/// The whole tree in the order of the screen, one row a path.
TableExport testTreeTable(const TestTreeLayout& layout, const QString& title,
                          const TaskContext& task);

} // namespace cboard::ui
