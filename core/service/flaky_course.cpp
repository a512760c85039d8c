// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/flaky_course.h"

#include <algorithm>

namespace cboard::service {

namespace {

    constexpr std::size_t TrendParts = 10;
    constexpr std::int64_t LooksBack = 100; ///< Revisions; a window of runs is rarely of more.

    bool isConclusive(const query::HistoryRun& run)
    {
        const bool isExcused = query::hasMark(run.marks, query::CellMark::LabIncident);
        return run.status == StatusClass::Pass || (run.status == StatusClass::Fail && !isExcused);
    }

    query::HistoryRequest historyOf(const query::FlakyRequest& request,
                                    const query::FlakyCell& cell)
    {
        query::HistoryRequest history;
        history.common = request.common;
        history.common.filter = {};
        history.branch = request.branch;
        history.kind = cell.kind == "build" ? query::MatrixKind::Build
            : cell.kind == "boot"           ? query::MatrixKind::Boot
                                            : query::MatrixKind::Test;
        history.path = history.kind == query::MatrixKind::Test ? cell.names.path : std::string();
        history.platform = cell.names.platform;
        history.config = cell.names.config;
        history.architecture = cell.names.architecture;
        history.compiler = cell.names.compiler;
        history.lab = cell.names.lab;
        history.lastRevisions = LooksBack;
        return history;
    }

} // namespace

FlakyCourse flakyCourse(std::span<const query::HistoryRun> runs, const query::FlakyLimits& limits)
{
    std::vector<const query::HistoryRun*> window; // Newest first.
    for (const query::HistoryRun& run : runs) {
        if (std::ssize(window) < limits.runs && isConclusive(run)) {
            window.push_back(&run);
        }
    }
    FlakyCourse course;
    const std::size_t length =
        std::max<std::size_t>((window.size() + TrendParts - 1) / TrendParts, 1);
    for (std::size_t i = 0; i < window.size(); ++i) {
        if (i % length == 0) {
            course.trend.insert(course.trend.begin(), 0);
        }
        course.trend.front() += window[i]->status == StatusClass::Fail ? 1 : 0;
        const bool isFirstOfRevision =
            i == 0 || window[i - 1]->revision.id != window[i]->revision.id;
        course.revisions += isFirstOfRevision ? 1 : 0;
        if (i > 0 && !course.lastFlip && window[i - 1]->status != window[i]->status) {
            course.lastFlip = window[i - 1]->revision;
        }
    }
    return course;
}

Result<std::vector<FlakyCourse>> flakyCourses(query::Engine& engine,
                                              const query::FlakyRequest& request,
                                              std::span<const query::FlakyCell> cells,
                                              const TaskContext& task)
{
    std::vector<FlakyCourse> courses;
    for (const query::FlakyCell& cell : cells.first(std::min(cells.size(), MostFlakyCourses))) {
        CBOARD_TRY_VOID(task.check());
        CBOARD_TRY(const auto history, engine.history(historyOf(request, cell), task));
        courses.push_back(flakyCourse(history->runs, request.common.limits.flaky));
    }
    return courses;
}

} // namespace cboard::service
