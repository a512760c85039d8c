// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/analysis/ledger.h"

#include "core/query/counted_marks.h"

namespace cboard::analysis {

using query::CellMark;
using query::hasMark;

LedgerState stateOf(const Regression& regression, std::int32_t oldestRun)
{
    if (regression.isFixed()) {
        return LedgerState::Fixed;
    }
    if (hasMark(regression.marks, CellMark::Waived)) {
        return LedgerState::Waived;
    }
    return regression.lastRun < oldestRun ? LedgerState::Inactive : LedgerState::Active;
}

/// Of all regressions of a cell whose newest fail is in the window still.
void Ledger::judgeFlaky(std::int32_t newest, bool isFlaky, const RunWindow& window)
{
    for (std::int32_t at = newest; at != None;) {
        Regression& regression = m_regressions[static_cast<std::size_t>(at)];
        Course& course = m_courses[static_cast<std::size_t>(at)];
        if (course.hasLeft) {
            return;
        }
        course.revisionsSince += regression.isFixed() ? 1 : 0;
        course.hasLeft = regression.isFixed() && course.revisionsSince >= window.revisions();
        if (!course.hasLeft) {
            regression.isOfFlaky = isFlaky;
        }
        at = course.older;
    }
}

void Ledger::add(std::uint32_t cell, std::int32_t revision, bool isConclusive,
                 query::CellMarks marks, const CellTrack& track)
{
    if (isConclusive && hasMark(marks, CellMark::New)) {
        if (cell >= m_newestOfCell.size()) {
            m_newestOfCell.resize(cell + std::size_t{1}, None);
        }
        m_courses.push_back({.older = m_newestOfCell[cell]});
        m_newestOfCell[cell] = static_cast<std::int32_t>(m_regressions.size());
        m_regressions.push_back({.cell = cell,
                                 .lastGood = track.lastGood(),
                                 .firstBad = revision,
                                 .confidence = track.confidence()});
    }
    const std::int32_t newest = cell < m_newestOfCell.size() ? m_newestOfCell[cell] : None;
    if (newest == None) {
        return;
    }
    Regression& regression = m_regressions[static_cast<std::size_t>(newest)];
    regression.lastRun = revision;
    if (!isConclusive) {
        return;
    }
    regression.marks = query::countedMarks(marks);
    if (!regression.isFixed()) {
        if (hasMark(marks, CellMark::Fixed)) {
            regression.fixedIn = revision;
        } else {
            regression.lastBad = revision;
            regression.failingFor = track.failingFor();
        }
    }
    judgeFlaky(newest, hasMark(marks, CellMark::Flaky), track.window());
}

} // namespace cboard::analysis
