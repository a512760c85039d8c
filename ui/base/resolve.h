// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/engine.h"
#include "ui/base/view_state.h"

/// What a view state names, and how it is named.
namespace cboard::ui {

/// The state names the branch of \p revision; which revision of it stays as it is.
void nameBranch(ViewState& state, const query::RevisionRef& revision);
void nameRevision(ViewState& state, const query::RevisionRef& revision);

/// The filter of \p state. Error Invalid with the position when it does not parse.
Result<query::Filter> parseStateFilter(const ViewState& state);

/// The branch of \p state; without a tree the one with the newest data. Error NotFound when the
/// store is empty. Blocking, as resolveRevision(): for use inside background jobs.
Result<query::BranchKey> resolveBranch(query::Engine& engine, const ViewState& state,
                                       const query::Common& common, const TaskContext& task);

/// The revision of \p state on its branch; without one the newest.
Result<query::RevisionRef> resolveRevision(query::Engine& engine, const ViewState& state,
                                           const query::Common& common, const TaskContext& task);

} // namespace cboard::ui
