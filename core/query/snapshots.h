// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/time.h"
#include "core/domain/document.h"
#include "core/domain/status.h"
#include "core/query/cell_marks.h"
#include "core/query/completion.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// What views see: immutable values, always behind std::shared_ptr<const ...>. A view never knows
/// which engine filled them.
namespace cboard::query {

/// How fresh and how complete a snapshot is.
struct SnapshotInfo {
    std::uint64_t generation = 0; ///< Of the store when it was read.
    std::optional<Timestamp> newestData; ///< Ingest time of the newest row considered.
    bool isComplete = true;
    std::string incompleteKey; ///< Stable key when not complete ("limit_reached").
    std::int64_t totalRows = 0; ///< Before the filter.
    std::int64_t shownRows = 0; ///< After it.
};

/// The source state that was tested, as views name it.
struct RevisionRef {
    std::int64_t id = 0; ///< Of this store; stable while the store lives.
    std::string tree;
    std::string branch;
    std::string repositoryUrl;
    std::string commit; ///< 40 hex digits, empty when unknown.
    std::string patchset;
    std::string name; ///< As by git describe, empty when unknown.
    std::vector<std::string> tags;
    std::string subject; ///< First line of the commit message, empty when unknown.
    std::optional<Timestamp> time; ///< Earliest checkout start.
};

/// Counts of the three kinds of results.
struct ResultCounts {
    StatusCounts builds;
    StatusCounts boots;
    StatusCounts tests; ///< Without boots.
};

struct TrendPoint {
    std::int64_t revision = 0;
    ResultCounts counts;
};

struct TreeRow {
    std::string tree;
    std::string branch;
    std::string repositoryUrl;
    std::vector<std::string> origins;
    RevisionRef newest;
    ResultCounts counts; ///< Of the newest revision.
    std::vector<TrendPoint> trend; ///< Oldest first, at most 10, newest included.
    std::int64_t revisionCount = 0;
    std::optional<Timestamp> lastData;
};

struct TreesSnapshot {
    SnapshotInfo info;
    std::vector<TreeRow> rows; ///< Newest first.
};

struct RevisionRow {
    RevisionRef revision;
    ResultCounts counts;
    std::vector<std::string> origins;
    std::optional<bool> isValid; ///< False if a checkout said that the code could not be built.
    std::optional<Timestamp> lastData;
};

struct RevisionsSnapshot {
    SnapshotInfo info;
    std::vector<RevisionRow> rows; ///< Newest first.
};

/// One value of a facet and how its results stand; sorted by fails, then total.
struct FacetValue {
    std::string value;
    StatusCounts counts;
};

struct Facet {
    std::string dimension; ///< "arch", "config", "compiler", "lab", "origin", "board".
    std::vector<FacetValue> values;
};

/// How far a revision is. Complete when nothing is pending.
struct RevisionProgress {
    std::int64_t received = 0; ///< Results with an outcome, of all kinds.
    std::int64_t pending = 0;
    std::int64_t expected = 0; ///< As many as the revision before had; at least received + pending.
    /// When the last result should be in, judged by how long the revisions before took; nothing
    /// when nothing is pending or no revision before tells.
    std::optional<Timestamp> expectedEnd;
};

/// One revision as its page shows it.
struct RevisionSnapshot {
    SnapshotInfo info;
    RevisionRow row;
    std::vector<std::string> checkoutIds;
    std::vector<Facet> facets; ///< Each sorted by fails, then total.
    RevisionProgress progress; ///< Of everything: the filter is not looked at.
    std::optional<RevisionRef> newer; ///< Its neighbours on the branch.
    std::optional<RevisionRef> older;
};

struct BuildRow {
    std::string id;
    std::int64_t revision = 0;
    std::string config;
    std::string architecture;
    std::string compiler;
    std::string origin;
    std::string lab;
    StatusClass status = StatusClass::None;
    std::optional<Timestamp> startTime;
    std::optional<double> durationSeconds;
    bool hasLog = false; ///< Stored log or excerpt.
    std::string logUrl;
    StatusCounts boots; ///< That used this build.
    StatusCounts tests;
    std::int64_t issueCount = 0;
    CellMarks marks = 0;
};

struct BuildsSnapshot {
    SnapshotInfo info;
    std::vector<BuildRow> rows;
};

/// One run; boots are those whose path is `boot` or begins with `boot.`.
struct TestRow {
    std::string id;
    std::int64_t revision = 0;
    std::string path;
    std::string platform;
    std::string config;
    std::string architecture;
    std::string compiler;
    std::string lab;
    std::string origin;
    std::string buildId;
    StatusClass status = StatusClass::None;
    std::optional<Timestamp> startTime;
    std::optional<double> durationSeconds;
    bool hasLog = false;
    std::string logUrl;
    CellMarks marks = 0; ///< Of the run's cell, when asked for.
};

struct TestsSnapshot {
    SnapshotInfo info;
    std::vector<TestRow> rows;
};

/// The header of a matrix row or column: the fields asked for, in that order.
struct MatrixHeader {
    std::vector<std::string> fields; ///< Parallel to MatrixSnapshot::rowFields / columnFields.
    std::optional<RevisionRef> revision; ///< When the dimension is the revision.
    StatusCounts counts; ///< Runs in this row or column.
    std::vector<std::string> labs; ///< Boot matrix rows: labs seen, sorted.
    std::vector<std::string> illLabs{}; ///< Revisions: labs with an incident, sorted.
};

/// One aggregated cell, or one lab's part of it when the request splits by lab.
struct MatrixCell {
    std::int32_t row = 0;
    std::int32_t column = 0;
    std::string lab; ///< Empty when not split by lab.
    StatusClass status = StatusClass::None; ///< Worst of the runs.
    StatusCounts counts;
    CellMarks marks = 0;
    /// A result that shows the status (the worst, newest): a build's id, or a reference ("#...") to
    /// a test, good for RecordRequest and LogRequest. Empty where the roll-up names none.
    std::string recordId;

