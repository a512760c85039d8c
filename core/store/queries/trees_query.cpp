// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/queries.h"
#include "core/store/revisions/branch_lines.h"
#include "core/store/revisions/result_groups.h"

#include <algorithm>

namespace cboard::store {

namespace {

    constexpr std::int64_t TrendLength = 10;

    bool hasResults(const query::ResultCounts& counts)
    {
        return counts.builds.total() + counts.boots.total() + counts.tests.total() > 0;
    }

    Result<std::optional<query::TreeRow>> treeRow(const QueryContext& context,
                                                  const FilterPlan& plan, ResultReader& reader,
                                                  const BranchLine& line)
    {
        CBOARD_TRY(
            const auto revisions,
            loadRevisions(context, line.ids, plan, {.limit = TrendLength, .withWords = true}));
        if (revisions.empty()) {
            return std::nullopt;
        }
        query::TreeRow row;
        row.newest = revisions.front().ref;
        row.tree = row.newest.tree;
        row.branch = row.newest.branch;
        row.repositoryUrl = row.newest.repositoryUrl;
        row.origins = revisions.front().origins(context.names);
        row.revisionCount = line.revisionCount;
        row.lastData = revisions.front().lastData();
        for (auto revision = revisions.rbegin(); revision != revisions.rend(); ++revision) {
            CBOARD_TRY(const auto counts, reader.counts(*revision, false));
            row.trend.push_back({revision->ref.id, counts});
        }
        row.counts = row.trend.back().counts;
        const bool isHidden = plan.limitsResults(false) && !hasResults(row.counts);
        return isHidden ? std::nullopt : std::optional(std::move(row));
    }

} // namespace

Result<query::TreesSnapshot> queryTrees(const QueryContext& context,
                                        const query::TreesRequest& request)
{
    CBOARD_TRY(const auto plan, FilterPlan::create(context, request.common));
    CBOARD_TRY(const auto lines, loadBranchLines(context, plan));
    ResultReader reader(context, plan);
    CBOARD_TRY_VOID(reader.readMarksIfAsked(request.common));
    query::TreesSnapshot snapshot;
    for (const BranchLine& line : lines) {
        CBOARD_TRY_VOID(context.task.check());
        ++snapshot.info.totalRows;
        CBOARD_TRY(auto row, treeRow(context, plan, reader, line));
        if (row) {
            snapshot.info.newestData = std::max(snapshot.info.newestData, row->lastData);
            snapshot.rows.push_back(std::move(*row));
        }
    }
    std::sort(snapshot.rows.begin(), snapshot.rows.end(),
              [](const query::TreeRow& a, const query::TreeRow& b) {
                  return std::tie(b.newest.time, a.tree, a.branch, a.repositoryUrl)
                      < std::tie(a.newest.time, b.tree, b.branch, b.repositoryUrl);
              });
    snapshot.info.shownRows = static_cast<std::int64_t>(snapshot.rows.size());
    return snapshot;
}

} // namespace cboard::store
