// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/queries.h"
#include "core/store/revisions/result_groups.h"
#include "core/store/revisions/run_reference.h"
#include "core/store/rows/record_decoder.h"

namespace cboard::store {

namespace {

    RunSelection selectionOf(query::RunKind kind)
    {
        return {.withBoots = kind != query::RunKind::Tests,
                .withTests = kind != query::RunKind::Boots,
                .isWhole = true};
    }

    Result<query::TestRow> testRow(const QueryContext& context, const TestColumns& columns,
                                   const ResultFacts& facts, const JobFacts& job,
                                   std::int64_t revision)
    {
        const BuildFacts& build = *facts.build;
        const Dictionary& names = context.names;
        query::TestRow row;
        CBOARD_TRY(row.id, context.decoder.testId(columns));
        row.revision = revision;
        row.path = names.path(facts.path).text;
        row.platform = names.name(NameKind::Platform, facts.platform);
        row.config = names.name(NameKind::Config, build.config);
        row.architecture = names.name(NameKind::Architecture, build.architecture);
        row.compiler = names.name(NameKind::Compiler, build.compiler);
        row.lab = names.name(NameKind::Lab, facts.lab);
        row.origin = names.name(NameKind::Origin, facts.origin);
        row.buildId = build.extId;
        row.status = facts.statusClass;
        row.marks = facts.marks;
        if (columns.start) {
            row.startTime = toTimestamp(*columns.start + job.start);
        }
        row.durationSeconds = facts.durationSeconds;
        CBOARD_TRY(const bool hasStoredLog, hasRunLog(context, columns.key));
        row.hasLog = columns.excerpt.has_value() || hasStoredLog;
        if (job.hasLogUrl) {
            CBOARD_TRY(row.logUrl, context.decoder.testLogUrl(columns));
        }
        return row;
    }

    bool isQuiet(StatusClass status)
    {
        return status != StatusClass::Fail && status != StatusClass::Error
            && status != StatusClass::Miss;
    }

} // namespace

/// Of more runs than asked for the first are taken, but all that failed before any that did not.
Result<query::TestsSnapshot> queryTests(const QueryContext& context,
                                        const query::TestsRequest& request)
{
    constexpr std::size_t RowsPerClear = 4096; // Bounds the decoder's scratch memory.
    CBOARD_TRY(const auto plan, FilterPlan::create(context, request.common));
    CBOARD_TRY(const auto revision, loadRevision(context, request.revision));
    ResultReader reader(context, plan);
    CBOARD_TRY_VOID(request.withMarks ? reader.readMarks(request.common)
                                      : reader.readMarksIfAsked(request.common));
    query::TestsSnapshot snapshot;
    std::vector<std::size_t> quiet; // Rows that may give way.
    snapshot.info.newestData = revision.lastData();
    CBOARD_TRY(snapshot.info.totalRows, storedRuns(context, revision, request.kind));
    CBOARD_TRY_VOID(reader.singleRuns(
        revision, selectionOf(request.kind),
        [&](const TestColumns& columns, const ResultFacts& facts) -> Result<void> {
            ++snapshot.info.shownRows;
            const bool isFull = static_cast<std::int64_t>(snapshot.rows.size()) >= request.limit;
            if (isFull && (quiet.empty() || isQuiet(facts.statusClass))) {
                return {};
            }
            CBOARD_TRY(const JobFacts* job, reader.job(columns.job));
            CBOARD_TRY(auto row, testRow(context, columns, facts, *job, revision.ref.id));
            if (isFull) { // What failed is never cut for what did not.
                snapshot.rows[quiet.back()] = std::move(row);
                quiet.pop_back();
                return {};
            }
            if (isQuiet(row.status)) {
                quiet.push_back(snapshot.rows.size());
            }
            snapshot.rows.push_back(std::move(row));
            if (snapshot.rows.size() % RowsPerClear == 0) {
                context.decoder.clear();
                return context.task.check();
            }
            return {};
        }));
    context.decoder.clear();
    if (snapshot.info.shownRows > static_cast<std::int64_t>(snapshot.rows.size())) {
        snapshot.info.isComplete = false;
        snapshot.info.incompleteKey = "limit_reached";
    }
    return snapshot;
}

} // namespace cboard::store
