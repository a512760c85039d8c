// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/feature.h"

namespace cboard::ui {

Feature makeBuildFeature();

/// The address of a build's page: what \p from shows of it, its branch, revision and baseline.
/// \p onlyChanges Without what the baseline said, too.
ViewState buildState(const ViewState& from, bool onlyChanges);

} // namespace cboard::ui
