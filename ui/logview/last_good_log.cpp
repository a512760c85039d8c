// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/last_good_log.h"

#include "ui/base/record_field.h"

#include <algorithm>
#include <cstdlib>
#include <tuple>

namespace cboard::ui {

namespace {

    query::HistoryRequest requestFor(const query::RecordSnapshot& record,
                                     const query::Common& common)
    {
        query::HistoryRequest request;
        request.common = common;
        request.branch = {record.revision->tree, record.revision->branch,
                          record.revision->repositoryUrl};
        if (record.kind == RecordKind::Build) {
            request.kind = query::MatrixKind::Build;
            request.config = recordField(record, "config_name").toStdString();
            request.architecture = recordField(record, "architecture").toStdString();
        } else {
            request.path = recordField(record, "path").toStdString();
            request.platform = record.platform;
        }
        return request;
    }

    /// The runs of the cell of a record, the newest first, and which of them is its own.
    struct CellRuns {
        std::shared_ptr<const query::HistorySnapshot> history;
        std::vector<query::HistoryRun>::const_iterator own; ///< Perhaps the end.

        const std::vector<query::HistoryRun>& all() const { return history->runs; }
    };

    Result<CellRuns> readCell(query::Engine& engine, const query::RecordRequest& request,
                              const TaskContext& task)
    {
        CBOARD_TRY(const auto record, engine.record(request, task));
        if (!record->revision) {
            return fail(ErrorKind::NotFound, "the revision of this run is not known");
        }
        CellRuns cell;
        CBOARD_TRY(cell.history, engine.history(requestFor(*record, request.common), task));
        cell.own = std::ranges::find(cell.all(), record->id, &query::HistoryRun::id);
        return cell;
    }

    bool haveSameBuild(const query::HistoryRun& a, const query::HistoryRun& b)
    {
        return a.config == b.config && a.compiler == b.compiler && a.architecture == b.architecture;
    }

} // namespace

Result<query::HistoryRun> findLastGood(query::Engine& engine, const query::RecordRequest& request,
                                       const TaskContext& task)
{
    CBOARD_TRY(const CellRuns cell, readCell(engine, request, task));
    const auto& runs = cell.all();
    const auto own = cell.own;
    if (own == runs.end()) {
        return fail(ErrorKind::NotFound, "this run is not in the history of its cell");
    }
    const auto isGood = [&own](const query::HistoryRun& run) {
        return run.status == StatusClass::Pass && run.hasLog && haveSameBuild(run, *own);
    };
    auto found = std::find_if(own + 1, runs.end(), [&](const query::HistoryRun& run) {
        return isGood(run) && run.lab == own->lab;
    });
    if (found == runs.end()) {
        found = std::find_if(own + 1, runs.end(), isGood);
    }
    if (found == runs.end()) {
        return fail(ErrorKind::NotFound, "no earlier run of this cell passed and has a log");
    }
    return *found;
}

Result<query::HistoryRun> findNearestRun(query::Engine& engine, const query::RecordRequest& request,
                                         const TaskContext& task)
{
    CBOARD_TRY(const CellRuns cell, readCell(engine, request, task));
    const auto& runs = cell.all();
    const auto own = cell.own == runs.end() ? runs.begin() : cell.own;
    const auto rank = [&](std::vector<query::HistoryRun>::const_iterator run) {
        return std::tuple(run->status != StatusClass::Pass, !haveSameBuild(*run, *own),
                          std::abs(run - own), run->lab != own->lab);
    };
    auto best = runs.end();
    for (auto run = runs.begin(); run != runs.end(); ++run) {
        if (run->hasLog && run != cell.own && (best == runs.end() || rank(run) < rank(best))) {
            best = run;
        }
    }
    if (best == runs.end()) {
        return fail(ErrorKind::NotFound, "no other run of this cell has a log");
    }
    return *best;
}

} // namespace cboard::ui
