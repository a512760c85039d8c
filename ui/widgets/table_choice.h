// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/table_arrangement.h"

#include <QMap>

/// A table's choice in the options of a ViewState, so that a link brings it back: "sort"
/// ("-fails,name": a minus goes down), "group" ("arch,compiler"), "show", "hide" (columns).
namespace cboard::ui {

/// \p prefix tells the tables of one view apart: "builds." makes "builds.sort".
TableChoice tableChoice(const QMap<QString, QString>& options, const QString& prefix = {});
/// Replaces what \p options say of this table; what is as the table has it is left out.
void setTableChoice(QMap<QString, QString>& options, const TableChoice& choice,
                    const QString& prefix = {});

/// One more key, or the key turned round, or (the third time) taken out. \p isAdded: keeps the
/// other keys.
std::vector<SortColumn> sortedBy(std::vector<SortColumn> sort, const QString& column,
                                 bool isDownFirst, bool isAdded);

} // namespace cboard::ui
