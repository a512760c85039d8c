// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace cboard::logs {

/// What is known of lines, by their hash. In one piece of memory and as little as can be: a map of
/// a million nodes takes as long to be freed, and a table of 100 MB as long to be cleared, as a
/// cancelled task may take to stop.
template <typename Value>
class LineTable {
public:
    explicit LineTable(std::size_t mostLines)
        : m_slots(std::bit_ceil(mostLines + mostLines / 4 + 1))
    {
    }

    /// The value of a line; of a new one as it is by default.
    Value& operator[](std::uint64_t hash)
    {
        Slot& slot = m_slots[placeOf(hash)];
        slot.hash = keyOf(hash);
        return slot.value;
    }

    /// Null for a line that is not there.
    Value* find(std::uint64_t hash)
    {
        Slot& slot = m_slots[placeOf(hash)];
        return slot.hash != Free ? &slot.value : nullptr;
    }

private:
    static constexpr std::uint64_t Free = 0;
    struct Slot {
        std::uint64_t hash = Free;
        [[no_unique_address]] Value value = {};
    };

    static std::uint64_t keyOf(std::uint64_t hash) { return hash == Free ? 1 : hash; }

    /// Its slot, else the free one where it belongs.
    std::size_t placeOf(std::uint64_t hash) const
    {
        const std::size_t mask = m_slots.size() - 1;
        std::size_t place = hash & mask;
        const std::uint64_t key = keyOf(hash);
        while (m_slots[place].hash != Free && m_slots[place].hash != key) {
            place = (place + 1) & mask;
        }
        return place;
    }

    std::vector<Slot> m_slots;
};

} // namespace cboard::logs
