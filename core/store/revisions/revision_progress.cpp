// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revisions/revision_progress.h"

#include "core/store/revisions/outcome_file.h"
#include "core/store/revisions/result_groups.h"

#include <algorithm>

namespace cboard::store {

namespace {

    constexpr std::int64_t LearntRevisions = 5;

    std::int64_t sum(const query::ResultCounts& counts, bool isPending)
    {
        std::int64_t results = 0;
        for (const StatusCounts* kind : {&counts.builds, &counts.boots, &counts.tests}) {
            const std::int64_t pending = (*kind)[StatusClass::Pending];
            results += isPending ? pending : kind->total() - pending;
        }
        return results;
    }

    /// The same as revisionEnd(), from the file where it is kept.
    Result<RevisionEnd> keptEnd(const QueryContext& context, const query::Common& common,
                                const RevisionEntry& revision)
    {
        OutcomeFile* file = context.outcomes.file();
        const auto kept =
            file == nullptr ? std::nullopt : file->end(context, revision, common.window);
        return kept ? *kept : revisionEnd(context, revision);
    }

} // namespace

Result<RevisionEnd> revisionEnd(const QueryContext& context, const RevisionEntry& revision)
{
    CBOARD_TRY(auto rows,
               context.database.prepare(
                   "SELECT max(test.start + job.start + coalesce(test.duration, 0) * 1000000)"
                   " FROM build JOIN test ON test.build = build.id"
                   " JOIN job ON job.id = test.job WHERE build.checkout = ?1"));
    std::optional<std::int64_t> last;
    for (const CheckoutEntry& checkout : revision.checkouts) {
        rows.bindAll(checkout.id);
        CBOARD_TRY(const bool hasRow, rows.step());
        if (const auto end = hasRow ? rows.optionalInteger(0) : std::nullopt) {
            last = std::max(last.value_or(*end), *end);
        }
        rows.reset();
    }
    return RevisionEnd{toTimestamp(last)};
}

Result<query::RevisionProgress> revisionProgress(const QueryContext& context,
                                                 const query::Common& common,
                                                 const RevisionEntry& revision)
{
    query::Common unfiltered = common;
    unfiltered.filter = {};
    CBOARD_TRY(const auto plan, FilterPlan::create(context, unfiltered));
    ResultReader reader(context, plan);
    CBOARD_TRY(const auto counts, reader.counts(revision, false));
    query::RevisionProgress progress;
    progress.received = sum(counts, false);
    progress.pending = sum(counts, true);
    progress.expected = progress.received + progress.pending;
    if (progress.pending == 0) {
        return progress;
    }
    CBOARD_TRY(const auto older,
               loadRevisions(context, {revision.tree, revision.branch, revision.url}, plan,
                             {.limit = LearntRevisions,
                              .olderThan = std::pair(revision.orderTime, revision.ref.id)}));
    std::vector<Timestamp::duration> durations;
    for (const RevisionEntry& before : older) {
        CBOARD_TRY(const auto past, reader.counts(before, false));
        if (&before == &older.front()) {
            progress.expected = std::max(progress.expected, sum(past, false) + sum(past, true));
        }
        if (sum(past, true) == 0 && before.ref.time) {
            CBOARD_TRY(const auto end, keptEnd(context, common, before));
            if (end.time && *end.time > *before.ref.time) {
                durations.push_back(*end.time - *before.ref.time);
            }
        }
    }
    if (!durations.empty() && revision.ref.time) {
        const auto middle =
            durations.begin() + static_cast<std::ptrdiff_t>((durations.size() - 1) / 2);
        std::nth_element(durations.begin(), middle, durations.end());
        progress.expectedEnd = *revision.ref.time + *middle;
    }
    return progress;
}

} // namespace cboard::store
