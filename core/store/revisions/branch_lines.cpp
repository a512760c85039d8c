// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revisions/branch_lines.h"

#include "core/store/revisions/outcome_cache.h"

#include <algorithm>
#include <iterator>

namespace cboard::store {

namespace {

    /// Trees and branches that have revisions, by skipping through the index.
    Result<std::vector<BranchIds>> branchesWithRevisions(const QueryContext& context)
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
            found.push_back(last);
        }
    }

} // namespace

Result<std::vector<BranchLine>> readBranchLines(const QueryContext& context)
{
    CBOARD_TRY(const auto branches, branchesWithRevisions(context));
    CBOARD_TRY(auto rows,
               context.database.prepare("SELECT url, count(*) FROM revision"
                                        " WHERE tree = ?1 AND branch = ?2 GROUP BY url"));
    std::vector<BranchLine> lines;
    for (const BranchIds& branch : branches) {
        rows.bindAll(branch.tree, branch.branch);
        CBOARD_TRY_VOID(forEachRow(rows, [&](const Statement& row) -> Result<void> {
            lines.push_back({{branch.tree, branch.branch, row.integer(0)}, row.integer(1)});
            return {};
        }));
    }
    return lines;
}

Result<std::vector<BranchLine>> loadBranchLines(const QueryContext& context, const FilterPlan& plan)
{
    CBOARD_TRY(const auto all, context.outcomes.lists().lines(context));
    std::vector<BranchLine> lines;
    std::copy_if(all->begin(), all->end(), std::back_inserter(lines),
                 [&plan](const BranchLine& line) {
                     return plan.trees().contains(line.ids.tree)
                         && plan.branches().contains(line.ids.branch);
                 });
    return lines;
}

Result<std::vector<RevisionEntry>> loadRevisionsSince(const QueryContext& context,
                                                      const BranchLine& line,
                                                      const FilterPlan& plan, Timestamp since)
{
    return loadRevisions(context, line.ids, plan, {.notBefore = since.time_since_epoch().count()});
}

} // namespace cboard::store
