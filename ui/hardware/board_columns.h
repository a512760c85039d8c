// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/context.h"
#include "ui/hardware/board_rows.h"
#include "ui/widgets/table_rows.h"

/// The tables of the page of a board.
namespace cboard::ui {

/// The branches that it ran on.
std::shared_ptr<const TableSpec<BoardBranchRow>> boardBranchTable(const Context& context);
/// It in its labs.
std::shared_ptr<const TableSpec<query::BoardLab>> boardLabTable(const Context& context);
std::shared_ptr<const TableSpec<BoardBuild>> boardBuildTable();
/// \p areBoots: without their paths, which are all alike.
std::shared_ptr<const TableSpec<BoardRun>> boardRunTable(bool areBoots);
std::shared_ptr<const TableSpec<BoardIncident>> boardIncidentTable(const Context& context);

} // namespace cboard::ui
