// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/time.h"
#include "core/store/revisions/cell_index.h"
#include "core/store/revisions/outcome_codec.h"
#include "core/store/rows/compression.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace cboard::store {

class Database;
struct KeptBoards;

/// The parts of a revision that are kept, as table revision_part numbers them.
enum class KeptPart : std::uint8_t { Builds, Boots, Tests, Health, End, Sums, RunSums };
constexpr std::size_t KeptPartCount = 7;

/// Gives the cells of a kind that the file has, in the order of their numbers. \p first begins a
/// block: so many are known.
Result<void> forEachKeptCell(Database& file, ResultKind kind, std::int64_t first,
                             const std::function<void(const CellKey&)>& visit);

/// Where the running window by which the file was made last stands in its table meta, in hours.
constexpr std::string_view KeptWindowKey = "window";

/// Where the generation stands up to which everything in the file is known to hold, in its table
/// meta; a part can be newer.
constexpr std::string_view KeptConfirmedKey = "confirmed";

/// Where the boards stand in the file's table meta, coded by encodeBoards().
constexpr std::string_view KeptBoardsKey = "boards";

/// What updateOutcomes() (outcome_update.h) left in `<store>.outcomes`. Reads only what still
/// holds: made from this very store, and not touched by a commit since. Where there is no file, or
/// it is damaged, there is nothing. Thread-safe.
class OutcomeFile {
public:
    OutcomeFile();
    ~OutcomeFile();
    OutcomeFile(const OutcomeFile&) = delete;
    OutcomeFile& operator=(const OutcomeFile&) = delete;

    static std::filesystem::path fileFor(const std::filesystem::path& storeFile);
    /// What tells stores apart: their first document.
    static Result<std::string> identityOf(Database& store);

    std::shared_ptr<const RevisionOutcomes> outcomes(const QueryContext& context, ResultKind kind,
                                                     const RevisionEntry& revision,
                                                     RunningWindow window, CellIndex& cells);
    /// Of the clock \p now.
    std::shared_ptr<const RevisionHealth> health(const QueryContext& context,
                                                 const RevisionEntry& revision,
                                                 RunningWindow window,
                                                 const query::LabLimits& limits, Timestamp now);
    /// True for the clock \p now; without one for whatever clock they were made.
    std::shared_ptr<const RevisionSums> sums(const QueryContext& context,
                                             const RevisionEntry& revision, RunningWindow window,
                                             std::optional<Timestamp> now);
    std::shared_ptr<const RunSums> runSums(const QueryContext& context,
                                           const RevisionEntry& revision, RunningWindow window,
                                           std::optional<Timestamp> now);
    std::optional<RevisionEnd> end(const QueryContext& context, const RevisionEntry& revision,
                                   RunningWindow window);

    /// What was known of boards at this state of the store or an earlier one.
    std::optional<KeptBoards> boards(const QueryContext& context);

    /// Whether a part that was kept at \p generation is untouched; see revision_part.
    bool holds(const QueryContext& context, std::int64_t revision, std::int64_t generation);

private:
    // All private functions under the lock.
    bool open(const QueryContext& context);
    bool holdsNow(const QueryContext& context, std::int64_t revision, std::int64_t generation);
    Result<void> followFeed(const QueryContext& context);
    std::optional<std::string> body(const QueryContext& context, KeptPart part,
                                    const RevisionEntry& revision, std::int64_t stamp);
    /// With whose they are.
    template <typename Sums>
    std::shared_ptr<const Sums>
    sumsOf(const std::optional<std::string>& coded, std::optional<Sums> (*decode)(std::string_view),
           const RevisionEntry& revision, RunningWindow window, std::optional<Timestamp> now);
    Result<void> loadCells(ResultKind kind, CellIndex& cells);

    std::mutex m_mutex;
    // All below guarded by m_mutex.
    std::unique_ptr<Database> m_database;
    Compressor m_compressor;
    std::optional<std::uint64_t> m_refusedAt; ///< Generation at which the file was not ours.
    /// The change feed up to m_feedGeneration: the newest touch of each revision.
    std::unordered_map<std::int64_t, std::int64_t> m_touched;
    std::int64_t m_oldestChange = 0;
    std::optional<std::uint64_t> m_feedGeneration;
    std::array<std::vector<CellIndex::Cell>, 3> m_cells; ///< By kind and KeptCell.
};

} // namespace cboard::store
