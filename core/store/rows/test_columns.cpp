// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/rows/test_columns.h"

#include "core/store/sqlite/statement.h"

namespace cboard::store {

std::string testByKey()
{
    return "SELECT " + std::string(TestColumnList) + " FROM test WHERE key = ?1";
}

TestColumns readTestColumns(const Statement& row, int firstColumn)
{
    TestColumns columns;
    int column = firstColumn;
    columns.build = row.integer(column++);
    columns.path = row.integer(column++);
    columns.key = row.integer(column++);
    columns.platform = row.integer(column++);
    columns.job = row.integer(column++);
    columns.status = row.optionalInteger(column++);
    columns.start = row.optionalInteger(column++);
    if (row.isReal(column)) {
        columns.durationReal = row.real(column);
    } else {
        columns.durationInteger = row.optionalInteger(column);
    }
    ++column;
    columns.excerpt = row.optionalInteger(column++);
    columns.document = row.optionalInteger(column++);
    columns.extra = row.blob(column);
    return columns;
}

} // namespace cboard::store
