// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/result_table.h"
#include "ui/widgets/table_rows.h"

#include <algorithm>

namespace cboard::ui {

/// Moves the cursor to the next row, as they stand on the screen, for which `isWanted(row)` says
/// yes: below it with \p step 1, above it with -1; without a cursor from the first or the last row
/// on. \returns false when there is none.
template <typename IsWanted>
bool goToRow(ResultTable& table, int step, IsWanted&& isWanted)
{
    const auto order = table.shownRows();
    const auto current = std::find(order.begin(), order.end(), table.currentRow());
    const auto count = std::ssize(order);
    const auto start = current != order.end() ? current - order.begin() : step > 0 ? -1 : count;
    for (auto at = start + step; at >= 0 && at < count; at += step) {
        const int row = order[static_cast<std::size_t>(at)];
        if (isWanted(row)) {
            table.setCurrentId(table.rows()->id(row));
            return true;
        }
    }
    return false;
}

} // namespace cboard::ui
