// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/matrix/arrangement.h"

namespace cboard::ui {

/// What decides where a row of a matrix stands.
struct RowFacts {
    RowState state = RowState::Other;
    int failingFor = 0; ///< Revisions.
    std::optional<int> passPercent;
    QString name;
};

/// Fills lines and groups of the arrangement: rows in their order, under their headings, none
/// folded. \p facts by snapshot row.
void addLines(MatrixArrangement& arrangement, const query::MatrixSnapshot& matrix,
              const std::vector<RowFacts>& facts, RowOrder order, const RowGrouping& grouping);

} // namespace cboard::ui
