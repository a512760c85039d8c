// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "app/cli/log_command.h"

#include <string>

namespace cboard::cli {

/// What `log analyze` takes to print what logspec prints.
struct LogspecArguments {
    std::string parser; ///< Empty: our own rules.
    std::string lineEnds; ///< "kept", "normalised" or empty: as logspec reads files.
    bool isFull = false;
    std::string origin; ///< Not empty: print the issues that this origin would file.
    std::string resultId;
};

void addLogspecOptions(CLI::App& app, LogspecArguments& arguments);

ExitCode runLogspec(Session& session, const LogspecArguments& arguments, const LogInput& input);

} // namespace cboard::cli
