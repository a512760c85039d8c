// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/count_bytes.h"

namespace cboard::logs {

/// How many `\n` a text holds.
inline std::int64_t countFeeds(std::string_view text)
{
    return countBytes(text, [](std::uint64_t word) {
        constexpr std::uint64_t LowBits = eachByte(0x7f);
        word ^= eachByte('\n'); // A feed is a zero now; below its highest bit is set.
        return ~(((word & LowBits) + LowBits) | word | LowBits) >> 7U;
    });
}

} // namespace cboard::logs
