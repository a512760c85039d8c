// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

/// Where rows begin in a piece of a text, found without knowing what stands before it, so that
/// pieces can be scanned on several threads. The rules are those of LineIndex.
namespace cboard::logs {

/// Pieces begin at multiples of it in the text.
constexpr std::size_t RowBlockBytes = 16UL * 1024;

/// The rows that begin in one block.
struct BlockRows {
    std::uint32_t count = 0;
    std::uint32_t firstBegin = 0; ///< Offset in the block; RowBlockBytes when none begins.
    std::uint32_t lastBegin = 0; ///< Same; undefined when none begins.
    std::uint32_t continuedCount = 0; ///< Of the rows, those that go on a line.
};

struct PieceRows {
    std::vector<BlockRows> blocks;
    /// Number in its block of each row that goes on a line; those of all blocks in their order.
    std::vector<std::uint16_t> continued;
    std::size_t bytes = 0;

    void clear();
};

/// One block as masks: bit i of word w stands for byte 64 w + i.
class RowBlockScan {
public:
    /// \param before The byte in front of the block; `\n` at the begin of a text.
    /// \param block At most RowBlockBytes.
    void scan(char before, std::string_view block);

    /// Appends what was found.
    void appendTo(PieceRows& piece) const;
    /// Rows that begin in the block at \p offset or before it.
    std::uint32_t beginsUpTo(std::size_t offset) const;

private:
    static constexpr std::size_t Words = RowBlockBytes / 64;
    std::array<std::uint64_t, Words> m_begins;
    std::array<std::uint64_t, Words> m_continued;
    std::size_t m_words = 0;
    bool m_hasContinued = false;
    BlockRows m_rows;
};

} // namespace cboard::logs
