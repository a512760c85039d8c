// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/logs/row_set.h"

#include <cstdint>
#include <vector>

namespace cboard::logs {

/// Some rows of a log in their order, by position. Rows that follow each other cost nothing; 24
/// bytes for each stretch of them, and where these are many a bit for each row of the log. Between
/// them blank positions may stand, where another log beside has rows that this one lacks (then
/// each stretch has its 24 bytes).
class RowList {
public:
    /// Rows [begin, end), behind all that were appended before.
    void append(std::int64_t begin, std::int64_t end);
    void append(std::int64_t row) { append(row, row + 1); }
    void appendBlank(std::int64_t count);

    std::int64_t size() const { return m_size; }
    /// -1 for a blank position; 0 <= position < size().
    std::int64_t rowAt(std::int64_t position) const;
    /// Position of the row, else of the next row that is in the list, else size().
    std::int64_t positionOf(std::int64_t row) const;
    bool contains(std::int64_t row) const;
    /// The row at the position; for a blank one the next row, or the one before, with that of the
    /// other side where there is none. -1 for a list of blanks.
    std::int64_t rowNear(std::int64_t position, bool isForward) const;

    std::size_t memoryBytes() const;

private:
    struct Run {
        std::int64_t position = 0;
        std::int64_t row = 0; ///< Of a blank run: the one behind all before.
        bool isBlank = false;
    };
    std::int64_t endOf(std::size_t run) const; ///< Position behind it.
    void appendRun(const Run& run);
    void takeIntoSet(std::int64_t begin, std::int64_t end);
    void leaveSet();

    std::vector<Run> m_runs; ///< Empty while m_set holds the rows.
    RowSet m_set; ///< Rows of many stretches without blanks between them.
    bool m_hasBlanks = false;
    std::int64_t m_size = 0;
    std::int64_t m_nextRow = 0; ///< Behind the last row.
};

} // namespace cboard::logs
