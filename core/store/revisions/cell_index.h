// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <shared_mutex>
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

    /// Of a cell below a size() or from an intern() that the calling thread has seen; without a
    /// lock, since what is once numbered stays where it is.
    const CellKey& keyOf(Cell cell) const { return chunkOf(cell).keys[cell % ChunkCells]; }
    /// The first cell that is the same in any lab.
    Cell familyOf(Cell cell) const { return chunkOf(cell).families[cell % ChunkCells]; }

private:
    static constexpr std::size_t ChunkCells = 16'384;
    static constexpr std::size_t MostChunks = 4'096;
    /// Families stand apart from the keys: judging a history reads them of every cell, and the keys
    /// of few.
    struct Chunk {
        std::array<CellKey, ChunkCells> keys;
        std::array<Cell, ChunkCells> families{};
    };

    const Chunk& chunkOf(Cell cell) const { return *m_chunks[cell / ChunkCells]; }
    /// Numbers by the hash of their key, open addressing: half the memory of a map, one miss of the
    /// processor's cache each. A power of two of places, at most half of them taken.
    using Places = std::vector<Cell>;
    static constexpr Cell NoCell = ~Cell{0};

    static std::size_t hashOf(const CellKey& key);
    static CellKey familyKeyOf(const CellKey& key);
    /// The place of the key, or the free one where it belongs. \p keyAt gives that of a number.
    template <typename KeyAt>
    static std::size_t placeOf(const Places& places, const CellKey& key, KeyAt keyAt);
    template <typename KeyAt>
    static void makeRoom(Places& places, std::size_t count, KeyAt keyAt);
    Cell familyFor(const CellKey& key, Cell cell);

    mutable std::shared_mutex m_mutex;
    Places m_cells; // guarded by m_mutex
    Places m_families; ///< The first cell of each. // guarded by m_mutex
    std::size_t m_familyCount = 0; // guarded by m_mutex
    std::size_t m_size = 0; // guarded by m_mutex
    /// Entries below m_size are never written again.
    std::array<std::unique_ptr<Chunk>, MostChunks> m_chunks;
};

} // namespace cboard::store
