// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/stages/stage_rules.h"

#include "core/base/made_once.h"

#include <fmt/format.h>

#include <algorithm>

namespace cboard::logs {

namespace {

    /// A section while it is read: a rule without begin is not one yet.
    struct Section {
        std::size_t line = 0;
        std::optional<LineExpression> begin;
        StageRule rule;
    };

    Result<void> applyWord(const Setting& setting, StageRule& rule)
    {
        const std::string_view value = setting.value;
        if (setting.name == "level" && value == "phase") {
            rule.level = StageLevel::Phase;
        } else if (setting.name == "level" && value == "suite") {
            rule.level = StageLevel::Suite;
        } else if (setting.name == "level" && value == "case") {
            rule.level = StageLevel::Case;
        } else if (setting.name == "restarts" && (value == "yes" || value == "no")) {
            rule.restarts = value == "yes";
        } else if (setting.name == "source" && (value == "console" || value == "lava")) {
            rule.isOfDispatcher = value == "lava";
        } else {
            return unknownWord(setting);
        }
        return {};
    }

    Result<void> apply(const Setting& setting, Section& section)
    {
        if (setting.name == "begin") {
            CBOARD_TRY(section.begin, expressionOf(setting, true));
        } else if (setting.name == "end") {
            CBOARD_TRY(section.rule.end, expressionOf(setting, true));
        } else if (setting.name == "level" || setting.name == "restarts"
                   || setting.name == "source") {
            return applyWord(setting, section.rule);
        } else {
            return unknownSetting(setting);
        }
        return {};
    }

    /// The place of the kind among the phases: that of its first section.
    std::size_t orderOf(const std::vector<StageRule>& rules, const StageRule& rule)
    {
        std::size_t next = 0;
        for (const StageRule& known : rules) {
            if (known.level == StageLevel::Phase && known.kind == rule.kind) {
                return known.order;
            }
            next = known.level == StageLevel::Phase ? std::max(next, known.order + 1) : next;
        }
        return next;
    }

    Result<void> finish(std::optional<Section>& section, std::vector<StageRule>& rules)
    {
        if (!section) {
            return {};
        }
        if (!section->begin) {
            return failAt(section->line, 1,
                          fmt::format("section [{}] has no begin", section->rule.kind));
        }
        section->rule.begin = std::move(*section->begin);
        section->rule.order = orderOf(rules, section->rule);
        rules.push_back(std::move(section->rule));
        section.reset();
        return {};
    }

    Result<std::vector<StageRule>> parseStageFile(std::string_view text)
    {
        CBOARD_TRY(const Regex placeholder, Regex::compile("x"));
        std::vector<StageRule> rules;
        std::optional<Section> section;
        const SectionReader reader{
            [&](std::string_view kind, std::size_t line) -> Result<void> {
                CBOARD_TRY_VOID(finish(section, rules));
                section = Section{
                    line, {}, {std::string(kind), {}, 0, {{}, placeholder}, {}, false, false}};
                return {};
            },
            [&](const Setting& setting) { return apply(setting, *section); }};
        CBOARD_TRY_VOID(readSections(text, reader));
        CBOARD_TRY_VOID(finish(section, rules));
        return rules;
    }

} // namespace

Result<std::shared_ptr<const StageRules>> StageRules::parse(std::string_view text)
{
    std::shared_ptr<StageRules> set(new StageRules);
    CBOARD_TRY(set->m_rules, parseStageFile(text));
    std::vector<SetPattern> marks;
    for (std::size_t i = 0; i < set->m_rules.size(); ++i) {
        const StageRule& rule = set->m_rules[i];
        marks.push_back({rule.begin.text, true});
        set->m_markOf.push_back(2 * i);
        if (rule.end) {
            marks.push_back({rule.end->text, true});
            set->m_markOf.push_back(2 * i + 1);
        }
    }
    CBOARD_TRY(set->m_marks, PatternSet::compile(marks));
    return std::shared_ptr<const StageRules>(std::move(set));
}

Result<std::shared_ptr<const StageRules>> StageRules::shipped(const TaskContext& task)
{
    static MadeOnce<std::shared_ptr<const StageRules>> rules([] { return parse(shippedText()); });
    return rules.get(task);
}

} // namespace cboard::logs
