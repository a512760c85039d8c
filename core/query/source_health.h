// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

/// Whether what usually arrives is arriving, judged by a source's own habit.
namespace cboard::query {

/// Late after three times its usual gap, silent after ten.
enum class SourceHealth : std::uint8_t { Unknown, Good, Late, Silent };
std::string_view sourceHealthKey(SourceHealth health); ///< "unknown" ...

/// \param quietFor Since the newest of what it sent.
/// \param usualGap As usualGapOf(); Unknown without, or without anything sent.
SourceHealth healthAfter(std::optional<std::chrono::microseconds> quietFor,
                         std::optional<std::chrono::microseconds> usualGap);

/// The median (of an even number the later) time between such starts; nothing for fewer than four
/// of them. In any order.
std::optional<std::chrono::microseconds>
usualGapOf(std::vector<std::chrono::sys_time<std::chrono::microseconds>> starts);

} // namespace cboard::query
