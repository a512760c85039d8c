// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/line_index.h"

#include <algorithm>
#include <bit>

namespace cboard::logs {

namespace {

    constexpr std::size_t WordRows = 64;

    bool isEnd(char c)
    {
        return c == '\n' || c == '\r';
    }

    std::size_t wordsFor(std::size_t rows)
    {
        return (rows + WordRows - 1) / WordRows;
    }

} // namespace

LineIndex LineIndex::ofFixedRows(std::size_t rowBytes, std::uint64_t bytes)
{
    LineIndex index;
    index.m_fixedRowBytes = rowBytes;
    index.m_now.bytes = bytes;
    index.m_now.rowCount = static_cast<std::int64_t>((bytes + rowBytes - 1) / rowBytes);
    index.m_isFinished = true;
    return index;
}

LineIndex::RowSpan LineIndex::fixedRowsOfBlocks(std::size_t first, std::size_t last) const
{
    const auto firstRowFrom = [this](std::size_t block) {
        const auto begin = std::uint64_t{block} * RowBlockBytes;
        return std::min(static_cast<std::int64_t>((begin + m_fixedRowBytes - 1) / m_fixedRowBytes),
                        m_now.rowCount);
    };
    const auto beginOf = [this](std::int64_t row) {
        return std::min(static_cast<std::uint64_t>(row) * m_fixedRowBytes, m_now.bytes);
    };
    const std::int64_t row = firstRowFrom(first);
    const std::int64_t behind = firstRowFrom(last);
    return {row, behind - row, beginOf(row), beginOf(behind)};
}

void LineIndex::markContinued(const BlockRows& rows, const std::uint16_t* continued, bool hasSplit)
{
    m_continuations.resize(m_blocks.size() - 1, {m_now.continuedCount, m_continued.size()});
    m_continuations.push_back({m_now.continuedCount, m_continued.size()});
    const std::size_t first = m_continued.size();
    m_continued.resize(first + wordsFor(rows.count + (hasSplit ? 1U : 0U)));
    const auto mark = [this, first](std::size_t row) {
        m_continued[first + row / WordRows] |= 1ULL << (row % WordRows);
    };
    for (std::uint32_t i = 0; i < rows.continuedCount; ++i) {
        mark(continued[i] + (hasSplit ? 1U : 0U));
    }
    if (hasSplit) {
        mark(0);
    }
    m_now.continuedCount += rows.continuedCount + (hasSplit ? 1 : 0);
}

void LineIndex::addBlock(const BlockRows& rows, const std::uint16_t* continued, std::size_t bytes)
{
    m_atLastBlock = m_now;
    const std::uint64_t begin = m_now.bytes;
    const std::uint64_t firstBegin = begin + std::min<std::uint64_t>(rows.firstBegin, bytes);
    // At most one, since a part of a long line is longer than a block.
    const std::uint64_t split = m_now.lastBegin + MaxRowBytes;
    const bool hasSplit = m_now.rowCount > 0 && split < firstBegin;
    m_blocks.push_back({m_now.rowCount,
                        hasSplit ? static_cast<std::uint32_t>(split - begin) : rows.firstBegin,
                        hasSplit});
    if (hasSplit || rows.continuedCount > 0) {
        markContinued(rows, continued, hasSplit);
    }
    m_now.rowCount += rows.count + (hasSplit ? 1 : 0);
    if (rows.count > 0) {
        m_now.lastBegin = begin + rows.lastBegin;
    } else if (hasSplit) {
        m_now.lastBegin = split;
    }
    m_now.bytes += bytes;
}

void LineIndex::add(const PieceRows& piece)
{
    std::size_t left = piece.bytes;
    const std::uint16_t* continued = piece.continued.data();
    for (const BlockRows& rows : piece.blocks) {
        addBlock(rows, continued, std::min(left, RowBlockBytes));
        continued += rows.continuedCount;
        left -= std::min(left, RowBlockBytes);
    }
}

std::uint64_t LineIndex::reopen()
{
    m_isFinished = false;
    if (m_now.bytes % RowBlockBytes == 0) {
        return m_now.bytes;
    }
    m_blocks.pop_back();
    if (m_continuations.size() > m_blocks.size()) {
        m_continued.resize(m_continuations.back().firstWord);
        m_continuations.pop_back();
    }
    m_now = m_atLastBlock;
    return m_now.bytes;
}

std::int64_t LineIndex::rowCount() const
{
    return m_isFinished ? m_now.rowCount : std::max<std::int64_t>(m_now.rowCount - 1, 0);
}

std::uint64_t LineIndex::byteCount() const
{
    return m_isFinished ? m_now.bytes : m_now.lastBegin;
}

std::size_t LineIndex::blockOf(std::int64_t row) const
{
    const auto after = std::upper_bound(
        m_blocks.begin(), m_blocks.end(), row,
        [](std::int64_t wanted, const Block& block) { return wanted < block.rowsBefore; });
    return static_cast<std::size_t>(after - m_blocks.begin()) - 1;
}

std::int64_t LineIndex::rowsBehind(std::size_t block) const
{
    return block + 1 < m_blocks.size() ? m_blocks[block + 1].rowsBefore : m_now.rowCount;
}

LineIndex::RowGroup LineIndex::groupOf(std::int64_t row) const
{
    if (m_fixedRowBytes != 0) {
        const auto fixed = static_cast<std::size_t>(static_cast<std::uint64_t>(row)
                                                    * m_fixedRowBytes / RowBlockBytes);
        const RowSpan span = fixedRowsOfBlocks(fixed, fixed + 1);
        return {span.firstRow, span.begin, span.end};
    }
    std::size_t block = blockOf(row);
    RowGroup group{m_blocks[block].rowsBefore, block * RowBlockBytes + m_blocks[block].firstBegin,
                   byteCount()};
    const std::int64_t behind = rowsBehind(block);
    // The last row may go on through blocks in which none begins.
    for (++block; block < m_blocks.size(); ++block) {
        if (rowsBehind(block) > behind) {
            const std::uint64_t next = block * RowBlockBytes + m_blocks[block].firstBegin;
            group.end = std::min(group.end, next);
            break;
        }
    }
    return group;
}

std::size_t LineIndex::blockCount() const
{
    return m_fixedRowBytes == 0
        ? m_blocks.size()
        : static_cast<std::size_t>((m_now.bytes + RowBlockBytes - 1) / RowBlockBytes);
}

LineIndex::RowSpan LineIndex::rowsOfBlocks(std::size_t first, std::size_t count) const
{
    const std::size_t last = std::min(first + count, blockCount());
    if (first >= last) {
        return {rowCount(), 0, byteCount(), byteCount()};
    }
    if (m_fixedRowBytes != 0) {
        return fixedRowsOfBlocks(first, last);
    }
    RowSpan span{m_blocks[first].rowsBefore, 0, byteCount(), byteCount()};
    const std::int64_t behind = std::min(rowsBehind(last - 1), rowCount());
    span.rowCount = std::max<std::int64_t>(behind - span.firstRow, 0);
    if (span.rowCount > 0) {
        span.begin = groupOf(span.firstRow).begin;
        span.end = behind < rowCount() ? groupOf(behind).begin : byteCount();
    } else {
        span.end = span.begin;
    }
    return span;
}

std::int64_t LineIndex::rowAt(std::size_t block, std::size_t offset, std::uint32_t begins) const
{
    const Block& known = m_blocks[block];
    const bool isBehindSplit = known.hasSplit && known.firstBegin <= offset;
    return known.rowsBefore + begins + (isBehindSplit ? 1 : 0) - 1;
}

std::int64_t LineIndex::lineNumber(std::int64_t row) const
{
    if (m_continuations.empty()) {
        return row + 1;
    }
    const std::size_t block = blockOf(row);
    if (block >= m_continuations.size()) {
        return row + 1 - m_now.continuedCount;
    }
    std::int64_t number = row + 1 - m_continuations[block].before;
    const bool hasBits = m_continuations[block].firstWord
        < (block + 1 < m_continuations.size() ? m_continuations[block + 1].firstWord
                                              : m_continued.size());
    if (!hasBits) {
        return number;
    }
    const auto bit = static_cast<std::size_t>(row - m_blocks[block].rowsBefore);
    const std::uint64_t* const words = &m_continued[m_continuations[block].firstWord];
    for (std::size_t word = 0; word < bit / WordRows; ++word) {
        number -= std::popcount(words[word]);
    }
    return number - std::popcount(words[bit / WordRows] & ~0ULL >> (WordRows - 1 - bit % WordRows));
}

bool LineIndex::isContinuation(std::int64_t row) const
{
    return row > 0 && lineNumber(row) == lineNumber(row - 1);
}

std::int64_t LineIndex::rowOfLine(std::int64_t number) const
{
    std::int64_t low = 0;
    std::int64_t high = std::max<std::int64_t>(rowCount() - 1, 0);
    if (high == 0) {
        return 0;
    }
    number = std::min(number, lineNumber(high));
    while (low < high) {
        const std::int64_t middle = low + (high - low) / 2;
        if (lineNumber(middle) < number) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

std::size_t LineIndex::memoryBytes() const
{
    return m_blocks.capacity() * sizeof(m_blocks[0])
        + m_continuations.capacity() * sizeof(m_continuations[0])
        + m_continued.capacity() * sizeof(m_continued[0]);
}

std::size_t rowEnd(std::string_view text, std::size_t begin)
{
    const std::size_t longest = std::min(text.size(), begin + LineIndex::MaxRowBytes);
    const std::size_t feed = text.substr(0, longest).find('\n', begin);
    const std::size_t end = feed == std::string_view::npos ? longest : feed + 1;
    const std::string_view line = text.substr(0, end);
    for (std::size_t at = line.find('\r', begin); at != std::string_view::npos;
         at = line.find('\r', at + 1)) {
        if (at + 1 == text.size() || !isEnd(text[at + 1])) {
            return at + 1;
        }
    }
    return end;
}

std::string_view withoutLineEnd(std::string_view row)
{
    while (!row.empty() && isEnd(row.back())) {
        row.remove_suffix(1);
    }
    return row;
}

} // namespace cboard::logs
