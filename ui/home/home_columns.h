// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/home_snapshots.h"
#include "ui/base/context.h"
#include "ui/triage/tray_rows.h"
#include "ui/widgets/table_rows.h"

/// The tables of the home page's cards.
namespace cboard::ui {

std::shared_ptr<const TableSpec<query::HomeBranch>> branchCard();
std::shared_ptr<const TableSpec<query::HomeRegression>> regressionCard();
/// Fewer columns than the tray itself has.
std::shared_ptr<const TableSpec<TrayRow>> trayCard();
std::shared_ptr<const TableSpec<query::SourceRow>> sourceCard(const Context& context);
std::shared_ptr<const TableSpec<query::HomeRunning>> runningCard(const Context& context);

/// A point in time as the cards write it: "21 Nov 08:00", with the year where that is another than
/// that of \p now.
QString momentText(Timestamp time, Timestamp now);

/// Whether a lab or origin stops far more runs than it usually does.
bool isIll(const query::SourceRow& source);
/// Those that need a look first: ill ones, then silent and late ones, then by name.
std::vector<query::SourceRow> worstFirst(std::vector<query::SourceRow> sources);

} // namespace cboard::ui
