// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/row_list.h"

#include <algorithm>
#include <utility>

namespace cboard::logs {

namespace {

    constexpr std::size_t ManyRuns = 65'536;

} // namespace

/// From here on a bit each.
void RowList::takeIntoSet(std::int64_t begin, std::int64_t end)
{
    for (std::int64_t row = begin; row < end; ++row) {
        m_set.append(row);
    }
}

void RowList::appendRun(const Run& run)
{
    if (m_runs.size() < ManyRuns || m_hasBlanks) {
        m_runs.push_back(run);
        return;
    }
    for (std::size_t i = 0; i < m_runs.size(); ++i) {
        const std::int64_t length = endOf(i) - m_runs[i].position;
        takeIntoSet(m_runs[i].row, m_runs[i].row + length);
    }
    m_runs = std::vector<Run>(); // Gives the memory back.
}

void RowList::leaveSet()
{
    const RowSet set = std::exchange(m_set, {});
    const std::int64_t size = std::exchange(m_size, 0);
    m_hasBlanks = true; // Else it would go back.
    for (std::int64_t position = 0; position < size; ++position) {
        append(set.at(position));
    }
}

void RowList::append(std::int64_t begin, std::int64_t end)
{
    if (begin >= end) {
        return;
    }
    if (m_set.isEmpty() && (m_runs.empty() || m_runs.back().isBlank || begin != m_nextRow)) {
        appendRun({m_size, begin, false});
    }
    if (!m_set.isEmpty()) {
        takeIntoSet(begin, end);
    }
    m_size += end - begin;
    m_nextRow = end;
}

void RowList::appendBlank(std::int64_t count)
{
    if (count <= 0) {
        return;
    }
    if (!m_set.isEmpty()) {
        leaveSet();
    }
    m_hasBlanks = true;
    if (m_runs.empty() || !m_runs.back().isBlank) {
        m_runs.push_back({m_size, m_nextRow, true});
    }
    m_size += count;
}

std::int64_t RowList::endOf(std::size_t run) const
{
    return run + 1 < m_runs.size() ? m_runs[run + 1].position : m_size;
}

std::int64_t RowList::rowAt(std::int64_t position) const
{
    if (!m_set.isEmpty()) {
        return m_set.at(position);
    }
    const auto after =
        std::upper_bound(m_runs.begin(), m_runs.end(), position,
                         [](std::int64_t wanted, const Run& run) { return wanted < run.position; });
    const Run& run = *std::prev(after);
    return run.isBlank ? -1 : run.row + position - run.position;
}

std::int64_t RowList::positionOf(std::int64_t row) const
{
    if (!m_set.isEmpty()) {
        return m_set.countBefore(row);
    }
    const auto after =
        std::upper_bound(m_runs.begin(), m_runs.end(), row,
                         [](std::int64_t wanted, const Run& run) { return wanted < run.row; });
    // A blank run has the row behind those before it, so it may stand between a run and its row.
    auto at = after;
    while (at != m_runs.begin()) {
        --at;
        const auto index = static_cast<std::size_t>(at - m_runs.begin());
        if (!at->isBlank) {
            const std::int64_t position = at->position + row - at->row;
            if (position < endOf(index)) {
                return position;
            }
            break;
        }
    }
    const auto next =
        std::find_if(after, m_runs.end(), [](const Run& run) { return !run.isBlank; });
    return next == m_runs.end() ? m_size : next->position;
}

std::int64_t RowList::rowNear(std::int64_t position, bool isForward) const
{
    if (m_size == 0) {
        return -1;
    }
    position = std::clamp<std::int64_t>(position, 0, m_size - 1);
    if (!m_set.isEmpty()) {
        return m_set.at(position);
    }
    const auto after =
        std::upper_bound(m_runs.begin(), m_runs.end(), position,
                         [](std::int64_t wanted, const Run& run) { return wanted < run.position; });
    const auto at = std::prev(after);
    if (!at->isBlank) {
        return at->row + position - at->position;
    }
    // Blank runs never follow each other.
    const std::int64_t before = at == m_runs.begin() ? -1 : at->row - 1;
    const std::int64_t behind = after == m_runs.end() ? -1 : after->row;
    return (isForward && behind >= 0) || before < 0 ? behind : before;
}

bool RowList::contains(std::int64_t row) const
{
    const std::int64_t position = positionOf(row);
    return position < m_size && rowAt(position) == row;
}

std::size_t RowList::memoryBytes() const
{
    return m_runs.capacity() * sizeof(m_runs[0]) + m_set.memoryBytes();
}

} // namespace cboard::logs
