// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/common_columns.h"

namespace cboard::ui {

/// A whole number with a dash for nothing, and strong in a colour for others.
template <typename Row, typename Number>
TableColumn<Row> quietCount(ColumnHead columnHead, Number number,
                            std::optional<StatusClass> tone = {})
{
    auto column = numberColumn<Row>(std::move(columnHead), number);
    column.text = [number](const Row& row) {
        return number(row) == 0 ? QStringLiteral("–") : countText(number(row));
    };
    column.tone = [number, tone](const Row& row) { return number(row) == 0 ? std::nullopt : tone; };
    return column;
}

} // namespace cboard::ui
