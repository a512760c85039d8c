// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/hardware_snapshots.h"
#include "ui/base/context.h"
#include "ui/widgets/table_rows.h"

namespace cboard::ui {

std::shared_ptr<const TableSpec<query::HardwareRow>> hardwareTable(const Context& context);
/// The branches that a board ran on.
std::shared_ptr<const TableSpec<query::BoardBranch>> boardBranchTable(const Context& context);
/// A board in its labs.
std::shared_ptr<const TableSpec<query::BoardLab>> boardLabTable(const Context& context);

} // namespace cboard::ui
