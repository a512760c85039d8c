// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/flaky_exceptions.h"

#include "core/service/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace cboard::service {

namespace {

    struct Number {
        std::string_view word;
        std::int32_t query::FlakyLimits::*member;
        std::string_view setting; ///< That has its bounds.
    };

    constexpr std::array Numbers{
        Number{"runs", &query::FlakyLimits::runs, "analysis/flaky_runs"},
        Number{"flips", &query::FlakyLimits::flips, "analysis/flaky_flips"},
        Number{"unsteady", &query::FlakyLimits::flipsOfUnsteady, "analysis/flaky_unsteady_flips"},
        Number{"low", &query::FlakyLimits::lowRate, "analysis/flaky_low_rate"},
        Number{"high", &query::FlakyLimits::highRate, "analysis/flaky_high_rate"}};

    /// The next part of \p text up to \p separator, which both are taken off it.
    std::string_view take(std::string_view& text, char separator)
    {
        const auto end = std::min(text.find(separator), text.size());
        const std::string_view part = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        return part;
    }

    Result<void> setNumber(query::FlakyLimits& limits, std::string_view word, std::size_t equals)
    {
        const auto number = std::ranges::find(Numbers, word.substr(0, equals), &Number::word);
        if (number == Numbers.end()) {
            return fail(
                ErrorKind::Invalid,
                fmt::format("expected runs=, flips=, unsteady=, low= or high=, got \"{}\"", word));
        }
        const SettingSpec& spec = *findSetting(number->setting);
        std::int32_t value = 0;
        const char* end = word.data() + word.size();
        const auto [rest, problem] = std::from_chars(word.data() + equals + 1, end, value);
        if (problem != std::errc{} || rest != end || value < spec.lowest || value > spec.highest) {
            return fail(ErrorKind::Invalid,
                        fmt::format("expected {}= with a whole number from {} to {}, got \"{}\"",
                                    number->word, spec.lowest, spec.highest, word));
        }
        limits.*(number->member) = value;
        return {};
    }

    Result<void> readWord(query::FlakyException& exception, std::string_view word)
    {
        constexpr std::string_view Lab = "lab:";
        if (const auto equals = word.find('='); equals != std::string_view::npos) {
            return setNumber(exception.limits, word, equals);
        }
        const bool isLab = word.starts_with(Lab);
        std::string& target = isLab ? exception.lab : exception.path;
        const std::string_view name = isLab ? word.substr(Lab.size()) : word;
        if (!target.empty() || name.empty()) {
            return fail(
                ErrorKind::Invalid,
                fmt::format("expected one path and one lab between semicolons, got \"{}\"", word));
        }
        target = name;
        return {};
    }

} // namespace

Result<std::vector<query::FlakyException>> parseFlakyExceptions(std::string_view text,
                                                                const query::FlakyLimits& usual)
{
    std::vector<query::FlakyException> exceptions;
    while (!text.empty()) {
        const std::string_view whole = take(text, ';');
        std::string_view part = whole;
        query::FlakyException exception{.path = {}, .lab = {}, .limits = usual};
        bool hasNumber = false;
        while (!part.empty()) {
            const std::string_view word = take(part, ' ');
            hasNumber = hasNumber || word.find('=') != std::string_view::npos;
            if (!word.empty()) {
                CBOARD_TRY_VOID(readWord(exception, word));
            }
        }
        const bool hasPlace = !exception.path.empty() || !exception.lab.empty();
        if (!hasPlace && !hasNumber) {
            continue; // Nothing between two semicolons.
        }
        if (!hasPlace || !hasNumber) {
            return fail(ErrorKind::Invalid,
                        fmt::format("expected a path or lab:NAME, and a limit, in \"{}\"", whole));
        }
        exceptions.push_back(std::move(exception));
    }
    return exceptions;
}

} // namespace cboard::service
