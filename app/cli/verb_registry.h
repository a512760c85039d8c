// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "app/cli/command.h"

#include <span>

namespace cboard::cli {

/// All verbs of the program, in the order in which --help lists them. To add one: a file
/// <verb>_command.cpp with its setup function and a row in verb_registry.cpp.
std::span<const Verb> verbs();

} // namespace cboard::cli
