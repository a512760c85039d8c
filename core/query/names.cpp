// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/counted_marks.h"
#include "core/query/ledger_snapshots.h"
#include "core/query/problem_snapshots.h"
#include "core/query/requests.h"

#include <algorithm>
#include <array>

namespace cboard::query {

namespace {

    constexpr std::array<std::string_view, 9> DimensionKeys = {
        "platform", "revision", "config", "arch", "compiler", "lab", "origin", "path", "suite"};
    constexpr std::array<std::string_view, CellMarkCount> MarkKeys = {"new",
                                                                      "fixed",
                                                                      "known",
                                                                      "flaky",
                                                                      "mixed",
                                                                      "lab_conflict",
                                                                      "never_passed",
                                                                      "waived",
                                                                      "stale",
                                                                      "still_failing",
                                                                      "first_seen_failing",
                                                                      "lab_incident"};
    constexpr std::array<std::string_view, ProblemStateCount> StateKeys = {
        "new", "lab_conflict", "still_failing", "flaky", "lab_incident", "waived"};
    constexpr std::array<std::string_view, 4> RegressionKeys = {"active", "inactive", "waived",
                                                                "fixed"};
    constexpr std::array<std::string_view, CellChangeCount> ChangeKeys = {
        "regression", "new_failure", "vanished",     "fixed",   "still_failing",
        "new_pass",   "appeared",    "infra_change", "pending", "unchanged"};

} // namespace

std::string_view dimensionKey(Dimension dimension)
{
    return DimensionKeys.at(static_cast<std::size_t>(dimension));
}

std::optional<Dimension> parseDimension(std::string_view key)
{
    const auto* place = std::find(DimensionKeys.begin(), DimensionKeys.end(), key);
    if (place == DimensionKeys.end()) {
        return std::nullopt;
    }
    return static_cast<Dimension>(place - DimensionKeys.begin());
}

std::string_view cellMarkKey(CellMark mark)
{
    return MarkKeys.at(static_cast<std::size_t>(mark));
}

std::string_view problemStateKey(ProblemState state)
{
    return StateKeys.at(static_cast<std::size_t>(state));
}

void MarkCounts::add(CellMarks marks)
{
    marks = countedMarks(marks);
    for (std::size_t i = 0; marks != 0; ++i, marks = static_cast<CellMarks>(marks >> 1U)) {
        byMark[i] += marks & 1;
    }
}

std::string_view regressionStateKey(RegressionState state)
{
    return RegressionKeys[static_cast<std::size_t>(state)];
}

std::string_view cellChangeKey(CellChange change)
{
    return ChangeKeys[static_cast<std::size_t>(change)];
}

MarkCounts& MarkCounts::operator+=(const MarkCounts& other)
{
    for (std::size_t i = 0; i < byMark.size(); ++i) {
        byMark[i] += other.byMark[i];
    }
    return *this;
}

} // namespace cboard::query
