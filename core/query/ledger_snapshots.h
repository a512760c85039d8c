// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/cell_target.h"
#include "core/query/requests.h"
#include "core/query/snapshots.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What broke, since when and where else: requests and snapshots over whole histories. Rules:
/// core/analysis.
namespace cboard::query {

/// The ledger of a branch. The filter chooses cells and, by `since:`, where they began to fail;
/// flaky cells are left out unless an `is:` term asks for them.
struct RegressionsRequest {
    Common common;
    BranchKey branch;
    std::optional<std::int64_t> revision; ///< As it was at this one; else at the newest.
    /// Of any branch: what passed there and fails at the revision is a regression, what failed
    /// there and passes is fixed. Else each cell's own last conclusive result before counts.
    std::optional<std::int64_t> baseline;
    /// Regressions that were there in these, as far back as HistoryJudge::Depth lets one see.
    std::int64_t lastRevisions = 100;
};

enum class RegressionState : std::uint8_t { Active, Inactive, Waived, Fixed };
std::string_view regressionStateKey(RegressionState state); ///< "active" ...

struct RegressionCell {
    CellNames names;
    std::string recordId; ///< Its newest failing run, good for RecordRequest and LogRequest.
};

/// An issue that an incident attaches to a result.
struct AttachedIssue {
    std::string id;
    std::string subject; ///< Empty where the issue itself is not stored.

    auto operator<=>(const AttachedIssue&) const = default;
};

/// Cells that broke together: of one build configuration, board or path, between the same
/// revisions.
struct RegressionRow {
    RegressionState state = RegressionState::Active;
    std::string kind; ///< "build", "boot", "test".
    std::string title; ///< What fails: an error line where one is known, else as `subject`.
    std::string subject; ///< The configuration, board or path.
    std::string fingerprint; ///< Of the error that all cells show; empty where none is known.
    std::vector<RegressionCell> cells;
    RevisionRef lastGood;
    RevisionRef firstBad;
    RevisionRef lastBad; ///< The newest with a fail of any of the cells.
    std::optional<RevisionRef> fixedIn;
    std::vector<AttachedIssue> issues; ///< Those of the cells' newest failing runs, by id.
    std::int64_t untestedBetween = 0; ///< Revisions without a pass or fail in between.
    std::int64_t failingFor = 0; ///< Revisions with a fail; the most of any cell.
    double confidence = 0; ///< Share of passes in the 10 conclusive runs before; the best cell's.
};

/// A lab that was ill at a revision.
struct LabIncidentRow {
    RevisionRef revision;
    std::string lab;
};

struct RegressionsSnapshot {
    SnapshotInfo info; ///< Rows count regressions.
    RevisionRef revision; ///< As it was at this one.
    std::optional<RevisionRef> baseline;
    /// Active first, then inactive, waived, fixed; the newest first in each, then by cells.
    std::vector<RegressionRow> rows;
    std::vector<LabIncidentRow> labIncidents; ///< Newest first.
};

/// Cells that alternate, as they stood at the revision.
struct FlakyRequest {
    Common common;
    BranchKey branch;
    std::optional<std::int64_t> revision;
    std::int64_t lastRevisions = 30; ///< Cells that ran in these.
};

struct FlakyCell {
    CellNames names;
    std::string kind;
    Flakiness flakiness;
    RevisionRef lastRun; ///< Where it was seen last.
};

struct FlakySnapshot {
    SnapshotInfo info;
    RevisionRef revision;
    std::vector<FlakyCell> rows; ///< By score, disagreements, flips, then names.
};

/// Two to eight revisions of any branches, cell by cell; config, arch, compiler, board and lab all
/// belong to the identity.
struct CompareRequest {
    Common common;
    std::vector<std::int64_t> revisions; ///< The first is what the others are compared with.
    bool withUnchanged = false;
};

/// From the first revision to the last.
enum class CellChange : std::uint8_t {
    Regression, ///< Passed, fails.
    NewFailure, ///< Fails, said nothing before.
    Vanished, ///< Ran, and does not run any more, or is skipped.
    Fixed, ///< Failed, passes.
    StillFailing,
    NewPass, ///< Passes, said nothing before.
    Appeared, ///< Error or miss, did not run before.
    InfraChange, ///< Passed or failed, ends in error or miss now.
    Pending, ///< Ran; the last revision is not complete yet.
    Unchanged,
};
constexpr std::size_t CellChangeCount = 10;
std::string_view cellChangeKey(CellChange change); ///< "regression" ...

struct CompareRow {
    CellNames names;
    std::string kind;
    CellChange change = CellChange::Unchanged;
    std::vector<StatusClass> statuses; ///< Parallel to the revisions; None where it did not run.
    std::vector<bool> areMixed; ///< Passes and fails in that revision.
};

struct CompareSnapshot {
    SnapshotInfo info; ///< totalRows counts all cells, unchanged ones too.
    std::vector<RevisionRef> revisions;
    /// Cells by kind (build, boot, test) and change.
    std::array<std::array<std::int64_t, CellChangeCount>, 3> counts{};
    std::vector<CompareRow> rows; ///< By change, kind, names.
};

} // namespace cboard::query
