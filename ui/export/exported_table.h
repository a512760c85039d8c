// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/view.h"

namespace cboard::ui {

/// The view's table, led by the facts that a reader of the file needs: tree, branch, revision,
/// filter, age of the data. Empty for a view without a table.
TableSource exportedTable(const View& view);

} // namespace cboard::ui
