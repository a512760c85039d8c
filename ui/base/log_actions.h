// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/actions.h"

#include <vector>

namespace cboard::ui {

/// The rows of the registry that mean something in a log only, beside those for moving and looks.
void addLogActions(std::vector<ActionSpec>& all);

} // namespace cboard::ui
