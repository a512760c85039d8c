// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

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

} // namespace cboard::query
