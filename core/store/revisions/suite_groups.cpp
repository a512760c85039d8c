// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revisions/suite_groups.h"

namespace cboard::store {

namespace {

    constexpr int TestKind = 2;

    const BuildFacts& noBuild()
    {
        static const BuildFacts build;
        return build;
    }

    Result<void> unfinishedSuites(const QueryContext& context, const FilterPlan& plan,
                                  std::int64_t checkout, const ResultReader::GroupVisitor& visit)
    {
        CBOARD_TRY(auto rows,
                   context.database.prepare("SELECT path, platform, start, key FROM unfinished"
                                            " WHERE checkout = ?1 AND kind = ?2"));
        rows.bindAll(checkout, TestKind);
        return forEachRow(rows, [&](const Statement& row) -> Result<void> {
            ResultGroup group;
            group.facts.build = &noBuild();
            group.facts.path = row.integer(0);
            group.facts.platform = row.integer(1);
            group.facts.statusClass = plan.classOf({}, toTimestamp(row.optionalInteger(2)));
            group.count = 1;
            group.sample = row.integer(3);
            visit(group);
            return {};
        });
    }

} // namespace

Result<void> suiteGroups(const QueryContext& context, const FilterPlan& plan,
                         const RevisionEntry& revision, const ResultReader::GroupVisitor& visit)
{
    CBOARD_TRY(auto rows,
               context.database.prepare("SELECT suite, platform, status, count FROM rollup_suite"
                                        " WHERE checkout = ?1"));
    for (const CheckoutEntry& checkout : revision.checkouts) {
        rows.bind(1, checkout.id);
        bool hasUnfinished = false;
        CBOARD_TRY_VOID(forEachRow(rows, [&](const Statement& row) -> Result<void> {
            ResultGroup group;
            group.facts.build = &noBuild();
            group.facts.path = row.integer(0); // A suite is its own suite.
            group.facts.platform = row.integer(1);
            group.facts.status = toStatus(row.integer(2));
            group.facts.statusClass = plan.classOf(group.facts.status, {});
            group.count = row.integer(3);
            if (group.facts.status) {
                visit(group);
            } else {
                hasUnfinished = true;
            }
            return {};
        }));
        if (hasUnfinished) {
            CBOARD_TRY_VOID(unfinishedSuites(context, plan, checkout.id, visit));
        }
    }
    return {};
}

} // namespace cboard::store
