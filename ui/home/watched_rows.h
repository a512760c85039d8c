// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/hardware_snapshots.h"
#include "core/query/home_snapshots.h"
#include "ui/base/context.h"
#include "ui/widgets/table_rows.h"

/// The card of what the user watches.
namespace cboard::ui {

/// A board or a test that the user watches.
struct WatchedRow {
    std::shared_ptr<const query::HardwareRow> board; ///< One of both.
    std::shared_ptr<const query::HomeTest> test;

    QString name() const;
    std::int64_t newFailures() const;
    std::int64_t stillFailing() const;
};
/// Those with the most new failures first.
std::vector<WatchedRow> watchedRows(const query::HardwareSnapshot* boards,
                                    const query::HomeSnapshot& home);
std::shared_ptr<const TableSpec<WatchedRow>> watchedCard(const Context& context);

} // namespace cboard::ui
