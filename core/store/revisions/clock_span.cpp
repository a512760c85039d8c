// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revisions/clock_span.h"

#include "core/store/revisions/revision_rows.h"

#include <algorithm>

namespace cboard::store {

namespace {

    /// Whether no result of the revision is without a status.
    Result<bool> hasAllStatuses(const QueryContext& context, const RevisionEntry& revision)
    {
        CBOARD_TRY(
            auto row,
            context.database.prepare("SELECT 1 FROM unfinished WHERE checkout = ?1 LIMIT 1"));
        for (const CheckoutEntry& checkout : revision.checkouts) {
            row.bindAll(checkout.id);
            CBOARD_TRY(const bool hasRow, row.step());
            row.reset();
            if (hasRow) {
                return false;
            }
        }
        return true;
    }

    /// When the next pending run of the revision counts as missed.
    Result<std::optional<Timestamp>> nextMiss(const QueryContext& context,
                                              const RevisionEntry& revision, Timestamp now,
                                              RunningWindow window)
    {
        std::optional<Timestamp> next;
        const auto oldestPending = now - window.length;
        CBOARD_TRY(auto rows,
                   context.database.prepare("SELECT min(start) FROM unfinished"
                                            " WHERE checkout = ?1 AND start >= ?2"));
        for (const CheckoutEntry& checkout : revision.checkouts) {
            rows.bindAll(checkout.id,
                         static_cast<std::int64_t>(oldestPending.time_since_epoch().count()));
            CBOARD_TRY(const bool hasRow, rows.step());
            if (const auto start = hasRow ? toTimestamp(rows.optionalInteger(0)) : std::nullopt) {
                const Timestamp missed = *start + window.length;
                next = next ? std::min(*next, missed) : missed;
            }
            rows.reset();
        }
        return next;
    }

} // namespace

Result<ClockSpan> clockSpanOf(const QueryContext& context, const RevisionEntry& revision,
                              Timestamp now, RunningWindow window)
{
    CBOARD_TRY(const bool isFinished, hasAllStatuses(context, revision));
    ClockSpan span;
    if (!isFinished) {
        span.from = now;
        CBOARD_TRY(span.until, nextMiss(context, revision, now, window));
    }
    return span;
}

} // namespace cboard::store
