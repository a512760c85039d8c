// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/requests.h"
#include "core/store/queries/outcome_cache.h"
#include "core/store/queries/result_groups.h"

namespace cboard::store {

/// The cell that a result belongs to.
CellKey cellOf(ResultKind kind, const ResultFacts& facts);

/// Outcomes, ill labs and incidents of revisions: remembered, else read from the store, without
/// any filter. One per query.
class OutcomeReader {
public:
    /// Follows the change feed first. \p common gives the clock.
    static Result<std::unique_ptr<OutcomeReader>> create(const QueryContext& context,
                                                         const query::Common& common);

    Result<OutcomeCache::OutcomesPtr> outcomes(ResultKind kind, const RevisionEntry& revision);
    Result<OutcomeCache::HealthPtr> health(const RevisionEntry& revision);
    Result<OutcomeCache::IncidentsPtr> incidents();

    const FilterPlan& openPlan() const { return m_plan; }

private:
    OutcomeReader(const QueryContext& context, FilterPlan plan, RunningWindow window);
    Result<void> readBuilds(const RevisionEntry& revision, RevisionOutcomes& outcomes);
    Result<void> readRuns(ResultKind kind, const RevisionEntry& revision,
                          RevisionOutcomes& outcomes);
    Result<std::optional<Timestamp>> nextMiss(const RevisionEntry& revision);
    void add(const CellKey& key, const ResultFacts& facts, bool isStale, std::int64_t row,
             ResultKind kind, RevisionOutcomes& outcomes);

    const QueryContext& m_context;
    FilterPlan m_plan; ///< Without a filter.
    RunningWindow m_window;
    ResultReader m_reader;
    /// Where a cell stands in the outcomes that are being read.
    std::unordered_map<CellIndex::Cell, std::size_t> m_places;
};

} // namespace cboard::store
