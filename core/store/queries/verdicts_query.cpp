// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/queries.h"
#include "core/store/revisions/revision_marks.h"

#include <algorithm>

namespace cboard::store {

Result<query::VerdictsSnapshot> queryVerdicts(const QueryContext& context,
                                              const query::VerdictsRequest& request)
{
    CBOARD_TRY(const auto plan, FilterPlan::create(context, request.common));
    CBOARD_TRY(
        const auto revisions,
        loadAskedRevisions(context, request.revision, request.branch, request.lastRevisions, plan));
    CBOARD_TRY(const auto judge, HistoryJudge::create(context, request.common));
    ResultReader reader(context, plan);
    CBOARD_TRY_VOID(reader.readMarksIfAsked(request.common, revisions));
    query::VerdictsSnapshot snapshot;
    std::vector<std::uint64_t> words;
    for (const RevisionEntry& revision : revisions) {
        query::RevisionVerdicts row;
        row.revision = revision.ref;
        CBOARD_TRY(row.counts, reader.counts(revision, true));
        CBOARD_TRY(const auto health, judge->outcomes().health(revision));
        for (const std::int64_t lab : health->illLabs) {
            row.illLabs.emplace_back(context.names.name(NameKind::Lab, lab));
        }
        std::sort(row.illLabs.begin(), row.illLabs.end());
        snapshot.info.newestData = std::max(snapshot.info.newestData, revision.lastData());
        snapshot.rows.push_back(std::move(row));
        words.push_back(plan.revisionWords(revision));
    }
    for (const ResultKind kind : {ResultKind::Builds, ResultKind::Boots, ResultKind::Tests}) {
        if (kind == ResultKind::Tests && !request.withTests) {
            continue;
        }
        CBOARD_TRY_VOID(judge->judge(kind, revisions, [&](const JudgedCell& cell) {
            query::RevisionVerdicts& row = snapshot.rows[cell.wanted];
            if (selectsCell(plan, kind, *cell.key, cell.marks, words[cell.wanted])) {
                (kind == ResultKind::Builds      ? row.builds
                     : kind == ResultKind::Boots ? row.boots
                                                 : row.tests)
                    .add(cell.marks);
            }
        }));
    }
    snapshot.info.totalRows = static_cast<std::int64_t>(snapshot.rows.size());
    snapshot.info.shownRows = snapshot.info.totalRows;
    return snapshot;
}

} // namespace cboard::store
