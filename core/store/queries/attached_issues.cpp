// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/attached_issues.h"

#include "core/store/rows/record_decoder.h"

namespace cboard::store {

Result<std::vector<query::AttachedIssue>> AttachedIssues::of(ResultKind kind, std::int64_t row)
{
    std::vector<query::AttachedIssue> found;
    CBOARD_TRY(const auto incidents, m_outcomes.incidents());
    CBOARD_TRY(const bool isNamed, m_outcomes.isNamed(*incidents, kind, row));
    if (!isNamed) {
        return found;
    }
    std::string id;
    if (kind == ResultKind::Builds) {
        CBOARD_TRY(const auto build, loadBuild(m_context, row));
        id = build.extId;
    } else {
        CBOARD_TRY(const Test test, m_context.decoder.test(row));
        id = test.id;
        m_context.decoder.clear();
    }
    // The newest version of an issue names it: SQLite takes the bare column from max()'s row.
    const std::string sql = "SELECT incident.issue_id, issue.subject, max(issue.version)"
                            " FROM incident"
                            " LEFT JOIN issue ON issue.ext_id = incident.issue_id"
                            " WHERE "
        + std::string(kind == ResultKind::Builds ? "incident.build_id" : "incident.test_id")
        + " = ?1 AND incident.present IS NOT 0"
          " GROUP BY incident.issue_id"
          " ORDER BY incident.issue_id";
    CBOARD_TRY(auto rows, m_context.database.prepare(sql));
    rows.bind(1, std::string_view(id));
    CBOARD_TRY_VOID(forEachRow(rows, [&found](const Statement& one) -> Result<void> {
        found.push_back({std::string(one.text(0)), std::string(one.text(1))});
        return {};
    }));
    return found;
}

} // namespace cboard::store
