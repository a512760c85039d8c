// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/queries.h"
#include "core/store/revisions/result_groups.h"
#include "core/store/rows/record_decoder.h"

#include <algorithm>
#include <unordered_map>

namespace cboard::store {

namespace {

    struct RunsOfBuild {
        StatusCounts boots;
        StatusCounts tests;
    };

    Result<std::int64_t> countIncidents(const QueryContext& context, const std::string& buildId)
    {
        CBOARD_TRY(auto rows,
                   context.database.prepare("SELECT count(DISTINCT issue_id) FROM incident"
                                            " WHERE build_id = ?1 AND present IS NOT 0"));
        rows.bind(1, buildId);
        CBOARD_TRY(const bool hasRow, rows.step());
        return hasRow ? rows.integer(0) : 0;
    }

    Result<query::BuildRow> buildRow(const QueryContext& context, const ResultFacts& facts,
                                     std::int64_t revision)
    {
        const BuildFacts& build = *facts.build;
        query::BuildRow row;
        row.id = build.extId;
        row.revision = revision;
        row.config = context.names.name(NameKind::Config, build.config);
        row.architecture = context.names.name(NameKind::Architecture, build.architecture);
        row.compiler = context.names.name(NameKind::Compiler, build.compiler);
        row.origin = context.names.name(NameKind::Origin, build.origin);
        row.lab = context.names.name(NameKind::Lab, build.lab);
        row.status = facts.statusClass;
        row.marks = facts.marks;
        row.startTime = build.start;
        row.durationSeconds = build.durationSeconds;
        row.hasLog = build.hasLog;
        CBOARD_TRY(row.issueCount, countIncidents(context, build.extId));
        CBOARD_TRY(const auto record, context.decoder.build(build.id));
        row.logUrl = record.logUrl.value_or(std::string_view());
        context.decoder.clear();
        return row;
    }

} // namespace

Result<query::BuildsSnapshot> queryBuilds(const QueryContext& context,
                                          const query::BuildsRequest& request)
{
    CBOARD_TRY(const auto plan, FilterPlan::create(context, request.common));
    CBOARD_TRY(const auto revision, loadRevision(context, request.revision));
    ResultReader reader(context, plan);
    CBOARD_TRY_VOID(reader.readMarks(request.common));
    query::BuildsSnapshot snapshot;
    snapshot.info.newestData = revision.lastData();
    std::vector<ResultFacts> shown;
    CBOARD_TRY_VOID(reader.builds(
        revision, [&shown](const ResultGroup& group) { shown.push_back(group.facts); }));

    // What ran on a build is shown whole: the filter chooses builds here.
    query::Common unfiltered = request.common;
    unfiltered.filter = {};
    CBOARD_TRY(const auto openPlan, FilterPlan::create(context, unfiltered));
    ResultReader runReader(context, openPlan);
    std::unordered_map<std::int64_t, RunsOfBuild> runs;
    for (const bool isBoot : {true, false}) {
        const RunSelection selection{.withBoots = isBoot, .withTests = !isBoot};
        CBOARD_TRY_VOID(runReader.runs(revision, selection, [&](const ResultGroup& group) {
            RunsOfBuild& counts = runs[group.facts.build->id];
            (isBoot ? counts.boots : counts.tests)[group.facts.statusClass] += group.count;
        }));
    }
    for (const ResultFacts& facts : shown) {
        CBOARD_TRY(auto row, buildRow(context, facts, revision.ref.id));
        row.boots = runs[facts.build->id].boots;
        row.tests = runs[facts.build->id].tests;
        snapshot.rows.push_back(std::move(row));
    }
    CBOARD_TRY_VOID(
        runReader.builds(revision, [&snapshot](const ResultGroup&) { ++snapshot.info.totalRows; }));
    snapshot.info.shownRows = static_cast<std::int64_t>(snapshot.rows.size());
    return snapshot;
}

} // namespace cboard::store
