// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/task_context.h"
#include "core/logs/log_text.h"
#include "core/logs/rules/marked_errors.h"

#include <vector>

namespace cboard::logs {

/// What rules find in a log, for who shows the log.
struct RuleFindings {
    MarkedErrors errors; ///< As many as LogErrors keeps.
    std::int64_t leftOut = 0; ///< Errors that are not among them.
    std::vector<std::int64_t> quietRows; ///< Ascending: noise, which tells of no trouble.
};

/// The marks of errors, for LogText::withMarks(): fatal errors rank with panics, critical ones
/// with an Oops, errors with a BUG, warnings with warnings.
RuleMarks marksOf(const MarkedErrors& errors, const LineIndex& index);

/// What \p rules find in the rows from \p firstRow on. Reads that part of the log once.
/// Errors: Cancelled, Io, Internal.
Result<RuleFindings> findRuleErrors(const LogText& text,
                                    const std::shared_ptr<const RuleSet>& rules,
                                    std::int64_t firstRow, const TaskContext& task);

} // namespace cboard::logs
