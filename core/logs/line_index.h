// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace cboard::logs {

/// Where the rows of a text begin, one offset for each 64 rows (0.125 bytes a row; 0.375 in texts
/// whose lines have several rows).
///
/// A row is what stands on one line of the screen. A line ends with `\n`; it is more than one row
/// where a `\r` stands inside (a run of them without `\n` behind: progress lines) and where it is
/// longer than MaxRowBytes. Rows of one line share its number, which is that of editors and of
/// grep. `\r\n` and `\r\r\n` are one end. Feed the text in order, in chunks of any size; rows are
/// usable while it grows.
class LineIndex {
public:
    static constexpr std::int64_t RowsPerBlock = 64;
    static constexpr std::size_t MaxRowBytes = 64UL * 1024;

    /// Goes on where the last chunk ended. Cost near that of reading the bytes once.
    void append(std::string_view chunk);
    /// The text is complete: what follows the last line end becomes a row.
    void finish();

    std::int64_t rowCount() const { return m_rowCount; }
    std::uint64_t byteCount() const { return m_bytes; }

    /// Where the block of 64 rows begins that holds \p row; 0 <= row < rowCount().
    std::uint64_t blockBegin(std::int64_t row) const
    {
        return m_blocks[static_cast<std::size_t>(row / RowsPerBlock)];
    }
    /// First row of the last block that begins at or before \p offset.
    std::int64_t blockFirstRow(std::uint64_t offset) const;

    /// 1-based number that search, errors, links and exports use.
    std::int64_t lineNumber(std::int64_t row) const;
    /// True for the second and later rows of a line.
    bool isContinuation(std::int64_t row) const;
    /// First row of the line \p number, clamped to the text; 0 when it is empty.
    std::int64_t rowOfLine(std::int64_t number) const;

    std::size_t memoryBytes() const;

private:
    struct Continuations {
        std::uint64_t rows = 0; ///< Bit i: row i of the block goes on a line.
        std::int64_t before = 0; ///< Such rows in all blocks before.
    };

    void endRow(std::uint64_t end, bool endsLine);
    void endRowAndSplit(std::uint64_t end, bool endsLine);
    void scanBlock(std::uint64_t base, std::uint64_t feeds, std::uint64_t returns);
    void splitLongRow(std::uint64_t upTo);
    void markContinuation();

    std::vector<std::uint64_t> m_blocks;
    /// Parallel to m_blocks up to the last block that has one; empty for most texts.
    std::vector<Continuations> m_continuations;
    std::int64_t m_continuationCount = 0;
    std::int64_t m_rowCount = 0;
    std::uint64_t m_bytes = 0;
    std::uint64_t m_rowBegin = 0; ///< Of the row that has not ended yet.
    bool m_isAfterReturn = false; ///< The chunk ended with `\r`: the next byte decides.
    bool m_rowContinues = false;
};

/// End (behind its line end) of the row that begins at \p begin, by the same rules. \p text must
/// reach the end of the row or of the whole text.
std::size_t rowEnd(std::string_view text, std::size_t begin);

/// Without `\r` and `\n` at its end.
std::string_view withoutLineEnd(std::string_view row);

} // namespace cboard::logs
