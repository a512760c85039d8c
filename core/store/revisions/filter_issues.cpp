// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revisions/filter_plan.h"
#include "core/store/revisions/issue_matcher.h"
#include "core/store/rows/record_decoder.h"

namespace cboard::store {

Result<void> FilterPlan::addIssues(const QueryContext& context, const query::FilterTerm& term)
{
    CBOARD_TRY(const auto matcher, IssueMatcher::create(term));
    TargetTerm found;
    found.isNegated = matcher.isNegated();
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
