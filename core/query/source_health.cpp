// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/source_health.h"

#include "core/base/median.h"

#include <algorithm>
#include <array>
#include <functional>

namespace cboard::query {

using std::chrono::microseconds;

std::string_view sourceHealthKey(SourceHealth health)
{
    static constexpr std::array<std::string_view, 4> Keys = {"unknown", "good", "late", "silent"};
    return Keys.at(static_cast<std::size_t>(health));
}

SourceHealth healthAfter(std::optional<microseconds> quietFor, std::optional<microseconds> usualGap)
{
    constexpr int LateAfter = 3;
    constexpr int SilentAfter = 10;
    if (!quietFor || !usualGap) {
        return SourceHealth::Unknown;
    }
    return *quietFor >= SilentAfter * *usualGap ? SourceHealth::Silent
        : *quietFor >= LateAfter * *usualGap    ? SourceHealth::Late
                                                : SourceHealth::Good;
}

std::optional<microseconds> usualGapOf(std::vector<std::chrono::sys_time<microseconds>> starts)
{
    constexpr std::size_t FewestStarts = 4;
    if (starts.size() < FewestStarts) {
        return std::nullopt;
    }
    std::sort(starts.begin(), starts.end());
    std::vector<microseconds> gaps;
    std::transform(starts.begin() + 1, starts.end(), starts.begin(), std::back_inserter(gaps),
                   std::minus<>());
    const auto gap = medianOf(std::move(gaps));
    return gap > microseconds(0) ? gap : std::nullopt;
}

} // namespace cboard::query
