// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/rules/section_file.h"

#include "core/logs/pattern_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>

namespace cboard::logs {

namespace {

    constexpr std::string_view Blanks = " \t\r";

    Result<std::string_view> sectionName(std::string_view text, std::size_t line)
    {
        const std::string_view name = text.substr(1, text.size() - 2);
        const bool isName =
            text.ends_with(']') && !name.empty()
            && std::all_of(name.begin(), name.end(), [](char c) {
                   return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
               });
        if (!isName) {
            return failAt(line, 1, "a section is [kind] of a-z, 0-9, dots and underscores");
        }
        return name;
    }

    Result<Setting> settingOf(std::string_view text, std::size_t line)
    {
        const std::size_t equals = text.find('=');
        const std::size_t begin = text.find_first_not_of(Blanks);
        if (equals == std::string_view::npos || equals == begin) {
            return failAt(line, begin + 1, "expected [kind] or name = value");
        }
        const std::string_view name = text.substr(begin, equals - begin);
        const std::size_t value = text.find_first_not_of(Blanks, equals + 1);
        if (value == std::string_view::npos) {
            return failAt(line, equals + 2, "expected a value behind =");
        }
        return Setting{line, begin + 1, value + 1,
                       name.substr(0, name.find_last_not_of(Blanks) + 1), text.substr(value)};
    }

    Result<void> readLine(std::string_view row, std::size_t line, bool& isInSection,
                          const SectionReader& reader)
    {
        row = row.substr(0, row.find_last_not_of(Blanks) + 1);
        const std::size_t begin = row.find_first_not_of(Blanks);
        if (begin == std::string_view::npos || row[begin] == '#') {
            return {};
        }
        if (row[begin] == '[') {
            isInSection = true; // With a wrong name, too: its settings are its.
            CBOARD_TRY(const std::string_view name, sectionName(row.substr(begin), line));
            return reader.section(name, line);
        }
        CBOARD_TRY(const Setting setting, settingOf(row, line));
        if (!isInSection) {
            return failAt(line, setting.nameColumn, "a setting before the first [kind]");
        }
        return reader.setting(setting);
    }

} // namespace

tl::unexpected<Error> failAt(std::size_t line, std::size_t column, std::string_view what)
{
    return fail(ErrorKind::Parse, fmt::format("line {}, column {}: {}", line, column, what));
}

tl::unexpected<Error> unknownWord(const Setting& setting)
{
    return failAt(setting.line, setting.valueColumn,
                  fmt::format("{} cannot be \"{}\"", setting.name, setting.value));
}

tl::unexpected<Error> unknownSetting(const Setting& setting)
{
    return failAt(setting.line, setting.nameColumn,
                  fmt::format("no setting is called \"{}\"", setting.name));
}

Result<LineExpression> expressionOf(const Setting& setting, bool isSearched)
{
    auto regex = Regex::compile(setting.value);
    if (!regex) {
        return failAt(setting.line, setting.valueColumn, regex.error().message);
    }
    // Vectorscan says no to some that PCRE2 takes, such as those that match nothing at all.
    if (isSearched) {
        const std::array patterns{SetPattern{std::string(setting.value), true}};
        if (const auto set = PatternSet::compile(patterns); !set) {
            return failAt(setting.line, setting.valueColumn, set.error().message);
        }
    }
    return LineExpression{std::string(setting.value), std::move(*regex)};
}

RuleProblem problemOf(const Error& error)
{
    RuleProblem problem;
    int behind = 0;
    // What failAt() has written.
    if (std::sscanf(error.message.c_str(), "line %zu, column %zu: %n", &problem.line,
                    &problem.column, &behind)
        != 2) {
        return {0, 0, error.message};
    }
    problem.what = error.message.substr(static_cast<std::size_t>(behind));
    return problem;
}

Result<void> readSections(std::string_view text, const SectionReader& reader)
{
    bool isInSection = false;
    for (std::size_t line = 1; !text.empty(); ++line) {
        const std::size_t feed = std::min(text.find('\n'), text.size());
        const std::string_view row = text.substr(0, feed);
        text.remove_prefix(std::min(feed + 1, text.size()));
        if (const auto status = readLine(row, line, isInSection, reader); !status) {
            if (!reader.error) {
                return status;
            }
            reader.error(status.error());
        }
    }
    return {};
}

} // namespace cboard::logs
