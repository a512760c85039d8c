// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/time.h"
#include "core/domain/ids.h"
#include "core/domain/status.h"
#include "core/query/filter.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What can be asked of an engine. Plain values: a request can be kept, compared and sent again.
namespace cboard::query {

/// The same for each request: the clock and the filter.
struct Common {
    Timestamp now;
    RunningWindow window;
    Filter filter;
};

/// A line of development. An empty url matches any; branch may be empty for "no branch known".
struct BranchKey {
    std::string tree;
    std::string branch;
    std::string repositoryUrl;
};

struct TreesRequest {
    Common common;
};

struct RevisionsRequest {
    Common common;
    BranchKey branch;
    std::int64_t limit = 30;
};

struct RevisionRequest {
    Common common;
    std::int64_t revision = 0;
};

/// Finds the revision that a user names: hash (4 or more hex digits), describe name, tag, or
/// "HEAD", "HEAD~3" of the branch.
struct FindRevisionRequest {
    Common common;
    BranchKey branch;
    std::string name = "HEAD";
};

struct BuildsRequest {
    Common common;
    std::int64_t revision = 0;
};

enum class RunKind : std::uint8_t { Boots, Tests, All };

struct TestsRequest {
    Common common;
    std::int64_t revision = 0;
    RunKind kind = RunKind::All;
    std::int64_t limit = 100'000;
};

struct TestTreeRequest {
    Common common;
    std::int64_t revision = 0;
};

enum class MatrixKind : std::uint8_t { Build, Boot, Test };

/// Names as on the command line: platform, revision, config, arch, compiler, lab, origin, path,
/// suite (the first part of the path).
enum class Dimension : std::uint8_t {
    Platform,
    Revision,
    Config,
    Arch,
    Compiler,
    Lab,
    Origin,
    Path,
    Suite
};
std::string_view dimensionKey(Dimension dimension);
std::optional<Dimension> parseDimension(std::string_view key);

struct MatrixRequest {
    Common common;
    MatrixKind kind = MatrixKind::Boot;
    std::vector<Dimension> rows;
    std::vector<Dimension> columns;
    BranchKey branch;
    std::optional<std::int64_t> revision; ///< Only this one; else the last `lastRevisions`.
    std::int64_t lastRevisions = 15;
    bool isSplitByLab = true; ///< Boot matrix: one cell per lab.
};

/// One cell through time. Empty members match any value.
struct HistoryRequest {
    Common common;
    BranchKey branch;
    std::string path;
    std::string platform;
    std::string config;
    std::string architecture;
    std::string compiler;
    std::string lab;
    std::int64_t lastRevisions = 100;
    /// Build: the history of a build cell (path, platform are not looked at). Boot: an empty path
    /// means any boot.
    MatrixKind kind = MatrixKind::Test;
};

/// \p id is an external id, or a reference ("#...") that a snapshot gave for a test.
struct RecordRequest {
    Common common;
    RecordKind kind = RecordKind::Test;
    std::string id;
};

struct LogRequest {
    RecordKind ownerKind = RecordKind::Test;
    std::string ownerId;
};

struct SearchRequest {
    Common common;
    std::string text;
    std::int64_t limitPerGroup = 8;
};

struct IssuesRequest {
    Common common;
};

/// Values that a filter key can have, as a user types. With a branch they are counted over its
/// newest revisions, or over one revision.
struct CompletionRequest {
    Common common;
    FilterKey key = FilterKey::Board;
    std::string prefix; ///< Values that begin with it come first, then those that hold it.
    BranchKey branch;
    std::optional<std::int64_t> revision;
    std::int64_t limit = 50;
};

} // namespace cboard::query
