// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string_view>

namespace cboard {

/// How far a long call is. `total` is 0 while unknown; `step` is a stable key that the UI
/// translates ("parse", "write", "query").
struct Progress {
    std::int64_t done = 0;
    std::int64_t total = 0;
    std::string_view step;
};

/// Handed to each core function that can take over 10 ms: cancellation and progress.
///
/// Cheap to copy. The reporter is called from the thread that does the work, at most once per
/// 100 ms by convention of the callers.
class TaskContext {
public:
    using Reporter = std::function<void(const Progress&)>;

    TaskContext() = default;
    explicit TaskContext(std::stop_token stop, Reporter reporter = {})
        : m_stop(std::move(stop))
        , m_reporter(std::move(reporter))
    {
    }

    bool stopRequested() const { return m_stop.stop_requested(); }
    const std::stop_token& stopToken() const { return m_stop; }

    void report(const Progress& progress) const
    {
        if (m_reporter) {
            m_reporter(progress);
        }
    }

    /// Error Cancelled once a stop was requested: CBOARD_TRY_VOID(task.check());
    Result<void> check() const
    {
        if (m_stop.stop_requested()) {
            return fail(ErrorKind::Cancelled, "cancelled");
        }
        return {};
    }

private:
    std::stop_token m_stop;
    Reporter m_reporter;
};

} // namespace cboard
