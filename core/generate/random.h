// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>

/// Random numbers that depend on nothing but their key: integers only, so that the same seed gives
/// the same bytes on every machine and with every compiler.
namespace cboard::generate {

constexpr std::uint64_t Golden = 0x9E3779B97F4A7C15U;

constexpr std::uint64_t mix(std::uint64_t x)
{
    x ^= x >> 30U;
    x *= 0xBF58476D1CE4E5B9U;
    x ^= x >> 27U;
    x *= 0x94D049BB133111EBU;
    x ^= x >> 31U;
    return x;
}

/// A key from parts; each order of parts gives another key.
template <typename... Parts>
constexpr std::uint64_t keyOf(std::uint64_t seed, Parts... parts)
{
    std::uint64_t key = mix(seed + Golden);
    ((key = mix(key + Golden + static_cast<std::uint64_t>(parts))), ...);
    return key;
}

/// Evenly 0 .. bound − 1. The bias is below 2⁻³² for the small bounds used here.
constexpr std::uint64_t scaled(std::uint64_t key, std::uint64_t bound)
{
    return ((key >> 32U) * bound) >> 32U;
}

/// True for `partsPerMillion` of all keys.
constexpr bool isAmong(std::uint64_t key, std::uint64_t partsPerMillion)
{
    return scaled(key, 1'000'000) < partsPerMillion;
}

/// A stream of numbers from one key.
class Random {
public:
    explicit constexpr Random(std::uint64_t key)
        : m_state(key)
    {
    }

    constexpr std::uint64_t next()
    {
        m_state += Golden;
        return mix(m_state);
    }

    constexpr std::uint64_t below(std::uint64_t bound) { return scaled(next(), bound); }

    /// Inclusive on both sides.
    constexpr std::int64_t between(std::int64_t low, std::int64_t high)
    {
        return low + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(high - low) + 1));
    }

    constexpr bool chance(std::uint64_t partsPerMillion)
    {
        return isAmong(next(), partsPerMillion);
    }

    /// A bell around 0 with a deviation of about `deviation`: the sum of four even numbers.
    constexpr std::int64_t around(std::int64_t deviation)
    {
        const std::int64_t sum = between(-1000, 1000) + between(-1000, 1000) + between(-1000, 1000)
            + between(-1000, 1000);
        return sum * deviation / 1155;
    }

    template <typename Container>
    constexpr const auto& pick(const Container& items)
    {
        return items[static_cast<std::size_t>(below(items.size()))];
    }

private:
    std::uint64_t m_state;
};

} // namespace cboard::generate
