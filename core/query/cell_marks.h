// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

/// Qualifiers of results.
namespace cboard::query {

/// What stands beside a status, by the rules of core/analysis/verdict.h. The cell that is judged is
/// one path on one board with one configuration, architecture and compiler, in one lab; what sums
/// up several has the marks of each.
///
/// Infrastructure (error, miss) neither starts nor ends anything: "before" is the last revision of
/// the branch in which the cell passed or failed, or the baseline of the request. The order is that
/// of the bits, not of importance.
enum class CellMark : std::uint8_t {
    New, ///< Fails, passed before; not where it passed in another lab, nor flaky (counted_marks.h).
    Fixed, ///< Passes, failed before.
    Known, ///< A run has an incident.
    Flaky, ///< Alternates: isFlaky() of core/analysis/flakiness.h.
    Mixed, ///< Passes and fails in this very revision.
    LabConflict, ///< Fails in one lab, passes in another.
    NeverPassed, ///< Fails, and no stored revision up to this one passed.
    Waived, ///< The user expects the failure; not counted as new or still failing.
    Stale, ///< The run began before its revision, by more than the running window.
    StillFailing, ///< Fails, failed before.
    FirstSeenFailing, ///< Fails, no pass or fail before.
    LabIncident, ///< Fail, error or miss while the whole lab was ill: says nothing of the kernel.
};
constexpr std::size_t CellMarkCount = 12;
std::string_view cellMarkKey(CellMark mark); ///< "new" ...

/// A set of marks, one bit each.
using CellMarks = std::uint16_t;
constexpr CellMarks markBit(CellMark mark)
{
    return static_cast<CellMarks>(1U << static_cast<unsigned>(mark));
}
constexpr bool hasMark(CellMarks marks, CellMark mark)
{
    return (marks & markBit(mark)) != 0;
}

/// How many cells have each mark. Index with a CellMark.
struct MarkCounts {
    std::array<std::int32_t, CellMarkCount> byMark{};

    std::int32_t& operator[](CellMark mark) { return byMark[static_cast<std::size_t>(mark)]; }
    std::int32_t operator[](CellMark mark) const { return byMark[static_cast<std::size_t>(mark)]; }
    /// Counts each mark of one cell. What is flaky or waived counts as that, and not as new, fixed
    /// or still failing.
    void add(CellMarks marks);
    MarkCounts& operator+=(const MarkCounts& other);
    bool operator==(const MarkCounts&) const = default;
};

} // namespace cboard::query
