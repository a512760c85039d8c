// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/task_context.h"
#include "core/logs/log_text.h"
#include "core/logs/rules/rule.h"

namespace cboard::logs {

/// Where \p rules find errors in the rows from \p firstRow on, for LogText::withMarks(): fatal
/// errors rank with panics, critical ones with an Oops, errors with a BUG, warnings with warnings;
/// noise takes the mark off a row. Reads that part of the log once.
/// Errors: Cancelled, Io, Internal.
Result<RuleMarks> findRuleMarks(const LogText& text, const std::shared_ptr<const RuleSet>& rules,
                                std::int64_t firstRow, const TaskContext& task);

} // namespace cboard::logs
