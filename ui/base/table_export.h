// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/task_context.h"
#include "core/domain/status.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

namespace cboard::ui {

/// A table as it is shown, in plain text: what exports and the clipboard are written from.
struct TableExport {
    struct Column {
        QString title;
        bool isNumber = false;
    };
    struct Cell {
        QString text;
        std::optional<StatusClass> status; ///< What the text is about, for formats with colour.
        QString second = {}; ///< Quiet text below it, for formats that people read.
    };
    QString title; ///< "Boots of mainline/master"
    /// What must be known to read it: name and value, in a fixed order ("filter", "status:fail").
    QList<std::pair<QString, QString>> facts;
    std::vector<Column> columns; ///< The shown ones, in the shown order.
    std::vector<std::vector<Cell>> rows; ///< In the shown order; each as long as `columns`.
};

/// Makes the table away from the GUI thread: captures snapshots and the order of rows, never a
/// widget or model. Stops early, with what it has, when the task is stopped. Empty: no table.
using TableSource = std::function<TableExport(const TaskContext& task)>;

} // namespace cboard::ui
