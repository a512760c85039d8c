// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/logs/rules/error_finder.h"
#include "core/logs/stages/stage_finder.h"

#include <memory>
#include <vector>

namespace cboard::logs {

/// What a log tells of a run.
struct RunReading {
    LogErrors errors;
    std::vector<Stage> stages; ///< Without durations.
};

/// findErrors() and findStages() in one pass. Errors: Cancelled, Io, Internal.
Result<RunReading> readRun(const ByteSource& source, RowFormat format,
                           const std::shared_ptr<const RuleSet>& rules,
                           const std::shared_ptr<const StageRules>& stages,
                           const TaskContext& task);

} // namespace cboard::logs
