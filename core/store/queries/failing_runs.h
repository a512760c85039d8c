// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/store/revisions/outcome_reader.h"

#include <cstdint>
#include <map>
#include <optional>
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

    /// build.id or test.key; nothing when none of the cell failed.
    Result<std::optional<std::int64_t>> rowOf(ResultKind kind, const RevisionEntry& revision,
                                              CellIndex::Cell cell);
    /// How a snapshot names the row: the external id of a build, a reference to a run.
    Result<std::string> nameOf(ResultKind kind, std::int64_t row);

private:
    using Keys = std::unordered_map<CellIndex::Cell, std::int64_t>;

    const QueryContext& m_context;
    OutcomeReader& m_outcomes;
    std::map<std::pair<ResultKind, std::int64_t>, Keys> m_keys; ///< By kind and revision.id.
};

} // namespace cboard::store
