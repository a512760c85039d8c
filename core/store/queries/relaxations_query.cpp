// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/queries.h"
#include "core/store/revisions/result_groups.h"

namespace cboard::store {

namespace {

    /// What the filter selects of the revisions asked for.
    Result<std::int64_t> countRows(const QueryContext& context,
                                   const query::RelaxationsRequest& request, query::Filter filter)
    {
        query::Common common = request.common;
        common.filter = std::move(filter);
        CBOARD_TRY(const auto plan, FilterPlan::create(context, common));
        CBOARD_TRY(const auto revisions,
                   loadAskedRevisions(context, request.revision, request.branch,
                                      request.lastRevisions, plan));
        ResultReader reader(context, plan);
        CBOARD_TRY_VOID(reader.readMarksIfAsked(common, revisions));
        std::int64_t rows = 0;
        const auto count = [&rows](const ResultGroup& group) { rows += group.count; };
        const RunSelection selection{.withBoots = request.kind == query::MatrixKind::Boot,
                                     .withTests = request.kind == query::MatrixKind::Test};
        for (const RevisionEntry& revision : revisions) {
            CBOARD_TRY_VOID(context.task.check());
            CBOARD_TRY_VOID(request.kind == query::MatrixKind::Build
                                ? reader.builds(revision, count)
                                : reader.runs(revision, selection, count));
        }
        return rows;
    }

    query::Filter withoutTerm(const query::Filter& filter, std::size_t term)
    {
        query::Filter relaxed = filter;
        relaxed.terms.erase(relaxed.terms.begin() + static_cast<std::ptrdiff_t>(term));
        relaxed.text = query::formatFilter(relaxed);
        return relaxed;
    }

} // namespace

Result<query::RelaxationsSnapshot> queryRelaxations(const QueryContext& context,
                                                    const query::RelaxationsRequest& request)
{
    const query::Filter& filter = request.common.filter;
    query::RelaxationsSnapshot snapshot;
    CBOARD_TRY(snapshot.info.shownRows, countRows(context, request, filter));
    CBOARD_TRY(snapshot.info.totalRows, countRows(context, request, {}));
    for (std::size_t term = 0; term < filter.terms.size(); ++term) {
        CBOARD_TRY(const auto rows, countRows(context, request, withoutTerm(filter, term)));
        snapshot.terms.push_back({term, rows});
    }
    return snapshot;
}

} // namespace cboard::store
