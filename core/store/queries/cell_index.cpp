// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/cell_index.h"

#include <mutex>

namespace cboard::store {

std::size_t CellIndex::Hasher::operator()(const CellKey& key) const
{
    std::uint64_t hash = 0;
    for (const std::int64_t part :
         {key.config, key.architecture, key.compiler, key.platform, key.path, key.lab}) {
        hash = (hash ^ static_cast<std::uint64_t>(part)) * 0x9E3779B97F4A7C15U;
        hash ^= hash >> 32U;
    }
    return hash;
}

CellIndex::Cell CellIndex::intern(const CellKey& key)
{
    if (const auto known = find(key)) {
        return *known;
    }
    const std::unique_lock lock(m_mutex);
    const auto [place, isNew] = m_cells.try_emplace(key, static_cast<Cell>(m_size));
    if (isNew) {
        CellKey family = key;
        family.lab = 0;
        const auto number = static_cast<Cell>(m_families.size());
        auto& chunk = m_chunks.at(m_size / ChunkCells);
        if (!chunk) {
            chunk = std::make_unique<Chunk>();
        }
        (*chunk)[m_size % ChunkCells] = {key, m_families.try_emplace(family, number).first->second};
        ++m_size;
    }
    return place->second;
}

std::optional<CellIndex::Cell> CellIndex::find(const CellKey& key) const
{
    const std::shared_lock lock(m_mutex);
    const auto place = m_cells.find(key);
    return place == m_cells.end() ? std::nullopt : std::optional(place->second);
}

std::size_t CellIndex::size() const
{
    const std::shared_lock lock(m_mutex);
    return m_size;
}

} // namespace cboard::store
