// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/time.h"
#include "core/domain/ids.h"
#include "core/domain/status.h"
#include "core/query/filter.h"
#include "core/query/limits.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What can be asked of an engine. Plain values: a request can be kept, compared and sent again.
namespace cboard::query {

/// The same for each request: the clock, the filter, what "before" means, and the limits of
/// judging.
struct Common {
    Timestamp now;
    RunningWindow window;
    Filter filter;
    /// A revision of any branch that cells are judged against: New passed there, Fixed and
    /// StillFailing failed there, FirstSeenFailing said nothing there. Else each cell's own last
    /// conclusive result before counts. Histories are judged by themselves alone.
    std::optional<std::int64_t> baseline = std::nullopt;
    Limits limits = {};

    /// The same without the filter and the baseline: for what a view asks beside its own question.
    Common unfiltered() const { return {now, window, {}, std::nullopt, limits}; }
};

/// A line of development. An empty url matches any; branch may be empty for "no branch known".
struct BranchKey {
    std::string tree;
    std::string branch;
    std::string repositoryUrl;

    bool operator==(const BranchKey&) const = default;
};

struct TreesRequest {
    Common common;
};

/// Newest first; what a strip of revisions shows.
struct RevisionsRequest {
    Common common;
    BranchKey branch;
    std::int64_t limit = 30;
    /// Only this revision and older ones, for a strip around one that is not among the newest.
    std::optional<std::int64_t> newest = std::nullopt;
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
    /// Fill TestRow::marks. That reads the branch's history, some hundred milliseconds the first
    /// time: ask without first where a user waits. `is:` terms read it in any case.
    bool withMarks = false;
};

struct TestTreeRequest {
    Common common;
    std::int64_t revision = 0;
    bool withMarks = false; ///< As TestsRequest::withMarks, for nodes and runs.
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
    bool areTestsSplitByLab = false; ///< Test matrix: one cell per lab.
    /// Fill MatrixCell::marks; of tests it costs as TestsRequest::withMarks.
    bool withMarks = true;
};

/// How the cells of revisions stand against their history, in numbers: the verdict line of a
/// revision, and "new, fixed, still, infra" of a list. The filter chooses cells.
struct VerdictsRequest {
    Common common;
    BranchKey branch;
    std::optional<std::int64_t> revision; ///< Only this one; else the last `lastRevisions`.
    std::int64_t lastRevisions = 1;
    /// Off: builds and boots only, which is fast at once; tests cost as TestsRequest::withMarks.
    bool withTests = true;
};

/// What is wrong with a revision, most important first.
struct ProblemsRequest {
    Common common;
    std::int64_t revision = 0;
    std::int64_t limit = 1000; ///< Rows.
};

/// Sums of one revision's results by one to three dimensions: group rows of a table, facets.
struct GroupsRequest {
    Common common;
    std::int64_t revision = 0;
    MatrixKind kind = MatrixKind::Test;
    std::vector<Dimension> groupBy; ///< Not Revision.
};

/// For "0 match": how many rows there would be without each term of the filter. Counts what
/// SnapshotInfo::shownRows of the view's own request counts (runs, builds).
struct RelaxationsRequest {
    Common common;
    MatrixKind kind = MatrixKind::Test;
    BranchKey branch;
    std::optional<std::int64_t> revision; ///< Only this one; else the last `lastRevisions`.
    std::int64_t lastRevisions = 15;
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

/// The search field. A sign before the text chooses one group (see search_text.h): `@` boards and
/// compatibles, `#` issues, `:` revisions, `!` test paths. `>`, `%` and `?` are not for an engine:
/// they find nothing here. The filter is not looked at.
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
