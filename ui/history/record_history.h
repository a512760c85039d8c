// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/task_context.h"
#include "core/query/engine.h"
#include "ui/base/view_state.h"

namespace cboard::ui {

/// The history of the cell of \p state.record, a build or a test, in all labs, with the run
/// selected. Errors: those of the record's query; Invalid for a record without a cell.
Result<ViewState> historyOfRecord(query::Engine& engine, const query::Common& common,
                                  const ViewState& state, const TaskContext& task);

} // namespace cboard::ui
