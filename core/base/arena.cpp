// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/base/arena.h"

#include <algorithm>
#include <cstring>

namespace cboard {

namespace {
    constexpr std::size_t BlockBytes = 64UL * 1024;
}

char* Arena::allocate(std::size_t size)
{
    if (size > m_left) {
        const std::size_t blockBytes = std::max(BlockBytes, size);
        m_blocks.push_back(std::unique_ptr<char[]>(new char[blockBytes]));
        m_next = m_blocks.back().get();
        m_left = blockBytes;
    }
    char* place = m_next;
    m_next += size;
    m_left -= size;
    m_bytesUsed += size;
    return place;
}

std::string_view Arena::copy(std::string_view text)
{
    if (text.empty()) {
        return std::string_view("", 0);
    }
    char* place = allocate(text.size());
    std::memcpy(place, text.data(), text.size());
    return {place, text.size()};
}

} // namespace cboard
