// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/ledger_snapshots.h"
#include "core/store/revisions/outcome_cache.h"
#include "core/store/revisions/revision_rows.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cboard::store {

/// "build", "boot", "test".
std::string_view resultKindKey(ResultKind kind);
RecordKind recordKindOf(ResultKind kind); ///< Boots are tests.

query::CellNames namesOf(const Dictionary& names, ResultKind kind, const CellKey& key);

/// What the cells of a row have in common: the configuration of a build, the board of a boot, the
/// path of a test; and its text.
std::int64_t subjectOf(ResultKind kind, const CellKey& key);
std::string subjectText(const Dictionary& names, ResultKind kind, std::int64_t subject);

/// Up to \p limit revisions that the plan matches, newest first: of a branch, or from a revision on
/// backwards in its branch. Errors: NotFound for an unknown revision.
Result<std::vector<RevisionEntry>> revisionsUpTo(const QueryContext& context,
                                                 const query::BranchKey& branch,
                                                 std::optional<std::int64_t> revision,
                                                 const FilterPlan& plan, std::int64_t limit);

} // namespace cboard::store
