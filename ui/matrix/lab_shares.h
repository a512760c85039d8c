// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/snapshots.h"

#include <QStringList>

namespace cboard::ui {

/// How much of what each lab ran in a column ended in error or did not report, the worst first:
/// "lab-x: 12 of 30 error or miss, 40 %". Labs without such runs, and cells that are not split by
/// lab, say nothing. Cost O(cells).
QStringList labErrorShares(const query::MatrixSnapshot& matrix, int column);

} // namespace cboard::ui
