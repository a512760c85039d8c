// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/view.h"
#include "ui/matrix/matrix_options.h"

#include <memory>

namespace cboard::ui {

/// A board counts as idle that long after its last run.
constexpr int IdleDays = 30;

/// Whether rows that are idle are left out of a matrix: of boards over revisions, unless the option
/// "boards" of the state is "all".
bool leavesOutIdle(query::MatrixKind kind, const MatrixChoice& choice, const ViewState& state);

struct ActiveRows {
    std::shared_ptr<const query::MatrixSnapshot> matrix;
    int idle = 0; ///< Rows that were left out.
};

/// Without the rows that have no run within \p days of the newest revision with a run. By the times
/// of the revisions, not by the clock: a branch that rests keeps its boards. Cost O(cells).
ActiveRows withoutIdleRows(const std::shared_ptr<const query::MatrixSnapshot>& matrix, int days);

/// Says that, and how many rows are left out; takes out: none.
ScopeChip idleChip(const ViewState& state, int idle);

} // namespace cboard::ui
