// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/requests.h"
#include "core/query/snapshots.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Everything by board.
namespace cboard::query {

/// The boards that ran on any branch. The filter chooses branches and results.
struct HardwareRequest {
    Common common;
    std::chrono::days window{7}; ///< Revisions that began in it; counts are over these.
    std::chrono::days rateWindow{30}; ///< The same for the pass rate and the strip.
    std::int64_t stripRevisions = 20;
    /// Fill newFailures, stillFailing and flakyCells; reads the histories of boots, and of tests
    /// when \p withTestMarks.
    bool withMarks = true;
    bool withTestMarks = true;
};

/// Boots of a board at one revision.
struct BootBar {
    std::int64_t revision = 0;
    StatusCounts boots;
};

/// What is known of a board from its device tree.
struct BoardIdentity {
    std::string board;
    std::vector<std::string> otherNames; ///< That the user gave it; sorted.
    std::vector<std::string> compatibles; ///< Most specific first; empty when no run tells.
    std::string soc; ///< Of the last, most general compatible: "rk3399".
    std::string vendor; ///< Of the same: "rockchip".
};

struct HardwareRow {
    BoardIdentity identity;
    std::vector<std::string> architectures; ///< Sorted, as are the next two.
    std::vector<std::string> labs;
    std::vector<std::string> trees; ///< In the window.
    ResultCounts counts; ///< In the window; builds are those that ran on the board.
    StatusCounts boots; ///< In the window of the rate.
    std::vector<BootBar> strip; ///< Newest revisions of any branch, oldest first.
    std::int64_t newFailures = 0; ///< Cells at the newest revision of each branch.
    std::int64_t stillFailing = 0; ///< The same.
    std::int64_t flakyCells = 0; ///< The same.
    std::optional<RevisionRef> newestRevision; ///< On which it ran anything.
    std::optional<RevisionRef> lastBoot; ///< The newest on which it passed a boot.

    /// Passes among passes and fails, 0 to 1; nothing without any.
    std::optional<double> bootPassRate() const;
};

struct HardwareSnapshot {
    SnapshotInfo info; ///< Rows count boards.
    std::vector<HardwareRow> rows; ///< By new failures, still failing, then name.
};

/// The page of one board, by any of its names. Error NotFound for a board that was never stored.
struct BoardRequest {
    Common common;
    std::string board;
    std::int64_t lastRevisions = 20; ///< Of each branch.
    bool withMarks = true; ///< As HardwareRequest.
    bool withTestMarks = true;
};

/// One revision of a branch as the board saw it.
struct BoardRevision {
    RevisionRef revision;
    ResultCounts counts; ///< Zero where it did not run; builds are those that ran on it.
    MarkCounts marks; ///< Of its cells, boots and tests.
    /// Labs that were ill while it ran in them; sorted. Filled with the marks.
    std::vector<std::string> illLabs;
};

struct BoardBranch {
    std::string tree;
    std::string branch;
    std::string repositoryUrl;
    std::vector<BoardRevision> revisions; ///< Oldest first.
};

/// How the board does in one lab, over the revisions shown.
struct BoardLab {
    std::string lab;
    StatusCounts boots;
    StatusCounts tests;
    /// Boots of those builds only that ran in two or more labs: what can be compared.
    StatusCounts sharedBoots;
    std::optional<double> medianBootSeconds; ///< Of boots that passed.
    std::optional<RevisionRef> newestRevision;

    double errorShare() const; ///< Error and miss among all boots and tests, 0 to 1.
};

struct BoardSnapshot {
    SnapshotInfo info; ///< Rows count branches.
    BoardIdentity identity;
    std::vector<std::string> architectures; ///< Sorted.
    std::vector<BoardBranch> branches; ///< That it ran on, the newest first.
    std::vector<BoardLab> labs; ///< By name.
    std::optional<RevisionRef> newestRevision; ///< On which it ran anything.
    std::optional<RevisionRef> lastBoot; ///< The newest on which it passed a boot.
};

} // namespace cboard::query
