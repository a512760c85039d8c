// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/generate/history.h"

#include <functional>
#include <vector>

namespace cboard::generate {

/// One test record to be.
struct Row {
    std::uint32_t path = 0; ///< Index into the suite's paths.
    std::optional<Status> status;
    /// The outcome says nothing about the kernel, whatever the status looks like.
    bool isNoise = false;
    std::int32_t event = NoEvent; ///< The planted change that made it fail.
};

/// How a run of a job came to its end; decides what its log says.
enum class Ending : std::uint8_t { Whole, Hang, LabDown, Pending };

/// A job that ran once.
struct Run {
    const Job* job = nullptr;
    std::int64_t revision = 0;
    int attempt = 0;
    std::int64_t permille = 0; ///< How far into the revision's time it started.
    Ending ending = Ending::Whole;
    std::vector<Row> rows;

    bool isBoot() const { return job->suite == 0; }
};

using RunSink = std::function<Result<void>(const Run&)>;

/// Runs revision `r` of a tree: exactly plan.quota(r) rows, handed over run by run.
Result<void> runRevision(const World& world, const Plan& plan, const History& history,
                         std::int64_t r, const RunSink& sink);

} // namespace cboard::generate
