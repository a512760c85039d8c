// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/view.h"

namespace cboard::ui {

class TableRows;

/// What the inspector shows of a row that is no record: its name, and under the title of each other
/// column what stands there. Nothing outside the rows.
Selection rowSelection(const TableRows* rows, int row);

} // namespace cboard::ui
