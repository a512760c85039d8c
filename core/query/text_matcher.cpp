// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/filter.h"
#include "core/query/term_value.h"

#include <algorithm>

namespace cboard::query {

namespace {

    bool anyMatches(const std::vector<TermValue>& values, std::string_view text)
    {
        return std::any_of(values.begin(), values.end(),
                           [text](const TermValue& value) { return value.matches(text); });
    }

} // namespace

struct TextMatcher::Impl {
    std::vector<TermValue> wanted;
    std::vector<TermValue> unwanted;
};

Result<TextMatcher> TextMatcher::create(const FilterTerm& term)
{
    auto impl = std::make_shared<Impl>();
    for (const FilterValue& value : term.values) {
        CBOARD_TRY(TermValue compiled, TermValue::create(value));
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
    const auto any = [texts](const std::vector<TermValue>& values) {
        return std::any_of(texts.begin(), texts.end(),
                           [&values](std::string_view text) { return anyMatches(values, text); });
    };
    return (m_impl->wanted.empty() || any(m_impl->wanted)) && !any(m_impl->unwanted);
}

} // namespace cboard::query
