// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/query/engine.h"
#include "ui/base/view_state.h"

namespace cboard::ui {

/// How many results NoInfraTerm takes away from what \p state shows: errors and misses that pass
/// all its other terms, of the kind that the view shows (builds, boots, tests or all) in the
/// revisions that it shows. 0 when the filter has no such term. Blocking: for background jobs.
Result<std::int64_t> countHiddenInfra(query::Engine& engine, const ViewState& state,
                                      const query::Common& common, const TaskContext& task);

} // namespace cboard::ui
