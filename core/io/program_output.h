// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"

#include <chrono>
#include <string>
#include <vector>

namespace cboard::io {

/// How another program is run. There is no shell: each word reaches it as it is.
struct ProgramRun {
    std::vector<std::string> words; ///< The program, looked for in PATH, and its arguments.
    std::string input = {}; ///< What it reads from its standard input.
    std::chrono::milliseconds timeLimit = std::chrono::minutes(1);
    std::size_t mostBytes = std::size_t{256} << 20; ///< Of what it writes.
};

/// What a program writes to its standard output, once it has ended well. It runs in the C locale
/// and is kept from asking servers for debug information; it ends with the call, whatever happens.
/// Blocking. Errors: NotFound without such a program, Cancelled, Timeout, Limit, Io with its exit
/// code and the first line of its complaint.
Result<std::string> programOutput(const ProgramRun& run, const TaskContext& task);

} // namespace cboard::io
