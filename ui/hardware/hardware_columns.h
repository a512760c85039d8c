// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/hardware_snapshots.h"
#include "ui/base/context.h"
#include "ui/widgets/table_rows.h"

namespace cboard::ui {

/// Whether a board ran nothing for so long (Limits::silentAfter) that it seems to be gone.
bool isGone(const std::optional<query::RevisionRef>& newest, const query::Common& common);

/// Boards that are gone are drawn quietly.
std::shared_ptr<const TableSpec<query::HardwareRow>> hardwareTable(const Context& context);

} // namespace cboard::ui
