// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace cboard {

/// Memory that lives as long as the document whose records point into it. Blocks grow, nothing
/// is freed one by one, addresses never change.
class Arena {
public:
    Arena() = default;
    Arena(Arena&&) noexcept = default;
    Arena& operator=(Arena&&) noexcept = default;
    Arena(const Arena&) = delete;
    Arena& operator=(const Arena&) = delete;
    ~Arena() = default;

    /// Room for `size` bytes, not initialised.
    char* allocate(std::size_t size);

    /// A copy of `text` that lives as long as the arena.
    std::string_view copy(std::string_view text);

    /// Forgets what was copied and keeps blocks of the usual size for what comes next.
    void clear();

    std::size_t bytesUsed() const { return m_bytesUsed; }

private:
    std::vector<std::unique_ptr<char[]>> m_blocks; ///< Of the usual size.
    std::vector<std::unique_ptr<char[]>> m_largeBlocks; ///< For one text each.
    std::size_t m_nextBlock = 0; ///< The first of m_blocks that is not in use.
    char* m_next = nullptr;
    std::size_t m_left = 0;
    std::size_t m_bytesUsed = 0;
};

} // namespace cboard
