// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/record_history.h"

#include "ui/base/record_field.h"
#include "ui/history/cell_history.h"
#include "ui/history/history_state.h"

namespace cboard::ui {

namespace {

    std::string kindOf(const query::RecordSnapshot& record, const std::string& path)
    {
        if (record.kind == RecordKind::Build) {
            return "build";
        }
        return path == "boot" || path.starts_with("boot.") ? "boot" : "test";
    }

} // namespace

Result<ViewState> historyOfRecord(query::Engine& engine, const query::Common& common,
                                  const ViewState& state, const TaskContext& task)
{
    const std::string id = state.record.toStdString();
    CBOARD_TRY(const auto record, engine.record({common, state.recordKind, id}, task));
    const bool isBuild = record->kind == RecordKind::Build;
    if (!record->revision || (!isBuild && record->kind != RecordKind::Test)) {
        return fail(ErrorKind::Invalid, "\"" + id + "\" is no build and no test of a revision");
    }
    auto build = record;
    if (!isBuild) {
        const std::string buildId = recordField(*record, "build_id").toStdString();
        CBOARD_TRY(build, engine.record({common, RecordKind::Build, buildId}, task));
    }
    query::CellNames cell;
    cell.path = isBuild ? std::string() : recordField(*record, "path").toStdString();
    cell.platform = record->platform;
    cell.config = recordField(*build, "config_name").toStdString();
    cell.architecture = recordField(*build, "architecture").toStdString();
    cell.compiler = recordField(*build, "compiler").toStdString();
    const query::RevisionRef& revision = *record->revision;
    ViewState history =
        historyState(historyOf(kindOf(*record, cell.path), cell,
                               {revision.tree, revision.branch, revision.repositoryUrl}));
    history.filter = state.filter;
    history.record = state.record;
    history.recordKind = record->kind;
    return history;
}

} // namespace cboard::ui