    bool hasMark(CellMark mark) const { return query::hasMark(marks, mark); }
    void setMark(CellMark mark) { marks = static_cast<CellMarks>(marks | markBit(mark)); }
};

struct MatrixSnapshot {
    SnapshotInfo info;
    std::string kind; ///< "build", "boot", "test"
    std::vector<std::string> rowFields; ///< "platform" ...
    std::vector<std::string> columnFields; ///< "revision" ...
    std::vector<MatrixHeader> rows;
    std::vector<MatrixHeader> columns; ///< Revisions newest first.
    std::vector<MatrixCell> cells; ///< Sparse, sorted by row, column, lab.
};

/// One run of a cell.
struct HistoryRun {
    std::string id; ///< External id.
    RevisionRef revision;
    std::string lab;
    std::string origin;
    std::string platform;
    std::string config;
    std::string compiler;
    StatusClass status = StatusClass::None;
    std::optional<Timestamp> startTime;
    std::optional<double> durationSeconds;
    CellMarks marks = 0; ///< How the cell stood at that revision, judged by the runs shown.
    std::string path{};
    std::string architecture{};
    bool hasLog = false; ///< Stored log or excerpt.
};

/// Numbers of a history; how they are counted: core/analysis/flakiness.h.
struct Flakiness {
    std::int64_t runs = 0; ///< Conclusive ones that count, the newest: at most FlakyLimits::runs.
    std::int64_t passes = 0;
    std::int64_t flips = 0; ///< Changes between pass and fail.
    std::int64_t disagreements = 0; ///< Revisions with both.
    std::int64_t comparable = 0; ///< Revisions with two or more of the runs.
    std::int64_t failingFor = 0; ///< Revisions of the newest unbroken streak of fails.
    std::optional<RevisionRef> firstBad; ///< Where that streak began.
    std::optional<RevisionRef> lastGood; ///< The newest pass before it.
    bool isFlaky = false;

