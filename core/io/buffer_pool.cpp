// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/io/buffer_pool.h"

#include <algorithm>
#include <bit>

namespace cboard::io {

namespace {
    /// A buffer may be this many times larger than what was asked for.
    constexpr std::size_t MaxWaste = 4;
} // namespace

std::shared_ptr<BufferPool> BufferPool::create(std::size_t keptBytes)
{
    return std::shared_ptr<BufferPool>(new BufferPool(keptBytes));
}

std::shared_ptr<char[]> BufferPool::take(std::size_t bytes, std::size_t& capacity)
{
    const std::size_t wanted = std::max(bytes, SmallestBytes);
    std::unique_ptr<char[]> memory;
    {
        const std::lock_guard lock(m_mutex);
        const auto fits = std::find_if(m_kept.begin(), m_kept.end(), [wanted](const Kept& kept) {
            return kept.capacity >= wanted && kept.capacity / MaxWaste <= wanted;
        });
        if (fits != m_kept.end()) {
            memory = std::move(fits->memory);
            capacity = fits->capacity;
            m_held -= fits->capacity;
            m_kept.erase(fits);
        }
    }
    if (!memory) {
        // Up to 1 MB in powers of two, so that buffers fit again; larger ones as asked.
        capacity = wanted <= (1UL << 20) ? std::bit_ceil(wanted) : wanted;
        memory.reset(new char[capacity]);
    }
    return {memory.release(), [pool = weak_from_this(), size = capacity](char* place) {
                std::unique_ptr<char[]> owned(place);
                if (const auto alive = pool.lock()) {
                    alive->giveBack(std::move(owned), size);
                }
            }};
}

void BufferPool::giveBack(std::unique_ptr<char[]> memory, std::size_t capacity)
{
    const std::lock_guard lock(m_mutex);
    if (m_held + capacity <= m_keptBytes) {
        m_held += capacity;
        m_kept.push_back({std::move(memory), capacity});
    }
}

} // namespace cboard::io
