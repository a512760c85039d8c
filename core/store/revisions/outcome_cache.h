// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/analysis/ledger.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/query/cell_marks.h"
#include "core/query/limits.h"
#include "core/store/revisions/board_compatibles.h"
#include "core/store/revisions/cell_index.h"
#include "core/store/revisions/cell_runs.h"
#include "core/store/revisions/clock_span.h"
#include "core/store/revisions/query_context.h"
#include "core/store/revisions/revision_lists.h"
#include "core/store/revisions/revision_sums.h"
#include "core/store/revisions/sums_memory.h"

#include <array>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace cboard::store {

class OutcomeFile;
class RevisionRuns;
struct RevisionEntry;

/// The kinds of results, as the roll-ups number them.
enum class ResultKind : std::uint8_t { Builds, Boots, Tests };

/// What one cell did at one revision; counts stop at 255. Eight bytes: millions are held.
struct CellOutcome {
    CellIndex::Cell cell = 0;
    std::uint8_t passes = 0;
    std::uint8_t fails = 0;
    std::uint8_t infrastructure = 0; ///< Error, miss, and what has no status.
    bool isStale = false; ///< A run began long before the revision.

    bool operator==(const CellOutcome&) const = default;
};

/// A run that neither passed nor was skipped: what may have an incident, and be shown.
struct TroubledRun {
    CellIndex::Cell cell = 0;
    bool isFail = false;
    std::int64_t key = 0; ///< test.key, or build.id.

    bool operator==(const TroubledRun&) const = default;
};

/// What is read of a revision: how often each cell passed and failed, which roll-ups tell, or
/// its runs, too.
enum class OutcomeDetail : std::uint8_t { Counts, Runs };

/// The conclusive and troubled results of one kind at one revision.
struct RevisionOutcomes {
    OutcomeDetail detail = OutcomeDetail::Runs;
    std::vector<std::int64_t> checkouts; ///< Ids of those that were read.
    std::vector<CellOutcome> cells; ///< Each cell once.
    std::vector<TroubledRun> troubled; ///< Nothing in counts alone; nor is a cell stale then.
    RunningWindow window; ///< By which cells are stale.

    std::size_t sizeBytes() const
    {
        return sizeof(*this) + cells.capacity() * sizeof(CellOutcome)
            + troubled.capacity() * sizeof(TroubledRun);
    }
};

/// The labs with an incident at one revision.
struct RevisionHealth {
    std::vector<std::int64_t> illLabs; ///< lab.id, sorted
    ClockSpan clocks; ///< For which the answer holds.
    RunningWindow window; ///< By which results were pending or missed.
    query::LabLimits limits; ///< By which labs were ill.
};

/// Builds and runs that have an incident.
struct IncidentTargets {
    struct NamedTest {
        std::int64_t wantedKey = 0; ///< test_key.h; the test's own is this or little higher.
        std::string id; ///< External; need not be stored.
    };
    std::unordered_set<std::int64_t> builds; ///< build.id
    std::vector<NamedTest> tests; ///< By wantedKey.
    bool isWhole = true; ///< All builds that incidents name are stored.
};

/// Marks of the cells of some revisions of a branch, and what they were judged by.
struct JudgedMarks {
    /// One revision of the history. Says what its results are without holding them: a history of
    /// years need not stay in memory for its marks to serve.
    struct Input {
        std::int64_t revision = 0;
        std::int64_t stamp = 0; ///< stampOf(): its checkouts, and when results are pending.
        std::uint64_t touch = 0; ///< OutcomeCache::touchOf(); it rises with each change of them.
        std::vector<std::int64_t> illLabs;
        bool isWanted = false;

        bool operator==(const Input&) const = default;
    };
    ResultKind kind = ResultKind::Builds;
    std::vector<Input> inputs; ///< Oldest first.
    /// What the cells are judged against; nothing: what they did before.
    std::optional<Input> baseline;
    /// Null where cells with an incident are not marked Known.
    std::optional<std::weak_ptr<const IncidentTargets>> incidents;
    std::vector<CellKey> waivers;
    bool isWholeHistory = false;
    bool isOfNow = true; ///< All inputs are as the cache knows them; else they serve nobody.
    query::Limits limits;

    /// By revision asked for: the cells that have marks.
    std::vector<std::vector<std::pair<CellIndex::Cell, query::CellMarks>>> marks;
    /// What began in the revisions asked for; places count in HistoryJudge::history().
    std::vector<analysis::Regression> regressions;

    /// Whether judging by the inputs of \p other gives these marks, but for Known where \p other
    /// does not ask for it.
    bool serves(const JudgedMarks& other) const;
    std::size_t sizeBytes() const;
};

