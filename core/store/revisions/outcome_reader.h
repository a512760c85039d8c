// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/requests.h"
#include "core/store/revisions/outcome_cache.h"
#include "core/store/revisions/result_groups.h"

namespace cboard::store {

/// The cell that a result belongs to.
CellKey cellOf(ResultKind kind, const ResultFacts& facts);
/// The same of all names of a result.
CellKey cellOf(ResultKind kind, CellKey names);

/// Outcomes, ill labs and incidents of revisions: remembered, else read from the store, without
/// any filter. One per query.
class OutcomeReader {
public:
    /// Follows the change feed first. \p common gives the clock and the limits.
    static Result<std::unique_ptr<OutcomeReader>> create(const QueryContext& context,
                                                         const query::Common& common);

    /// At least in this detail.
    Result<OutcomeCache::OutcomesPtr> outcomes(ResultKind kind, const RevisionEntry& revision,
                                               OutcomeDetail detail);
    Result<OutcomeCache::HealthPtr> health(const RevisionEntry& revision);
    Result<OutcomeCache::IncidentsPtr> incidents();
    /// Whether an incident names this one result: \p id its external id, \p key its row. Who asks
    /// about a few results need not have all incidents read.
    Result<bool> hasIncident(ResultKind kind, std::string_view id, std::int64_t key);
    /// Whether a run (test.key) or a build (build.id) has one of the incidents.
    Result<bool> isNamed(const IncidentTargets& incidents, ResultKind kind, std::int64_t key);

    const FilterPlan& openPlan() const { return m_plan; }

private:
    OutcomeReader(const QueryContext& context, FilterPlan plan, const query::Common& common);
    Result<void> readBuilds(const RevisionEntry& revision, RevisionOutcomes& outcomes);
    Result<void> readRuns(ResultKind kind, const RevisionEntry& revision,
                          RevisionOutcomes& outcomes);
    /// From the roll-ups: a page or two in place of one for each build and job.
    Result<void> readBootCounts(const RevisionEntry& revision, RevisionOutcomes& outcomes);
    /// Counts results; null for those that say nothing.
    CellOutcome* count(ResultKind kind, const ResultFacts& facts, std::int64_t count,
                       RevisionOutcomes& outcomes);
    void add(ResultKind kind, const ResultFacts& facts, bool isStale, std::int64_t row,
             RevisionOutcomes& outcomes);

    const QueryContext& m_context;
    FilterPlan m_plan; ///< Without a filter.
    RunningWindow m_window;
    query::LabLimits m_limits;
    ResultReader m_reader;
    /// Keys of tests that incidents name, by external id: those that were looked for.
    std::unordered_map<std::string, std::optional<std::int64_t>> m_namedTests;
    /// Where a cell stands in the outcomes that are being read.
    std::unordered_map<CellIndex::Cell, std::size_t> m_places;
};

} // namespace cboard::store
