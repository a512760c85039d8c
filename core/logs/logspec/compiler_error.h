// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/logs/logspec/log_error.h"

namespace cboard::logs::logspec {

/// What make could not build, and the log before it says so.
struct BuildFailure {
    std::string script;
    std::string target;
    std::string_view before;
};

/// The diagnostic of the compiler or the linker about the target; not signed yet.
LogError readCompilerError(const BuildFailure& failure);

} // namespace cboard::logs::logspec
