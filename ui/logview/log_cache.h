// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/ids.h"

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>

namespace cboard::ui {

struct LogDocument;

/// Logs that were read, so that going back, or on to a neighbour that was read ahead, waits for
/// nothing. The least recently used go first. Thread-safe.
class LogCache {
public:
    static constexpr std::size_t DefaultBytes = 64U << 20U;

    explicit LogCache(std::size_t maxBytes = DefaultBytes)
        : m_maxBytes(maxBytes)
    {
    }

    /// Null when it is not there.
    std::shared_ptr<const LogDocument> find(RecordKind kind, const std::string& id);
    bool contains(RecordKind kind, const std::string& id) const;

    /// Names the state of the store that a reader is about to read.
    std::uint64_t epoch() const;
    /// Keeps \p document unless the store changed since \p epoch, or it alone is over a quarter of
    /// the limit.
    void insert(RecordKind kind, const std::string& id, std::shared_ptr<const LogDocument> document,
                std::uint64_t epoch);
    void clear(); ///< After a commit: a log may have come or grown.

private:
    struct Entry {
        RecordKind kind;
        std::string id;
        std::shared_ptr<const LogDocument> document;
        std::size_t bytes = 0;
    };

    mutable std::mutex m_mutex;
    std::list<Entry> m_entries; // guarded by m_mutex; most recent first
    std::size_t m_bytes = 0; // guarded by m_mutex
    std::uint64_t m_epoch = 0; // guarded by m_mutex
    std::size_t m_maxBytes;
};

} // namespace cboard::ui
