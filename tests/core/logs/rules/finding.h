// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/logs/rules/error_finder.h"

#include <memory>
#include <string>
#include <vector>

namespace cboard::logs {

/// The errors of a text by the shipped rules, or by others.
inline std::vector<FoundError> errorsOf(std::string text, RowFormat format = RowFormat::Plain,
                                        const std::string& rules = {})
{
    const auto set = rules.empty() ? RuleSet::shipped() : RuleSet::parse(rules);
    if (!set) {
        return {};
    }
    const auto source = makeMemorySource(std::make_shared<const std::string>(std::move(text)));
    auto found = findErrors(*source, format, *set, TaskContext{});
    return found ? std::move(found->errors) : std::vector<FoundError>();
}

/// The first of those with the worst severity; empty kind when there is none.
inline FoundError worstOf(const std::vector<FoundError>& errors)
{
    FoundError worst;
    for (const FoundError& error : errors) {
        if (worst.kind.empty() || error.severity < worst.severity) {
            worst = error;
        }
    }
    return worst;
}

} // namespace cboard::logs
