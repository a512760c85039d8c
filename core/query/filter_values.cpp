// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/filter_values.h"

#include <charconv>
#include <cmath>

namespace cboard::query {

namespace {

    constexpr double SecondsPerDay = 86'400;
    constexpr double LongestSpan = 1e10; // 300 years; keeps the arithmetic of times in range.

    std::optional<double> unitSeconds(std::string_view unit)
    {
        if (unit.size() != 1) {
            return std::nullopt;
        }
        switch (unit.front()) {
        case 's':
            return 1;
        case 'm':
            return 60;
        case 'h':
            return 3'600;
        case 'd':
            return SecondsPerDay;
        case 'w':
            return 7 * SecondsPerDay;
        default:
            return std::nullopt;
        }
    }

    /// A number and the unit after it; an empty unit is `defaultUnit` seconds, 0 allows none.
    std::optional<double> parseSpan(std::string_view text, double defaultUnit)
    {
        double number = 0;
        const char* end = text.data() + text.size();
        const auto [rest, problem] =
            std::from_chars(text.data(), end, number, std::chars_format::fixed);
        if (problem != std::errc{} || !std::isfinite(number) || number < 0) {
            return std::nullopt;
        }
        const std::string_view unit(rest, static_cast<std::size_t>(end - rest));
        const std::optional<double> factor =
            unit.empty() && defaultUnit > 0 ? std::optional(defaultUnit) : unitSeconds(unit);
        if (!factor || number * *factor > LongestSpan) {
            return std::nullopt;
        }
        return number * *factor;
    }

    bool matchesOneNumber(const FilterTerm& term, const FilterValue& value, double seconds)
    {
        const auto bound = parseDurationValue(value.text, term.key);
        if (!bound) {
            return false;
        }
        switch (value.match) {
        case MatchKind::Less:
            return seconds < *bound;
        case MatchKind::Greater:
            return seconds > *bound;
        case MatchKind::Range: {
            const auto upper = parseDurationValue(value.upper, term.key);
            return upper && seconds >= *bound && seconds <= *upper;
        }
        case MatchKind::Exact:
        case MatchKind::Wildcard:
        case MatchKind::Contains:
        case MatchKind::Regex:
            break;
        }
        return seconds == *bound;
    }

    OutcomeSet outcomesOfValue(std::string_view text)
    {
        constexpr std::string_view RawPrefix = "raw=";
        if (text.starts_with(RawPrefix)) {
            text.remove_prefix(RawPrefix.size());
            const auto status = parseStatus(text);
            return status || text == "NULL" ? OutcomeSet::ofRaw(status) : OutcomeSet();
        }
        const auto statusClass = parseStatusClass(text);
        return statusClass ? OutcomeSet::ofClass(*statusClass) : OutcomeSet();
    }

    constexpr std::uint32_t PendingBit = 1U << StatusCount;
    constexpr std::uint32_t NeverReportedBit = 1U << (StatusCount + 1);

} // namespace

std::optional<Timestamp> parseTimeValue(std::string_view text, Timestamp now)
{
    using namespace std::chrono;
    if (text == "now") {
        return now;
    }
    if (text == "today") {
        return Timestamp(floor<days>(now));
    }
    if (text == "yesterday") {
        return Timestamp(floor<days>(now) - days(1));
    }
    if (const auto span = parseSpan(text, 0)) {
        return now - microseconds(static_cast<std::int64_t>(*span * 1e6));
    }
    return parseLooseTime(text);
}

std::optional<double> parseDurationValue(std::string_view text, FilterKey key)
{
    return parseSpan(text, key == FilterKey::Age ? SecondsPerDay : 1);
}

bool matchesNumber(const FilterTerm& term, double seconds)
{
    bool isWanted = true;
    bool hasPositive = false;
    bool anyPositive = false;
    for (const FilterValue& value : term.values) {
        const bool isMatch = matchesOneNumber(term, value, seconds);
        if (value.isNegated) {
            isWanted = isWanted && !isMatch;
        } else {
            hasPositive = true;
            anyPositive = anyPositive || isMatch;
        }
    }
    return isWanted && (anyPositive || !hasPositive);
}

OutcomeSet OutcomeSet::all()
{
    return OutcomeSet((1U << OutcomeCount) - 1);
}

OutcomeSet OutcomeSet::ofRaw(std::optional<Status> status)
{
    return OutcomeSet(status ? 1U << static_cast<unsigned>(*status)
                             : PendingBit | NeverReportedBit);
}

OutcomeSet OutcomeSet::ofClass(StatusClass statusClass)
{
    switch (statusClass) {
    case StatusClass::Fail:
        return ofRaw(Status::Fail);
    case StatusClass::Error:
        return ofRaw(Status::Error);
    case StatusClass::Miss:
        return ofRaw(Status::Miss) | OutcomeSet(NeverReportedBit);
    case StatusClass::Pass:
        return ofRaw(Status::Pass);
    case StatusClass::Done:
        return ofRaw(Status::Done);
    case StatusClass::Skip:
        return ofRaw(Status::Skip);
    case StatusClass::Pending:
        return OutcomeSet(PendingBit);
    case StatusClass::None:
        break;
    }
    return {};
}

bool OutcomeSet::contains(std::optional<Status> status, StatusClass statusClass) const
{
    if (status) {
        return (m_bits >> static_cast<unsigned>(*status) & 1U) != 0;
    }
    return (m_bits & (statusClass == StatusClass::Pending ? PendingBit : NeverReportedBit)) != 0;
}

OutcomeSet outcomesOf(const FilterTerm& term)
{
    OutcomeSet wanted;
    OutcomeSet unwanted;
    bool hasPositive = false;
    for (const FilterValue& value : term.values) {
        OutcomeSet& set = value.isNegated ? unwanted : wanted;
        set = set | outcomesOfValue(value.text);
        hasPositive = hasPositive || !value.isNegated;
    }
    const OutcomeSet selected = (hasPositive ? wanted : OutcomeSet::all()) & ~unwanted;
    return term.isNegated ? ~selected : selected;
}

} // namespace cboard::query
