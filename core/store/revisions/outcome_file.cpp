// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revisions/outcome_file.h"

#include "core/base/arena.h"
#include "core/store/revisions/kept_boards.h"
#include "core/store/revisions/query_context.h"
#include "core/store/revisions/revision_rows.h"
#include "core/store/revisions/sums_codec.h"
#include "core/store/sqlite/database.h"
#include "core/store/sqlite/migrations.h"

#include <algorithm>

namespace cboard::store {

Result<void> forEachKeptCell(Database& file, ResultKind kind, std::int64_t first,
                             const std::function<void(const CellKey&)>& visit)
{
    CBOARD_TRY(auto rows,
               file.prepare("SELECT body FROM cell_block WHERE kind = ?1 AND first >= ?2"
                            " ORDER BY first"));
    rows.bindAll(static_cast<std::int64_t>(kind), first);
    return forEachRow(rows, [&visit](const Statement& row) -> Result<void> {
        const auto block = decodeCells(row.blob(0));
        if (!block) {
            return fail(ErrorKind::Storage, "the kept cells are damaged");
        }
        std::for_each(block->begin(), block->end(), visit);
        return {};
    });
}

OutcomeFile::OutcomeFile() = default;
OutcomeFile::~OutcomeFile() = default;

std::filesystem::path OutcomeFile::fileFor(const std::filesystem::path& storeFile)
{
    return storeFile.string() + ".outcomes";
}

Result<std::string> OutcomeFile::identityOf(Database& store)
{
    CBOARD_TRY(auto row, store.prepare("SELECT hex(hash) FROM document ORDER BY id LIMIT 1"));
    CBOARD_TRY(const bool hasRow, row.step());
    return hasRow ? std::string(row.text(0)) : std::string();
}

bool OutcomeFile::open(const QueryContext& context)
{
    if (m_database) {
        return true;
    }
    const auto file = fileFor(context.database.file());
    std::error_code ignored;
    if (m_refusedAt == context.generation || !std::filesystem::exists(file, ignored)) {
        return false;
    }
    const auto openOurs = [&]() -> Result<std::unique_ptr<Database>> {
        CBOARD_TRY(auto database, Database::open(file, Database::Mode::ReadOnly));
        CBOARD_TRY(const std::int64_t version, versionOf(*database));
        CBOARD_TRY(auto row, database->prepare("SELECT value FROM meta WHERE key = 'store'"));
        CBOARD_TRY(const bool hasRow, row.step());
        CBOARD_TRY(const std::string identity, identityOf(context.database));
        const bool isOurs = version == std::ssize(outcomeMigrationTexts()) && hasRow
            && !identity.empty() && row.text(0) == identity;
        row.reset();
        return isOurs ? std::move(database) : nullptr;
    };
    auto opened = openOurs();
    if (opened) {
        m_database = std::move(*opened);
    }
    if (!m_database) {
        m_refusedAt = context.generation;
    }
    return m_database != nullptr;
}

Result<void> OutcomeFile::followFeed(const QueryContext& context)
{
    if (m_feedGeneration == context.generation) {
        return {};
    }
    m_touched.clear();
    CBOARD_TRY(m_oldestChange,
               context.database.scalar("SELECT generation FROM change"
                                       " ORDER BY generation LIMIT 1"));
    CBOARD_TRY(auto rows,
               context.database.prepare("SELECT revision, max(generation) FROM change"
                                        " GROUP BY revision"));
    CBOARD_TRY_VOID(forEachRow(rows, [this](const Statement& row) -> Result<void> {
        m_touched[row.integer(0)] = row.integer(1);
        return {};
    }));
    m_feedGeneration = context.generation;
    return {};
}

std::optional<KeptBoards> OutcomeFile::boards(const QueryContext& context)
{
    const std::lock_guard lock(m_mutex);
    if (!open(context)) {
        return std::nullopt;
    }
    const auto read = [this]() -> Result<std::optional<KeptBoards>> {
        CBOARD_TRY(auto row, m_database->prepare("SELECT value FROM meta WHERE key = ?1"));
        CBOARD_TRY(const bool hasRow, row.bind(1, KeptBoardsKey).step());
        return hasRow ? decodeBoards(row.blob(0)) : std::nullopt;
    };
    auto kept = read().value_or(std::nullopt);
    return kept && kept->generation <= context.generation ? std::move(kept) : std::nullopt;
}

bool OutcomeFile::holds(const QueryContext& context, std::int64_t revision, std::int64_t generation)
{
    const std::lock_guard lock(m_mutex);
    return holdsNow(context, revision, generation);
}

bool OutcomeFile::holdsNow(const QueryContext& context, std::int64_t revision,
                           std::int64_t generation)
{
    if (!followFeed(context)) {
        return false;
    }
    const auto touch = m_touched.find(revision);
    const std::int64_t touchedAt = touch == m_touched.end() ? 0 : touch->second;
    // A feed that no longer reaches back far enough tells nothing; a future is another store's.
    return generation + 1 >= m_oldestChange && touchedAt <= generation
        && generation <= static_cast<std::int64_t>(context.generation);
}

std::optional<std::string> OutcomeFile::body(const QueryContext& context, KeptPart part,
                                             const RevisionEntry& revision, std::int64_t stamp)
{
    if (!open(context)) {
        return std::nullopt;
    }
    const auto read = [&]() -> Result<std::optional<std::string>> {
        CBOARD_TRY(auto row,
                   m_database->prepare("SELECT max(generation, ifnull((SELECT value FROM meta"
                                       " WHERE key = ?3), 0)), stamp, body FROM revision_part"
                                       " WHERE revision = ?1 AND part = ?2"));
        row.bindAll(revision.ref.id, static_cast<std::int64_t>(part), KeptConfirmedKey);
        CBOARD_TRY(const bool hasRow, row.step());
        if (!hasRow || row.integer(1) != stamp
            || !holdsNow(context, revision.ref.id, row.integer(0))) {
            return std::nullopt;
        }
        Arena arena;
        CBOARD_TRY(const std::string_view text, m_compressor.decompress(row.blob(2), arena));
        return std::string(text);
    };
    return read().value_or(std::nullopt);
}

Result<void> OutcomeFile::loadCells(ResultKind kind, CellIndex& cells)
{
    std::vector<CellIndex::Cell>& known = m_cells[static_cast<std::size_t>(kind)];
    return forEachKeptCell(*m_database, kind, std::ssize(known),
                           [&](const CellKey& key) { known.push_back(cells.intern(key)); });
}

std::shared_ptr<const RevisionOutcomes>
OutcomeFile::outcomes(const QueryContext& context, ResultKind kind, const RevisionEntry& revision,
                      RunningWindow window, CellIndex& cells)
{
    const std::lock_guard lock(m_mutex);
    const auto coded =
        body(context, static_cast<KeptPart>(kind), revision, stampOf(revision, window));
    if (!coded) {
        return nullptr;
    }
    const auto& known = m_cells[static_cast<std::size_t>(kind)];
    auto decoded = decodeOutcomes(*coded, known);
    if (!decoded && loadCells(kind, cells)) { // It names cells that were added since.
        decoded = decodeOutcomes(*coded, known);
    }
    if (!decoded) {
        return nullptr;
    }
    decoded->window = window;
    return std::make_shared<const RevisionOutcomes>(std::move(*decoded));
}

std::shared_ptr<const RevisionHealth>
OutcomeFile::health(const QueryContext& context, const RevisionEntry& revision,
                    RunningWindow window, const query::LabLimits& limits, Timestamp now)
{
    const std::lock_guard lock(m_mutex);
    const auto coded =
        body(context, KeptPart::Health, revision, healthStampOf(revision, window, limits));
    auto health = coded ? decodeHealth(*coded) : std::nullopt;
    if (!health || !health->clocks.holds(now)) {
        return nullptr;
    }
    health->window = window;
    health->limits = limits;
    return std::make_shared<const RevisionHealth>(std::move(*health));
}

template <typename Sums>
std::shared_ptr<const Sums> OutcomeFile::sumsOf(const std::optional<std::string>& coded,
                                                std::optional<Sums> (*decode)(std::string_view),
                                                const RevisionEntry& revision, RunningWindow window,
                                                std::optional<Timestamp> now)
{
    auto sums = coded ? decode(*coded) : std::nullopt;
    if (!sums || (now && !sums->origin.clocks.holds(*now))) {
        return nullptr;
    }
    sums->origin.revision = revision.ref.id;
    sums->origin.stamp = stampOf(revision, window);
    return std::make_shared<const Sums>(std::move(*sums));
}

std::shared_ptr<const RevisionSums> OutcomeFile::sums(const QueryContext& context,
                                                      const RevisionEntry& revision,
                                                      RunningWindow window,
                                                      std::optional<Timestamp> now)
{
    const std::lock_guard lock(m_mutex);
    return sumsOf(body(context, KeptPart::Sums, revision, stampOf(revision, window)), decodeSums,
                  revision, window, now);
}

std::shared_ptr<const RunSums> OutcomeFile::runSums(const QueryContext& context,
                                                    const RevisionEntry& revision,
                                                    RunningWindow window,
                                                    std::optional<Timestamp> now)
{
    const std::lock_guard lock(m_mutex);
    return sumsOf(body(context, KeptPart::RunSums, revision, stampOf(revision, window)),
                  decodeRunSums, revision, window, now);
}

std::optional<RevisionEnd> OutcomeFile::end(const QueryContext& context,
                                            const RevisionEntry& revision, RunningWindow window)
{
    const std::lock_guard lock(m_mutex);
    const auto coded = body(context, KeptPart::End, revision, stampOf(revision, window));
    return coded ? decodeEnd(*coded) : std::nullopt;
}

} // namespace cboard::store
