// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

namespace cboard::io {

/// Memory for whole documents, taken again and again: fresh pages cost as much as parsing what
/// is read into them. Thread-safe; buffers may be given back from any thread and outlive the pool.
class BufferPool : public std::enable_shared_from_this<BufferPool> {
public:
    /// No buffer is smaller.
    static constexpr std::size_t SmallestBytes = 64UL * 1024;

    static std::shared_ptr<BufferPool> create(std::size_t keptBytes = 32UL << 20);

    /// At least \p bytes, not initialised. `capacity` is set to what there is.
    std::shared_ptr<char[]> take(std::size_t bytes, std::size_t& capacity);

private:
    struct Kept {
        std::unique_ptr<char[]> memory;
        std::size_t capacity = 0;
    };

    explicit BufferPool(std::size_t keptBytes)
        : m_keptBytes(keptBytes)
    {
    }
    void giveBack(std::unique_ptr<char[]> memory, std::size_t capacity);

    const std::size_t m_keptBytes;
    std::mutex m_mutex;
    std::vector<Kept> m_kept; // guarded by m_mutex
    std::size_t m_held = 0; // guarded by m_mutex
};

} // namespace cboard::io
