// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/analysis/ledger.h"
#include "core/analysis/verdict.h"
#include "core/store/revisions/baseline_outcomes.h"
#include "core/store/revisions/cell_flaky_limits.h"
#include "core/store/revisions/outcome_reader.h"

#include <functional>
#include <span>
#include <vector>

namespace cboard::store {

/// The marks of the cells of one kind at one revision.
class RevisionMarks {
public:
    void set(CellIndex::Cell cell, query::CellMarks marks);
    query::CellMarks of(CellIndex::Cell cell) const
    {
        return cell < m_marks.size() ? m_marks[cell] : query::CellMarks{};
    }

private:
    std::vector<query::CellMarks> m_marks; ///< By cell.
};

/// How a cell stood when a revision was judged; valid during the call.
struct JudgedCell {
    std::size_t wanted = 0; ///< Index of the revision among those asked for.
    std::int32_t place = 0; ///< Of the revision in HistoryJudge::history().
    CellIndex::Cell cell = 0;
    const CellKey* key = nullptr;
    query::CellMarks marks = 0;
    const CellOutcome* outcome = nullptr;
    const analysis::CellTrack* track = nullptr;
    const RevisionOutcomes* outcomes = nullptr; ///< All of the revision.

    /// Whether it passed, or failed in a lab that was well.
    bool isConclusive() const
    {
        const bool isLabIll = query::hasMark(marks, query::CellMark::LabIncident);
        return outcome->passes > 0 || (outcome->fails > 0 && !isLabIll);
    }
};

/// Judges the cells of revisions against the history of their branch: of each asked for, and of so
/// many before the oldest of them; new and fixed against the baseline of the request, if it has
/// one. One per query.
class HistoryJudge {
public:
    /// So many revisions before the oldest asked for are looked at. A cell that has not passed in
    /// them is said to have never passed only when they reach the first stored one.
    static constexpr std::int64_t Depth = 100;
    /// The same for tests, which are a hundred times as many to read.
    static constexpr std::int64_t TestDepth = 30;

    /// Whether cells with an incident are marked Known. That looks up each run that an incident
    /// names, a good part of the first judging of a long history: who needs it not says so.
    enum class Known : bool { LeftOut, Marked };
    static Result<std::unique_ptr<HistoryJudge>>
    create(const QueryContext& context, const query::Common& common, Known known = Known::Marked);
    /// Marks them only where the plan has `is:` terms.
    static Result<std::unique_ptr<HistoryJudge>>
    createFor(const FilterPlan& plan, const QueryContext& context, const query::Common& common)
    {
        return create(context, common, plan.hasMarkTerms() ? Known::Marked : Known::LeftOut);
    }

    /// Judges all cells of a kind at each of the revisions, oldest first. They belong to one
    /// branch and are sorted newest first.
    using Visitor = std::function<void(const JudgedCell&)>;
    Result<void> judge(ResultKind kind, std::span<const RevisionEntry> wanted,
                       const Visitor& visit);
    /// The marks as judge() gives them, and the regressions that were not over before the oldest
    /// revision asked for; remembered between queries. One that began in the revisions before it,
    /// as far as they are looked at, is among them: what still fails does not grow too old to be
    /// told. What has not passed in them may never have passed, and that is no regression.
    Result<OutcomeCache::JudgedPtr> marks(ResultKind kind, std::span<const RevisionEntry> wanted);
    /// The revisions by whose places JudgedCell::track counts, oldest first; of the last judge().
    const std::vector<RevisionEntry>& history() const { return m_history; }
    /// The place in it of the oldest revision asked for.
    std::int32_t windowBegin(std::span<const RevisionEntry> wanted) const;
    /// The first place of it that is young enough: a cell not run there or later is no longer run.
    std::int32_t oldestRunPlace() const;

