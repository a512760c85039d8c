// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/logs/log_text.h"
#include "core/query/engine.h"

#include <memory>

namespace cboard::ui {

/// Which clock the lines of a log carry.
enum class LogClock : std::uint8_t { None, Kernel, Host };

/// A log with all that its view says about it. Immutable.
struct LogDocument {
    std::shared_ptr<const query::LogSnapshot> log;
    std::shared_ptr<const query::RecordSnapshot> record; ///< Null when the engine has none.
    std::shared_ptr<const logs::LogText> text; ///< Never null; without rows when nothing is stored.
    logs::FirstPlace place;
    LogClock clock = LogClock::None;

    bool isLava() const { return text->format() == logs::RowFormat::Lava; }
    /// The mark of a row, nothing when it has none.
    const logs::ErrorMark* markOf(std::int64_t row) const;
};

/// Reads and indexes the log of a record. Blocking: for background jobs. A record that the engine
/// does not know fails; one without a log gives a document without rows.
Result<std::shared_ptr<const LogDocument>> loadLogDocument(query::Engine& engine,
                                                           const query::RecordRequest& request,
                                                           const TaskContext& task);

class LogCache;

/// The same, from \p cache when it is there, else kept in it. A null cache keeps nothing.
Result<std::shared_ptr<const LogDocument>> readLogDocument(query::Engine& engine, LogCache* cache,
                                                           const query::RecordRequest& request,
                                                           const TaskContext& task);

} // namespace cboard::ui
