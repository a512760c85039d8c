// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/analysis/verdict.h"

namespace cboard::analysis {

using query::CellMark;
using query::CellMarks;
using query::markBit;

Outcome outcomeOf(const CellRuns& runs)
{
    if (runs.fails > 0 && !runs.isLabIll) {
        return Outcome::Fail;
    }
    return runs.passes > 0 ? Outcome::Pass : Outcome::Inconclusive;
}

CellMarks againstBaseline(CellMarks marks, Outcome now, Outcome baseline)
{
    constexpr unsigned Replaced = markBit(CellMark::New) | markBit(CellMark::Fixed)
        | markBit(CellMark::StillFailing) | markBit(CellMark::FirstSeenFailing);
    unsigned judged = marks & ~Replaced;
    if (now == Outcome::Pass) {
        judged |= baseline == Outcome::Fail ? markBit(CellMark::Fixed) : 0U;
    } else if (now == Outcome::Fail) {
        switch (baseline) {
        case Outcome::Pass:
            judged &= ~unsigned(markBit(CellMark::NeverPassed)); // It did, on another branch maybe.
            judged |= hasMark(marks, CellMark::LabConflict) ? 0U : markBit(CellMark::New);
            break;
        case Outcome::Fail:
            judged |= markBit(CellMark::StillFailing);
            break;
        case Outcome::Inconclusive:
            judged |= markBit(CellMark::FirstSeenFailing);
            break;
        }
    }
    return static_cast<CellMarks>(judged);
}

CellMarks CellTrack::add(const CellRuns& runs, std::int32_t revision, bool isWholeHistory,
                         const FlakyLimits& limits)
{
    CellMarks marks = 0;
    const auto set = [&marks](CellMark mark, bool isSet = true) {
        marks = static_cast<CellMarks>(marks | (isSet ? markBit(mark) : 0));
    };
    const Outcome now = outcomeOf(runs);
    set(CellMark::Mixed, runs.passes > 0 && runs.fails > 0);
    set(CellMark::LabIncident, runs.isLabIll && runs.fails + runs.infrastructure > 0);
    if (now == Outcome::Inconclusive) {
        return marks;
    }
    const bool isConflict =
        now == Outcome::Fail ? runs.passedElsewhere : runs.failedElsewhere && !runs.isLabIll;
    set(CellMark::LabConflict, isConflict);
    if (now == Outcome::Pass) {
        set(CellMark::Fixed, m_last == Outcome::Fail);
        m_failingFor = 0;
        m_firstBad = NoRevision;
        m_lastGood = revision;
    } else {
        set(CellMark::New, m_last == Outcome::Pass && !isConflict);
        set(CellMark::StillFailing, m_last == Outcome::Fail);
        set(CellMark::FirstSeenFailing, m_last == Outcome::Inconclusive);
        set(CellMark::NeverPassed, isWholeHistory && !m_hasPassed && runs.passes == 0);
        if (m_last != Outcome::Fail) {
            m_firstBad = revision;
            m_failingFor = 0;
            m_confidence = m_window.recentPassPercent();
        }
        ++m_failingFor;
    }
    m_window.add(runs.passes, runs.isLabIll ? 0 : runs.fails, limits);
    set(CellMark::Flaky, isFlaky(m_window, limits));
    m_last = now;
    m_hasPassed = m_hasPassed || runs.passes > 0;
    return marks;
}

} // namespace cboard::analysis
