// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/filter.h"

#include <cstdint>
#include <string_view>

namespace cboard::store {

/// Which issues a term names: `issue:`, `culprit:`, `sig:`.
class IssueMatcher {
public:
    static bool isKnown(query::FilterKey key);
    /// Errors: those of TextMatcher.
    static Result<IssueMatcher> create(const query::FilterTerm& term);

    /// Whether the term names the issue, its own negation aside. \p culprit as issue.culprit, 0
    /// when it names none; \p subject as issue.subject.
    bool matches(std::string_view issueId, std::int64_t culprit, std::string_view subject) const;
    /// Whether what is named is unwanted: a negated term, and `issue:none`.
    bool isNegated() const { return m_isNegated; }

private:
    IssueMatcher(const query::FilterTerm& term, query::TextMatcher matcher);

    query::TextMatcher m_matcher;
    bool m_isNegated;
    bool m_isCulprit;
    /// The issues of one signature are named after it, or after its text.
    bool m_isSignature;
    bool m_isAny; ///< `issue:any`, and `issue:none`, which is its negation.
    std::int64_t m_wanted;
    std::int64_t m_unwanted;
};

} // namespace cboard::store
