// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/task_context.h"
#include "core/logs/diff/aligned_rows.h"

namespace cboard::logs {

/// Two logs side by side by the time since their start: rows of the same tenth of a second beside
/// each other, all rows, no differences. A clock that begins anew is the next start of the kernel,
/// and the n-th starts stand beside each other; rows without a time belong to the one before.
///
/// Reads both once. Memory: 8 bytes a row.
/// Errors: NotFound when a log has no times, Unsupported when one has those of the kernel and the
/// other those of the lab, Cancelled, Io.
Result<AlignedRows> alignByTime(const LogText& a, const LogText& b, const TaskContext& task);

} // namespace cboard::logs
