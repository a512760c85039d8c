// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/arrival_counts.h"

#include "core/store/revisions/query_context.h"
#include "core/store/sqlite/database.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <string>
#include <string_view>

namespace cboard::store {

namespace {

    constexpr std::string_view Prefix = "arrived:";

    std::int64_t stepOf(Timestamp time)
    {
        return std::chrono::floor<std::chrono::minutes>(time.time_since_epoch())
            / ArrivalCounts::Step;
    }

    /// Keys sort as their times do.
    std::string keyOf(std::int64_t step)
    {
        return fmt::format("{}{:010}", Prefix, std::max<std::int64_t>(step, 0));
    }

    /// Numbers parted by blanks; what is no number ends them.
    RecordCounts parseCounts(std::string_view text)
    {
        RecordCounts counts{};
        const char* at = text.data();
        const char* const end = at + text.size();
        for (std::int64_t& count : counts) {
            const auto [rest, problem] = std::from_chars(at, end, count);
            if (problem != std::errc{}) {
                break;
            }
            at = std::min(rest + 1, end);
        }
        return counts;
    }

} // namespace

void ArrivalCounts::add(const RecordCounts& counts)
{
    std::ranges::transform(m_counts, counts, m_counts.begin(), std::plus());
}

Result<void> ArrivalCounts::flush(Database& database, Timestamp arrival)
{
    if (m_counts == RecordCounts{}) {
        return {};
    }
    const std::int64_t step = stepOf(arrival);
    CBOARD_TRY(auto known, database.prepare("SELECT value FROM meta WHERE key = ?1"));
    CBOARD_TRY(const bool isKnown, known.bind(1, keyOf(step)).step());
    if (isKnown) {
        add(parseCounts(known.text(0)));
    }
    known = {};
    CBOARD_TRY(auto write,
               database.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)"));
    CBOARD_TRY_VOID(write.bindAll(keyOf(step), fmt::format("{}", fmt::join(m_counts, " "))).run());
    CBOARD_TRY(auto old, database.prepare("DELETE FROM meta WHERE key >= ?1 AND key < ?2"));
    CBOARD_TRY_VOID(old.bindAll(std::string(Prefix), keyOf(step - Kept / Step)).run());
    m_counts = {};
    return {};
}

Result<std::vector<ArrivalCount>> readArrivalCounts(Database& database, Timestamp since)
{
    CBOARD_TRY(auto rows,
               database.prepare("SELECT key, value FROM meta WHERE key >= ?1 AND key < ?2"
                                " ORDER BY key"));
    const std::string first = keyOf(stepOf(since));
    rows.bindAll(std::string_view(first), std::string_view("arrived;")); // Follows every key.
    std::vector<ArrivalCount> counts;
    CBOARD_TRY_VOID(forEachRow(rows, [&counts](const Statement& row) -> Result<void> {
        const std::string_view digits = row.text(0).substr(Prefix.size());
        std::int64_t step = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), step);
        counts.push_back({Timestamp{ArrivalCounts::Step * step}, parseCounts(row.text(1))});
        return {};
    }));
    return counts;
}

} // namespace cboard::store
