// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace cboard::store {

/// A set of 32-bit hashes that may say yes for one that was never added, and never no for one that
/// was (a Bloom filter of 8 Mbit). With a million hashes one answer in forty is such a yes.
class HashFilter {
public:
    HashFilter();
    /// From bytes(). Other lengths give a filter that says yes to all.
    explicit HashFilter(std::string_view bytes);

    void add(std::uint32_t hash);
    bool mayHold(std::uint32_t hash) const;
    std::string_view bytes() const;

private:
    std::vector<char> m_bytes;
};

} // namespace cboard::store
