// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/analysis/verdict.h"

#include <cstdint>
#include <vector>

/// The regressions of a branch: which cells began to fail, where, and what became of it.
namespace cboard::analysis {

/// What became of a regression.
enum class LedgerState : std::uint8_t {
    Active,
    Inactive, ///< Not fixed, but the cell is no longer run.
    Waived, ///< The user expects the failure.
    Fixed,
};

/// One cell in one lab that passed and then failed. Revisions are places in the branch.
struct Regression {
    std::uint32_t cell = 0;
    std::int32_t lastGood = NoRevision;
    std::int32_t firstBad = NoRevision;
    std::int32_t lastBad = NoRevision; ///< The newest fail of the streak.
    std::int32_t fixedIn = NoRevision; ///< The first pass after it.
    std::int32_t lastRun = NoRevision; ///< The newest result of the cell, also an inconclusive one.
    std::int32_t failingFor = 0; ///< Revisions with a fail.
    std::int32_t confidence = 0; ///< Passes among the ten conclusive runs before, in percent.
    /// Of the cell's newest conclusive result before it failed again, as they count.
    query::CellMarks marks = 0;
    /// It is one of the changes of a cell that alternates, by the newest window of runs that holds
    /// it: what was fixed long before the cell became flaky is a regression, what a flaky cell did
    /// stays noise when the cell is steady again.
    bool isOfFlaky = false;

    bool isFixed() const { return fixedIn != NoRevision; }
    /// Revisions without a pass or fail of this cell before it failed.
    std::int32_t untestedBetween() const { return firstBad - lastGood - 1; }
};

/// \param oldestRun A cell that did not run in this revision or later is no longer run.
LedgerState stateOf(const Regression& regression, std::int32_t oldestRun);

/// Follows all cells of a branch from its oldest revision to its newest. Adding a revision costs
/// what ran in it, and leaves the ledger that all revisions together would have made.
class Ledger {
public:
    /// What a cell did at a revision.
    /// \param revision Not lower than any before.
    /// \param marks What \p track said when the result was added to it: flaky cells begin to fail,
    ///   too.
    void add(std::uint32_t cell, std::int32_t revision, bool isConclusive, query::CellMarks marks,
             const CellTrack& track);

    /// In the order in which they began.
    const std::vector<Regression>& regressions() const { return m_regressions; }

private:
    static constexpr std::int32_t None = -1;

    /// What is followed of a regression beside what is told.
    struct Course {
        std::int32_t older = None; ///< The one of its cell before.
        std::int32_t revisionsSince = 0; ///< With a pass or fail, after its newest fail.
        bool hasLeft = false; ///< The window of runs; so have those before.
    };

    void judgeFlaky(std::int32_t newest, bool isFlaky, const RunWindow& window);

    std::vector<Regression> m_regressions;
    std::vector<Course> m_courses; ///< Parallel to the regressions.
    std::vector<std::int32_t> m_newestOfCell; ///< Index into m_regressions, by cell.
};

} // namespace cboard::analysis
