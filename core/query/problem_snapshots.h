// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/cell_target.h"
#include "core/query/snapshots.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Snapshots that say more of results than they are: verdicts, problems, sums.
namespace cboard::query {

/// How the cells of a revision stand; each cell in one lab counts once.
struct RevisionVerdicts {
    RevisionRef revision;
    MarkCounts builds;
    MarkCounts boots;
    MarkCounts tests; ///< Zero when not asked for.
    ResultCounts counts; ///< Runs, as RevisionRow::counts.
    std::vector<std::string> illLabs; ///< Labs with an incident, sorted.
};

struct VerdictsSnapshot {
    SnapshotInfo info;
    std::vector<RevisionVerdicts> rows; ///< Newest first.
};

/// What a problem is, in the order of importance.
enum class ProblemState : std::uint8_t {
    New,
    LabConflict,
    StillFailing,
    Flaky,
    LabIncident,
    Waived
};
constexpr std::size_t ProblemStateCount = 6;
std::string_view problemStateKey(ProblemState state); ///< "new", "lab_conflict" ...

/// One cell that fails, with what is known of its past.
struct ProblemCell {
    CellNames names;
    CellMarks marks = 0;
    /// Revisions with a fail and no pass up to this one, itself included.
    std::int64_t failingFor = 0;
    std::int64_t untestedBetween = 0; ///< Revisions between last good and first bad.
    std::optional<RevisionRef> lastGood;
    std::optional<RevisionRef> firstBad;
    double confidence = 0; ///< Share of passes in the last 10 conclusive runs before the failure.
    std::string recordId; ///< Of a failing run, good for RecordRequest and LogRequest.
};

/// Cells that fail alike: one build configuration, the boots of a board, one test path; or one ill
/// lab. All cells of a row have the same state.
struct ProblemRow {
    ProblemState state = ProblemState::New;
    /// "build", "boot", "test", "lab".
    std::string kind;
    /// The first error line of a build where a text is stored, else what failed: a configuration, a
    /// board, a path, a lab.
    std::string title;
    std::string subject; ///< The configuration, board, path or lab.
    CellMarks marks = 0; ///< Of any cell.
    std::int64_t cellCount = 0;
    std::int64_t boardCount = 0;
    std::int64_t configCount = 0;
    std::vector<std::string> labs; ///< Sorted.
    std::int64_t failingFor = 0; ///< The longest of any cell.
    std::optional<RevisionRef> lastGood; ///< Of the cell that began last.
    std::optional<RevisionRef> firstBad;
    double confidence = 0; ///< The highest of any cell.
    std::string issueId; ///< Of one incident; empty for none.
    std::string recordId; ///< The run to read first: the newest failing one with a log, else any.
    bool hasLog = false;
    std::vector<ProblemCell> cells; ///< At most 200; cellCount counts all.
};

struct ProblemsSnapshot {
    SnapshotInfo info; ///< Rows count problems.
    RevisionRef revision;
    std::vector<ProblemRow> rows; ///< By state, then cells affected.
};

/// Sums of one group.
struct GroupRow {
    std::vector<std::string> fields; ///< Parallel to GroupsSnapshot::fields.
    StatusCounts counts;
    double durationSeconds = 0; ///< Of all runs that have one.
};

struct GroupsSnapshot {
    SnapshotInfo info;
    std::vector<std::string> fields; ///< Dimension keys: "platform" ...
    std::vector<GroupRow> rows; ///< By fails, then total, then fields.
    GroupRow sum; ///< Of all rows; without fields.
};

/// Rows that remain without one term of the filter.
struct Relaxation {
    std::size_t term = 0; ///< Index into Filter::terms.
    std::int64_t shownRows = 0;
};

struct RelaxationsSnapshot {
    SnapshotInfo info; ///< With the whole filter; totalRows is without any.
    std::vector<Relaxation> terms; ///< In the order of the filter.
};

} // namespace cboard::query
