// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/filter.h"
#include "core/query/pattern.h"

#include <algorithm>

namespace cboard::query {

namespace {

    struct CompiledValue {
        FilterValue value;
        std::optional<Regex> regex;

        bool matches(std::string_view text) const
        {
            switch (value.match) {
            case MatchKind::Exact:
                return equalsIgnoringCase(text, value.text);
            case MatchKind::Wildcard:
                return matchesWildcard(value.text, text);
            case MatchKind::Contains:
                return containsIgnoringCase(text, value.text);
            case MatchKind::Regex:
                return regex->contains(text);
            case MatchKind::Less:
            case MatchKind::Greater:
            case MatchKind::Range:
                break;
            }
            return false;
        }
    };

    bool anyMatches(const std::vector<CompiledValue>& values, std::string_view text)
    {
        return std::any_of(values.begin(), values.end(),
                           [text](const CompiledValue& value) { return value.matches(text); });
    }

} // namespace

struct TextMatcher::Impl {
    std::vector<CompiledValue> wanted;
    std::vector<CompiledValue> unwanted;
};

Result<TextMatcher> TextMatcher::create(const FilterTerm& term)
{
    auto impl = std::make_shared<Impl>();
    for (const FilterValue& value : term.values) {
        CompiledValue compiled{value, std::nullopt};
        if (value.match == MatchKind::Regex) {
            CBOARD_TRY(compiled.regex, Regex::create(value.text));
        }
        (value.isNegated ? impl->unwanted : impl->wanted).push_back(std::move(compiled));
    }
    TextMatcher matcher;
    matcher.m_impl = std::move(impl);
    return matcher;
}

bool TextMatcher::matches(std::string_view text) const
{
    return (m_impl->wanted.empty() || anyMatches(m_impl->wanted, text))
        && !anyMatches(m_impl->unwanted, text);
}

bool TextMatcher::matchesAnyOf(std::span<const std::string_view> texts) const
{
    const auto any = [texts](const std::vector<CompiledValue>& values) {
        return std::any_of(texts.begin(), texts.end(),
                           [&values](std::string_view text) { return anyMatches(values, text); });
    };
    return (m_impl->wanted.empty() || any(m_impl->wanted)) && !any(m_impl->unwanted);
}

} // namespace cboard::query
