// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/arena.h"
#include "core/domain/records.h"

#include <fmt/format.h>

#include <array>
#include <iterator>

namespace cboard::generate {

/// How a system writes an instant.
enum class TimeSpelling : std::uint8_t { Offset, Millis, Zulu };

/// "2026-11-18T20:07:39.828431+00:00", the same with milliseconds only, or with Z.
inline Time timeText(Arena& arena, Timestamp time, TimeSpelling spelling)
{
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{day};
    std::int64_t rest = (time - day).count();
    if (spelling == TimeSpelling::Millis) {
        rest -= rest % 1000;
    }
    std::array<char, 40> text{};
    const auto end = fmt::format_to(
        text.data(), "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}{}", static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
        rest / 3'600'000'000, rest / 60'000'000 % 60, rest / 1'000'000 % 60, rest % 1'000'000,
        spelling == TimeSpelling::Zulu ? "Z" : "+00:00");
    const std::string_view view(text.data(), static_cast<std::size_t>(end - text.data()));
    return {Timestamp(day) + std::chrono::microseconds(rest), arena.copy(view)};
}

/// A decimal number of `digits` digits behind the point, given as an integer of such units.
inline Number numberText(Arena& arena, std::int64_t units, int digits)
{
    std::int64_t scale = 1;
    for (int i = 0; i < digits; ++i) {
        scale *= 10;
    }
    const std::string text = digits == 0
        ? fmt::format("{}", units)
        : fmt::format("{}.{:0{}}", units / scale, units % scale, digits);
    return {static_cast<double>(units) / static_cast<double>(scale), arena.copy(text)};
}

} // namespace cboard::generate
