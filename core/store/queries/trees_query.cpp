// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/queries.h"
#include "core/store/queries/result_groups.h"

#include <algorithm>

namespace cboard::store {

namespace {

    constexpr std::int64_t TrendLength = 10;

    struct Line {
        BranchIds ids;
        std::int64_t revisionCount = 0;
    };

    /// Trees and branches that have revisions, by skipping through the index.
    Result<std::vector<BranchIds>> branchesWithRevisions(const QueryContext& context,
                                                         const FilterPlan& plan)
    {
        CBOARD_TRY(auto rows,
                   context.database.prepare("SELECT tree, branch FROM revision"
                                            " WHERE (tree, branch) > (?1, ?2)"
                                            " ORDER BY tree, branch LIMIT 1"));
        std::vector<BranchIds> found;
        BranchIds last{-1, -1, std::nullopt};
        while (true) {
            rows.bindAll(last.tree, last.branch);
            CBOARD_TRY(const bool hasRow, rows.step());
            if (!hasRow) {
                return found;
            }
            last.tree = rows.integer(0);
            last.branch = rows.integer(1);
            rows.reset();
            if (plan.trees().contains(last.tree) && plan.branches().contains(last.branch)) {
                found.push_back(last);
            }
        }
    }

    /// One line per repository that the branch is taken from.
    Result<std::vector<Line>> linesOf(const QueryContext& context, const BranchIds& branch)
    {
        CBOARD_TRY(auto rows,
                   context.database.prepare("SELECT url, count(*) FROM revision"
                                            " WHERE tree = ?1 AND branch = ?2 GROUP BY url"));
        rows.bindAll(branch.tree, branch.branch);
        std::vector<Line> lines;
        CBOARD_TRY_VOID(forEachRow(rows, [&](const Statement& row) -> Result<void> {
            lines.push_back({{branch.tree, branch.branch, row.integer(0)}, row.integer(1)});
            return {};
        }));
        return lines;
    }

    bool hasResults(const query::ResultCounts& counts)
    {
        return counts.builds.total() + counts.boots.total() + counts.tests.total() > 0;
    }

    Result<std::optional<query::TreeRow>> treeRow(const QueryContext& context,
                                                  const FilterPlan& plan, ResultReader& reader,
                                                  const Line& line)
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
    CBOARD_TRY(const auto branches, branchesWithRevisions(context, plan));
    ResultReader reader(context, plan);
    CBOARD_TRY_VOID(reader.readMarksIfAsked(request.common));
    query::TreesSnapshot snapshot;
    for (const BranchIds& branch : branches) {
        CBOARD_TRY_VOID(context.task.check());
        CBOARD_TRY(const auto lines, linesOf(context, branch));
        for (const Line& line : lines) {
            ++snapshot.info.totalRows;
            CBOARD_TRY(auto row, treeRow(context, plan, reader, line));
            if (row) {
                snapshot.info.newestData = std::max(snapshot.info.newestData, row->lastData);
                snapshot.rows.push_back(std::move(*row));
            }
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
