// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/logview/log_row.h"

namespace cboard::ui {

/// Width of the time column; 0 when it is not shown.
int logTimeCells(LogTimeMode mode);

/// A time of a log in the form of \p mode: "16:44:33.748" (UTC, as logs have it), "12.345678"
/// since \p origin, "+0.012000" since \p before. Microseconds all. Delta without a line before is
/// empty.
QString logTimeText(LogTimeMode mode, qint64 microseconds, qint64 origin,
                    std::optional<qint64> before);

/// The mode that `T` goes to.
LogTimeMode nextTimeMode(LogTimeMode mode);

/// "absolute", "start", "delta", "none": in addresses.
QString timeModeKey(LogTimeMode mode);
std::optional<LogTimeMode> parseTimeMode(const QString& key);

} // namespace cboard::ui
