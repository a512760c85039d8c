// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/task_context.h"
#include "core/logs/logspec/kernel_rules.h"
#include "core/logs/logspec/log_error.h"

namespace cboard::logs::logspec {

/// What one state of a parser makes of the rest of the text.
struct StateResult {
    Fields fields;
    TextList signatureFields;
    std::optional<std::string> summary;
    std::vector<LogError> errors;
    std::size_t end = 0; ///< Byte of the text where the next state goes on.
};

/// A state reads the text from a byte on. Errors: Cancelled.
using State = Result<StateResult> (*)(KernelSearches& searches, std::size_t from,
                                      const TaskContext& task);

Result<StateResult> genericBoot(KernelSearches& searches, std::size_t from,
                                const TaskContext& task);
Result<StateResult> chromebookBoot(KernelSearches& searches, std::size_t from,
                                   const TaskContext& task);
Result<StateResult> chromebookStarted(KernelSearches& searches, std::size_t from,
                                      const TaskContext& task);
Result<StateResult> kernelLoad(KernelSearches& searches, std::size_t from, const TaskContext& task);
Result<StateResult> kbuildStart(KernelSearches& searches, std::size_t from,
                                const TaskContext& task);
Result<StateResult> baselineTest(KernelSearches& searches, std::size_t from,
                                 const TaskContext& task);
Result<StateResult> kselftest(KernelSearches& searches, std::size_t from, const TaskContext& task);

} // namespace cboard::logs::logspec
