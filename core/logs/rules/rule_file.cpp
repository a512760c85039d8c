// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/rules/rule_file.h"

#include <fmt/format.h>

namespace cboard::logs {

namespace {

    /// A section while it is read: a rule without start is not one yet.
    struct Section {
        std::size_t line = 0;
        std::optional<LineExpression> start;
        Rule rule;
    };

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
            CBOARD_TRY(section.start, expressionOf(setting, true));
        } else if (name == "end") {
            CBOARD_TRY(section.rule.end, expressionOf(setting, false));
        } else if (name == "field") {
            CBOARD_TRY(auto field, expressionOf(setting, false));
            section.rule.fields.push_back(std::move(field));
        } else if (name == "severity" || name == "extent" || name == "source") {
            return applyWord(setting, section.rule);
        } else {
            return unknownSetting(setting);
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

} // namespace

Result<std::vector<Rule>> parseRuleFile(std::string_view text)
{
    CBOARD_TRY(const Regex placeholder, Regex::compile("x"));
    std::vector<Rule> rules;
    std::optional<Section> section;
    const SectionReader reader{
        [&](std::string_view kind, std::size_t line) -> Result<void> {
            CBOARD_TRY_VOID(finish(section, rules));
            Rule rule{std::string(kind), {}, {{}, placeholder}, {}, {}, {}, {}, {}, {}};
            rule.severity = Severity::Error;
            section = Section{line, {}, std::move(rule)};
            return {};
        },
        [&](const Setting& setting) { return apply(setting, *section); }};
    CBOARD_TRY_VOID(readSections(text, reader));
    CBOARD_TRY_VOID(finish(section, rules));
    return rules;
}

} // namespace cboard::logs
