// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/logs/line_decoder.h"

#include <QString>

#include <optional>
#include <vector>

namespace cboard::ui {

/// What the gutter shows as time. Absolute (of the day) needs times of the host, which LAVA logs
/// have; a kernel log has times since its start.
enum class LogTimeMode : std::uint8_t { None, Absolute, SinceStart, Delta };

/// A stretch of one look: characters [begin, end) of LogRow::text.
struct LogRun {
    int begin = 0;
    int end = 0;
    logs::TextStyle style;
};

/// One row as the canvas draws it, on a grid of equal cells: tabs are blanks up to the next
/// multiple of eight, wide characters take two cells, combining ones none.
struct LogRow {
    qint64 row = -1; ///< In the log, from 0.
    QString text;
    std::vector<LogRun> runs; ///< Gapless, ascending.
    std::vector<int> cells; ///< Cell of each character and of the end; empty: character = cell.
    std::optional<logs::LavaLevel> lavaLevel;
    std::optional<int> kernelLevel;
    std::optional<logs::KernelTime> kernelTime;
    std::optional<Timestamp> time;

    int cellOf(int character) const;
    int characterAt(int cell) const; ///< Clamped to the text.
    int cellCount() const { return cellOf(static_cast<int>(text.size())); }
};

/// \p hidesPrefix leaves out `<6>` and `[   12.345678]`, which the gutter shows.
LogRow makeLogRow(qint64 row, const logs::DecodedRow& decoded, bool hidesPrefix);

/// Cells [begin, end).
struct CellRange {
    int begin = 0;
    int end = 0;
};

/// Where bytes [begin, end) of the decoded text stand in the row; nothing when they are hidden.
std::optional<CellRange> cellsOfBytes(const LogRow& row, const logs::DecodedRow& decoded,
                                      bool hidesPrefix, std::size_t begin, std::size_t end);

} // namespace cboard::ui
