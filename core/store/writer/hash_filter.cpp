// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/writer/hash_filter.h"

namespace cboard::store {

namespace {

    constexpr std::size_t FilterBytes = std::size_t{1} << 20U;
    constexpr std::size_t BitMask = FilterBytes * 8 - 1;
    constexpr int Probes = 5;

    /// Calls `probe(byte, bit)` for the places of a hash.
    template <typename Probe>
    void forEachPlace(std::uint32_t hash, Probe&& probe)
    {
        // Two numbers from one: the second is odd, so that the places differ.
        const std::uint64_t spread = hash * std::uint64_t{0x9E3779B97F4A7C15};
        std::uint64_t place = spread >> 32U;
        const std::uint64_t step = (spread & 0xffffffffU) | 1U;
        for (int i = 0; i < Probes; ++i, place += step) {
            const std::size_t bit = place & BitMask;
            probe(bit / 8, static_cast<unsigned char>(1U << (bit % 8)));
        }
    }

} // namespace

HashFilter::HashFilter()
    : m_bytes(FilterBytes, '\0')
{
}

HashFilter::HashFilter(std::string_view bytes)
    : m_bytes(bytes.begin(), bytes.end())
{
    if (m_bytes.size() != FilterBytes) {
        m_bytes.assign(FilterBytes, '\xff');
    }
}

void HashFilter::add(std::uint32_t hash)
{
    forEachPlace(hash, [this](std::size_t byte, unsigned char bit) {
        m_bytes[byte] = static_cast<char>(static_cast<unsigned char>(m_bytes[byte]) | bit);
    });
}

bool HashFilter::mayHold(std::uint32_t hash) const
{
    bool hasAll = true;
    forEachPlace(hash, [this, &hasAll](std::size_t byte, unsigned char bit) {
        hasAll = hasAll && (static_cast<unsigned char>(m_bytes[byte]) & bit) != 0;
    });
    return hasAll;
}

std::string_view HashFilter::bytes() const
{
    return {m_bytes.data(), m_bytes.size()};
}

} // namespace cboard::store
