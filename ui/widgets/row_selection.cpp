// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/row_selection.h"

#include "ui/widgets/table_rows.h"

namespace cboard::ui {

Selection rowSelection(const TableRows* rows, int row)
{
    Selection selection;
    if (rows == nullptr || row < 0 || row >= rows->size()) {
        return selection;
    }
    selection.caption = rows->data(row, 0, Qt::DisplayRole).toString();
    for (int column = 1; column < rows->columnCount(); ++column) {
        const QString value = rows->data(row, column, Qt::DisplayRole).toString();
        if (!value.isEmpty()) { // Two lines of a cell are mostly columns of their own.
            selection.facts << std::pair(rows->head(column).title, value);
        }
    }
    return selection;
}

} // namespace cboard::ui
