// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/ledger_snapshots.h"

#include <cstdint>
#include <optional>
#include <string>
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

} // namespace cboard::query
