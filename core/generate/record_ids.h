// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <string>

namespace cboard::generate {

/// Ids as real systems make them: they start with a time, so that they come in rising order.
class IdSource {
public:
    explicit IdSource(std::uint64_t seed)
        : m_seed(seed)
    {
    }

    /// 24 hex digits: seconds, a process' number, a counter.
    std::string objectId(Timestamp time);
    /// 27 characters of base 62: seconds, then random bits.
    std::string sortableId(Timestamp time);
    std::uint64_t number() { return ++m_counter; }

private:
    std::uint64_t m_seed;
    std::uint64_t m_counter = 0;
};

/// How many hex digits of a key as a commit or file hash would have them, at most 48.
std::string hexDigits(std::uint64_t key, std::size_t count);

} // namespace cboard::generate