    /// Fewer conclusive runs are too few to say a number.
    static constexpr std::int64_t FewestRuns = 5;
    bool hasEnough() const { return runs >= FewestRuns; }
    /// 0 to 1; 0 without runs.
    double passRate() const
    {
        return runs == 0 ? 0.0 : static_cast<double>(passes) / static_cast<double>(runs);
    }
    /// How random the runs are, 0 to 100: the changes between one run and the next, without the
    /// first (that may be a regression or a fix), in per cent of those possible; or the revisions
    /// with both outcomes in per cent of those with several runs, of five at least, if that is
    /// more. 0 for a cell that always passes, as for one that broke once.
    std::int64_t score() const
    {
        const std::int64_t changes = std::max<std::int64_t>(flips - 1, 0);
        const std::int64_t changed = runs < 3 ? 0 : changes * 100 / (runs - 2);
        // One of one says as little as any other rate of a single trial.
        const std::int64_t split = disagreements * 100 / std::max(comparable, FewestRuns);
        return std::max(changed, split);
    }
};

struct HistorySnapshot {
    SnapshotInfo info;
    std::vector<HistoryRun> runs; ///< Newest revision first.
    Flakiness flakiness; ///< Of the runs shown, all labs together.
};

/// One field of a record as the inspector shows it.
struct RecordField {
    std::string key; ///< KCIDB name, nested ones dotted ("environment.misc").
    std::string value; ///< Text; JSON for all that is no text (numbers, true and false, too).
    bool isJson = false;
};

/// An older or not chosen value of a record.
struct RecordVersion {
    std::optional<Timestamp> arrival;
    std::string sourcePath;
    std::vector<RecordField> fields;
};

struct RecordSnapshot {
    SnapshotInfo info;
    RecordKind kind = RecordKind::Test;
    std::string id;
    std::optional<RevisionRef> revision;
    StatusClass status = StatusClass::None;
    std::string platform; ///< Tests: as Test::platform.
    std::string lab; ///< Tests: as Test::lab.
    std::vector<RecordField> fields;
    std::vector<RecordVersion> versions; ///< Oldest first; empty when there was only one.
    std::string json; ///< The record as one KCIDB object, indented.
    std::vector<std::string> incidentIds;
    bool hasStoredLog = false;
    std::string logUrl;
};

/// Where the text of a record's log came from.
enum class LogOrigin : std::uint8_t { None, Stored, Excerpt };

struct LogSnapshot {
    SnapshotInfo info;
    RecordKind ownerKind = RecordKind::Test;
    std::string ownerId;
    LogOrigin origin = LogOrigin::None;
    LogFormat format = LogFormat::Plain;
    std::shared_ptr<const std::string> text; ///< Never null; may be empty.
    std::string url; ///< The record's log_url, for what is not stored.
    /// Lines of a stored log that belong to this test, 0-based, when its record names them
    /// (misc.log_start_line, as LAVA jobs and TAP output have it).
    std::optional<std::int64_t> firstLine;
    std::optional<std::int64_t> lastLine;
};

struct SearchHit {
    /// "tree", "revision", "board", "compatible" (`detail` names boards), "test" (a path),
    /// "config", "build", "issue", "record" (of the kind that `detail` names).
    std::string group;
    std::string title;
    std::string detail;
    std::string target; ///< Id or key that opens it.
    std::optional<RevisionRef> revision;
};

struct SearchSnapshot {
    SnapshotInfo info;
    std::vector<SearchHit> hits; ///< At most 8 per group.
};

/// Values of a filter key with how many results have them; the most counted first.
struct CompletionSnapshot {
    SnapshotInfo info;
    std::vector<Completion> values;
};

struct IssueRow {
    std::string id;
    std::int64_t version = 0;
    std::string origin;
    std::string subject;
    std::string url;
    std::int64_t incidentCount = 0;
    bool isLatest = true;
};

struct IssuesSnapshot {
    SnapshotInfo info;
    std::vector<IssueRow> rows;
};

} // namespace cboard::query
