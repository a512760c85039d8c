// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/rules/rule_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace cboard::logs {

namespace {

    constexpr std::string_view Blanks = " \t\r";

    /// One line `name = value`, and where its parts stand.
    struct Setting {
        std::size_t line = 0; ///< From 1, as the columns.
        std::size_t nameColumn = 0;
        std::size_t valueColumn = 0;
        std::string_view name;
        std::string_view value;
    };

    tl::unexpected<Error> failAt(std::size_t line, std::size_t column, std::string_view what)
    {
        return fail(ErrorKind::Parse, fmt::format("line {}, column {}: {}", line, column, what));
    }

    Result<Rule::Expression> expressionOf(const Setting& setting)
    {
        auto regex = Regex::compile(setting.value);
        if (!regex) {
            return failAt(setting.line, setting.valueColumn, regex.error().message);
        }
        // Vectorscan says no to some that PCRE2 takes, such as those that match nothing at all.
        if (setting.name == "start") {
            const std::array patterns{SetPattern{std::string(setting.value), true}};
            if (const auto set = PatternSet::compile(patterns); !set) {
                return failAt(setting.line, setting.valueColumn, set.error().message);
            }
        }
        return Rule::Expression{std::string(setting.value), std::move(*regex)};
    }

    /// A section while it is read: a rule without start is not one yet.
    struct Section {
        std::size_t line = 0;
        std::optional<Rule::Expression> start;
        Rule rule;
    };

    tl::unexpected<Error> unknownWord(const Setting& setting)
    {
        return failAt(setting.line, setting.valueColumn,
                      fmt::format("{} cannot be \"{}\"", setting.name, setting.value));
    }

    Result<void> applyWord(const Setting& setting, Rule& rule)
    {
        const std::string_view value = setting.value;
        if (setting.name == "severity") {
            const auto severity = severityFromKey(value);
            if (!severity) {
                return unknownWord(setting);
            }
            rule.severity = *severity;
        } else if (setting.name == "extent" && (value == "line" || value == "report")) {
            rule.extent = value == "line" ? Rule::Extent::Line : Rule::Extent::Report;
        } else if (setting.name == "source" && (value == "console" || value == "lava")) {
            rule.source = value == "lava" ? Rule::Source::Lava : Rule::Source::Console;
        } else {
            return unknownWord(setting);
        }
        return {};
    }

    Result<void> apply(const Setting& setting, Section& section)
    {
        const std::string_view name = setting.name;
        if (name == "title") {
            section.rule.title = setting.value;
        } else if (name == "key") {
            section.rule.key = setting.value;
        } else if (name == "start") {
            CBOARD_TRY(section.start, expressionOf(setting));
        } else if (name == "end") {
            CBOARD_TRY(section.rule.end, expressionOf(setting));
        } else if (name == "field") {
            CBOARD_TRY(auto field, expressionOf(setting));
            section.rule.fields.push_back(std::move(field));
        } else if (name == "severity" || name == "extent" || name == "source") {
            return applyWord(setting, section.rule);
        } else {
            return failAt(setting.line, setting.nameColumn,
                          fmt::format("no setting is called \"{}\"", name));
        }
        return {};
    }

    Result<void> finish(std::optional<Section>& section, std::vector<Rule>& rules)
    {
        if (!section) {
            return {};
        }
        if (!section->start) {
            return failAt(section->line, 1,
                          fmt::format("section [{}] has no start", section->rule.kind));
        }
        section->rule.start = std::move(*section->start);
        rules.push_back(std::move(section->rule));
        section.reset();
        return {};
    }

    Result<Section> openSection(std::string_view text, std::size_t line, const Regex& placeholder)
    {
        const std::string_view kind = text.substr(1, text.size() - 2);
        const bool isKind =
            text.ends_with(']') && !kind.empty()
            && std::all_of(kind.begin(), kind.end(), [](char c) {
                   return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
               });
        if (!isKind) {
            return failAt(line, 1, "a section is [kind] of a-z, 0-9, dots and underscores");
        }
        Rule rule{std::string(kind), {}, {{}, placeholder}, {}, {}, {}, {}, {}, {}};
        rule.severity = Severity::Error;
        return Section{line, {}, std::move(rule)};
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

} // namespace

Result<std::vector<Rule>> parseRuleFile(std::string_view text)
{
    CBOARD_TRY(const Regex placeholder, Regex::compile("x"));
    std::vector<Rule> rules;
    std::optional<Section> section;
    for (std::size_t line = 1; !text.empty(); ++line) {
        const std::size_t feed = std::min(text.find('\n'), text.size());
        std::string_view row = text.substr(0, feed);
        text.remove_prefix(std::min(feed + 1, text.size()));
        row = row.substr(0, row.find_last_not_of(Blanks) + 1);
        const std::size_t begin = row.find_first_not_of(Blanks);
        if (begin == std::string_view::npos || row[begin] == '#') {
            continue;
        }
        if (row[begin] == '[') {
            CBOARD_TRY_VOID(finish(section, rules));
            CBOARD_TRY(section, openSection(row.substr(begin), line, placeholder));
            continue;
        }
        CBOARD_TRY(const Setting setting, settingOf(row, line));
        if (!section) {
            return failAt(line, setting.nameColumn, "a setting before the first [kind]");
        }
        CBOARD_TRY_VOID(apply(setting, *section));
    }
    CBOARD_TRY_VOID(finish(section, rules));
    return rules;
}

} // namespace cboard::logs
