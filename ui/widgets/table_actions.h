// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/actions.h"
#include "ui/base/table_export.h"

#include <QList>
#include <QPoint>

#include <memory>

namespace cboard::ui {

class ResultTable;
class TableRows;

/// The actions that every table answers.
QList<ActionId> tableActions();

/// \returns false for actions that are not a table's.
bool performOnTable(ActionId action, ResultTable& table);

/// Other rows of the same list: the cursor stays on its row, or at the top where it stood there.
void replaceRows(ResultTable& table, std::shared_ptr<const TableRows> rows);

/// The row of the cursor as an option of a state ("row"), and back. It is no part of what a state
/// asks: see questionOf(). \p prefix tells the tables of a view apart.
void setTableCursor(QMap<QString, QString>& options, const ResultTable& table,
                    const QString& prefix = {});
void showTableCursor(ResultTable& table, const QMap<QString, QString>& options,
                     const QString& prefix = {});

/// Sort, group, fold, columns and copying, as a menu at this place.
void showTableMenu(ResultTable& table, const QPoint& globalPosition);

/// The shown columns and rows of the table, in the shown order; \p onlySelected: the selection.
/// Captures what is immutable: good for another thread. Empty without rows.
TableSource sourceOf(const ResultTable& table, const QString& title,
                     const QList<std::pair<QString, QString>>& facts, bool onlySelected = false);

} // namespace cboard::ui
