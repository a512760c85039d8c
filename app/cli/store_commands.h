// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "app/cli/command.h"

/// The verbs below "store" that stand in files of their own.
namespace cboard::cli {

Action setupStoreCompact(CLI::App& app);
Action setupStoreRetain(CLI::App& app);

} // namespace cboard::cli
