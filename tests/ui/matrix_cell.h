// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/snapshots.h"

namespace cboard::test {

/// A cell of a matrix with one run.
inline query::MatrixCell matrixCell(int row, int column, StatusClass status,
                                    query::CellMarks marks = 0, const std::string& lab = {})
{
    query::MatrixCell cell;
    cell.row = row;
    cell.column = column;
    cell.status = status;
    cell.marks = marks;
    cell.lab = lab;
    cell.counts[status] = 1;
    return cell;
}

} // namespace cboard::test
