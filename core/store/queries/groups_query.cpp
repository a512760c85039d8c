// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/matrix_axis.h"
#include "core/store/queries/queries.h"

#include <algorithm>

namespace cboard::store {

namespace {

    constexpr std::size_t MostGroupDimensions = 3;

    Result<void> checkDimensions(const std::vector<query::Dimension>& groupBy)
    {
        const bool hasRevision =
            std::find(groupBy.begin(), groupBy.end(), query::Dimension::Revision) != groupBy.end();
        if (groupBy.empty() || groupBy.size() > MostGroupDimensions || hasRevision) {
            return fail(ErrorKind::Invalid,
                        "groups need one to three dimensions, the revision not among them");
        }
        return {};
    }

    bool comesFirst(const query::GroupRow& a, const query::GroupRow& b)
    {
        const std::int64_t failsA = a.counts[StatusClass::Fail];
        const std::int64_t failsB = b.counts[StatusClass::Fail];
        const std::int64_t totalA = a.counts.total();
        const std::int64_t totalB = b.counts.total();
        return std::tie(failsB, totalB, a.fields) < std::tie(failsA, totalA, b.fields);
    }

} // namespace

Result<query::GroupsSnapshot> queryGroups(const QueryContext& context,
                                          const query::GroupsRequest& request)
{
    CBOARD_TRY_VOID(checkDimensions(request.groupBy));
    CBOARD_TRY(const auto plan, FilterPlan::create(context, request.common));
    CBOARD_TRY(const auto revision, loadRevision(context, request.revision));
    CBOARD_TRY(auto axis, MatrixAxis::create(context, request.groupBy));
    ResultReader reader(context, plan);
    CBOARD_TRY_VOID(reader.readMarksIfAsked(request.common));
    query::GroupsSnapshot snapshot;
    std::vector<query::GroupRow> rows;
    const auto add = [&](const ResultGroup& group) {
        const auto place = static_cast<std::size_t>(axis.place(group.facts, 0, context.names));
        rows.resize(std::max(rows.size(), place + 1));
        for (query::GroupRow* row : {&rows[place], &snapshot.sum}) {
            row->counts[group.facts.statusClass] += group.count;
            row->durationSeconds += group.facts.durationSeconds.value_or(0.0);
        }
    };
    if (request.kind == query::MatrixKind::Build) {
        CBOARD_TRY_VOID(reader.builds(revision, add));
    } else { // Roll-ups know no durations.
        CBOARD_TRY_VOID(reader.runs(revision,
                                    {.withBoots = request.kind == query::MatrixKind::Boot,
                                     .withTests = request.kind == query::MatrixKind::Test,
                                     .isSingle = true},
                                    add));
    }
    std::vector<std::int32_t> places;
    const std::vector<RevisionEntry> revisions(1, revision);
    auto headers =
        axis.headers(context.names, revisions, std::vector<bool>(rows.size(), true), places);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].fields = std::move(headers[static_cast<std::size_t>(places[i])].fields);
    }
    std::sort(rows.begin(), rows.end(), comesFirst);
    snapshot.fields = axis.fieldNames();
    snapshot.rows = std::move(rows);
    snapshot.info.newestData = revision.lastData();
    snapshot.info.totalRows = static_cast<std::int64_t>(snapshot.rows.size());
    snapshot.info.shownRows = snapshot.info.totalRows;
    return snapshot;
}

} // namespace cboard::store
