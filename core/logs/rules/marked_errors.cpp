// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/rules/marked_errors.h"

#include "core/base/hash.h"
#include "core/logs/error_marks.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace cboard::logs {

namespace {

    constexpr std::size_t FirstSlots = 256; // A power of two, as all later ones.

} // namespace

void MarkedErrors::add(const MarkedError& error)
{
    if (!m_errors.empty() && m_errors.back().row == error.row) {
        if (m_errors.back().severity <= error.severity) {
            return;
        }
        m_errors.pop_back();
    }
    constexpr std::int64_t MostLines = std::numeric_limits<std::uint32_t>::max();
    Entry entry;
    entry.row = error.row;
    entry.firstLine = error.firstLine;
    entry.linesBehind = static_cast<std::uint32_t>(
        std::clamp<std::int64_t>(error.lastLine - error.firstLine, 0, MostLines));
    entry.fingerprint = numberOf(error.fingerprint);
    if (m_arena.bytesUsed() < MostTextBytes) {
        entry.title = numberOf(error.title);
    }
    entry.kind = numberOfKind(std::string(error.kind), m_kinds);
    entry.severity = error.severity;
    m_errors.push_back(entry);
}

MarkedError MarkedErrors::operator[](std::size_t index) const
{
    const Entry& entry = m_errors[index];
    return {.row = entry.row,
            .firstLine = entry.firstLine,
            .lastLine = entry.firstLine + entry.linesBehind,
            .severity = entry.severity,
            .kind = m_kinds[entry.kind - 1U],
            .title = m_texts[entry.title],
            .fingerprint = m_texts[entry.fingerprint]};
}

std::optional<MarkedError> MarkedErrors::inRow(std::int64_t row) const
{
    const auto found = std::ranges::lower_bound(m_errors, row, {}, &Entry::row);
    if (found == m_errors.end() || found->row != row) {
        return {};
    }
    return (*this)[static_cast<std::size_t>(found - m_errors.begin())];
}

/// Where the text is, else the free slot where it belongs.
std::size_t MarkedErrors::slotOf(std::string_view text) const
{
    const std::size_t mask = m_slots.size() - 1;
    std::size_t slot = hash64(text) & mask;
    while (m_slots[slot] != 0 && m_texts[m_slots[slot]] != text) {
        slot = (slot + 1) & mask;
    }
    return slot;
}

void MarkedErrors::growSlots()
{
    m_slots.assign(std::max(FirstSlots, 2 * m_slots.size()), 0);
    for (std::size_t number = 1; number < m_texts.size(); ++number) {
        m_slots[slotOf(m_texts[number])] = static_cast<TextNumber>(number);
    }
}

MarkedErrors::TextNumber MarkedErrors::numberOf(std::string_view text)
{
    if (text.empty()) {
        return 0;
    }
    if (2 * m_texts.size() > m_slots.size()) {
        growSlots();
    }
    TextNumber& number = m_slots[slotOf(text)];
    if (number == 0) {
        number = static_cast<TextNumber>(m_texts.size());
        m_texts.push_back(m_arena.copy(text));
    }
    return number;
}

std::size_t MarkedErrors::memoryBytes() const
{
    return m_errors.capacity() * sizeof(m_errors[0]) + m_texts.capacity() * sizeof(m_texts[0])
        + m_slots.capacity() * sizeof(m_slots[0]) + m_arena.bytesUsed();
}

MarkedErrors joined(const MarkedErrors& known, std::int64_t firstRow, const MarkedErrors& found)
{
    MarkedErrors errors;
    for (std::size_t i = 0; i < known.size() && known[i].row < firstRow; ++i) {
        errors.add(known[i]);
    }
    for (std::size_t i = 0; i < found.size(); ++i) {
        errors.add(found[i]);
    }
    return errors;
}

} // namespace cboard::logs
