// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/engine.h"
#include "core/query/run_error_snapshots.h"

#include <filesystem>
#include <vector>

namespace cboard::service {

/// What each run of a history shows, parallel to its runs: from what analyzeLogs() kept, and where
/// it has not come so far from the logs themselves, of which the newest two hundred are read. Runs
/// that neither failed nor were stopped are not looked at. \p kind is that of the runs. Errors as
/// for Engine::log(), Cancelled.
/// \param storeFile Of the engine; empty when it has none.
Result<std::vector<query::RunError>> historyErrors(query::Engine& engine,
                                                   const std::filesystem::path& storeFile,
                                                   const query::HistorySnapshot& history,
                                                   RecordKind kind, const TaskContext& task);

} // namespace cboard::service
