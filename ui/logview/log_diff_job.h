// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/logs/diff/aligned_rows.h"
#include "core/logs/fingerprint/normalise.h"
#include "ui/base/context.h"
#include "ui/base/view_state.h"
#include "ui/logview/log_document.h"

#include <QString>

#include <memory>
#include <optional>

namespace cboard::ui {

/// Two logs and what differs between them. Immutable.
struct LogDiff {
    struct Side {
        std::shared_ptr<const LogDocument> document;
        QString about; ///< Revision, board, lab or the folder of a file.
    };
    Side before; ///< The good one.
    Side now;
    QString otherId; ///< Record of `before`; empty for a file.
    std::vector<logs::DiffHunk> hunks;
    std::optional<std::size_t> firstMeaningful; ///< Of hunks.
};

/// Which logs, and what is left out of the comparison.
struct LogDiffRequest {
    query::RecordRequest record; ///< Without an id: files.
    std::string otherId; ///< Empty: the last good run.
    std::filesystem::path file;
    std::filesystem::path otherFile;
    logs::NormaliseOptions normalise;
};

/// Reads both and compares them. Blocking. \p known spares reading the same logs again; null.
Result<std::shared_ptr<const LogDiff>> diffOf(query::Engine& engine, LogCache* cache,
                                              const LogDiffRequest& request,
                                              const std::shared_ptr<const LogDiff>& known,
                                              const TaskContext& task);

} // namespace cboard::ui
