// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <shared_mutex>
#include <unordered_map>
#include <vector>

namespace cboard::store {

/// What identifies a cell in one lab, as ids. A build has neither board, path nor lab; the boots of
/// a board are one cell, whatever their path, which is 0.
struct CellKey {
    std::int64_t config = 0;
    std::int64_t architecture = 0;
    std::int64_t compiler = 0;
    std::int64_t platform = 0;
    std::int64_t path = 0;
    std::int64_t lab = 0;

    bool operator==(const CellKey&) const = default;
};

/// Numbers cells without gaps, so that what is known of each can stand in an array. Numbers stay;
/// thread-safe.
class CellIndex {
public:
    using Cell = std::uint32_t;

    /// The cell's number; a new one when it was never seen.
    Cell intern(const CellKey& key);
    std::optional<Cell> find(const CellKey& key) const;
    std::size_t size() const;

    /// The keys and, per cell, the number of the same cell in any lab, of all cells up to now.
    struct Table {
        std::vector<CellKey> keys;
        std::vector<Cell> families;
    };
    /// Brings a copy of the table up to date.
    void refresh(Table& table) const;

private:
    struct Hasher {
        std::size_t operator()(const CellKey& key) const;
    };
    mutable std::shared_mutex m_mutex;
    std::unordered_map<CellKey, Cell, Hasher> m_cells; // guarded by m_mutex
    std::unordered_map<CellKey, Cell, Hasher> m_families; // guarded by m_mutex
    Table m_table; // guarded by m_mutex
};

} // namespace cboard::store
