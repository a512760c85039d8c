// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/logs/diff/sequence_diff.h"
#include "core/logs/log_text.h"
#include "core/logs/row_list.h"

#include <vector>

namespace cboard::logs {

/// Two logs side by side: position for position, with blanks where only the other has rows.
struct AlignedRows {
    struct Difference {
        std::int64_t position = 0; ///< The first, in both lists.
        RowRange rowsA;
        RowRange rowsB;
    };
    RowList a;
    RowList b; ///< As long as a.
    std::vector<Difference> differences; ///< Ascending.
    /// Equal rows that are left out: the first row of each stands in the list. As many for both.
    std::vector<RowRange> foldedA;
    std::vector<RowRange> foldedB;
};

/// \param hunks Of diffLogs(): lines from 0; none puts the logs beside each other as they are.
/// \param context Equal rows shown around each difference; negative: all.
AlignedRows alignRows(const LogText& a, const LogText& b, const std::vector<DiffHunk>& hunks,
                      std::int64_t context);

} // namespace cboard::logs
