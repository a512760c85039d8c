// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/engine.h"
#include "ui/base/view.h"
#include "ui/widgets/table_rows.h"

#include <memory>
#include <vector>

namespace cboard::ui {

struct UserLists;

/// One result in the tray.
struct TrayRow {
    QString target;
    /// Null when the result is not stored, or not any more.
    std::shared_ptr<const query::RecordSnapshot> record;
    QString note;
};

/// What stands in the tray, without records.
std::vector<TrayRow> trayRows(const UserLists& lists);
/// The same with what the store says of them. Blocking. Error Cancelled.
Result<std::vector<TrayRow>> readTrayRows(std::vector<TrayRow> rows, query::Engine& engine,
                                          const query::Common& common, const TaskContext& task);

QString trayRowTitle(const TrayRow& row); ///< The path, or the configuration of a build.
QString trayRowPlace(const TrayRow& row); ///< Branch and revision.
StatusClass trayRowStatus(const TrayRow& row);
Selection trayRowSelection(const TrayRow& row); ///< Empty without a record.
/// Its log; without a view where there is no record.
ViewState trayRowTarget(const TrayRow& row, const ViewState& from);

std::shared_ptr<const TableSpec<TrayRow>> trayTable();

} // namespace cboard::ui
