// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/view_state.h"

namespace cboard::ui {

/// The log of a record of the branch that \p from shows.
ViewState logState(const ViewState& from, RecordKind kind, const QString& id);

/// The same, compared with the log of the record \p other; empty: with that of the last good run.
ViewState logDiffState(const ViewState& from, RecordKind kind, const QString& id,
                       const QString& other);

} // namespace cboard::ui
