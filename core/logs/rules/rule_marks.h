// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/task_context.h"
#include "core/logs/log_text.h"
#include "core/logs/rules/rule.h"

#include <string>
#include <vector>

namespace cboard::logs {

/// An error by the rules, as a list beside the log shows it.
struct MarkedError {
    static constexpr std::size_t LongestTitle = 500; ///< Bytes.

    std::int64_t row = 0;
    std::int64_t firstLine = 0; ///< 1-based.
    std::int64_t lastLine = 0; ///< The first one where its end is not known.
    Severity severity = Severity::Error;
    std::string kind; ///< "kernel.panic"
    std::string title; ///< UTF-8.
    std::string fingerprint; ///< Its id.
};

/// What rules find in a log, for who shows the log.
struct RuleFindings {
    /// Ascending by row. As many as LogErrors keeps, and less of each, so that the worst log takes
    /// some 30 MB.
    std::vector<MarkedError> errors;
    std::vector<std::int64_t> quietRows; ///< Ascending: noise, which tells of no trouble.
};

/// Adds the mark of an error, for LogText::withMarks(): fatal errors rank with panics, critical
/// ones with an Oops, errors with a BUG, warnings with warnings.
void addMark(const MarkedError& error, RuleMarks& marks);

/// What \p rules find in the rows from \p firstRow on. Reads that part of the log once.
/// Errors: Cancelled, Io, Internal.
Result<RuleFindings> findRuleErrors(const LogText& text,
                                    const std::shared_ptr<const RuleSet>& rules,
                                    std::int64_t firstRow, const TaskContext& task);

} // namespace cboard::logs
