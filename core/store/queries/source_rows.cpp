// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/source_rows.h"

#include "core/base/median.h"

#include <algorithm>

namespace cboard::store {

namespace {

    constexpr std::chrono::days Habit{14};
    constexpr std::size_t FewestDays = 3;

    double share(std::int64_t part, std::int64_t whole)
    {
        return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
    }

    /// Trees whose revisions come together are one arrival.
    std::vector<Timestamp> arrivalsOf(std::vector<Timestamp> starts)
    {
        constexpr std::chrono::hours Together{3};
        std::sort(starts.begin(), starts.end());
        std::vector<Timestamp> arrivals;
        for (const Timestamp start : starts) {
            if (arrivals.empty() || start - arrivals.back() >= Together) {
                arrivals.push_back(start);
            }
        }
        return arrivals;
    }

} // namespace

void SourceRows::note(const RevisionEntry& revision, Timestamp start, const SourceSums& sum,
                      Source& source)
{
    source.starts.push_back(start);
    source.lastData = std::max(source.lastData, revision.lastData());
    Day& day = source.days[std::chrono::floor<std::chrono::days>(start)];
    day.runs += sum.runs;
    day.errors += sum.errors;
}

Result<void> SourceRows::add(ResultReader& reader, const RevisionEntry& revision)
{
    CBOARD_TRY(const auto sums, reader.runSums(revision));
    const Timestamp start{std::chrono::microseconds(revision.orderTime)};
    for (const SourceSums& lab : sums->labs) {
        note(revision, start, lab, m_labs[m_labNames.countedAs(lab.id)]);
    }
    for (const SourceSums& origin : sums->origins) {
        note(revision, start, origin, m_origins[origin.id]);
    }
    return {};
}

query::SourceRow SourceRows::rowOf(const Source& source, Timestamp now)
{
    query::SourceRow row;
    row.lastData = source.lastData;
    std::vector<Timestamp> recent;
    for (const Timestamp start : source.starts) {
        row.newest = std::max(row.newest, std::optional(start));
        if (start >= now - Habit) {
            recent.push_back(start);
        }
    }
    row.usualGap = query::usualGapOf(arrivalsOf(std::move(recent)));
    row.health = query::healthAfter(now - *row.newest, row.usualGap);
    const auto newest = std::prev(source.days.end());
    row.runs = newest->second.runs;
    row.errorShare = share(newest->second.errors, row.runs);
    std::vector<double> before;
    for (auto day = source.days.begin(); day != newest; ++day) {
        if (day->first + Habit >= newest->first) {
            before.push_back(share(day->second.errors, day->second.runs));
        }
    }
    if (before.size() >= FewestDays) {
        row.usualErrorShare = medianOf(std::move(before));
    }
    return row;
}

std::vector<query::SourceRow> SourceRows::rows(Timestamp now) const
{
    std::vector<query::SourceRow> rows;
    const auto append = [&](const Sources& sources, const char* kind, auto nameOf) {
        const std::size_t first = rows.size();
        for (const auto& [id, source] : sources) {
            query::SourceRow row = rowOf(source, now);
            row.kind = kind;
            row.name = nameOf(id);
            rows.push_back(std::move(row));
        }
        std::ranges::sort(rows.begin() + static_cast<std::ptrdiff_t>(first), rows.end(), {},
                          &query::SourceRow::name);
    };
    append(m_labs, "lab",
           [this](std::int64_t id) { return m_labNames.nameOf(m_context.names, id); });
    append(m_origins, "origin",
           [this](std::int64_t id) { return m_context.names.name(NameKind::Origin, id); });
    return rows;
}

} // namespace cboard::store
