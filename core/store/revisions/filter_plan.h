// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/filter.h"
#include "core/query/filter_values.h"
#include "core/query/requests.h"
#include "core/query/snapshots.h"
#include "core/store/revisions/cell_index.h"
#include "core/store/revisions/query_context.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

namespace cboard::store {

/// A revision's row, with the ids of its names and its checkouts.
struct RevisionEntry;
struct BuildFacts;

/// What a filter can say of one result (a build, or one or more runs).
struct ResultFacts {
    const BuildFacts* build = nullptr;
    std::int64_t platform = 0;
    std::int64_t lab = 0;
    std::int64_t origin = 0;
    std::int64_t path = 0;
    std::optional<Status> status;
    StatusClass statusClass = StatusClass::None;
    std::optional<double> durationSeconds;
    std::int64_t key = 0; ///< test.key; build.id of a build
    query::CellMarks marks = 0; ///< Of its cell, where the reader knows them.
};

/// One bit per bare word that the revision's own texts satisfy; without a value bare words do not
/// concern results.
using RevisionWords = std::optional<std::uint64_t>;

/// A term over texts that only the rows themselves lead to: a job's compatibles, a document's path,
/// a log. RunTexts evaluates it.
struct TextTerm {
    query::TextMatcher matcher;
    query::FilterTerm term;
};

/// A filter compiled against the dictionary: terms over interned words become sets of ids, so that
/// rows are compared by integers only.
class FilterPlan {
public:
    /// Errors: Unsupported, naming the term, when it asks for what the store cannot tell.
    static Result<FilterPlan> create(const QueryContext& context, const query::Common& common);

    /// Of results leaves only those of this cell, found without comparing texts; 0 is any.
    void limitTo(const CellKey& cell);
    /// The same for several names of a board.
    void limitToPlatforms(std::span<const std::int64_t> platforms);

    Timestamp now() const { return m_now; }
    RunningWindow window() const { return m_window; }
    StatusClass classOf(std::optional<Status> status, std::optional<Timestamp> start) const
    {
        return classify(status, start, m_now, m_window);
    }

    /// Whether a revision can be shown at all: tree, branch, rev, since, until, age.
    bool matchesRevision(const RevisionEntry& revision) const;
    /// Whether it leaves out old revisions, or all but some: since, age, rev.
    bool choosesLaterRevisions() const
    {
        return m_since || !m_ages.empty() || !m_revisions.empty();
    }
    /// Lists of revisions take bare words as being about the revision.
    bool matchesRevisionWords(const RevisionEntry& revision) const;
    /// One bit per bare word that the revision's own texts satisfy; for matches*().
    std::uint64_t revisionWords(const RevisionEntry& revision) const;

    /// Whether results are limited at all; bare words count only when \p withWords.
    bool limitsResults(bool withWords) const;
    /// The same of the runs of a path that the plan wants.
    bool limitsRunsOfPath(bool withWords) const;
    /// Whether runs can only be judged one by one, since the roll-ups lack what is asked.
    bool needsRuns(bool withWords) const;
    /// Whether a build can have matching runs, and whether it matches itself.
    bool matchesBuildOfRuns(const BuildFacts& build) const;
    bool matchesBuild(const ResultFacts& build, RevisionWords words) const;
    /// Whether a roll-up group matches (valid only if !needsRuns()), or a single run.
    bool matchesGroup(const ResultFacts& group, RevisionWords words) const;
    bool matchesRun(const ResultFacts& run, RevisionWords words) const;

    /// Paths that runs can have; everything unless the filter names paths.
    const IdSet& paths() const { return m_paths; }
    /// Whether the filter leaves any path of boots: a cell of boots stands for all of them.
    bool pathsHoldBoots() const { return m_pathsHoldBoots; }
    const IdSet& platforms() const { return m_platforms; }
    const IdSet& trees() const { return m_trees; }
    const IdSet& branches() const { return m_branches; }

    /// Outcomes that `status:` terms select, and the plan that leaves them to the caller: marks
    /// need to know what passed even where only failures are shown.
    const query::OutcomeSet& outcomes() const { return m_outcomes; }
    FilterPlan withoutOutcomes() const;
    /// The plan that leaves `is:` to the caller.
    FilterPlan withoutMarks() const;
    /// Terms that matches*() do not look at.
    const std::vector<TextTerm>& textTerms() const { return m_texts; }

    /// `is:` terms: whether a cell with these marks (bit per CellMark) is wanted.
    bool matchesMarks(query::CellMarks marks) const;
    bool hasMarkTerms() const { return !m_markTerms.empty(); }

private:
    struct Word {
        query::TextMatcher matcher;
        bool isNegated = false;
        IdSet paths;
        IdSet platforms;
        IdSet configs;
    };
    /// Results that a term names one by one.
    struct TargetTerm {
        std::unordered_set<std::int64_t> builds; ///< build.id
        std::unordered_set<std::int64_t> tests; ///< test.key
        std::vector<CellKey> cells; ///< Lab 0 is any.
        bool isNegated = false;
    };

    Result<void> add(const QueryContext& context, const query::FilterTerm& term);
    void addMarks(const query::FilterTerm& term);
    Result<void> addNames(const QueryContext& context, const query::FilterTerm& term, NameKind kind,
                          IdSet& set);
    Result<void> addPaths(const QueryContext& context, const query::FilterTerm& term);
    Result<void> addWord(const QueryContext& context, const query::FilterTerm& term);
    Result<void> addIssues(const QueryContext& context, const query::FilterTerm& term);
    Result<void> addUserWords(const QueryContext& context, const query::FilterTerm& term);
    Result<void> addTexts(const query::FilterTerm& term);
    bool matchesDurations(const ResultFacts& facts) const;
    bool matchesTargets(const ResultFacts& facts, bool isRun) const;
    void addTimes(const query::FilterTerm& term);
    bool matchesWords(const ResultFacts& facts, RevisionWords words, bool isRun) const;
    bool matchesNames(const ResultFacts& facts) const;

    Timestamp m_now;
    RunningWindow m_window;
    IdSet m_trees;
    IdSet m_branches;
    IdSet m_configs;
    IdSet m_architectures;
    IdSet m_compilers;
    IdSet m_platforms;
    IdSet m_labs;
    IdSet m_origins;
    IdSet m_paths;
    bool m_pathsHoldBoots = true;
    query::OutcomeSet m_outcomes = query::OutcomeSet::all();
    std::optional<Timestamp> m_since;
    std::optional<Timestamp> m_until;
    std::vector<query::FilterTerm> m_durations;
    std::vector<query::FilterTerm> m_ages;
    std::vector<TextTerm> m_revisions;
    std::vector<Word> m_words;
    struct MarkTerm {
        query::CellMarks wanted = 0;
        query::CellMarks unwanted = 0;
        bool isNegated = false;
    };
    std::vector<MarkTerm> m_markTerms;
    std::vector<TargetTerm> m_targets; ///< issue, culprit, sig, note, mark.
    std::vector<TextTerm> m_texts; ///< compat, soc, source, log.
};

} // namespace cboard::store
