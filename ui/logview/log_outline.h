// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/logs/log_text.h"
#include "core/logs/stages/stage_finder.h"

#include <QString>

#include <memory>
#include <vector>

namespace cboard::ui {

/// The parts of a log: its stages and its call traces. Immutable.
struct LogOutline {
    struct Part {
        logs::Stage stage;
        logs::RowRange rows;
        int parent = -1; ///< Index of the part that it lies in.
        int color = 0; ///< Of the outermost part around it, counted up.

        /// A stage of the device itself, no step inside one.
        bool isOutermost() const { return !stage.isOfDispatcher && stage.depth == 0; }
    };
    std::vector<Part> parts; ///< In the order of their begins.
    std::vector<logs::RowRange> traces;

    /// The innermost part around \p row; -1 for none.
    int partAt(std::int64_t row) const;
};

/// "early boot", or the name of a suite, case or action.
QString partName(const logs::Stage& stage);

/// Reads the log once. Blocking: for background jobs. Errors: Cancelled, Io, Internal.
Result<std::shared_ptr<const LogOutline>> readOutline(const logs::LogText& text,
                                                      const TaskContext& task);

} // namespace cboard::ui
