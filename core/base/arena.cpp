// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/base/arena.h"

#include <cstring>

namespace cboard {

namespace {
    constexpr std::size_t BlockBytes = 64UL * 1024;
}

char* Arena::allocate(std::size_t size)
{
    m_bytesUsed += size;
    if (size > BlockBytes / 4 && size > m_left) {
        m_largeBlocks.push_back(std::unique_ptr<char[]>(new char[size]));
        return m_largeBlocks.back().get();
    }
    if (size > m_left) {
        if (m_nextBlock == m_blocks.size()) {
            m_blocks.push_back(std::unique_ptr<char[]>(new char[BlockBytes]));
        }
        m_next = m_blocks[m_nextBlock++].get();
        m_left = BlockBytes;
    }
    char* place = m_next;
    m_next += size;
    m_left -= size;
    return place;
}

void Arena::clear()
{
    m_largeBlocks.clear();
    m_nextBlock = 0;
    m_next = nullptr;
    m_left = 0;
    m_bytesUsed = 0;
}

std::string_view Arena::copy(std::string_view text)
{
    if (text.empty()) {
        return "";
    }
    char* place = allocate(text.size());
    std::memcpy(place, text.data(), text.size());
    return {place, text.size()};
}

} // namespace cboard
