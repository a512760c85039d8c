// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/failing_runs.h"

#include "core/store/revisions/run_reference.h"

namespace cboard::store {

Result<std::optional<std::int64_t>>
FailingRuns::rowOf(ResultKind kind, const RevisionEntry& revision, CellIndex::Cell cell)
{
    const auto [keys, isNew] = m_keys.try_emplace({kind, revision.ref.id});
    if (isNew) {
        CBOARD_TRY(const auto outcomes, m_outcomes.outcomes(kind, revision, OutcomeDetail::Runs));
        for (const TroubledRun& run : outcomes->troubled) {
            if (run.isFail) {
                keys->second[run.cell] = run.key;
            }
        }
    }
    const auto run = keys->second.find(cell);
    return run == keys->second.end() ? std::nullopt : std::optional(run->second);
}

Result<std::string> FailingRuns::nameOf(ResultKind kind, std::int64_t row)
{
    if (kind != ResultKind::Builds) {
        return runReference(row);
    }
    CBOARD_TRY(const auto build, loadBuild(m_context, row));
    return build.extId;
}

} // namespace cboard::store