    OutcomeReader& outcomes() { return *m_outcomes; }
    /// By which the cell counts as flaky.
    const query::FlakyLimits& flakyLimitsOf(const CellKey& key) { return m_flakyLimits.of(key); }

private:
    HistoryJudge(const QueryContext& context, std::unique_ptr<OutcomeReader> outcomes,
                 const query::Limits& limits, Known known, std::optional<RevisionEntry> baseline);
    /// The history that is looked at for the revisions, and the waivers.
    Result<void> load(ResultKind kind, std::span<const RevisionEntry> wanted);
    Result<void> loadHistory(std::span<const RevisionEntry> wanted, std::int64_t depth);
    /// All that marks depend on, without reading any outcomes.
    Result<JudgedMarks> inputsOf(ResultKind kind, std::span<const RevisionEntry> wanted);
    Result<JudgedMarks::Input> inputOf(const RevisionEntry& revision, JudgedMarks& inputs);
    Result<void> judgeLoaded(ResultKind kind, std::span<const RevisionEntry> wanted,
                             const Visitor& visit);
    /// Adds one revision to the tracks; visits when it is one of those asked for.
    Result<void> step(ResultKind kind, std::int32_t place, std::optional<std::size_t> wanted,
                      const Visitor& visit);
    void noteFamilies(const CellIndex& cells, const RevisionOutcomes& outcomes,
                      const std::vector<std::int64_t>& illLabs);
    Result<void> noteIncidents(ResultKind kind, const RevisionOutcomes& outcomes);
    Result<void> loadWaivers();
    bool isWaived(ResultKind kind, const CellKey& key) const;

    const QueryContext& m_context;
    std::unique_ptr<OutcomeReader> m_outcomes;
    const query::Limits m_limits;
    CellFlakyLimits m_flakyLimits;
    const Known m_knownMarks;
    std::optional<RevisionEntry> m_baseline;
    std::optional<BaselineOutcomes> m_before; ///< At the baseline, of the kind being judged.
    std::vector<RevisionEntry> m_history;
    bool m_isWhole = false;
    std::vector<analysis::CellTrack> m_tracks; ///< By cell.
    struct Family {
        std::int32_t failedAt = analysis::NoRevision;
        std::int32_t passedAt = analysis::NoRevision;
    };
    std::vector<Family> m_families;
    std::optional<analysis::Ledger> m_ledger; ///< While regressions are asked for.
    std::unordered_set<CellIndex::Cell> m_known; ///< Cells with an incident at this revision.
    std::optional<std::vector<CellKey>> m_waivers; ///< But for the path, 0 is any.
    std::int32_t m_place = 0;
};

/// The facts of results in a cell, as far as the cell tells.
BuildFacts buildOf(const CellKey& key);
ResultFacts factsOf(const CellKey& key, const BuildFacts& build);

/// Whether a plan selects a cell with these marks, as far as a cell has what the plan asks for.
bool selectsCell(const FilterPlan& plan, ResultKind kind, const CellKey& key,
                 query::CellMarks marks, RevisionWords words);

/// Marks of results, as queries ask for them one by one. Revisions are judged when first asked for;
/// prepare() judges many of a branch in one go.
class MarkReader {
public:
    static Result<std::unique_ptr<MarkReader>> create(const QueryContext& context,
                                                      const query::Common& common);

    Result<void> prepare(ResultKind kind, std::span<const RevisionEntry> revisions);
    Result<const RevisionMarks*> marksAt(ResultKind kind, const RevisionEntry& revision);
    /// The marks of the cell of a result.
    query::CellMarks of(const RevisionMarks& marks, ResultKind kind,
                        const ResultFacts& facts) const;

    HistoryJudge& judge() { return *m_judge; }

private:
    MarkReader(const QueryContext& context, std::unique_ptr<HistoryJudge> judge);

    const QueryContext& m_context;
    std::unique_ptr<HistoryJudge> m_judge;
    std::array<std::unordered_map<std::int64_t, RevisionMarks>, 3> m_marks; ///< By revision.id.
};

} // namespace cboard::store
