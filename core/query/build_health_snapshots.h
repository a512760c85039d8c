// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/ledger_snapshots.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the builds of a revision say and weigh, against those of another (core/service/
/// build_health.h).
namespace cboard::query {

struct BuildHealthRequest {
    Common common; ///< The filter chooses builds.
    std::int64_t revision = 0;
    std::optional<std::int64_t> baseline; ///< Else the revision before it on its branch.
};

/// An error or warning; two are the same when all but text, line and count are.
struct BuildDiagnostic {
    bool isError = false;
    std::string file; ///< From the root of the tree; empty where none is named.
    std::string message; ///< In a wording that all compilers share.
    std::string flag; ///< "unused-variable"; empty for none.
    std::string text; ///< The line as it came.
    std::int64_t line = 0; ///< In the log that has it, from 1.
    std::int64_t count = 0; ///< Lines that say the same.
};

/// One side of the comparison.
struct BuildSide {
    std::string id; ///< Of the build; empty when there was none.
    StatusClass status = StatusClass::None;
    bool hasLog = false;
    bool isExcerpt = false; ///< Only a part of its log is stored.
    std::int64_t errors = 0; ///< Distinct ones.
    std::int64_t warnings = 0; ///< The same.
    std::optional<double> durationSeconds;
    std::optional<std::int64_t> sizeBytes; ///< Of the kernel, as far as the record tells.
};

struct BuildHealthRow {
    CellNames names; ///< Configuration, architecture, compiler.
    BuildSide now;
    BuildSide before;
    /// Only where both sides have a log.
    std::vector<BuildDiagnostic> added;
    std::vector<BuildDiagnostic> fixed;
    bool isSlower = false; ///< By a quarter and half a minute.
    bool isLarger = false; ///< By one per cent.
};

struct BuildHealthSnapshot {
    RevisionRef revision;
    std::optional<RevisionRef> baseline;
    /// Those with new errors first, then by new warnings, then by names.
    std::vector<BuildHealthRow> rows;
    std::int64_t newErrors = 0; ///< Of all rows; what several builds say counts once.
    std::int64_t newWarnings = 0;
    std::int64_t fixedErrors = 0;
    std::int64_t fixedWarnings = 0;
};

/// What the builds of some revisions say and weigh, in numbers.
struct BuildNumbersRequest {
    Common common; ///< Without a filter.
    std::vector<std::int64_t> revisions; ///< Of one branch, newest first.
    /// What each revision is compared with; else the next of them, the last with the one before.
    std::optional<std::int64_t> baseline;
};

/// One build.
struct BuildNumbers {
    std::string id;
    bool hasLog = false; ///< Without one errors and warnings are not known.
    bool isExcerpt = false; ///< Only a part of the log is stored.
    bool isCompared = false; ///< The baseline has this build, and both have a log.
    std::int64_t errors = 0; ///< Distinct ones.
    std::int64_t warnings = 0; ///< The same.
    std::int64_t newErrors = 0; ///< Of those; 0 when not compared, as the next three.
    std::int64_t newWarnings = 0;
    std::int64_t fixedErrors = 0;
    std::int64_t fixedWarnings = 0;
    std::optional<double> durationSeconds;
    std::optional<std::int64_t> sizeBytes; ///< Of the kernel, as far as the record tells.
};

struct BuildNumbersSnapshot {
    std::vector<BuildNumbers> builds; ///< Sorted by id.

    /// Null for a build that was not read.
    const BuildNumbers* find(std::string_view id) const;
};

/// All that one build says.
struct BuildDetailsRequest {
    Common common;
    std::string build; ///< Its id.
    std::optional<std::int64_t> baseline; ///< Else the revision before.
    /// Fill BuildFinding::otherBuilds, for which all logs of the revision are read.
    bool withOthers = false;
};

enum class BuildChange : std::uint8_t { New, Same, Fixed };

/// A diagnostic of a build, and how it stands.
struct BuildFinding {
    BuildDiagnostic diagnostic; ///< Of a fixed one: as the baseline said it.
    BuildChange change = BuildChange::Same;
    std::optional<std::int64_t> sourceLine; ///< In the file.
    std::optional<std::int64_t> otherBuilds; ///< Of the revision that say the same.
};

struct BuildDetailsSnapshot {
    RevisionRef revision;
    std::optional<RevisionRef> baseline;
    BuildHealthRow build; ///< Both sides, `added` and `fixed`.
    StatusCounts boots; ///< Runs that used this build.
    StatusCounts tests; ///< The same, without boots.
    /// Errors before warnings, of each those of now in the order of the log, then fixed ones.
    std::vector<BuildFinding> findings;
};

} // namespace cboard::query
