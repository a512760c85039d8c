// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/log_cache.h"

#include "ui/logview/log_document.h"

#include <algorithm>

namespace cboard::ui {

namespace {

    /// Of the text and of what the index holds per row.
    std::size_t bytesOf(const LogDocument& document)
    {
        constexpr std::size_t BytesPerRow = 8;
        return document.log->text->size()
            + static_cast<std::size_t>(document.text->rowCount()) * BytesPerRow;
    }

    auto isFor(RecordKind kind, const std::string& id)
    {
        return [kind, &id](const auto& entry) { return entry.kind == kind && entry.id == id; };
    }

} // namespace

std::shared_ptr<const LogDocument> LogCache::find(RecordKind kind, const std::string& id)
{
    const std::lock_guard lock(m_mutex);
    const auto place = std::find_if(m_entries.begin(), m_entries.end(), isFor(kind, id));
    if (place == m_entries.end()) {
        return nullptr;
    }
    m_entries.splice(m_entries.begin(), m_entries, place);
    return m_entries.front().document;
}

bool LogCache::contains(RecordKind kind, const std::string& id) const
{
    const std::lock_guard lock(m_mutex);
    return std::any_of(m_entries.begin(), m_entries.end(), isFor(kind, id));
}

std::uint64_t LogCache::epoch() const
{
    const std::lock_guard lock(m_mutex);
    return m_epoch;
}

void LogCache::insert(RecordKind kind, const std::string& id,
                      std::shared_ptr<const LogDocument> document, std::uint64_t epoch)
{
    const std::size_t bytes = bytesOf(*document);
    const std::lock_guard lock(m_mutex);
    const bool isKnown = std::any_of(m_entries.begin(), m_entries.end(), isFor(kind, id));
    if (epoch != m_epoch || isKnown || bytes > m_maxBytes / 4) {
        return;
    }
    m_entries.push_front({kind, id, std::move(document), bytes});
    m_bytes += bytes;
    while (m_bytes > m_maxBytes) {
        m_bytes -= m_entries.back().bytes;
        m_entries.pop_back();
    }
}

void LogCache::clear()
{
    const std::lock_guard lock(m_mutex);
    m_entries.clear();
    m_bytes = 0;
    ++m_epoch;
}

} // namespace cboard::ui
