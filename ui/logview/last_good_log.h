// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/engine.h"

namespace cboard::ui {

/// The newest earlier run of the same cell that passed and has a log: same path, board, config,
/// compiler, and the same lab where that has one. Blocking. Errors: NotFound with a sentence when
/// there is none.
Result<query::HistoryRun> findLastGood(query::Engine& engine, const query::RecordRequest& request,
                                       const TaskContext& task);

/// Where no good run is: the run with a log that tells most beside this one. One that passed
/// (later, or with another config or compiler) comes before one that did not; the same config and
/// compiler before others; then the nearest revision, and the same lab. Of the same test and board,
/// or the same build. Blocking. Errors: NotFound with a sentence when this run is the only one with
/// a log.
Result<query::HistoryRun> findNearestRun(query::Engine& engine, const query::RecordRequest& request,
                                         const TaskContext& task);

} // namespace cboard::ui
