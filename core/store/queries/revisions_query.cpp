// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/queries.h"
#include "core/store/queries/revision_summary.h"

#include <algorithm>

namespace cboard::store {

Result<query::RevisionsSnapshot> queryRevisions(const QueryContext& context,
                                                const query::RevisionsRequest& request)
{
    query::RevisionsSnapshot snapshot;
    CBOARD_TRY(const auto plan, FilterPlan::create(context, request.common));
    const auto branch = findBranch(context.names, request.branch);
    if (!branch) {
        return snapshot;
    }
    std::optional<std::pair<std::int64_t, std::int64_t>> newest;
    if (request.newest) {
        CBOARD_TRY(const auto revision, loadRevision(context, *request.newest));
        newest = std::pair(revision.orderTime, revision.ref.id + 1);
    }
    CBOARD_TRY(const auto revisions,
               loadRevisions(context, *branch, plan,
                             {.limit = request.limit, .withWords = true, .olderThan = newest}));
    ResultReader reader(context, plan);
    CBOARD_TRY_VOID(reader.readMarksIfAsked(request.common, revisions));
    for (const RevisionEntry& revision : revisions) {
        CBOARD_TRY_VOID(context.task.check());
        CBOARD_TRY(auto row, revisionRow(context, reader, revision, false));
        ++snapshot.info.totalRows;
        snapshot.info.newestData = std::max(snapshot.info.newestData, row.lastData);
        const query::ResultCounts& counts = row.counts;
        const std::int64_t results =
            counts.builds.total() + counts.boots.total() + counts.tests.total();
        if (!plan.limitsResults(false) || results > 0) {
            snapshot.rows.push_back(std::move(row));
        }
    }
    snapshot.info.shownRows = static_cast<std::int64_t>(snapshot.rows.size());
    return snapshot;
}

} // namespace cboard::store
