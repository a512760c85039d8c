// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/task_context.h"
#include "core/logs/byte_source.h"
#include "core/logs/line_decoder.h"
#include "core/logs/rules/found_error.h"
#include "core/logs/rules/log_blocks.h"

#include <array>
#include <memory>
#include <vector>

namespace cboard::logs {

/// The errors of a log.
struct LogErrors {
    /// An error is kept as long as so many as bad or worse are not: what is worst is found behind
    /// any number of warnings. Further ones are only counted.
    static constexpr std::int64_t MaxErrors = 100'000;

    std::vector<FoundError> errors; ///< In the order of the log.
    std::int64_t leftOut = 0; ///< Only counted; noise is not among them.
    std::array<std::int64_t, 5> countBySeverity{}; ///< Index with a Severity.

    std::int64_t count(Severity severity) const
    {
        return countBySeverity[static_cast<std::size_t>(severity)];
    }
};

/// Finds the errors in blocks that come in their order.
class ErrorFinder {
public:
    explicit ErrorFinder(std::shared_ptr<const RuleSet> rules);
    ErrorFinder(const ErrorFinder&) = delete;
    ErrorFinder& operator=(const ErrorFinder&) = delete;
    ~ErrorFinder();

    Result<void> read(const LogBlock& block);
    /// The errors that have ended since the last call; for who keeps less of them.
    std::vector<FoundError> take();
    LogErrors finish(); ///< With those that were not taken.

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// Reads the log once, in blocks: memory does not grow with it. Errors: Cancelled, Io, Internal.
Result<LogErrors> findErrors(const ByteSource& source, RowFormat format,
                             const std::shared_ptr<const RuleSet>& rules, const TaskContext& task);

} // namespace cboard::logs
