// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/ledger_snapshots.h"
#include "core/store/revisions/outcome_reader.h"

#include <cstdint>
#include <vector>

namespace cboard::store {

/// Tells which issues are attached to a result. Few results have one, so that is looked up first.
class AttachedIssues {
public:
    AttachedIssues(const QueryContext& context, OutcomeReader& outcomes)
        : m_context(context)
        , m_outcomes(outcomes)
    {
    }

    /// \p row is build.id or test.key. By id, each once.
    Result<std::vector<query::AttachedIssue>> of(ResultKind kind, std::int64_t row);

private:
    const QueryContext& m_context;
    OutcomeReader& m_outcomes;
};

} // namespace cboard::store
