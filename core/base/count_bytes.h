// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace cboard {

/// The same byte in all places of a word.
constexpr std::uint64_t eachByte(std::uint8_t byte)
{
    return byte * std::uint64_t{0x0101010101010101};
}

/// How many bytes of a kind a text holds: eight at a time, where std::count_if() takes one.
///
/// \param flags Gets eight bytes of the text as a word. \returns 1 in the place of each byte that
///   counts, 0 in the others.
template <typename Flags>
std::int64_t countBytes(std::string_view text, Flags flags)
{
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
            counters += flags(word);
        }
        const std::uint64_t pairs = (counters & EvenBytes) + (counters >> 8U & EvenBytes);
        count += static_cast<std::int64_t>(pairs * 0x0001000100010001 >> 48U);
        text.remove_prefix(words * WordBytes);
    }
    for (const char c : text) {
        count += static_cast<std::int64_t>(flags(static_cast<unsigned char>(c)) & 1U);
    }
    return count;
}

} // namespace cboard
