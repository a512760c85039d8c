// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_pair.h"

#include "core/logs/line_decoder.h"
#include "ui/base/record_field.h"

namespace cboard::ui {

namespace {

    Result<RunSide> readSide(query::Engine& engine, const query::RecordRequest& request,
                             const TaskContext& task)
    {
        RunSide side;
        CBOARD_TRY(side.record, engine.record(request, task));
        if (request.kind == RecordKind::Build) {
            side.build = side.record;
        } else {
            const std::string id = recordField(*side.record, "build_id").toStdString();
            const query::RecordRequest build{request.common, RecordKind::Build, id};
            side.build = id.empty() ? nullptr : engine.record(build, task).value_or(nullptr);
            // A run without a log, or with one that is damaged, has no stages.
            side.stages = service::stageTimes(engine, side.record->id, nullptr, task)
                              .value_or(service::StageTimes());
        }
        const auto errors = engine.runErrors({request.kind, {side.record->id}}, task);
        CBOARD_TRY_VOID(task.check());
        if (errors && !(*errors)->errors.empty()) {
            side.error = (*errors)->errors.front();
        }
        return side;
    }

    /// The row as one reads it; empty where there is none.
    Result<std::string> rowText(const logs::LogText& text, const logs::RowRange& rows)
    {
        std::string read;
        if (rows.begin < rows.end) {
            CBOARD_TRY_VOID(text.forRows(
                rows.begin, 1, [&read, &text](std::int64_t /*row*/, std::string_view bytes) {
                    logs::DecodedRow row;
                    logs::RowDecoder(text.format()).decode(bytes, row);
                    read = row.text;
                    return false;
                }));
        }
        return read;
    }

} // namespace

Result<std::shared_ptr<const RunPair>> readRunPair(query::Engine& engine,
                                                   const query::Common& common, RecordKind kind,
                                                   const std::string& before,
                                                   const std::string& now, const TaskContext& task)
{
    auto pair = std::make_shared<RunPair>();
    CBOARD_TRY(pair->before, readSide(engine, {common, kind, before}, task));
    CBOARD_TRY(pair->now, readSide(engine, {common, kind, now}, task));
    const auto fileOf = [](const RunSide& side) {
        return side.build ? recordField(*side.build, "config_url").toStdString() : std::string();
    };
    const std::string then = fileOf(pair->before);
    const std::string here = fileOf(pair->now);
    if (!then.empty() && !here.empty()) {
        pair->config = service::configDiff(then, here);
    }
    return std::shared_ptr<const RunPair>(std::move(pair));
}

Result<LogsCompared> compareLogs(query::Engine& engine, LogCache* cache, query::RecordRequest now,
                                 const std::string& before, const TaskContext& task)
{
    LogDiffRequest request;
    request.record = std::move(now);
    request.otherId = before;
    CBOARD_TRY(const auto diff, diffOf(engine, cache, request, nullptr, task));
    const logs::LogText& left = *diff->before.document->text;
    const logs::LogText& right = *diff->now.document->text;
    LogsCompared compared;
    compared.rows = {left.rowCount(), right.rowCount()};
    const auto differences = logs::alignRows(left, right, diff->hunks, 0).differences;
    compared.differences = differences.size();
    if (diff->firstMeaningful && *diff->firstMeaningful < differences.size()) {
        const auto& first = differences[*diff->firstMeaningful];
        const auto numberOf = [](const logs::RowRange& rows) {
            return rows.begin < rows.end ? rows.begin + 1 : 0;
        };
        compared.firstRow = {numberOf(first.rowsA), numberOf(first.rowsB)};
        CBOARD_TRY(compared.first[0], rowText(left, first.rowsA));
        CBOARD_TRY(compared.first[1], rowText(right, first.rowsB));
    }
    return compared;
}

} // namespace cboard::ui
