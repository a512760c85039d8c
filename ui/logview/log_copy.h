// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/logs/row_list.h"
#include "ui/base/background_task.h"
#include "ui/logview/log_document.h"

#include <memory>

namespace cboard::ui {

/// A part of a log to be copied: positions [first, last] among the shown rows.
struct LogCopyRequest {
    std::shared_ptr<const LogDocument> document;
    std::shared_ptr<const logs::RowList> shown; ///< Null: all rows.
    qint64 first = 0;
    qint64 last = -1;
    int firstCharacter = 0; ///< In the first row; whole rows have 0 and -1.
    int lastCharacter = -1; ///< Behind the last one in the last row.
    bool withTimes = false; ///< Line number, time and level before each line; whole rows.
    bool hidesPrefix = false; ///< As on the screen.

    qint64 rowCount() const { return last - first + 1; }
};

/// The text, lines ended by `\n` except the last. Errors: Cancelled, Io.
Result<QString> copyLogText(const LogCopyRequest& request, const TaskContext& task);

/// The same onto the clipboard, in the background. What cannot be read leaves it as it is.
void copyToClipboard(const LogCopyRequest& request, BackgroundTask<QString>& copying);

} // namespace cboard::ui
