// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/feature.h"
#include "ui/base/view_state.h"

namespace cboard::ui {

Feature makeRunsFeature();

/// The run \p now beside the run \p before, both of \p kind, of the branch that \p from shows.
ViewState runsState(const ViewState& from, RecordKind kind, const QString& before,
                    const QString& now);

} // namespace cboard::ui
