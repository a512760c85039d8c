// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/ledger_snapshots.h"

#include <QString>

/// Cells that the snapshots of whole histories name, as the history view and the inspector ask for
/// them.
namespace cboard::ui {

/// \p kind: "build", "boot", "test". The boots of a board are one cell, whatever their paths.
query::HistoryRequest historyOf(const std::string& kind, const query::CellNames& cell,
                                const query::BranchKey& branch);

/// The cell that is asked for; what the request leaves open is empty.
query::CellNames cellOf(const query::HistoryRequest& history);

/// The words of the cell, joined by middle dots.
QString cellText(const query::CellNames& cell);

} // namespace cboard::ui
