// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/log_matcher.h"

namespace cboard::query {

Result<LogMatcher> LogMatcher::create(const FilterTerm& term)
{
    LogMatcher matcher;
    for (const FilterValue& value : term.values) {
        CBOARD_TRY(TermValue compiled, TermValue::create(value));
        matcher.m_values.push_back(std::move(compiled));
    }
    return matcher;
}

Result<bool> LogMatcher::matches(std::string_view text, const TaskContext& task) const
{
    bool isAnyWanted = false;
    bool isWanted = false;
    for (const TermValue& value : m_values) {
        if (!value.isNegated() && isWanted) {
            continue; // One is enough.
        }
        const bool isMatch = value.matches(text, task);
        CBOARD_TRY_VOID(task.check());
        if (value.isNegated() && isMatch) {
            return false;
        }
        isAnyWanted = isAnyWanted || !value.isNegated();
        isWanted = isWanted || (isMatch && !value.isNegated());
    }
    return isWanted || !isAnyWanted;
}

} // namespace cboard::query
