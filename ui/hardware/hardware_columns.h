// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/hardware_snapshots.h"
#include "ui/base/context.h"
#include "ui/widgets/table_rows.h"

namespace cboard::ui {

/// Whether a board ran nothing for so long that it seems to be gone.
constexpr std::chrono::days GoneAfter{14};
bool isGone(const std::optional<query::RevisionRef>& newest, Timestamp now);

/// Boards that are gone are drawn quietly.
std::shared_ptr<const TableSpec<query::HardwareRow>> hardwareTable(const Context& context);

} // namespace cboard::ui
