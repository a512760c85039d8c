// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/find/row_finder.h"

namespace cboard::ui {

class MatrixWidget;

/// Find in what a matrix says in words: its rows by their fixed columns, and behind them the heads
/// of its columns. A match in a row keeps the column of the cursor, one in a head its row.
FindTarget matrixFindTarget(MatrixWidget& matrix);

} // namespace cboard::ui
