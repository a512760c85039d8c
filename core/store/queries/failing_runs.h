// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/store/queries/outcome_reader.h"

#include <map>
#include <string>
#include <unordered_map>
#include <utility>

namespace cboard::store {

/// Names a failing run of a cell at a revision. Reads a revision's runs once. One per query.
class FailingRuns {
public:
    FailingRuns(const QueryContext& context, OutcomeReader& outcomes)
        : m_context(context)
        , m_outcomes(outcomes)
    {
    }

    /// The external id of a build, a reference to a run; empty when none of the cell failed.
    Result<std::string> recordOf(ResultKind kind, const RevisionEntry& revision,
                                 CellIndex::Cell cell);

private:
    using Keys = std::unordered_map<CellIndex::Cell, std::int64_t>;

    const QueryContext& m_context;
    OutcomeReader& m_outcomes;
    std::map<std::pair<ResultKind, std::int64_t>, Keys> m_keys; ///< By kind and revision.id.
};

} // namespace cboard::store
