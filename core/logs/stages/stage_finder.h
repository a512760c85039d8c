// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/task_context.h"
#include "core/logs/byte_source.h"
#include "core/logs/line_decoder.h"
#include "core/logs/rules/log_blocks.h"
#include "core/logs/stages/stage_rules.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cboard::logs {

/// A part of a run.
struct Stage {
    std::string kind; ///< Of its rule; "action" for what a LAVA dispatcher did.
    std::string name; ///< Of a suite, case or action; else empty.
    int depth = 0; ///< Stages that it lies in, of its own kind of list.
    bool isOfDispatcher = false; ///< A LAVA action: these have a list of their own.
    std::int64_t firstLine = 0; ///< 1-based, as the line index numbers them.
    std::int64_t lastLine = 0;
    std::uint64_t beginByte = 0; ///< [beginByte, endByte) of the log as it is stored.
    std::uint64_t endByte = 0;
    /// By the clock of the log, from its first line with a time to that of what follows it.
    std::optional<std::chrono::microseconds> duration;
    bool hasEnded = false; ///< False for what was going on where the log ends.
};

/// Finds the stages in blocks that come in their order.
class StageFinder {
public:
    static constexpr std::size_t MaxStages = 100'000; ///< Further ones are left out.

    explicit StageFinder(std::shared_ptr<const StageRules> rules);
    StageFinder(const StageFinder&) = delete;
    StageFinder& operator=(const StageFinder&) = delete;
    ~StageFinder();

    Result<void> read(const LogBlock& block);
    /// The stages in the order of their begins, without durations.
    std::vector<Stage> finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// Sets the durations by the times that lines of the log carry: those of the dispatcher in LAVA
/// logs, else those of the kernel. Reads only the lines where stages begin and end. Errors: Io.
Result<void> readDurations(const ByteSource& source, RowFormat format, std::vector<Stage>& stages);

/// Both. Errors: Cancelled, Io, Internal.
Result<std::vector<Stage>> findStages(const ByteSource& source, RowFormat format,
                                      const std::shared_ptr<const StageRules>& rules,
                                      const TaskContext& task);

} // namespace cboard::logs
