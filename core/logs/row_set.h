// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace cboard::logs {

/// Some rows of a log: a bit for each row up to the last of them, so that matches on all of 100
/// million rows take 14 MB.
class RowSet {
public:
    /// Room for that many rows of a log: growing would take three times the memory for a moment.
    void reserve(std::int64_t rows);
    /// Behind all that were appended before; the last of them again changes nothing.
    void append(std::int64_t row);
    void add(const RowSet& others); ///< Wherever they are.

    std::int64_t size() const { return m_size; }
    bool isEmpty() const { return m_size == 0; }
    bool contains(std::int64_t row) const;
    std::int64_t countBefore(std::int64_t row) const;
    std::int64_t at(std::int64_t number) const; ///< 0 <= number < size(), ascending.
    /// The first at \p row or behind; -1 when there is none.
    std::int64_t firstFrom(std::int64_t row) const;

    std::size_t memoryBytes() const;

private:
    std::vector<std::uint64_t> m_words;
    std::vector<std::int64_t> m_before; ///< Of each GroupWords words: rows in all before.
    std::int64_t m_size = 0;
};

} // namespace cboard::logs
