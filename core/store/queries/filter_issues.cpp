// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/filter_plan.h"
#include "core/store/record_decoder.h"
#include "core/store/test_key.h"

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

    /// Whether an incident's issue is one that the term names.
    class IssueMatcher {
    public:
        static Result<IssueMatcher> create(const FilterTerm& term)
        {
            CBOARD_TRY(auto matcher, query::TextMatcher::create(term));
            return IssueMatcher(term, std::move(matcher));
        }

        bool matches(std::string_view issueId, std::int64_t culprit, std::string_view subject) const
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

    private:
        IssueMatcher(const FilterTerm& term, query::TextMatcher matcher)
            : m_matcher(std::move(matcher))
            , m_isCulprit(term.key == FilterKey::Culprit)
            , m_isSignature(term.key == FilterKey::Signature)
            , m_isAny(term.values.size() == 1
                      && (term.values.front().text == "none" || term.values.front().text == "any"))
            , m_wanted(culpritBits(term, false))
            , m_unwanted(culpritBits(term, true))
        {
        }

        query::TextMatcher m_matcher;
        bool m_isCulprit;
        /// The issues of one signature are named after it, or after its text.
        bool m_isSignature;
        bool m_isAny; ///< `issue:any`, and `issue:none`, which is its negation.
        std::int64_t m_wanted;
        std::int64_t m_unwanted;
    };

} // namespace

Result<void> FilterPlan::addIssues(const QueryContext& context, const FilterTerm& term)
{
    CBOARD_TRY(const auto matcher, IssueMatcher::create(term));
    TargetTerm found;
    const bool isNone = term.key == FilterKey::Issue && term.values.size() == 1
        && term.values.front().text == "none";
    found.isNegated = term.isNegated != (isNone != (isNone && term.values.front().isNegated));
    CBOARD_TRY(auto rows,
               context.database.prepare("SELECT incident.issue_id, issue.culprit,"
                                        " incident.test_id, build.id, issue.subject"
                                        " FROM incident"
                                        " LEFT JOIN issue ON issue.ext_id = incident.issue_id"
                                        " AND issue.version = incident.issue_version"
                                        " LEFT JOIN build ON build.ext_id = incident.build_id"
                                        " WHERE incident.present IS NOT 0"));
    CBOARD_TRY_VOID(forEachRow(rows, [&](const Statement& row) -> Result<void> {
        if (!matcher.matches(row.text(0), row.integer(1), row.text(4))) {
            return {};
        }
        if (!row.isNull(2)) {
            CBOARD_TRY(const auto key, context.decoder.findTest(row.text(2)));
            if (key) {
                found.tests.insert(*key);
            }
        }
        if (!row.isNull(3)) {
            found.builds.insert(row.integer(3));
        }
        return {};
    }));
    m_targets.push_back(std::move(found));
    return {};
}

} // namespace cboard::store
