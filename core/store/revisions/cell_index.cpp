// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revisions/cell_index.h"

#include <algorithm>
#include <mutex>

namespace cboard::store {

std::size_t CellIndex::hashOf(const CellKey& key)
{
    std::uint64_t hash = 0;
    for (const std::int64_t part :
         {key.config, key.architecture, key.compiler, key.platform, key.path, key.lab}) {
        hash = (hash ^ static_cast<std::uint64_t>(part)) * 0x9E3779B97F4A7C15U;
        hash ^= hash >> 32U;
    }
    return hash;
}

CellKey CellIndex::familyKeyOf(const CellKey& key)
{
    CellKey family = key;
    family.lab = 0;
    return family;
}

template <typename KeyAt>
std::size_t CellIndex::placeOf(const Places& places, const CellKey& key, KeyAt keyAt)
{
    const std::size_t mask = places.size() - 1;
    std::size_t place = hashOf(key) & mask;
    while (places[place] != NoCell && keyAt(places[place]) != key) {
        place = (place + 1) & mask;
    }
    return place;
}

template <typename KeyAt>
void CellIndex::makeRoom(Places& places, std::size_t count, KeyAt keyAt)
{
    constexpr std::size_t FewestPlaces = 1024;
    if (count * 2 < places.size()) {
        return;
    }
    Places larger(std::max(FewestPlaces, places.size() * 2), NoCell);
    for (const Cell cell : places) {
        if (cell != NoCell) {
            larger[placeOf(larger, keyAt(cell), keyAt)] = cell;
        }
    }
    places = std::move(larger);
}

CellIndex::Cell CellIndex::familyFor(const CellKey& key, Cell cell)
{
    const auto keyAt = [this](Cell first) { return familyKeyOf(keyOf(first)); };
    makeRoom(m_families, m_familyCount, keyAt);
    Cell& family = m_families[placeOf(m_families, familyKeyOf(key), keyAt)];
    if (family == NoCell) {
        family = cell;
        ++m_familyCount;
    }
    return family;
}

CellIndex::Cell CellIndex::intern(const CellKey& key)
{
    if (const auto known = find(key)) {
        return *known;
    }
    const std::unique_lock lock(m_mutex);
    const auto keyAt = [this](Cell cell) -> const CellKey& { return keyOf(cell); };
    makeRoom(m_cells, m_size, keyAt);
    Cell& place = m_cells[placeOf(m_cells, key, keyAt)];
    if (place == NoCell) {
        const auto cell = static_cast<Cell>(m_size);
        auto& chunk = m_chunks.at(m_size / ChunkCells);
        if (!chunk) {
            chunk = std::make_unique<Chunk>();
        }
        chunk->keys[m_size % ChunkCells] = key;
        chunk->families[m_size % ChunkCells] = familyFor(key, cell);
        place = cell;
        ++m_size;
    }
    return place;
}

std::optional<CellIndex::Cell> CellIndex::find(const CellKey& key) const
{
    const std::shared_lock lock(m_mutex);
    if (m_cells.empty()) {
        return std::nullopt;
    }
    const auto keyAt = [this](Cell cell) -> const CellKey& { return keyOf(cell); };
    const Cell cell = m_cells[placeOf(m_cells, key, keyAt)];
    return cell == NoCell ? std::nullopt : std::optional(cell);
}

std::size_t CellIndex::size() const
{
    const std::shared_lock lock(m_mutex);
    return m_size;
}

} // namespace cboard::store
