// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revisions/issue_matcher.h"

#include "core/store/rows/test_key.h"

#include <array>

namespace cboard::store {

namespace {

    using query::FilterKey;
    using query::FilterTerm;
    using query::FilterValue;

    /// The bits of issue.culprit that the values of a term name.
    std::int64_t culpritBits(const FilterTerm& term, bool negated)
    {
        std::int64_t bits = 0;
        for (const FilterValue& value : term.values) {
            if (value.isNegated == negated) {
                bits |= value.text == "code" ? 1 : value.text == "tool" ? 2 : 4;
            }
        }
        return bits;
    }

    bool isOnly(const FilterTerm& term, std::string_view text)
    {
        return term.values.size() == 1 && term.values.front().text == text;
    }

    bool isNegatedTerm(const FilterTerm& term)
    {
        const bool isNone = term.key == FilterKey::Issue && isOnly(term, "none");
        return term.isNegated != (isNone && !term.values.front().isNegated);
    }

} // namespace

bool IssueMatcher::isKnown(FilterKey key)
{
    return key == FilterKey::Issue || key == FilterKey::Culprit || key == FilterKey::Signature;
}

Result<IssueMatcher> IssueMatcher::create(const FilterTerm& term)
{
    CBOARD_TRY(auto matcher, query::TextMatcher::create(term));
    return IssueMatcher(term, std::move(matcher));
}

IssueMatcher::IssueMatcher(const FilterTerm& term, query::TextMatcher matcher)
    : m_matcher(std::move(matcher))
    , m_isNegated(isNegatedTerm(term))
    , m_isCulprit(term.key == FilterKey::Culprit)
    , m_isSignature(term.key == FilterKey::Signature)
    , m_isAny(isOnly(term, "none") || isOnly(term, "any"))
    , m_wanted(culpritBits(term, false))
    , m_unwanted(culpritBits(term, true))
{
}

bool IssueMatcher::matches(std::string_view issueId, std::int64_t culprit,
                           std::string_view subject) const
{
    if (m_isSignature) {
        const std::array texts = {localPart(issueId), subject};
        return m_matcher.matchesAnyOf(texts);
    }
    if (m_isCulprit) {
        return (m_wanted == 0 || (culprit & m_wanted) != 0) && (culprit & m_unwanted) == 0;
    }
    return m_isAny || m_matcher.matches(issueId);
}

} // namespace cboard::store
