// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace cboard::logs {

/// How many `\n` a text holds: eight bytes at a time, where std::count() takes one.
inline std::int64_t countFeeds(std::string_view text)
{
    constexpr std::uint64_t Ones = 0x0101010101010101;
    constexpr std::uint64_t LowBits = 0x7f * Ones;
    constexpr std::uint64_t EvenBytes = 0x00ff00ff00ff00ff;
    constexpr std::size_t WordBytes = sizeof(std::uint64_t);
    constexpr std::size_t MostWords = 255; // Then a counter of a byte is full.
    std::int64_t count = 0;
    while (text.size() >= WordBytes) {
        const std::size_t words = std::min(text.size() / WordBytes, MostWords);
        std::uint64_t counters = 0; // One in each byte.
        for (std::size_t i = 0; i < words; ++i) {
            std::uint64_t word = 0;
            std::memcpy(&word, text.data() + i * WordBytes, WordBytes);
            word ^= '\n' * Ones; // A feed is a zero now; below its highest bit is set.
            counters += ~(((word & LowBits) + LowBits) | word | LowBits) >> 7U;
        }
        const std::uint64_t pairs = (counters & EvenBytes) + (counters >> 8U & EvenBytes);
        count += static_cast<std::int64_t>(pairs * 0x0001000100010001 >> 48U);
        text.remove_prefix(words * WordBytes);
    }
    return count + std::count(text.begin(), text.end(), '\n');
}

} // namespace cboard::logs
