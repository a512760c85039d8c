// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/streak_numbers.h"

#include <algorithm>

namespace cboard::service {

namespace {

    constexpr int RecentRuns = 10;

    /// Fails of an ill lab say nothing.
    bool isFail(const query::HistoryRun& run)
    {
        return run.status == StatusClass::Fail
            && !query::hasMark(run.marks, query::CellMark::LabIncident);
    }

} // namespace

StreakNumbers streakNumbers(const query::HistorySnapshot& history)
{
    StreakNumbers numbers;
    const auto& firstBad = history.flakiness.firstBad;
    if (history.flakiness.failingFor == 0 || !firstBad) {
        return numbers;
    }
    const auto newestFail = std::ranges::find_if(history.runs, isFail);
    if (newestFail != history.runs.end() && newestFail->revision.time && firstBad->time) {
        numbers.length =
            std::chrono::floor<std::chrono::days>(*newestFail->revision.time - *firstBad->time);
    }
    const auto isOfFirstBad = [&firstBad](const query::HistoryRun& run) {
        return run.revision.id == firstBad->id;
    };
    auto run = std::ranges::find_if(history.runs, isOfFirstBad);
    run = std::find_if_not(run, history.runs.end(), isOfFirstBad);
    int runs = 0;
    int passes = 0;
    for (; run != history.runs.end() && runs < RecentRuns; ++run) {
        const bool isPass = run->status == StatusClass::Pass;
        runs += isPass || isFail(*run) ? 1 : 0;
        passes += isPass ? 1 : 0;
    }
    if (runs > 0) {
        numbers.confidence = static_cast<double>(passes) / runs;
    }
    return numbers;
}

} // namespace cboard::service
