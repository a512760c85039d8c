// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/logs/log_text.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace cboard::logs {

/// A moment in a run.
struct LogMoment {
    enum class Kind : std::uint8_t {
        TimeOfDay, ///< Since midnight UTC.
        SinceStart, ///< Of the kernel; of a LAVA log since its first line with a time.
    };
    Kind kind = Kind::SinceStart;
    std::chrono::microseconds time{0};

    bool operator==(const LogMoment&) const = default;
};

/// "12:34", "12:34:56", "12:34:56.789", "+123", "+123.456789"; nothing for other text.
std::optional<LogMoment> parseLogMoment(std::string_view text);

/// The first row at the moment or behind it; a time of day before that of the first line is one of
/// the next day. Nothing when no row is so late.
/// Errors: NotFound when the lines carry no such time, Cancelled, Io.
Result<std::optional<std::int64_t>> findMoment(const LogText& text, const LogMoment& moment,
                                               const TaskContext& task);

} // namespace cboard::logs
