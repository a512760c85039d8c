// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/table_export.h"

#include <QByteArray>

/// A table as text in the formats of files and of the clipboard. The same table gives the same
/// bytes; nothing of the machine or the clock gets in. A task that is stopped gets what there is
/// by then.
namespace cboard::ui {

/// RFC 4180 with a heading line. Cells that a spreadsheet would run are quoted with an apostrophe;
/// numbers have no separators.
QByteArray toCsv(const TableExport& table, const TaskContext& task = {});
/// Tabs between cells; tabs and line breaks inside become blanks.
QByteArray toTsv(const TableExport& table, const TaskContext& task = {});
/// One object: "schema" 1, "title", "facts", "columns", "rows" (arrays in the order of columns;
/// numbers in number columns).
QByteArray toJson(const TableExport& table, const TaskContext& task = {});
/// Title, facts, and a pipe table.
QByteArray toMarkdown(const TableExport& table, const TaskContext& task = {});
/// One page without scripts or anything remote, light or dark as the reader's system is.
QByteArray toHtml(const TableExport& table, const TaskContext& task = {});
/// Plain columns for a mail: no line is longer than \p width, long cells end with "…". Columns at
/// the right that have no room are left out, which the last line says.
QByteArray toMail(const TableExport& table, const TaskContext& task = {}, int width = 78);

} // namespace cboard::ui
