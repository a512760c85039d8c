// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/logspec/sha1.h"

#include <fmt/format.h>

#include <array>
#include <bit>
#include <cstdint>

namespace cboard::logs::logspec {

namespace {

    constexpr std::size_t BlockBytes = 64;
    constexpr std::size_t LengthBytes = 8;
    using State = std::array<std::uint32_t, 5>;

    struct Round {
        std::uint32_t mix;
        std::uint32_t constant;
    };

    Round roundOf(std::size_t step, const State& s)
    {
        if (step < 20) {
            return {(s[1] & s[2]) | (~s[1] & s[3]), 0x5A827999};
        }
        if (step < 40) {
            return {s[1] ^ s[2] ^ s[3], 0x6ED9EBA1};
        }
        if (step < 60) {
            return {(s[1] & s[2]) | (s[1] & s[3]) | (s[2] & s[3]), 0x8F1BBCDC};
        }
        return {s[1] ^ s[2] ^ s[3], 0xCA62C1D6};
    }

    void addBlock(std::string_view block, State& state)
    {
        std::array<std::uint32_t, 80> words{};
        for (std::size_t i = 0; i < BlockBytes; ++i) {
            words[i / 4] = words[i / 4] << 8U | static_cast<unsigned char>(block[i]);
        }
        for (std::size_t i = 16; i < words.size(); ++i) {
            words[i] = std::rotl(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
        }
        State s = state;
        for (std::size_t i = 0; i < words.size(); ++i) {
            const Round round = roundOf(i, s);
            const std::uint32_t next =
                std::rotl(s[0], 5) + round.mix + s[4] + round.constant + words[i];
            s = {next, s[0], std::rotl(s[1], 30), s[2], s[3]};
        }
        for (std::size_t i = 0; i < state.size(); ++i) {
            state[i] += s[i];
        }
    }

} // namespace

std::string sha1Hex(std::string_view bytes)
{
    State state{0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
    const std::uint64_t bitCount = static_cast<std::uint64_t>(bytes.size()) * 8;
    while (bytes.size() >= BlockBytes) {
        addBlock(bytes, state);
        bytes.remove_prefix(BlockBytes);
    }
    std::string tail(bytes);
    tail.push_back('\x80');
    while (tail.size() % BlockBytes != BlockBytes - LengthBytes) {
        tail.push_back('\0');
    }
    for (std::size_t i = 0; i < LengthBytes; ++i) {
        tail.push_back(static_cast<char>(bitCount >> (8 * (LengthBytes - 1 - i)) & 0xFFU));
    }
    for (std::size_t at = 0; at < tail.size(); at += BlockBytes) {
        addBlock(std::string_view(tail).substr(at), state);
    }
    return fmt::format("{:08x}{:08x}{:08x}{:08x}{:08x}", state[0], state[1], state[2], state[3],
                       state[4]);
}

} // namespace cboard::logs::logspec
