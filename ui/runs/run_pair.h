// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/engine.h"
#include "core/query/run_error_snapshots.h"
#include "core/service/config_diff.h"
#include "core/service/stage_times.h"
#include "ui/logview/log_diff_job.h"

#include <array>
#include <memory>
#include <optional>
#include <vector>

/// Two runs of any cells as they are compared, and the reading of them. The functions block: they
/// are for background jobs.
namespace cboard::ui {

/// One of the two: a build, or a test with the build that it ran.
struct RunSide {
    std::shared_ptr<const query::RecordSnapshot> record; ///< Never null.
    std::shared_ptr<const query::RecordSnapshot> build; ///< Null where it is not stored.
    query::RunError error; ///< That its log shows, as far as it is known.
    service::StageTimes stages; ///< Of a test whose log is stored.
};

struct RunPair {
    RunSide before; ///< Stands left.
    RunSide now;
    /// Of the .config files of both builds; nothing where one of them names none.
    std::optional<Result<std::vector<service::ConfigChange>>> config;
};

/// Errors: NotFound when one of the runs is not stored, Cancelled.
Result<std::shared_ptr<const RunPair>> readRunPair(query::Engine& engine,
                                                   const query::Common& common, RecordKind kind,
                                                   const std::string& before,
                                                   const std::string& now, const TaskContext& task);

/// What a diff of two logs comes to.
struct LogsCompared {
    std::array<std::int64_t, 2> rows{}; ///< Before, now.
    std::size_t differences = 0;
    std::array<std::string, 2> first; ///< Row where they begin to differ in earnest.
    std::array<std::int64_t, 2> firstRow{}; ///< Its number, from 1; 0: the log has none there.
    bool hasBoth() const { return rows[0] > 0 && rows[1] > 0; }
};

/// Errors as for diffOf().
Result<LogsCompared> compareLogs(query::Engine& engine, LogCache* cache, query::RecordRequest now,
                                 const std::string& before, const TaskContext& task);

} // namespace cboard::ui
