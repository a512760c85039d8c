// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/line_index.h"

#include <algorithm>
#include <bit>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace cboard::logs {

namespace {

    constexpr std::size_t BlockBytes = 64;

    struct EndMasks {
        std::uint64_t feeds = 0; ///< Bit i: byte i is `\n`.
        std::uint64_t returns = 0; ///< Bit i: byte i is `\r`.
    };

    EndMasks endMasks(const char* bytes)
    {
        EndMasks masks;
#if defined(__SSE2__)
        const __m128i feed = _mm_set1_epi8('\n');
        const __m128i carriageReturn = _mm_set1_epi8('\r');
        for (unsigned i = 0; i < 4; ++i) {
            const __m128i part = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + 16 * i));
            const auto feeds = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(part, feed)));
            const auto returns =
                static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(part, carriageReturn)));
            masks.feeds |= static_cast<std::uint64_t>(feeds) << (16 * i);
            masks.returns |= static_cast<std::uint64_t>(returns) << (16 * i);
        }
#else
        for (unsigned i = 0; i < BlockBytes; ++i) {
            masks.feeds |= static_cast<std::uint64_t>(bytes[i] == '\n') << i;
            masks.returns |= static_cast<std::uint64_t>(bytes[i] == '\r') << i;
        }
#endif
        return masks;
    }

    bool isEnd(char c)
    {
        return c == '\n' || c == '\r';
    }

    /// Offset behind the line end that follows \p begin, or npos.
    std::size_t lineEnd(std::string_view text, std::size_t begin)
    {
        for (std::size_t at = begin; at < text.size();) {
            if (text.size() - at > BlockBytes) {
                const EndMasks masks = endMasks(text.data() + at);
                if ((masks.feeds | masks.returns) == 0) {
                    at += BlockBytes;
                    continue;
                }
                at += static_cast<std::size_t>(std::countr_zero(masks.feeds | masks.returns));
            }
            if (text[at] == '\n') {
                return at + 1;
            }
            if (text[at] == '\r' && (at + 1 == text.size() || !isEnd(text[at + 1]))) {
                return at + 1;
            }
            ++at;
        }
        return std::string_view::npos;
    }

} // namespace

void LineIndex::markContinuation()
{
    const auto block = static_cast<std::size_t>(m_rowCount / RowsPerBlock);
    while (m_continuations.size() <= block) {
        m_continuations.push_back({0, m_continuationCount});
    }
    m_continuations[block].rows |= 1ULL << static_cast<unsigned>(m_rowCount % RowsPerBlock);
    ++m_continuationCount;
}

void LineIndex::endRow(std::uint64_t end, bool endsLine)
{
    if (m_rowCount % RowsPerBlock == 0) {
        m_blocks.push_back(m_rowBegin);
    }
    if (m_rowContinues) {
        markContinuation();
    }
    ++m_rowCount;
    m_rowBegin = end;
    m_rowContinues = !endsLine;
}

void LineIndex::splitLongRow(std::uint64_t upTo)
{
    while (upTo - m_rowBegin > MaxRowBytes) {
        endRow(m_rowBegin + MaxRowBytes, false);
    }
}

void LineIndex::endRowAndSplit(std::uint64_t end, bool endsLine)
{
    splitLongRow(end);
    endRow(end, endsLine);
}

void LineIndex::scanBlock(std::uint64_t base, std::uint64_t feeds, std::uint64_t returns)
{
    // Most blocks hold a line end or two, of which only each 64th is written down.
    std::uint64_t breaks = feeds | returns;
    while (breaks != 0) {
        const auto count = std::popcount(breaks);
        const auto first = static_cast<unsigned>(std::countr_zero(breaks));
        const bool isSlow = returns != 0 || m_rowContinues
            || base + first + 1 - m_rowBegin > MaxRowBytes || m_rowCount % RowsPerBlock == 0
            || m_rowCount % RowsPerBlock + count > RowsPerBlock - 1;
        if (!isSlow) {
            m_rowCount += count;
            m_rowBegin = base + BlockBytes - static_cast<std::uint64_t>(std::countl_zero(breaks));
            return;
        }
        endRowAndSplit(base + first + 1, (feeds >> first & 1U) != 0);
        breaks &= breaks - 1;
    }
}

