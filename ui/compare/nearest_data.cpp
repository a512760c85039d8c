// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/nearest_data.h"

#include "ui/compare/compare_sides.h"

#include <algorithm>
#include <set>

namespace cboard::ui {

namespace {

    constexpr std::int64_t LooksAround = 500; ///< Revisions of the branch.

    query::RevisionsRequest branchOf(const query::Common& common, const query::RevisionRef& side)
    {
        query::RevisionsRequest request;
        request.common = common.unfiltered();
        request.branch = {side.tree, side.branch, side.repositoryUrl};
        request.limit = LooksAround;
        return request;
    }

    bool isOf(const query::RevisionRow& row, const query::RevisionRef& side)
    {
        return row.revision.id == side.id;
    }

    Result<NearestData> nearestResults(query::Engine& engine, const query::Common& common,
                                       const query::RevisionRef& side, const TaskContext& task)
    {
        CBOARD_TRY(const auto around, engine.revisions(branchOf(common, side), task));
        const auto& rows = around->rows; // Newest first.
        const auto place = std::ranges::find_if(
            rows, [&side](const query::RevisionRow& row) { return isOf(row, side); });
        NearestData nearest;
        const auto before = std::find_if(place, rows.end(), hasResults);
        if (before != rows.end()) {
            nearest.before = before->revision;
        }
        const auto after = std::find_if(std::make_reverse_iterator(place), rows.rend(), hasResults);
        if (place != rows.end() && after != rows.rend()) {
            nearest.after = after->revision;
        }
        return nearest;
    }

} // namespace

Result<NearestSides> nearestWithResults(query::Engine& engine, const query::Common& common,
                                        const std::vector<query::RevisionRef>& sides,
                                        const TaskContext& task)
{
    NearestSides nearest(sides.size());
    for (std::size_t i = 0; i < sides.size(); ++i) {
        query::RevisionsRequest request = branchOf(common, sides[i]);
        request.limit = 1;
        request.newest = sides[i].id;
        CBOARD_TRY(const auto own, engine.revisions(request, task));
        if (std::ranges::none_of(own->rows, hasResults)) {
            CBOARD_TRY(nearest[i], nearestResults(engine, common, sides[i], task));
        }
    }
    return nearest;
}

Result<NearestData> nearestWithCell(query::Engine& engine, const query::Common& common,
                                    const query::RevisionRef& side,
                                    const query::HistorySnapshot& history, const TaskContext& task)
{
    query::RevisionsRequest request = branchOf(common, side);
    request.newest = side.id;
    CBOARD_TRY(const auto older, engine.revisions(request, task));
    std::set<std::int64_t> isOlder;
    for (const query::RevisionRow& row : older->rows) {
        isOlder.insert(row.revision.id);
    }
    NearestData nearest;
    for (const query::HistoryRun& run : history.runs) { // Newest revision first.
        if (isOlder.contains(run.revision.id)) {
            nearest.before = run.revision;
            break;
        }
        nearest.after = run.revision;
    }
    return nearest;
}

std::optional<std::size_t> sideToFill(const NearestSides& sides)
{
    for (std::size_t i = sides.size(); i-- > 0;) {
        if (sides[i] && !sides[i]->isEmpty()) {
            return i;
        }
    }
    return std::nullopt;
}

} // namespace cboard::ui
