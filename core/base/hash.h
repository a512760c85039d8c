// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cboard {

/// 128-bit content hash (XXH3), the key under which excerpts, logs and documents are stored.
struct Hash128 {
    std::uint64_t high = 0;
    std::uint64_t low = 0;

    auto operator<=>(const Hash128&) const = default;
};

Hash128 hash128(std::string_view bytes);
std::uint64_t hash64(std::string_view bytes);

/// 32 lower-case hex digits.
std::string toHex(const Hash128& hash);

/// 16 bytes, big endian, so that byte order is the order of the type.
std::array<char, 16> toBytes(const Hash128& hash);

struct Hash128Hasher {
    std::size_t operator()(const Hash128& hash) const { return hash.low; }
};

} // namespace cboard