/// What queries remember of revisions between each other, so that a history is read once. Follows
/// the change feed: a commit drops what it touched. Bounded; thread-safe. One per store and engine.
class OutcomeCache {
public:
    /// Whether what is kept in the file beside the store is read, too.
    enum class Kept : bool { Ignored, Read };
    explicit OutcomeCache(std::size_t mostBytes = 96 << 20, Kept kept = Kept::Read);
    /// So many bytes of runs are kept beside: two revisions of a million. The newest one stays
    /// however large it is, since it is being looked at.
    static constexpr std::size_t MostRunBytes = 128 << 20;
    ~OutcomeCache();
    OutcomeCache(const OutcomeCache&) = delete;
    OutcomeCache& operator=(const OutcomeCache&) = delete;

    /// Null when it is not to be read.
    OutcomeFile* file() { return m_file.get(); }

    CellIndex& cells(ResultKind kind) { return m_cells[static_cast<std::size_t>(kind)]; }
    BoardCompatibles& boards() { return m_boards; }
    RevisionLists& lists() { return m_lists; }

    /// Drops what was touched by commits since the last call. Call it first in a query.
    Result<void> sync(const QueryContext& context);

    using OutcomesPtr = std::shared_ptr<const RevisionOutcomes>;
    using HealthPtr = std::shared_ptr<const RevisionHealth>;
    using IncidentsPtr = std::shared_ptr<const IncidentTargets>;
    /// What is remembered and true for the context's generation; null for nothing. The checkouts
    /// are those that the revision has now.
    OutcomesPtr outcomes(const QueryContext& context, ResultKind kind,
                         const RevisionEntry& revision, OutcomeDetail detail, RunningWindow window);
    HealthPtr health(const QueryContext& context, const RevisionEntry& revision, Timestamp now,
                     RunningWindow window, const query::LabLimits& limits);
    IncidentsPtr incidents(const QueryContext& context);
    using RunsPtr = std::shared_ptr<const RevisionRuns>;
    RunsPtr runs(const QueryContext& context, const RevisionEntry& revision);
    using JudgedPtr = std::shared_ptr<const JudgedMarks>;
    /// Marks that were judged by the same inputs; null for none. They hold for any generation.
    JudgedPtr judged(const JudgedMarks& inputs);
    /// When the revision's results changed last, in a count of this cache; nothing for a context of
    /// another generation than the cache has seen last.
    std::optional<std::uint64_t> touchOf(const QueryContext& context, std::int64_t revision);
    void keep(JudgedPtr judged);
    void keep(const QueryContext& context, ResultKind kind, const RevisionEntry& revision,
              OutcomesPtr outcomes);
    void keep(const QueryContext& context, const RevisionEntry& revision, HealthPtr health);
    void keep(const QueryContext& context, IncidentsPtr incidents);
    void keep(const QueryContext& context, RunsPtr runs);
    /// The sums of a revision with this stamp, true for the clock \p now.
    using SumsPtr = std::shared_ptr<const RevisionSums>;
    SumsPtr sums(const QueryContext& context, const SumsOrigin& origin, Timestamp now);
    void keep(const QueryContext& context, SumsPtr sums);
    using RunSumsPtr = std::shared_ptr<const RunSums>;
    RunSumsPtr runSums(const QueryContext& context, const SumsOrigin& origin, Timestamp now);
    void keep(const QueryContext& context, RunSumsPtr sums);
    /// Runs of a history, each revision's true for the touch that it names; null for none.
    CellHistoryPtr cellRuns(const QueryContext& context, const CellSelection& selection);
    void keep(const QueryContext& context, const CellSelection& selection, CellHistoryPtr history);

private:
    struct Entry {
        std::uint64_t lastUse = 0;
        std::array<OutcomesPtr, 3> outcomes;
    };
    void clear();
    void drop(std::int64_t revision);
    template <typename Sums>
    std::shared_ptr<const Sums> find(const SumsMemory<Sums>& memory, const QueryContext& context,
                                     const SumsOrigin& origin, Timestamp now);
    void dropOutcomes(std::int64_t revision);
    void evict();
    bool isCurrent(const QueryContext& context) const;

    const std::size_t m_mostBytes;
    const std::unique_ptr<OutcomeFile> m_file;
    std::array<CellIndex, 3> m_cells;
    BoardCompatibles m_boards;
    RevisionLists m_lists;
    std::mutex m_mutex;
    // All below guarded by m_mutex.
    std::unordered_map<std::int64_t, Entry> m_entries; ///< By revision.id.
    std::unordered_map<std::int64_t, HealthPtr> m_health; ///< Likewise; small, so all stay.
    std::unordered_map<std::int64_t, std::uint64_t> m_touches; ///< Likewise, since m_clearedAt.
    std::uint64_t m_clearedAt = 0;
    std::uint64_t m_touchCount = 0;
    IncidentsPtr m_incidents;
    std::list<JudgedPtr> m_judged; ///< Used last first.
    std::list<RunsPtr> m_runs; ///< Used last first.
    SumsMemory<RevisionSums> m_sums{8 << 20};
    SumsMemory<RunSums> m_runSums{48 << 20};
    CellRunsMemory m_cellRuns{16 << 20};
    std::uint64_t m_generation = 0; ///< To which the change feed was followed.
    std::uint64_t m_clock = 0;
    std::size_t m_bytes = 0;
};

} // namespace cboard::store
