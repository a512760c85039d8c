// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/logs/row_list.h"
#include "ui/base/background_task.h"
#include "ui/logview/log_document.h"

#include <functional>
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

/// Characters that the clipboard takes; programs that paste more fail in their own ways.
constexpr qsizetype MostCopied = 32 << 20;

/// The text, lines ended by `\n` except the last. A row that only goes on a line longer than
/// LineIndex::MaxRowBytes stands directly behind the row before. Errors: Cancelled, Io, Limit for
/// more than MostCopied.
Result<QString> copyLogText(const LogCopyRequest& request, const TaskContext& task);

/// The same into a file, of any size, ended by `\n`; replaces the file in one step. \returns its
/// bytes. Errors: Cancelled, Io.
Result<qint64> saveLogText(const LogCopyRequest& request, const QString& file,
                           const TaskContext& task);

/// The first onto the clipboard, in the background. What cannot be copied leaves it as it is;
/// \p failed gets a sentence with the reason.
void copyToClipboard(const LogCopyRequest& request, BackgroundTask<QString>& copying,
                     std::function<void(const QString&)> failed);

} // namespace cboard::ui
