// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace cboard {

/// An instant in UTC, microseconds. "Now" is always a parameter; core never reads a clock.
using Timestamp = std::chrono::sys_time<std::chrono::microseconds>;

/// Parses RFC 3339 as the reference validator accepts it (date, T/t/space, time with seconds,
/// optional fraction, Z/z or +hh:mm; second 60 allowed, hour 24 and year 0000 not).
/// Fractions beyond microseconds are cut, second 60 counts as the next minute's 0.
/// \returns nothing when the text is no such time.
std::optional<Timestamp> parseRfc3339(std::string_view text);

/// Like parseRfc3339, but tolerant as old LAVA data needs it: a blank instead of T, no zone
/// (taken as UTC), any number of fraction digits, `YYYY-MM-DD` alone.
std::optional<Timestamp> parseLooseTime(std::string_view text);

/// "2026-11-21T05:00:00Z", or with ".123456" when the microseconds are not zero.
std::string formatIso(Timestamp time);

} // namespace cboard
