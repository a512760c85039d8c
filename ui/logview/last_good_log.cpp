// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/last_good_log.h"

#include "ui/base/record_field.h"

#include <algorithm>

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

} // namespace

Result<query::HistoryRun> findLastGood(query::Engine& engine, const query::RecordRequest& request,
                                       const TaskContext& task)
{
    CBOARD_TRY(const auto record, engine.record(request, task));
    if (!record->revision) {
        return fail(ErrorKind::NotFound, "the revision of this run is not known");
    }
    CBOARD_TRY(const auto history, engine.history(requestFor(*record, request.common), task));
    const auto& runs = history->runs;
    const auto own =
        std::find_if(runs.begin(), runs.end(),
                     [&record](const query::HistoryRun& run) { return run.id == record->id; });
    if (own == runs.end()) {
        return fail(ErrorKind::NotFound, "this run is not in the history of its cell");
    }
    const auto isGood = [&own](const query::HistoryRun& run) {
        return run.status == StatusClass::Pass && run.hasLog && run.config == own->config
            && run.compiler == own->compiler && run.architecture == own->architecture;
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

} // namespace cboard::ui
