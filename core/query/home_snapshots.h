// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/ledger_snapshots.h"
#include "core/query/requests.h"
#include "core/query/snapshots.h"
#include "core/query/source_health.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What changed since a user looked last, over many branches at once.
namespace cboard::query {

/// The filter chooses cells, trees and, by `since:`, revisions.
struct HomeRequest {
    Common common;
    /// In the order wanted; unknown ones are left out. Empty: all, the newest first.
    std::vector<BranchKey> branches;
    /// Test paths whose cells are summed over the branches, HomeSnapshot::tests; needs withTests.
    std::vector<std::string> paths;
    /// The last visit: of the sums of branches, and of the groups of regressions. Nothing: only the
    /// newest revision of each branch is news.
    std::optional<Timestamp> since;
    std::optional<Timestamp> regressionsSince;
    std::int64_t stripRevisions = 20;
    std::int64_t limit = 12; ///< Groups of new regressions; regressionCount counts all.
    /// Off: builds and boots only, where the histories of tests have not been read yet.
    bool withTests = true;
};

/// One revision as a bar: cells that fail, builds, boots and tests together. What is flaky, waived,
/// from an ill lab, or passes in another lab is in none of both.
struct StripBar {
    std::int64_t revision = 0;
    std::int64_t newFails = 0; ///< Passed before.
    std::int64_t oldFails = 0; ///< The others.
};

/// What became of one branch since the last visit. Counts are cells in one lab, of all kinds.
struct HomeBranch {
    RevisionRef newest; ///< Names tree and branch.
    std::optional<Timestamp> lastData;
    std::int64_t newRevisions = 0; ///< That came since, at most as many as the strip has.
    std::int64_t newRegressions = 0; ///< Began since and are active.
    std::int64_t fixed = 0; ///< Since, and did not fail again.
    std::int64_t stillFailing = 0; ///< Fail in the newest revision and failed before the visit.
    std::int64_t infra = 0; ///< Runs of the newest revision that ended in error or miss.
    std::int64_t pending = 0; ///< Runs of the newest revision that are still to come.
    std::vector<StripBar> strip; ///< Oldest first.
};

/// Where a regression began on one branch.
struct HomeRange {
    RevisionRef lastGood;
    RevisionRef firstBad; ///< Names tree and branch.
};

/// Active regressions that began since `regressionsSince`, of all branches, put together by kind
/// and subject. The query looks into no log: `title` is the subject, `fingerprint` empty.
struct HomeRegression {
    std::string kind; ///< "build", "boot", "test".
    std::string title; ///< An error line where one is known, else as `subject`.
    std::string subject; ///< The configuration, board or path.
    std::string fingerprint; ///< Empty where none is known.
    std::int64_t cellCount = 0;
    std::int64_t boardCount = 0;
    std::vector<HomeRange> ranges; ///< The newest first.
    double confidence = 0; ///< The highest of any cell.
    std::string recordId; ///< A failing run of the newest range, good for LogRequest.
};

/// A test on all branches that were asked for, at the newest revision of each. Counts are cells.
struct HomeTest {
    std::string path;
    std::int64_t newFailures = 0;
    std::int64_t stillFailing = 0;
    std::int64_t fixed = 0;
    std::int64_t flakyCells = 0;
    std::int64_t boardCount = 0; ///< With a cell that fails.
    std::vector<StripBar> strip; ///< Of the branch where most cells fail, oldest first.
    std::optional<RevisionRef> worst; ///< The newest revision of that branch.
};

/// A lab or an origin: is it sending, and does it work?
struct SourceRow {
    std::string kind; ///< "lab", "origin".
    std::string name;
    std::optional<Timestamp> lastData; ///< Ingest time of the newest results.
    std::optional<Timestamp> newest; ///< Start of the newest revision that it has results of.
    /// Median time between the revisions of the last 14 days that it has results of; those within
    /// three hours count as one.
    std::optional<std::chrono::microseconds> usualGap;
    SourceHealth health = SourceHealth::Unknown; ///< Time since `newest` against `usualGap`.
    std::int64_t runs = 0; ///< Boots and tests of the newest day on which it ran any.
    double errorShare = 0; ///< Of these the share that ended in error or miss.
    /// Median of the days before, up to 14; nothing for fewer than three days.
    std::optional<double> usualErrorShare;
};

/// A revision that is not complete.
struct HomeRunning {
    RevisionRef revision;
    RevisionProgress progress;
};

struct HomeSnapshot {
    SnapshotInfo info; ///< Rows count branches.
    std::vector<HomeBranch> branches;
    std::vector<HomeRegression> regressions; ///< By cells, then the newest.
    std::int64_t regressionCount = 0; ///< Before the limit.
    std::vector<HomeTest> tests; ///< In the order of HomeRequest::paths; none without withTests.
    std::vector<SourceRow> sources; ///< Labs, then origins, by name; seen in the last 30 days.
    std::vector<HomeRunning> running; ///< The newest first.
};

} // namespace cboard::query
