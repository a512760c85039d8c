// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/task_context.h"
#include "core/logs/logspec/kernel_rules.h"
#include "core/logs/logspec/log_error.h"

namespace cboard::logs::logspec {

/// The errors of a kernel log in the part, in order, as logspec finds them. Errors: Cancelled.
Result<std::vector<LogError>> findKernelErrors(KernelSearches& searches, Part part,
                                               const TaskContext& task);

} // namespace cboard::logs::logspec
