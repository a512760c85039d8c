// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/base/hash.h"

#include <xxhash.h>

namespace cboard {

Hash128 hash128(std::string_view bytes)
{
    const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
    return {hash.high64, hash.low64};
}

std::uint64_t hash64(std::string_view bytes)
{
    return XXH3_64bits(bytes.data(), bytes.size());
}

std::string toHex(const Hash128& hash)
{
    constexpr std::string_view Digits = "0123456789abcdef";
    std::string text;
    for (const char byte : toBytes(hash)) {
        text += Digits[static_cast<unsigned char>(byte) >> 4U];
        text += Digits[static_cast<unsigned char>(byte) & 15U];
    }
    return text;
}

std::array<char, 16> toBytes(const Hash128& hash)
{
    std::array<char, 16> bytes{};
    for (std::size_t i = 0; i < 8; ++i) {
        bytes.at(i) = static_cast<char>(hash.high >> (56U - 8U * i));
        bytes.at(8 + i) = static_cast<char>(hash.low >> (56U - 8U * i));
    }
    return bytes;
}

} // namespace cboard
