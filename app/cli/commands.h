// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "app/cli/command.h"

/// The setup function of each verb, one <verb>_command.cpp each.
namespace cboard::cli {

Action setupConfig(CLI::App& app);

} // namespace cboard::cli
