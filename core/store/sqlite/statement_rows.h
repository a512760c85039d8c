// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/store/sqlite/database.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cboard::store {

/// What \p make does of each row.
template <typename Make>
auto rowsOf(Database& database, const char* sql, Make make,
            const std::optional<std::string_view>& parameter = {})
    -> Result<std::vector<decltype(make(std::declval<const Statement&>()))>>
{
    CBOARD_TRY(auto rows, database.prepare(sql));
    if (parameter) {
        rows.bind(1, *parameter);
    }
    std::vector<decltype(make(rows))> all;
    while (true) {
        CBOARD_TRY(const bool hasRow, rows.step());
        if (!hasRow) {
            return all;
        }
        all.push_back(make(rows));
    }
}

/// Of a row of two texts.
template <typename T>
T pairOf(const Statement& row)
{
    return {std::string(row.text(0)), std::string(row.text(1))};
}

} // namespace cboard::store
