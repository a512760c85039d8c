// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"
#include "ui/widgets/table_rows.h"

#include <QSet>
#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

/// The order, groups and sums of a table. Pure, so that it can be made on another thread.
namespace cboard::ui {

struct SortColumn {
    QString column; ///< ColumnHead::id.
    bool isDescending = false;
    bool operator==(const SortColumn&) const = default;
};

/// What a user chose for a table; names columns that may not exist, which then mean nothing.
struct TableChoice {
    std::vector<SortColumn> sort; ///< The first counts most; none: the order of the rows.
    QStringList groups; ///< Column ids, outermost first; at most three count.
    QStringList shown; ///< Hidden columns that the user asked for.
    QStringList hidden; ///< Columns that the user took away.
    bool operator==(const TableChoice&) const = default;
};

/// Sums over some rows, by column.
struct TableSums {
    int rows = 0;
    std::vector<StatusCounts> counts; ///< Of status and count columns; else nothing counted.
    std::vector<double> numbers; ///< Of summed columns; else 0.
};

struct TableGroup {
    QString key; ///< Values from the outermost group to this one; to remember what is folded.
    QString text; ///< Value of its column.
    int level = 1;
    int first = 0; ///< Rows [first, end) of `order`.
    int end = 0;
    TableSums sums;
};

/// A row that is no more, whose line stays where it was.
struct GoneLine {
    QString id;
    QString text; ///< Of its first column.
    int before = 0; ///< The place in `order` of the row below it.
};

struct TableArrangement {
    std::vector<int> order; ///< Rows as sorted, or as keepOrder() left them.
    std::vector<TableGroup> groups; ///< Depth first.
    TableSums sums; ///< Of all rows.
    bool isSorted = true; ///< Else keepOrder() knows better places.
    std::vector<bool> late; ///< By row: below those that were there; empty: none is.
    int lateRows = 0;
    std::vector<GoneLine> gone; ///< From the top.
};

/// Sorts and groups. Stable; rows that are equal in all keys stand in the order of their ids.
/// Cost O(n log n). Errors: Cancelled.
Result<std::shared_ptr<const TableArrangement>>
arrangeTable(const TableRows& rows, const TableChoice& choice, const TaskContext& task);

/// Groups and sums for rows in \p order, in which the rows of a group stand together. Cost O(n).
/// Errors: Cancelled.
Result<std::shared_ptr<TableArrangement>> arrangeAs(const TableRows& rows,
                                                    const TableChoice& choice,
                                                    std::vector<int> order,
                                                    const TaskContext& task);

/// One line on the screen: a row, the heading of a group, or what is left of a row that is no more.
struct TableLine {
    int row = -1;
    int group = -1;
    int gone = -1;
};

/// What is seen when the groups with these keys are folded. Cost O(n).
std::vector<TableLine> tableLines(const TableArrangement& arrangement,
                                  const QSet<QString>& foldedKeys);

/// Compares texts as people number things: "rc9" before "rc10", case aside. \returns < 0, 0, > 0.
int compareNaturally(const QString& a, const QString& b);

} // namespace cboard::ui
