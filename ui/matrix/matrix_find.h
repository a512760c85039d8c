// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/find/row_finder.h"

#include <memory>
#include <vector>

namespace cboard::ui {

class MatrixWidget;
class SeenMatrix;

/// What was found in a matrix, by its rows and columns; to be painted.
class MatrixMatches {
public:
    MatrixMatches(std::shared_ptr<const SeenMatrix> seen, std::shared_ptr<const FoundRows> found);

    bool hasRow(int row) const;
    bool hasColumn(int column) const;
    /// Of those from \p first to \p last whose cell in that row was found, ascending.
    std::vector<int> columnsIn(int row, int first, int last) const;

private:
    bool hasPlace(int place) const;

    std::shared_ptr<const SeenMatrix> m_seen;
    std::shared_ptr<const FoundRows> m_found;
};

/// Find in what a matrix says in words: headings of groups, rows by their fixed columns, cells by
/// what a screen reader says of them, and behind all rows the heads of the columns. A cell is found
/// by words that are its own, else a board would be found once for each revision. A match in a row
/// keeps the column of the cursor, one in a head its row, one in a heading goes to its first row.
FindTarget matrixFindTarget(MatrixWidget& matrix);

} // namespace cboard::ui
