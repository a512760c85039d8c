// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/row_set.h"

#include <algorithm>
#include <bit>

namespace cboard::logs {

namespace {

    constexpr std::size_t WordRows = 64;
    constexpr std::size_t GroupWords = 64;

} // namespace

void RowSet::reserve(std::int64_t rows)
{
    const std::size_t words = static_cast<std::size_t>(rows) / WordRows + 1;
    m_words.reserve(words);
    m_before.reserve(words / GroupWords + 1);
}

void RowSet::append(std::int64_t row)
{
    if (contains(row)) {
        return;
    }
    const auto bit = static_cast<std::size_t>(row);
    const std::size_t word = bit / WordRows;
    if (word >= m_words.size()) {
        m_words.resize(word + 1);
        m_before.resize(word / GroupWords + 1, m_size);
    }
    m_words[word] |= 1ULL << (bit % WordRows);
    ++m_size;
}

void RowSet::add(const RowSet& others)
{
    m_words.resize(std::max(m_words.size(), others.m_words.size()));
    for (std::size_t word = 0; word < others.m_words.size(); ++word) {
        m_words[word] |= others.m_words[word];
    }
    m_before.clear();
    m_size = 0;
    for (std::size_t word = 0; word < m_words.size(); ++word) {
        if (word % GroupWords == 0) {
            m_before.push_back(m_size);
        }
        m_size += std::popcount(m_words[word]);
    }
}

bool RowSet::contains(std::int64_t row) const
{
    const std::size_t word = static_cast<std::size_t>(row) / WordRows;
    return row >= 0 && word < m_words.size()
        && (m_words[word] >> (static_cast<std::size_t>(row) % WordRows) & 1U) != 0;
}

std::int64_t RowSet::countBefore(std::int64_t row) const
{
    const std::size_t bit = static_cast<std::size_t>(std::max<std::int64_t>(row, 0));
    const std::size_t last = bit / WordRows;
    if (last >= m_words.size()) {
        return m_size;
    }
    std::int64_t count = m_before[last / GroupWords];
    for (std::size_t word = last / GroupWords * GroupWords; word < last; ++word) {
        count += std::popcount(m_words[word]);
    }
    return count + std::popcount(m_words[last] & ((1ULL << (bit % WordRows)) - 1));
}

std::int64_t RowSet::at(std::int64_t number) const
{
    const auto group = std::prev(std::ranges::upper_bound(m_before, number));
    std::int64_t left = number - *group;
    std::size_t word = static_cast<std::size_t>(group - m_before.begin()) * GroupWords;
    for (; left >= std::popcount(m_words[word]); ++word) {
        left -= std::popcount(m_words[word]);
    }
    std::uint64_t bits = m_words[word];
    for (; left > 0; --left) {
        bits &= bits - 1;
    }
    return static_cast<std::int64_t>(word * WordRows)
        + static_cast<std::int64_t>(std::countr_zero(bits));
}

std::int64_t RowSet::firstFrom(std::int64_t row) const
{
    const std::int64_t number = countBefore(row);
    return number < m_size ? at(number) : -1;
}

std::size_t RowSet::memoryBytes() const
{
    return m_words.capacity() * sizeof(m_words[0]) + m_before.capacity() * sizeof(m_before[0]);
}

} // namespace cboard::logs
