// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/rules/rule_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace cboard::logs {

namespace {

    /// A section while it is read: a rule without start is not one yet.
    struct Section {
        std::size_t line = 0;
        bool namesStart = false; ///< One that does not compile is told where it stands.
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
            section.namesStart = true;
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
        const std::optional<Section> done = std::exchange(section, {});
        if (!done->namesStart) {
            return failAt(done->line, 1, fmt::format("section [{}] has no start", done->rule.kind));
        }
        if (done->start) {
            rules.push_back(done->rule);
            rules.back().start = *done->start;
        }
        return {};
    }

    /// \param error As SectionReader::error.
    Result<std::vector<Rule>> readRules(std::string_view text,
                                        std::function<void(const Error&)> error)
    {
        CBOARD_TRY(const Regex placeholder, Regex::compile("x"));
        std::vector<Rule> rules;
        std::optional<Section> section;
        const auto begin = [&](std::string_view kind, std::size_t line) -> Result<void> {
            auto status = finish(section, rules);
            Rule rule{std::string(kind), {}, {{}, placeholder}, {}, {}, {}, {}, {}, {}};
            rule.severity = Severity::Error;
            section = Section{line, false, {}, std::move(rule)};
            return status;
        };
        const SectionReader reader{begin,
                                   [&](const Setting& setting) {
                                       // Those of a section with a wrong name are looked at all the
                                       // same.
                                       return section ? apply(setting, *section) : Result<void>{};
                                   },
                                   error};
        CBOARD_TRY_VOID(readSections(text, reader));
        if (const auto last = finish(section, rules); !last) {
            if (!error) {
                return tl::unexpected<Error>(last.error());
            }
            error(last.error());
        }
        return rules;
    }

} // namespace

Result<std::vector<Rule>> parseRuleFile(std::string_view text)
{
    return readRules(text, nullptr);
}

std::vector<RuleProblem> checkRuleFile(std::string_view text)
{
    std::vector<RuleProblem> problems;
    const auto rules =
        readRules(text, [&problems](const Error& error) { problems.push_back(problemOf(error)); });
    if (!rules) {
        problems.push_back(problemOf(rules.error()));
    } else if (problems.empty()) {
        // Expressions that are sound one by one may be too many together.
        if (const auto set = RuleSet::parse(text); !set) {
            problems.push_back(problemOf(set.error()));
        }
    }
    std::ranges::stable_sort(problems, {}, &RuleProblem::line);
    return problems;
}

} // namespace cboard::logs
