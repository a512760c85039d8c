// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/domain/status.h"
#include "core/query/ledger_snapshots.h"

namespace cboard::analysis {

/// What became of a cell from one revision to another. Only a pass and a fail make a regression or
/// a fix; what says nothing of the kernel never does.
/// \param before, after Worst classes of the cell's runs; None where it did not run.
/// \param isRunning The later revision is not complete: what is missing may still come.
query::CellChange changeOf(StatusClass before, StatusClass after, bool isRunning);

} // namespace cboard::analysis
