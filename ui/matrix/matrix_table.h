// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/table_export.h"
#include "ui/matrix/arrangement.h"
#include "ui/matrix/cell_numbers.h"

namespace cboard::ui {

/// The matrix as a table: the fixed columns, then one column for each of the matrix with the
/// outcome in words and its number, where one is shown; labs that disagree are named.
TableExport matrixTable(const query::MatrixSnapshot& matrix, const MatrixArrangement& arrangement,
                        const CellNumbers& numbers, const QString& title, const TaskContext& task);

} // namespace cboard::ui
