// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/store/revisions/filter_plan.h"
#include "core/store/revisions/revision_rows.h"
#include "core/store/revisions/revision_sums.h"

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace cboard::store {

struct TestColumns;
class MarkReader;
class RevisionMarks;
class RevisionRuns;
enum class ResultKind : std::uint8_t;
class RunTexts;

/// What a job says of all its tests.
struct JobFacts {
    std::int64_t origin = 0;
    std::int64_t lab = 0;
    bool hasLogUrl = false;
    std::int64_t start = 0; ///< µs; test.start counts from here.
};

/// All zero for a job that is not stored.
Result<JobFacts> loadJob(const QueryContext& context, std::int64_t id);

/// Runs that have all in common but what is counted: from a roll-up, or a single run.
struct ResultGroup {
    ResultFacts facts;
    std::int64_t count = 0;
    std::int64_t sample = 0; ///< test.key of one of them.
};

/// Which runs to read.
struct RunSelection {
    bool withBoots = true;
    bool withTests = true;
    /// Each run by itself, with path and origin; else roll-ups serve where the filter allows.
    bool isSingle = false;
    /// Rows with `extra`, for the decoder, build by build in order of the table.
    bool isWhole = false;
    bool withWords = true; ///< Bare words of the filter concern results.
    /// Only runs of this platform.
    std::optional<std::int64_t> platform = std::nullopt;
};

/// Reads the results of revisions, filtered. Keeps what it learns of builds and jobs, so that one
/// reader serves a whole query. Results without a status are pending or missed by the plan's clock.
class ResultReader {
public:
    using GroupVisitor = std::function<void(const ResultGroup&)>;
    using RunVisitor = std::function<Result<void>(const TestColumns&, const ResultFacts&)>;

    ResultReader(const QueryContext& context, const FilterPlan& plan);
    ResultReader(const ResultReader&) = delete;
    ResultReader& operator=(const ResultReader&) = delete;
    ~ResultReader();

    /// Fills ResultFacts::marks of builds and single runs from now on; needed where the plan has
    /// `is:` terms. \p common gives the clock.
    Result<void> readMarks(const query::Common& common);
    /// The same only where the plan has `is:` terms; revisions of one branch, newest first, that
    /// will be read are judged in one go. May be called for branch after branch.
    Result<void> readMarksIfAsked(const query::Common& common,
                                  std::span<const RevisionEntry> revisions = {});

    /// Builds of the revision that the filter selects and that are shown.
    Result<void> builds(const RevisionEntry& revision, const GroupVisitor& visit,
                        bool withWords = true);
    /// Runs of the revision that the filter selects, in groups.
    Result<void> runs(const RevisionEntry& revision, const RunSelection& selection,
                      const GroupVisitor& visit);
    /// Single runs of the revision with their columns. Where the revision's runs are kept in memory
    /// they serve, unless the selection is whole.
    Result<void> singleRuns(const RevisionEntry& revision, const RunSelection& selection,
                            const RunVisitor& visit);
    /// Single runs of the revision by their places in \p runs, which are all of its runs.
    using KeptVisitor = std::function<void(std::size_t run, const ResultFacts&)>;
    Result<void> keptRuns(const RevisionRuns& runs, const RevisionEntry& revision,
                          const RunSelection& selection, const KeptVisitor& visit);
    /// Single runs of one build. \p words as by FilterPlan::revisionWords().
    Result<void> singleRunsOfBuild(const BuildFacts& build, const RunSelection& selection,
                                   RevisionWords words, const RunVisitor& visit);
    /// Counts of the three kinds, filtered; from the smallest roll-up that can tell. Without a
    /// filter they are remembered, as are the next.
    Result<query::ResultCounts> counts(const RevisionEntry& revision, bool withWords);
    /// Counts of all that there is, whatever the filter.
    Result<std::shared_ptr<const RevisionSums>> sums(const RevisionEntry& revision);
    /// What ran, by board, lab and origin, filtered.
    Result<std::shared_ptr<const RunSums>> runSums(const RevisionEntry& revision);

    /// The builds of a checkout; stays valid as long as the reader.
    Result<const std::vector<BuildFacts>*> buildsOf(std::int64_t checkout);
    Result<const BuildFacts*> build(std::int64_t id);
    Result<const JobFacts*> job(std::int64_t id);
    /// What a run's row says, with its lab, origin and time from its job, and its marks at the
    /// revision that was entered last.
    Result<ResultFacts> factsOf(const BuildFacts& build, const TestColumns& columns);
    /// What a build says of itself, with its marks likewise.
    ResultFacts factsOf(const BuildFacts& build) const;
    /// Chooses the revision at which marks are given, of all three kinds; null for none.
    Result<void> enter(const RevisionEntry* revision);
    /// Whether the plan selects a build or a run, terms over texts included.
    Result<bool> matchesBuild(const ResultFacts& facts, RevisionWords words);
    Result<bool> matchesRun(const TestColumns& columns, const ResultFacts& facts,
                            RevisionWords words);

private:
    RevisionWords wordsOf(const RevisionEntry& revision, bool withWords) const;
    query::CellMarks marksOf(ResultKind kind, const ResultFacts& facts) const;
    Result<void> loadMarks(const RevisionEntry& revision, bool withBuilds,
                           const RunSelection& selection);
    /// Single runs out of \p runs, path by path: `visit(path range, place, facts)`.
    template <typename Visitor>
    Result<void> eachKept(const RevisionRuns& runs, const RevisionEntry& revision,
                          const RunSelection& selection, Visitor&& visit);
    Result<void> rollupGroups(std::int64_t checkout, int kind, const RunSelection& selection,
                              RevisionWords words, const GroupVisitor& visit);
    Result<void> unfinishedGroups(std::int64_t checkout, int kind, const RunSelection& selection,
                                  RevisionWords words, const GroupVisitor& visit);
    SumsOrigin originOf(const RevisionEntry& revision) const;
    Result<void> plainCounts(std::int64_t checkout, query::ResultCounts& counts);
    Result<void> readRuns(const BuildFacts& build, std::optional<std::int64_t> path,
                          const RunSelection& selection, RevisionWords words,
                          const RunVisitor& visit);
    const std::vector<std::int64_t>& seekPaths(const RunSelection& selection);

    const QueryContext& m_context;
    const FilterPlan& m_plan;
    std::unordered_map<std::int64_t, std::vector<BuildFacts>> m_buildsByCheckout;
    std::unordered_map<std::int64_t, BuildFacts> m_builds;
    std::unordered_map<std::int64_t, const BuildFacts*> m_buildIndex;
    std::unordered_map<std::int64_t, JobFacts> m_jobs;
    std::vector<std::shared_ptr<const RevisionRuns>> m_kept; ///< Visitors may keep their builds.
    std::unique_ptr<MarkReader> m_marks; ///< Null: marks are not asked for.
    std::array<const RevisionMarks*, 3> m_marksOfKind{}; ///< Of the revision being read.
    std::unique_ptr<RunTexts> m_texts;
    /// Paths that can match, by the kinds asked for (bit 0 boots, bit 1 tests); made when needed.
    std::array<std::optional<std::vector<std::int64_t>>, 4> m_seekPaths;
};

} // namespace cboard::store
