// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/term_value.h"

namespace cboard::query {

Result<TermValue> TermValue::create(const FilterValue& value)
{
    TermValue compiled;
    compiled.m_value = value;
    if (value.match == MatchKind::Regex) {
        CBOARD_TRY(compiled.m_regex, Regex::create(value.text));
    }
    return compiled;
}

bool TermValue::matches(std::string_view text, const TaskContext& task) const
{
    switch (m_value.match) {
    case MatchKind::Exact:
        return equalsIgnoringCase(text, m_value.text);
    case MatchKind::Wildcard:
        return matchesWildcard(m_value.text, text, task);
    case MatchKind::Contains:
        return containsIgnoringCase(text, m_value.text, task);
    case MatchKind::Regex:
        return m_regex->contains(text, task);
    case MatchKind::Less:
    case MatchKind::Greater:
    case MatchKind::Range:
        break;
    }
    return false;
}

} // namespace cboard::query
