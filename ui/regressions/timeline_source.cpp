// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regressions/timeline_source.h"

#include <algorithm>
#include <map>

namespace cboard::ui {

namespace {

    using query::HistoryRequest;
    using query::RegressionCell;

    /// So many cells of one subject are read one by one; more come with all runs of the subject.
    constexpr std::size_t FewCells = 2;

    query::MatrixKind matrixKind(const std::string& kind)
    {
        return kind == "build" ? query::MatrixKind::Build
            : kind == "boot"   ? query::MatrixKind::Boot
                               : query::MatrixKind::Test;
    }

    const std::string& subjectOf(query::MatrixKind kind, const query::CellNames& cell)
    {
        return kind == query::MatrixKind::Build ? cell.config
            : kind == query::MatrixKind::Boot   ? cell.platform
                                                : cell.path;
    }

    void addCell(HistoryRequest& request, const query::CellNames& cell)
    {
        request.config = cell.config;
        request.architecture = cell.architecture;
        request.compiler = cell.compiler;
        request.lab = cell.lab;
        if (request.kind != query::MatrixKind::Build) {
            request.platform = cell.platform;
        }
    }

} // namespace

std::vector<HistoryRequest> timelineRequests(const TimelineOrder& order)
{
    std::map<std::pair<query::MatrixKind, std::string>, std::vector<const RegressionCell*>>
        bySubject;
    std::size_t lanes = 0;
    for (const query::RegressionRow& row : order.rows) {
        const auto kind = matrixKind(row.kind);
        for (const RegressionCell& cell : row.cells) {
            if (lanes++ < Timeline::MostLanes) {
                bySubject[{kind, subjectOf(kind, cell.names)}].push_back(&cell);
            }
        }
    }
    std::vector<HistoryRequest> requests;
    for (const auto& [subject, cells] : bySubject) {
        HistoryRequest request;
        request.common = order.common;
        request.branch = order.branch;
        request.lastRevisions = order.lastRevisions;
        request.kind = subject.first;
        (request.kind == query::MatrixKind::Build      ? request.config
             : request.kind == query::MatrixKind::Boot ? request.platform
                                                       : request.path) = subject.second;
        if (cells.size() > FewCells) {
            requests.push_back(request);
            continue;
        }
        for (const RegressionCell* cell : cells) {
            addCell(request, cell->names);
            requests.push_back(request);
        }
    }
    return requests;
}

Result<ReadTimeline> readTimeline(query::Engine& engine, TimelineOrder order,
                                  const TaskContext& task)
{
    TimelineSource source;
    for (const HistoryRequest& request : timelineRequests(order)) {
        CBOARD_TRY(const auto history, engine.history(request, task));
        source.histories.push_back(history);
    }
    source.rows = std::move(order.rows);
    source.revisions = std::move(order.revisions);
    source.labIncidents = std::move(order.labIncidents);
    source.baseline = order.baseline;
    auto timeline = std::make_shared<const Timeline>(makeTimeline(source));
    return ReadTimeline{std::make_shared<const TimelineSource>(std::move(source)),
                        std::move(timeline)};
}

Result<std::shared_ptr<const Timeline>>
readTestChanges(query::Engine& engine, const TimelineSource& source, const TaskContext& task)
{
    CBOARD_TRY(const auto tests, readRunTests(engine, timelineRuns(source), task));
    const bool hasChanged = std::any_of(tests->begin(), tests->end(), [](const auto& test) {
        return !test.second.change.isEmpty();
    });
    if (!hasChanged) {
        return std::shared_ptr<const Timeline>();
    }
    TimelineSource told = source;
    told.tests = tests;
    return std::make_shared<const Timeline>(makeTimeline(told));
}

} // namespace cboard::ui
