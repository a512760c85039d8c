// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/engine.h"

namespace cboard::ui {

/// The newest earlier run of the same cell that passed and has a log: same path, board, config,
/// compiler, and the same lab where that has one. Blocking. Errors: NotFound with a sentence when
/// there is none.
Result<query::HistoryRun> findLastGood(query::Engine& engine, const query::RecordRequest& request,
                                       const TaskContext& task);

} // namespace cboard::ui
