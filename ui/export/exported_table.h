// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/base/view.h"

#include <functional>

namespace cboard::ui {

/// The view's table, led by the facts that a reader of the file needs: tree, branch, revision,
/// filter, age of the data. Empty for a view without a table.
TableSource exportedTable(const View& view);

/// Writes a file, away from the GUI thread; its size. Errors: Io, Cancelled.
using FileJob = std::function<Result<qint64>(const TaskContext& task)>;
/// Writes \p view into \p file in the format of its suffix: the table, or \p picture as it
/// looks now. Errors: Invalid for an unknown suffix and for a view without table.
Result<FileJob> fileJob(const View& view, QWidget& picture, const QString& file, double scale);

} // namespace cboard::ui