void LineIndex::append(std::string_view chunk)
{
    if (chunk.empty()) {
        return;
    }
    if (m_isAfterReturn && !isEnd(chunk.front())) {
        endRowAndSplit(m_bytes, false);
    }
    m_isAfterReturn = false;
    std::size_t at = 0;
    // One byte of look-ahead tells whether a `\r` at the end of a block ends a row.
    for (; chunk.size() - at > BlockBytes; at += BlockBytes) {
        const EndMasks masks = endMasks(chunk.data() + at);
        std::uint64_t returns = 0;
        if (masks.returns != 0) {
            const std::uint64_t ends = masks.feeds | masks.returns;
            const std::uint64_t next = static_cast<std::uint64_t>(isEnd(chunk[at + BlockBytes]));
            returns = masks.returns & ~(ends >> 1U | next << 63U);
        }
        scanBlock(m_bytes + at, masks.feeds, returns);
    }
    for (; at < chunk.size(); ++at) {
        if (chunk[at] == '\n') {
            endRowAndSplit(m_bytes + at + 1, true);
        } else if (chunk[at] == '\r') {
            if (at + 1 == chunk.size()) {
                m_isAfterReturn = true;
            } else if (!isEnd(chunk[at + 1])) {
                endRowAndSplit(m_bytes + at + 1, false);
            }
        }
    }
    m_bytes += chunk.size();
    if (!m_isAfterReturn) {
        splitLongRow(m_bytes);
    }
}

void LineIndex::finish()
{
    if (m_rowBegin < m_bytes) {
        endRowAndSplit(m_bytes, true);
    }
    m_isAfterReturn = false;
}

std::int64_t LineIndex::blockFirstRow(std::uint64_t offset) const
{
    const auto after = std::upper_bound(m_blocks.begin(), m_blocks.end(), offset);
    return std::max<std::int64_t>(0, after - m_blocks.begin() - 1) * RowsPerBlock;
}

std::int64_t LineIndex::lineNumber(std::int64_t row) const
{
    const auto block = static_cast<std::size_t>(row / RowsPerBlock);
    if (block >= m_continuations.size()) {
        return row + 1 - m_continuationCount;
    }
    const auto bit = static_cast<unsigned>(row % RowsPerBlock);
    const std::uint64_t upToRow = ~0ULL >> (RowsPerBlock - 1 - bit);
    return row + 1 - m_continuations[block].before
        - std::popcount(m_continuations[block].rows & upToRow);
}

bool LineIndex::isContinuation(std::int64_t row) const
{
    const auto block = static_cast<std::size_t>(row / RowsPerBlock);
    return block < m_continuations.size()
        && (m_continuations[block].rows >> static_cast<unsigned>(row % RowsPerBlock) & 1U) != 0;
}

std::int64_t LineIndex::rowOfLine(std::int64_t number) const
{
    std::int64_t low = 0;
    std::int64_t high = std::max<std::int64_t>(m_rowCount - 1, 0);
    while (low < high) {
        const std::int64_t middle = low + (high - low) / 2;
        if (lineNumber(middle) < number) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    // The last line may have more rows than the one that was found.
    while (low > 0 && isContinuation(low)) {
        --low;
    }
    return low;
}

std::size_t LineIndex::memoryBytes() const
{
    return m_blocks.capacity() * sizeof(m_blocks[0])
        + m_continuations.capacity() * sizeof(m_continuations[0]);
}

std::size_t rowEnd(std::string_view text, std::size_t begin)
{
    const std::size_t longest = std::min(text.size(), begin + LineIndex::MaxRowBytes);
    // One byte more than the longest row, so that a `\r` at its end is judged by what follows.
    const std::size_t end = lineEnd(text.substr(0, std::min(text.size(), longest + 1)), begin);
    return std::min(end, longest);
}

std::string_view withoutLineEnd(std::string_view row)
{
    while (!row.empty() && isEnd(row.back())) {
        row.remove_suffix(1);
    }
    return row;
}

} // namespace cboard::logs
