// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/engine.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace cboard::service {

/// How an alternating cell went, over its last conclusive runs that count.
struct FlakyCourse {
    std::vector<std::int64_t> trend; ///< Fails in each tenth of the runs, oldest first.
    std::int64_t revisions = 0; ///< That these runs are of.
    std::optional<query::RevisionRef> lastFlip; ///< Where it changed last; nothing: never.
};

/// \param runs Newest revision first. Those that say nothing, and fails in labs that were ill, are
///   left out.
FlakyCourse flakyCourse(std::span<const query::HistoryRun> runs,
                        const query::FlakyLimits& limits = {});

/// Of the cells of a flaky list, in their order, by a history each: some milliseconds a cell, so
/// it comes behind the list, and only for the first MostFlakyCourses.
constexpr std::size_t MostFlakyCourses = 500;
Result<std::vector<FlakyCourse>> flakyCourses(query::Engine& engine,
                                              const query::FlakyRequest& request,
                                              std::span<const query::FlakyCell> cells,
                                              const TaskContext& task);

} // namespace cboard::service
