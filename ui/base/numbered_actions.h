// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/actions.h"

#include <vector>

namespace cboard::ui {

/// The rows of the registry for the digits: the parts of a view, and the first saved views.
void addNumberedActions(std::vector<ActionSpec>& all);

} // namespace cboard::ui
