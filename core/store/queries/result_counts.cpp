// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/result_groups.h"
#include "core/store/queries/revision_marks.h"
#include "core/store/queries/run_texts.h"

/// The part of ResultReader that counts: from the smallest roll-up that can tell.
namespace cboard::store {

namespace {

    constexpr int BuildKind = 0; // As the roll-ups number them.
    constexpr int BootKind = 1;

    StatusCounts& countsOfKind(query::ResultCounts& counts, std::int64_t kind)
    {
        if (kind == BuildKind) {
            return counts.builds;
        }
        return kind == BootKind ? counts.boots : counts.tests;
    }

} // namespace

Result<void> ResultReader::plainCounts(std::int64_t checkout, query::ResultCounts& counts)
{
    CBOARD_TRY(auto rows,
               m_context.database.prepare("SELECT kind, status, count FROM rollup_checkout"
                                          " WHERE checkout = ?1"));
    rows.bind(1, checkout);
    bool hasUnfinished = false;
    CBOARD_TRY_VOID(forEachRow(rows, [&](const Statement& row) -> Result<void> {
        const auto status = toStatus(row.integer(1));
        hasUnfinished = hasUnfinished || !status;
        if (status) {
            countsOfKind(counts, row.integer(0))[m_plan.classOf(status, {})] += row.integer(2);
        }
        return {};
    }));
    if (!hasUnfinished) {
        return {};
    }
    CBOARD_TRY(auto unfinished,
               m_context.database.prepare("SELECT kind, start FROM unfinished"
                                          " WHERE checkout = ?1"));
    unfinished.bind(1, checkout);
    return forEachRow(unfinished, [&](const Statement& row) -> Result<void> {
        const auto start = toTimestamp(row.optionalInteger(1));
        ++countsOfKind(counts, row.integer(0))[m_plan.classOf({}, start)];
        return {};
    });
}

Result<query::ResultCounts> ResultReader::counts(const RevisionEntry& revision, bool withWords)
{
    query::ResultCounts counts;
    if (!m_plan.limitsResults(withWords)) {
        for (const CheckoutEntry& checkout : revision.checkouts) {
            CBOARD_TRY_VOID(plainCounts(checkout.id, counts));
        }
        return counts;
    }
    const auto countInto = [](StatusCounts& into) {
        return [&into](const ResultGroup& group) { into[group.facts.statusClass] += group.count; };
    };
    CBOARD_TRY_VOID(builds(revision, countInto(counts.builds), withWords));
    RunSelection boots{.withTests = false, .withWords = withWords};
    CBOARD_TRY_VOID(runs(revision, boots, countInto(counts.boots)));
    RunSelection tests{.withBoots = false, .withWords = withWords};
    CBOARD_TRY_VOID(runs(revision, tests, countInto(counts.tests)));
    return counts;
}

} // namespace cboard::store
