// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/time.h"
#include "core/query/filter.h"

#include <cstdint>
#include <optional>
#include <string_view>

/// What the values of a term mean, for whoever evaluates a filter.
namespace cboard::query {

/// The instant that `since:` and `until:` name: "7d" and "12h" count back from `now`, a date
/// ("2025-07-01") is its start, else an RFC 3339 time; `now`, `today` and `yesterday` too.
std::optional<Timestamp> parseTimeValue(std::string_view text, Timestamp now);

/// Seconds of `dur:` and `age:`: "300", "1.5", "90s", "10m", "12h", "7d", "2w".
/// A number without unit means seconds in `dur:` and days in `age:`.
std::optional<double> parseDurationValue(std::string_view text, FilterKey key);

/// Whether a number of seconds satisfies a Number term, without the term's own negation.
bool matchesNumber(const FilterTerm& term, double seconds);

/// The outcomes a row can have: each raw status, or none yet, which the clock turns from pending
/// into miss. A set of them is what `status:` terms select.
class OutcomeSet {
public:
    static constexpr std::size_t OutcomeCount = StatusCount + 2;

    static OutcomeSet all();
    /// By the class that views show; `miss` holds the raw word and what never reported.
    static OutcomeSet ofClass(StatusClass statusClass);
    static OutcomeSet ofRaw(std::optional<Status> status);

    /// `statusClass` is what the row counts as; it matters only without a status.
    bool contains(std::optional<Status> status, StatusClass statusClass) const;
    bool isAll() const { return *this == all(); }

    OutcomeSet operator|(OutcomeSet other) const { return OutcomeSet(m_bits | other.m_bits); }
    OutcomeSet operator&(OutcomeSet other) const { return OutcomeSet(m_bits & other.m_bits); }
    OutcomeSet operator~() const { return OutcomeSet(~m_bits & all().m_bits); }
    bool operator==(const OutcomeSet&) const = default;

    OutcomeSet() = default;

private:
    explicit OutcomeSet(std::uint32_t bits)
        : m_bits(bits)
    {
    }
    std::uint32_t m_bits = 0;
};

/// What a `status:` term selects, its negation applied.
OutcomeSet outcomesOf(const FilterTerm& term);

} // namespace cboard::query
