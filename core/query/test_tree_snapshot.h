// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/snapshots.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cboard::query {

/// Runs of one revision in a compact form, since a revision has up to a million. Immutable and
/// shared by all snapshots that show some of them.
struct RunTable {
    struct Run {
        std::int64_t number = 0; ///< The reference is "#" and this, unless there are `ids`.
        double durationSeconds = std::numeric_limits<double>::quiet_NaN(); ///< NaN: not known.
        std::uint32_t platform = 0; ///< Place in `names`, as the next two.
        std::uint32_t config = 0;
        std::uint32_t lab = 0;
        bool hasLog = false;
    };
    std::vector<std::string> names; ///< The first is empty.
    std::vector<Run> runs;
    std::vector<std::string> ids; ///< Parallel to `runs` where an engine has no references.
};

/// The paths of a revision split at dots. Nodes are in depth-first order, node 0 is the root with
/// an empty name; a node's subtree is [index, index + subtreeSize).
struct TestTreeNode {
    std::string name; ///< Last part of the path.
    std::int32_t parent = -1;
    std::int32_t subtreeSize = 1;
    std::int32_t depth = 0;
    StatusCounts counts; ///< Runs at or below this node.
    std::int64_t ownRuns = 0; ///< Runs whose path is exactly this node.
    std::int32_t firstRun = 0; ///< Own runs: [firstRun, firstRun + ownRuns) in `runs`.
    std::int32_t boardCount = 0; ///< Distinct platforms at or below.
    MarkCounts marks; ///< Runs at or below by their marks, when asked for.
};

/// A run that the tree shows: eight bytes each.
struct TestTreeEntry {
    std::uint32_t run = 0; ///< Place in RunTable::runs.
    CellMarks marks = 0; ///< marksOfRun() of its cell, when asked for.
    StatusClass status = StatusClass::None;
};

/// The same, spelled out.
struct TestTreeRun {
    std::string id; ///< Id or reference ("#..."), good for RecordRequest and LogRequest.
    std::string platform;
    std::string config;
    std::string lab;
    StatusClass status = StatusClass::None;
    std::optional<double> durationSeconds;
    bool hasLog = false;
    CellMarks marks = 0;
};

/// Results that failed one after the other because their run had broken down: one cause.
struct TestTreeBreakdown {
    std::vector<std::uint32_t> runs; ///< Places in TestTreeSnapshot::runs, in order; two or more.
    std::string cause; ///< The line of the log that shows the crash or timeout.
};

struct TestTreeSnapshot {
    SnapshotInfo info;
    RevisionRef revision;
    std::vector<TestTreeNode> nodes;
    std::shared_ptr<const RunTable> table; ///< Never null where there are runs.
    std::vector<TestTreeEntry> runs; ///< Grouped by node.
    /// Of what is shown, when marks are asked for; each run in one at most.
    std::vector<TestTreeBreakdown> breakdowns;

    std::string pathOf(std::int32_t node) const; ///< Dotted path.
    /// By place in `runs`.
    TestTreeRun run(std::size_t place) const;
    std::string runId(std::size_t place) const;
    double secondsOf(std::size_t place) const; ///< 0 when not known.
};

} // namespace cboard::query
