// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/cell_judge.h"
#include "core/store/queries/cell_names.h"
#include "core/store/queries/queries.h"
#include "core/store/revisions/revision_marks.h"

#include <algorithm>
#include <tuple>

namespace cboard::store {

namespace {

    /// A cell as it stood when it was seen last.
    struct Seen {
        analysis::CellTrack track;
        std::int32_t place = 0;
        query::CellMarks marks = 0;
    };

} // namespace

Result<query::FlakySnapshot> queryFlaky(const QueryContext& context,
                                        const query::FlakyRequest& request)
{
    CBOARD_TRY(const auto plan, FilterPlan::create(context, request.common));
    CBOARD_TRY(
        const auto revisions,
        revisionsUpTo(context, request.branch, request.revision, plan, request.lastRevisions));
    query::FlakySnapshot snapshot;
    if (revisions.empty()) {
        return snapshot;
    }
    snapshot.revision = revisions.front().ref;
    snapshot.info.newestData = revisions.front().lastData();
    const RevisionWords words = plan.revisionWords(revisions.front());
    CBOARD_TRY(const auto judge, HistoryJudge::createFor(plan, context, request.common));
    for (const ResultKind kind : {ResultKind::Builds, ResultKind::Boots, ResultKind::Tests}) {
        std::unordered_map<CellIndex::Cell, Seen> flaky;
        CBOARD_TRY_VOID(judge->judge(kind, revisions, [&](const JudgedCell& cell) {
            if (analysis::isFlaky(cell.track->window(), judge->flakyLimitsOf(*cell.key))) {
                flaky.insert_or_assign(cell.cell, Seen{*cell.track, cell.place, cell.marks});
            } else {
                flaky.erase(cell.cell);
            }
        }));
        const CellIndex& cells = context.outcomes.cells(kind);
        const auto& history = judge->history();
        const auto revisionAt = [&history](std::int32_t place) -> const RevisionEntry& {
            return history[static_cast<std::size_t>(place)];
        };
        for (const auto& [cell, seen] : flaky) {
            if (selectsCell(plan, kind, cells.keyOf(cell), seen.marks, words)) {
                snapshot.rows.push_back(
                    {namesOf(context.names, kind, cells.keyOf(cell)),
                     std::string(resultKindKey(kind)),
                     flakinessOf(seen.track, judge->flakyLimitsOf(cells.keyOf(cell)), revisionAt),
                     revisionAt(seen.place).ref});
            }
        }
    }
    const auto order = [](const query::FlakyCell& row) {
        return std::tuple(-row.flakiness.score(), -row.flakiness.disagreements,
                          -row.flakiness.flips, std::string_view(row.names.path),
                          std::string_view(row.names.platform), std::string_view(row.names.config),
                          std::string_view(row.names.compiler), std::string_view(row.names.lab),
                          std::string_view(row.names.architecture));
    };
    std::sort(snapshot.rows.begin(), snapshot.rows.end(),
              [&order](const auto& a, const auto& b) { return order(a) < order(b); });
    snapshot.info.totalRows = static_cast<std::int64_t>(snapshot.rows.size());
    snapshot.info.shownRows = snapshot.info.totalRows;
    return snapshot;
}

} // namespace cboard::store
