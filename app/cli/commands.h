// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "app/cli/command.h"

/// The setup function of each verb, one <verb>_command.cpp each.
namespace cboard::cli {

Action setupConfig(CLI::App& app);
Action setupDoctor(CLI::App& app);
Action setupExport(CLI::App& app);
Action setupGenerate(CLI::App& app);
Action setupIngest(CLI::App& app);
Action setupLog(CLI::App& app);
Action setupQuery(CLI::App& app);
Action setupRejects(CLI::App& app);
Action setupStore(CLI::App& app);
Action setupValidate(CLI::App& app);
Action setupViews(CLI::App& app);

} // namespace cboard::cli
