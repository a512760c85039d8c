// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/rules/rule.h"

#include "core/base/made_once.h"
#include "core/logs/rules/rule_file.h"

#include <algorithm>
#include <array>

namespace cboard::logs {

namespace {

    constexpr std::array<std::string_view, 5> Severities{"fatal", "critical", "error", "warning",
                                                         "noise"};

} // namespace

std::string_view severityKey(Severity severity)
{
    return Severities[static_cast<std::size_t>(severity)];
}

std::optional<Severity> severityFromKey(std::string_view key)
{
    const auto* const found = std::find(Severities.begin(), Severities.end(), key);
    if (found == Severities.end()) {
        return {};
    }
    return static_cast<Severity>(found - Severities.begin());
}

Result<std::shared_ptr<const RuleSet>> RuleSet::parse(std::string_view text)
{
    return parseRuleFile(text).and_then(compile);
}

Result<std::shared_ptr<const RuleSet>> RuleSet::shippedBehind(std::string_view own)
{
    CBOARD_TRY(std::vector<Rule> rules, parseRuleFile(own));
    CBOARD_TRY(std::vector<Rule> behind, parseRuleFile(shippedText()));
    std::ranges::move(behind, std::back_inserter(rules));
    return compile(std::move(rules));
}

Result<std::shared_ptr<const RuleSet>> RuleSet::compile(std::vector<Rule> rules)
{
    std::shared_ptr<RuleSet> set(new RuleSet);
    set->m_rules = std::move(rules);
    std::vector<SetPattern> starts;
    for (const Rule& rule : set->m_rules) {
        starts.push_back({rule.start.text, true});
    }
    CBOARD_TRY(set->m_starts, PatternSet::compile(starts));
    return std::shared_ptr<const RuleSet>(std::move(set));
}

Result<std::shared_ptr<const RuleSet>> RuleSet::shipped(const TaskContext& task)
{
    static MadeOnce<std::shared_ptr<const RuleSet>> rules([] { return parse(shippedText()); });
    return rules.get(task);
}

} // namespace cboard::logs
