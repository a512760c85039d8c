// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revisions/baseline_outcomes.h"

#include <algorithm>

namespace cboard::store {

Result<BaselineOutcomes> BaselineOutcomes::read(const QueryContext& context, OutcomeReader& reader,
                                                ResultKind kind, const RevisionEntry& baseline)
{
    BaselineOutcomes found;
    CBOARD_TRY(const auto source, reader.outcomes(kind, baseline, OutcomeDetail::Counts));
    CBOARD_TRY(const auto health, reader.health(baseline));
    const CellIndex& cells = context.outcomes.cells(kind);
    const auto& illLabs = health->illLabs;
    for (const CellOutcome& cell : source->cells) {
        const analysis::CellRuns runs{.passes = cell.passes,
                                      .fails = cell.fails,
                                      .isLabIll = std::binary_search(illLabs.begin(), illLabs.end(),
                                                                     cells.keyOf(cell.cell).lab)};
        found.m_outcomes.emplace(cell.cell, analysis::outcomeOf(runs));
    }
    return found;
}

analysis::Outcome BaselineOutcomes::of(CellIndex::Cell cell) const
{
    const auto place = m_outcomes.find(cell);
    return place == m_outcomes.end() ? analysis::Outcome::Inconclusive : place->second;
}

} // namespace cboard::store
