// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/arena.h"
#include "core/domain/records.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace cboard {

/// How the lines of a log are written.
enum class LogFormat : std::uint8_t {
    Plain,
    LavaYaml, ///< One {dt, lvl, msg} item per line.
};

/// A whole log that came with a document, to be stored once by its content.
struct LogAttachment {
    RecordKind ownerKind = RecordKind::Test; ///< Build or Test.
    std::string_view ownerId;
    LogFormat format = LogFormat::Plain;
    std::string_view text;
};

/// One accepted document: its records, and the memory that their views point into.
/// Movable, not copyable; read-only once a reader has returned it.
struct Document {
    std::string format; ///< Registry name, for example "kcidb".
    std::string version; ///< Schema version it named, empty where the format has none.
    std::vector<Checkout> checkouts;
    std::vector<Build> builds;
    std::vector<Test> tests;
    std::vector<Issue> issues;
    std::vector<Incident> incidents;
    std::vector<LogAttachment> logs;
    /// The document's own time stamp for merge policy `newest` (LAVA: end_time); a record's
    /// _timestamp goes before it.
    std::optional<Timestamp> timestamp;
    /// Oddities that were tolerated, by stable key ("unknown_status", "log_line_unparsed").
    std::vector<std::pair<std::string, std::int64_t>> warnings;

    /// Owner of everything the views point to: decoded text, and the input where it is kept.
    Arena arena;
    std::shared_ptr<const void> keepAlive;
};

} // namespace cboard
