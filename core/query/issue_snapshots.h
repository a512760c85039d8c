// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/requests.h"
#include "core/query/snapshots.h"

#include <cstdint>
#include <string>
#include <vector>

/// Known issues where they show.
namespace cboard::query {

/// The issues that have incidents on a revision. `issue:`, `culprit:` and `sig:` of the filter
/// choose issues; the rest of it, and these, the builds and runs that count.
struct RevisionIssuesRequest {
    Common common;
    std::int64_t revision = 0;
};

/// Who is at fault, as far as the issue says it.
struct Culprits {
    bool isCode = false;
    bool isTool = false;
    bool isHarness = false;
};

/// One version of an issue. What incidents name is counted once however often it is named.
struct RevisionIssueRow {
    std::string id; ///< External id.
    std::int64_t version = 0;
    bool isStored = true; ///< False: only incidents tell of it, the texts are empty.
    bool isLatest = true; ///< No newer version is stored.
    std::string origin;
    std::string subject; ///< Of the report, else the first line of the comment.
    std::string comment;
    std::string url; ///< Of the report.
    Culprits culprits;
    std::int64_t builds = 0;
    std::int64_t boots = 0;
    std::int64_t tests = 0; ///< Without boots.
    std::int64_t boards = 0; ///< On which boots and tests ran.
    RecordKind recordKind = RecordKind::Test; ///< Build or Test.
    std::string recordId; ///< What to read first: a failing one with a stored text before others.

    std::int64_t touched() const { return builds + boots + tests; }
};

struct RevisionIssuesSnapshot {
    SnapshotInfo info; ///< Rows count versions of issues.
    std::vector<RevisionIssueRow> rows; ///< By what they touch, most first, then by id.
};

} // namespace cboard::query
