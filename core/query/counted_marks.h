// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/domain/status.h"
#include "core/query/cell_marks.h"

namespace cboard::query {

/// Marks as they count: what alternates or is expected to fail is that, and not new, fixed, still
/// failing or first seen failing, whatever it did before. Engines give no others, so that what a
/// view counts, lists, filters by (is:new) and jumps to are the same cells. A flaky cell that fails
/// is found by "is:flaky status:fail".
constexpr CellMarks countedMarks(CellMarks marks)
{
    constexpr unsigned Excuses = markBit(CellMark::Flaky) | markBit(CellMark::Waived);
    constexpr unsigned AgainstPast = markBit(CellMark::New) | markBit(CellMark::Fixed)
        | markBit(CellMark::StillFailing) | markBit(CellMark::FirstSeenFailing);
    return (marks & Excuses) == 0 ? marks : static_cast<CellMarks>(marks & ~AgainstPast);
}

/// Of the marks of a cell those that one of its runs bears: only what fails is new or still
/// failing, only what passes is fixed. A cell may have other runs that pass, are skipped or not in
/// yet.
constexpr CellMarks marksOfRun(CellMarks cell, StatusClass run)
{
    constexpr unsigned OfFailures = markBit(CellMark::New) | markBit(CellMark::StillFailing)
        | markBit(CellMark::FirstSeenFailing) | markBit(CellMark::NeverPassed);
    constexpr unsigned OfPasses = markBit(CellMark::Fixed);
    const unsigned others =
        (run == StatusClass::Fail ? 0U : OfFailures) | (run == StatusClass::Pass ? 0U : OfPasses);
    return static_cast<CellMarks>(cell & ~others);
}

} // namespace cboard::query
