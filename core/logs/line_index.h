// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/logs/row_scan.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace cboard::logs {

/// Where the rows of a text begin: for each 16 kB of text how many rows begin before it and where
/// its first one does (0.05 bytes for a line of 50 bytes, and never more than 0.001 bytes for a
/// byte of text; in texts whose lines have several rows a bit for each row besides).
///
/// A row is what stands on one line of the screen. A line ends with `\n`; it is more than one row
/// where a `\r` stands inside (a run of them without `\n` behind: progress lines) and where it is
/// longer than MaxRowBytes. Rows of one line share its number, which is that of editors and of
/// grep. `\r\n` and `\r\r\n` are one end. Add the pieces of the text in order; rows are usable
/// while it grows.
class LineIndex {
public:
    static constexpr std::size_t MaxRowBytes = 64UL * 1024;

    /// Of a text whose rows, the last one apart, have \p rowBytes bytes each, at most
    /// RowBlockBytes, with a `\n` at their end and no other line end: nothing has to be read, and
    /// nothing is kept.
    static LineIndex ofFixedRows(std::size_t rowBytes, std::uint64_t bytes);

    /// Goes on where the last piece ended, which must be a multiple of RowBlockBytes.
    void add(const PieceRows& piece);
    /// The text is complete: its last row ends where the text does.
    void finish() { m_isFinished = true; }
    /// Forgets what stands behind the last multiple of RowBlockBytes, so that a text that grew can
    /// be scanned on from there. \returns that place.
    std::uint64_t reopen();

    /// Rows that have ended.
    std::int64_t rowCount() const;
    std::uint64_t byteCount() const; ///< Of those rows.

    /// Rows that are found together: all that begin in one block.
    struct RowGroup {
        std::int64_t firstRow = 0;
        std::uint64_t begin = 0; ///< Of the first row.
        std::uint64_t end = 0; ///< Behind the last row.
    };
    /// The group that holds \p row; 0 <= row < rowCount().
    RowGroup groupOf(std::int64_t row) const;

    std::size_t blockCount() const;
    /// Rows that begin in some blocks of RowBlockBytes.
    struct RowSpan {
        std::int64_t firstRow = 0;
        std::int64_t rowCount = 0;
        std::uint64_t begin = 0; ///< Of the first row.
        std::uint64_t end = 0; ///< Behind the last row.
    };
    RowSpan rowsOfBlocks(std::size_t first, std::size_t count) const;

    /// The row that holds the byte at \p offset of \p block, of which \p begins rows begin in the
    /// block at or before it as RowBlockScan counts them.
    std::int64_t rowAt(std::size_t block, std::size_t offset, std::uint32_t begins) const;

    /// 1-based number that search, errors, links and exports use.
    std::int64_t lineNumber(std::int64_t row) const;
    /// True for the second and later rows of a line.
    bool isContinuation(std::int64_t row) const;
    /// First row of the line \p number, clamped to the text; 0 when it is empty.
    std::int64_t rowOfLine(std::int64_t number) const;

    std::size_t memoryBytes() const;

private:
    struct Block {
        std::int64_t rowsBefore = 0;
        std::uint32_t firstBegin = 0; ///< RowBlockBytes when no row begins here.
        bool hasSplit = false; ///< That first row is a part of a long line.
    };
    /// What is known where a block begins.
    struct Position {
        std::uint64_t bytes = 0;
        std::int64_t rowCount = 0; ///< Rows that have begun.
        std::uint64_t lastBegin = 0;
        std::int64_t continuedCount = 0;
    };
    /// The rows of a block that go on a line.
    struct Continuations {
        std::int64_t before = 0; ///< Such rows in all blocks before.
        std::size_t firstWord = 0; ///< In m_continued; a bit for each row of the block.
    };

    /// Those of ofFixedRows() that begin in blocks [first, last).
    RowSpan fixedRowsOfBlocks(std::size_t first, std::size_t last) const;
    std::size_t blockOf(std::int64_t row) const;
    std::int64_t rowsBehind(std::size_t block) const; ///< Rows that begin up to its end.
    void addBlock(const BlockRows& rows, const std::uint16_t* continued, std::size_t bytes);
    void markContinued(const BlockRows& rows, const std::uint16_t* continued, bool hasSplit);

    std::vector<Block> m_blocks;
    /// Parallel to m_blocks up to the last block that has one; empty for most texts.
    std::vector<Continuations> m_continuations;
    std::vector<std::uint64_t> m_continued;
    Position m_now;
    Position m_atLastBlock;
    bool m_isFinished = false;
    std::size_t m_fixedRowBytes = 0; ///< Of ofFixedRows(); 0: the blocks say where rows begin.
};

/// End (behind its line end) of the row that begins at \p begin, by the same rules. \p text must
/// reach the end of the row or of the whole text.
std::size_t rowEnd(std::string_view text, std::size_t begin);

/// Without `\r` and `\n` at its end.
std::string_view withoutLineEnd(std::string_view row);

} // namespace cboard::logs
