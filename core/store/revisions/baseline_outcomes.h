// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/analysis/verdict.h"
#include "core/store/revisions/outcome_reader.h"

namespace cboard::store {

/// What the cells of one kind did at a baseline, a revision of any branch.
class BaselineOutcomes {
public:
    static Result<BaselineOutcomes> read(const QueryContext& context, OutcomeReader& reader,
                                         ResultKind kind, const RevisionEntry& baseline);

    /// Inconclusive for a cell that did not run there.
    analysis::Outcome of(CellIndex::Cell cell) const;

private:
    std::unordered_map<CellIndex::Cell, analysis::Outcome> m_outcomes;
};

} // namespace cboard::store
