// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/analysis/flakiness.h"
#include "core/query/cell_marks.h"

#include <cstdint>

/// What a cell's result means against its own past: new, fixed, still failing, flaky.
///
/// A cell is one path on one board with one configuration, architecture and compiler; each lab of
/// it has a past of its own. Revisions are numbered by their place in the branch, oldest first;
/// those in which a cell neither passed nor failed are jumped over.
namespace cboard::analysis {

enum class Outcome : std::uint8_t { Inconclusive, Pass, Fail };

/// What one cell did in one lab at one revision.
struct CellRuns {
    std::int32_t passes = 0;
    std::int32_t fails = 0;
    std::int32_t infrastructure = 0; ///< Error and miss.
    /// The lab was ill at that revision: fails say nothing of the kernel.
    bool isLabIll = false;
    /// Another lab passed and none of its runs failed; of an ill one only the passes count.
    bool passedElsewhere = false;
    bool failedElsewhere = false; ///< Another lab, not ill, failed.
};

/// A fail counts more than a pass; fails in an ill lab do not count.
Outcome outcomeOf(const CellRuns& runs);

/// The marks of a cell that did \p now, with "before" meaning what it did at a baseline: replaces
/// New, Fixed, StillFailing and FirstSeenFailing; all other marks stay.
query::CellMarks againstBaseline(query::CellMarks marks, Outcome now, Outcome baseline);

constexpr std::int32_t NoRevision = -1;

/// One cell in one lab, followed from its oldest revision to its newest. Small, so that all cells
/// of a branch can be followed at once.
class CellTrack {
public:
    /// Adds the next revision in which the cell ran and says how it stood there: New, Fixed,
    /// StillFailing, FirstSeenFailing, NeverPassed, LabConflict, LabIncident, Flaky, Mixed.
    ///
    /// \param revision Its place; higher than all before.
    /// \param isWholeHistory All revisions of the branch were looked at, from its first stored one:
    ///   only then can it be known that a cell never passed.
    query::CellMarks add(const CellRuns& runs, std::int32_t revision, bool isWholeHistory,
                         const FlakyLimits& limits = {});

    const RunWindow& window() const { return m_window; }
    /// Revisions with a fail in the newest unbroken streak of fails; 0 when it passed last.
    std::int32_t failingFor() const { return m_failingFor; }
    /// Where that streak began; the newest pass, before it or at all. NoRevision for none.
    std::int32_t firstBad() const { return m_firstBad; }
    std::int32_t lastGood() const { return m_lastGood; }
    /// Passes among the ten conclusive runs before that streak, in percent.
    std::int32_t confidence() const { return m_confidence; }

private:
    RunWindow m_window;
    std::int32_t m_lastGood = NoRevision;
    std::int32_t m_firstBad = NoRevision;
    std::int32_t m_failingFor = 0;
    std::int32_t m_confidence = 0;
    Outcome m_last = Outcome::Inconclusive;
    bool m_hasPassed = false; ///< Also beside fails.
};

} // namespace cboard::analysis
