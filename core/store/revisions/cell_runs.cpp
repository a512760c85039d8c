// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revisions/cell_runs.h"

#include <algorithm>

namespace cboard::store {

namespace {

    std::size_t bytesOf(const CellHistory& history)
    {
        constexpr std::size_t PerRevision = 64; // Its place in the table and the pointer's counts.
        std::size_t bytes = sizeof(history);
        for (const auto& [revision, at] : history) {
            bytes += PerRevision + sizeof(*at) + at->runs.capacity() * sizeof(CellRun);
            for (const CellRun& run : at->runs) {
                bytes += run.id.capacity();
            }
        }
        return bytes;
    }

} // namespace

CellHistoryPtr CellRunsMemory::find(const CellSelection& selection)
{
    const auto found = std::ranges::find(m_histories, selection, &Kept::selection);
    if (found == m_histories.end()) {
        return nullptr;
    }
    m_histories.splice(m_histories.begin(), m_histories, found);
    return m_histories.front().history;
}

void CellRunsMemory::keep(const CellSelection& selection, CellHistoryPtr history)
{
    m_histories.remove_if([&selection](const Kept& kept) { return kept.selection == selection; });
    const std::size_t size = bytesOf(*history);
    if (size > m_mostBytes) {
        return;
    }
    m_histories.push_front({selection, std::move(history), size});
    std::size_t bytes = 0;
    m_histories.remove_if([this, &bytes](const Kept& kept) {
        bytes += kept.bytes;
        return bytes > m_mostBytes;
    });
}

} // namespace cboard::store
