// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/engine.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace cboard::service {

/// How long a run spent in a phase: bootloader, early boot, drivers ...
struct StageTime {
    std::string kind; ///< As resources/log_stages.conf names it.
    std::optional<std::chrono::microseconds> took; ///< By the log's clock; the last may be open.
    bool hasEnded = false;
    std::optional<std::chrono::microseconds> usual; ///< Median of the runs that were compared.
};

struct StageTimes {
    std::vector<StageTime> stages; ///< In the order of the run.
    std::int64_t compared = 0; ///< Earlier passes whose logs were read; 0: too few.
};

/// The phases that the log of the test \p id shows, against the last passes of its cell. Reads the
/// run's log and at most seven others, so that it costs some milliseconds: nothing of it is kept.
/// No stages when there is no log, or none that a rule knows.
/// \param history Of the cell; null: nothing is compared.
/// Errors as for Engine::log(), Cancelled.
Result<StageTimes> stageTimes(query::Engine& engine, const std::string& id,
                              const query::HistorySnapshot* history, const TaskContext& task);

} // namespace cboard::service
