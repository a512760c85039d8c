// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/flaky_regressions.h"

#include "core/query/cell_target.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace cboard::service {

namespace {

    using query::RegressionRow;

    using CellId = std::pair<std::string, std::string>; ///< Kind, target.

    CellId idOf(const std::string& kind, const query::CellNames& cell)
    {
        return {kind, query::cellTarget(cell)};
    }

    bool hasIsTerm(const query::Filter& filter)
    {
        return std::any_of(filter.terms.begin(), filter.terms.end(),
                           [](const auto& term) { return term.key == query::FilterKey::Is; });
    }

    Result<std::set<CellId>> cellsFlakyNow(query::Engine& engine,
                                           const query::RegressionsRequest& request,
                                           const TaskContext& task)
    {
        query::FlakyRequest asked;
        asked.common = request.common;
        asked.branch = request.branch;
        asked.revision = request.revision;
        asked.lastRevisions = request.lastRevisions;
        CBOARD_TRY(const auto flaky, engine.flaky(asked, task));
        std::set<CellId> cells;
        for (const query::FlakyCell& cell : flaky->rows) {
            cells.insert(idOf(cell.kind, cell.names));
        }
        return cells;
    }

    /// What is not fixed is newer than all that is.
    auto ageOf(const RegressionRow& row)
    {
        return std::tuple(!row.fixedIn, row.firstBad.time, row.firstBad.id);
    }

    /// The index of the newest row of each cell among \p cells.
    std::map<CellId, std::size_t> newestRows(const std::vector<RegressionRow>& rows,
                                             const std::set<CellId>& cells)
    {
        std::map<CellId, std::size_t> newest;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            for (const query::RegressionCell& cell : rows[i].cells) {
                const CellId id = idOf(rows[i].kind, cell.names);
                if (cells.count(id) == 0) {
                    continue;
                }
                const auto [place, isFirst] = newest.try_emplace(id, i);
                if (!isFirst && ageOf(rows[place->second]) < ageOf(rows[i])) {
                    place->second = i;
                }
            }
        }
        return newest;
    }

    using Known = std::set<std::pair<CellId, std::int64_t>>; ///< Cells by where they broke.

    Known knownOf(const query::RegressionsSnapshot& ledger)
    {
        Known known;
        for (const RegressionRow& row : ledger.rows) {
            for (const query::RegressionCell& cell : row.cells) {
                known.insert({idOf(row.kind, cell.names), row.firstBad.id});
            }
        }
        return known;
    }

} // namespace

query::Answer<query::RegressionsSnapshot> flakyRegressions(query::Engine& engine,
                                                           const query::RegressionsRequest& request,
                                                           const query::RegressionsSnapshot& ledger,
                                                           const TaskContext& task)
{
    auto found = std::make_shared<query::RegressionsSnapshot>();
    if (hasIsTerm(request.common.filter)) {
        return {std::move(found)};
    }
    CBOARD_TRY(const auto flakyNow, cellsFlakyNow(engine, request, task));
    if (flakyNow.empty()) {
        return {std::move(found)};
    }
    query::RegressionsRequest asked = request;
    query::FilterTerm isFlaky;
    isFlaky.key = query::FilterKey::Is;
    isFlaky.values.emplace_back().text = "flaky";
    asked.common.filter.terms.push_back(std::move(isFlaky));
    asked.common.filter.text = query::formatFilter(asked.common.filter);
    CBOARD_TRY(const auto all, engine.regressions(asked, task));
    *found = *all;
    const auto newest = newestRows(found->rows, flakyNow);
    const Known known = knownOf(ledger);
    for (std::size_t i = 0; i < found->rows.size(); ++i) {
        RegressionRow& row = found->rows[i];
        std::erase_if(row.cells, [&](const query::RegressionCell& cell) {
            const CellId id = idOf(row.kind, cell.names);
            const auto place = newest.find(id);
            return place == newest.end() || place->second != i
                || known.count({id, row.firstBad.id}) != 0;
        });
    }
    std::erase_if(found->rows, [](const RegressionRow& row) { return row.cells.empty(); });
    found->info.totalRows = std::ssize(found->rows);
    found->info.shownRows = found->info.totalRows;
    return {std::move(found)};
}

} // namespace cboard::service
