// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/engine.h"
#include "ui/base/view_state.h"

/// What a view state names, asked from the engine. Blocking: for use inside background jobs.
namespace cboard::ui {

/// The filter of \p state. Error Invalid with the position when it does not parse.
Result<query::Filter> parseStateFilter(const ViewState& state);

/// The branch of \p state; without a tree the one with the newest data. Error NotFound when the
/// store is empty.
Result<query::BranchKey> resolveBranch(query::Engine& engine, const ViewState& state,
                                       const query::Common& common, const TaskContext& task);

/// The revision of \p state on its branch; without one the newest.
Result<query::RevisionRef> resolveRevision(query::Engine& engine, const ViewState& state,
                                           const query::Common& common, const TaskContext& task);

} // namespace cboard::ui
