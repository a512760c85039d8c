// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/queries.h"

#include <algorithm>
#include <array>

namespace cboard::store {

namespace {

    using query::FilterKey;

    /// The filter as it concerns issues: words, `issue:`, `origin:`, `culprit:`.
    class IssueFilter {
    public:
        static Result<IssueFilter> create(const query::Filter& filter)
        {
            IssueFilter made;
            for (const query::FilterTerm& term : filter.terms) {
                const bool isKnown = term.key == FilterKey::Word || term.key == FilterKey::Issue
                    || term.key == FilterKey::Origin || term.key == FilterKey::Culprit;
                if (!isKnown) {
                    return fail(ErrorKind::Unsupported,
                                "\"" + query::formatTerm(term) + "\" is not available for issues");
                }
                CBOARD_TRY(auto matcher, query::TextMatcher::create(term));
                made.m_terms.emplace_back(term, std::move(matcher));
            }
            return made;
        }

        bool matches(const query::IssueRow& row, std::int64_t culprit) const
        {
            return std::all_of(m_terms.begin(), m_terms.end(), [&](const auto& one) {
                const auto& [term, matcher] = one;
                return matchesTerm(term, matcher, row, culprit) != term.isNegated;
            });
        }

    private:
        static bool matchesTerm(const query::FilterTerm& term, const query::TextMatcher& matcher,
                                const query::IssueRow& row, std::int64_t culprit)
        {
            if (term.key == FilterKey::Issue) {
                return matcher.matches(row.id);
            }
            if (term.key == FilterKey::Origin) {
                return matcher.matches(row.origin);
            }
            std::vector<std::string_view> texts = {row.id, row.subject, row.url};
            if (term.key == FilterKey::Culprit) {
                static constexpr std::array<std::string_view, 3> Words = {"code", "tool",
                                                                          "harness"};
                texts.clear();
                for (std::size_t bit = 0; bit < Words.size(); ++bit) {
                    if ((culprit >> bit & 1) != 0) {
                        texts.push_back(Words[bit]);
                    }
                }
            }
            return matcher.matchesAnyOf(texts);
        }

        std::vector<std::pair<query::FilterTerm, query::TextMatcher>> m_terms;
    };

} // namespace

Result<query::IssuesSnapshot> queryIssues(const QueryContext& context,
                                          const query::IssuesRequest& request)
{
    CBOARD_TRY(const auto filter, IssueFilter::create(request.common.filter));
    CBOARD_TRY(auto rows,
               context.database.prepare("SELECT issue.ext_id, issue.version, issue.origin,"
                                        " issue.subject, issue.report_url, issue.culprit,"
                                        " (SELECT count(*) FROM incident"
                                        "  WHERE incident.issue_id = issue.ext_id"
                                        "  AND incident.issue_version = issue.version"
                                        "  AND incident.present IS NOT 0)"
                                        " FROM issue"
                                        " ORDER BY issue.ext_id, issue.version DESC"));
    query::IssuesSnapshot snapshot;
    std::string lastId;
    CBOARD_TRY_VOID(forEachRow(rows, [&](const Statement& row) -> Result<void> {
        query::IssueRow issue;
        issue.id = row.text(0);
        issue.version = row.integer(1);
        issue.origin = context.names.name(NameKind::Origin, row.integer(2));
        issue.subject = row.text(3);
        issue.url = row.text(4);
        issue.incidentCount = row.integer(6);
        issue.isLatest = issue.id != lastId;
        lastId = issue.id;
        ++snapshot.info.totalRows;
        if (filter.matches(issue, row.integer(5))) {
            snapshot.rows.push_back(std::move(issue));
        }
        return {};
    }));
    snapshot.info.shownRows = static_cast<std::int64_t>(snapshot.rows.size());
    return snapshot;
}

} // namespace cboard::store
