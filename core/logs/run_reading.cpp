// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/run_reading.h"

namespace cboard::logs {

Result<RunReading> readRun(const ByteSource& source, RowFormat format,
                           const std::shared_ptr<const RuleSet>& rules,
                           const std::shared_ptr<const StageRules>& stages, const TaskContext& task)
{
    ErrorFinder errorFinder(rules);
    StageFinder stageFinder(stages);
    const auto read = [&](const LogBlock& block) -> Result<void> {
        CBOARD_TRY_VOID(errorFinder.read(block));
        return stageFinder.read(block);
    };
    CBOARD_TRY_VOID(forLogBlocks(source, format, task, read));
    return RunReading{errorFinder.finish(), stageFinder.finish()};
}

} // namespace cboard::logs
