// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revisions/outcome_update.h"

#include "core/store/revisions/kept_boards.h"
#include "core/store/revisions/outcome_file.h"
#include "core/store/revisions/outcome_reader.h"
#include "core/store/revisions/revision_progress.h"
#include "core/store/revisions/sums_codec.h"
#include "core/store/revisions/whole_store.h"
#include "core/store/sqlite/migrations.h"
#include "core/store/store_opening.h"

#include <algorithm>

namespace cboard::store {

namespace {

    /// A transaction each: so much is lost when the task is stopped.
    constexpr std::size_t RevisionsAtOnce = 8;

    /// The numbers of cells in the file: those that it has, and new ones.
    class CellNumbers {
    public:
        /// Reads what was added by another program, too. Within a write transaction.
        Result<void> refresh(Database& file, ResultKind kind, CellIndex& cells)
        {
            return forEachKeptCell(file, kind, m_stored,
                                   [&](const CellKey& key) { set(cells.intern(key), m_stored++); });
        }

        void note(const RevisionOutcomes& outcomes, const CellIndex& cells)
        {
            for (const CellOutcome& outcome : outcomes.cells) {
                if (outcome.cell >= m_numbers.size() || m_numbers[outcome.cell] == NoNumber) {
                    set(outcome.cell, m_stored + static_cast<KeptCell>(m_added.size()));
                    m_added.push_back(cells.keyOf(outcome.cell));
                }
            }
        }

        Result<void> store(Database& file, ResultKind kind)
        {
            if (m_added.empty()) {
                return {};
            }
            CBOARD_TRY(auto row,
                       file.prepare("INSERT INTO cell_block (kind, first, body)"
                                    " VALUES (?1, ?2, ?3)"));
            row.bindAll(static_cast<std::int64_t>(kind), static_cast<std::int64_t>(m_stored));
            const std::string body = encodeCells(m_added);
            CBOARD_TRY_VOID(row.bindBlob(3, body).run());
            m_stored += static_cast<KeptCell>(m_added.size());
            m_added.clear();
            return {};
        }

        std::span<const KeptCell> numbers() const { return m_numbers; }

    private:
        static constexpr KeptCell NoNumber = ~KeptCell{0};

        void set(CellIndex::Cell cell, KeptCell number)
        {
            if (cell >= m_numbers.size()) {
                m_numbers.resize(cell + std::size_t{1}, NoNumber);
            }
            m_numbers[cell] = number;
        }

        std::vector<KeptCell> m_numbers; ///< By CellIndex::Cell.
        std::vector<CellKey> m_added;
        KeptCell m_stored = 0; ///< So many are in the file.
    };

    class Updater {
    public:
        Updater(const QueryContext& context, const query::Common& common, Database& file)
            : m_context(context)
            , m_common(common)
            , m_file(file)
        {
        }

        Result<OutcomeUpdate> run()
        {
            CBOARD_TRY_VOID(claim());
            CBOARD_TRY(const auto revisions, allRevisions(m_context));
            OutcomeUpdate done;
            const std::span<const RevisionEntry> all(revisions);
            for (std::size_t first = 0; first < all.size(); first += RevisionsAtOnce) {
                m_context.task.report(
                    {static_cast<std::int64_t>(first), std::ssize(all), "outcomes"});
                const auto some = all.subspan(first, std::min(RevisionsAtOnce, all.size() - first));
                CBOARD_TRY(const std::int64_t updated, updateSome(some));
                done.revisions += std::ssize(some);
                done.updated += updated;
            }
            CBOARD_TRY_VOID(updateBoards());
            return done;
        }

    private:
        /// What was kept for another store goes.
        Result<void> claim()
        {
            CBOARD_TRY(const std::string identity, OutcomeFile::identityOf(m_context.database));
            CBOARD_TRY(auto transaction, Transaction::begin(m_file, Transaction::Kind::Write));
            CBOARD_TRY(auto row,
                       m_file.prepare("SELECT 1 FROM meta WHERE key = 'store' AND value = ?1"));
            CBOARD_TRY(const bool isOurs, row.bind(1, std::string_view(identity)).step());
            row.reset();
            if (!isOurs) {
                CBOARD_TRY_VOID(m_file.execute("DELETE FROM revision_part;"
                                               "DELETE FROM cell_block;DELETE FROM meta"));
                CBOARD_TRY(auto meta, m_file.prepare("INSERT INTO meta VALUES ('store', ?1)"));
                CBOARD_TRY_VOID(meta.bind(1, std::string_view(identity)).run());
            }
            CBOARD_TRY(auto window, m_file.prepare("INSERT OR REPLACE INTO meta VALUES (?1, ?2)"));
            window.bindAll(KeptWindowKey,
                           static_cast<std::int64_t>(m_common.window.length.count()));
            CBOARD_TRY_VOID(window.run());
            return transaction.commit();
        }

        /// What the boards are, read on from what was known.
        Result<void> updateBoards()
        {
            CBOARD_TRY(const auto boards, m_context.outcomes.boards().byBoard(m_context));
            CBOARD_TRY(const std::int64_t newest,
                       m_context.database.scalar("SELECT max(id) FROM checkout"));
            const std::string body = encodeBoards({m_context.generation, newest, *boards});
            CBOARD_TRY(auto transaction, Transaction::begin(m_file, Transaction::Kind::Write));
            CBOARD_TRY(auto row, m_file.prepare("INSERT OR REPLACE INTO meta VALUES (?1, ?2)"));
            row.bind(1, KeptBoardsKey);
            CBOARD_TRY_VOID(row.bindBlob(2, body).run());
            return transaction.commit();
        }

        /// \returns how many were not up to date.
        Result<std::int64_t> updateSome(std::span<const RevisionEntry> revisions)
        {
            CBOARD_TRY(const auto reader, OutcomeReader::create(m_context, m_common));
            CBOARD_TRY(auto transaction, Transaction::begin(m_file, Transaction::Kind::Write));
            for (const ResultKind kind : ResultKinds) {
                CBOARD_TRY_VOID(
                    numbersOf(kind).refresh(m_file, kind, m_context.outcomes.cells(kind)));
            }
            std::int64_t updated = 0;
            for (const RevisionEntry& revision : revisions) {
                CBOARD_TRY_VOID(m_context.task.check());
                CBOARD_TRY(const bool isUpdated, update(revision, *reader));
                updated += isUpdated ? 1 : 0;
            }
            for (const ResultKind kind : ResultKinds) {
                CBOARD_TRY_VOID(numbersOf(kind).store(m_file, kind));
            }
            CBOARD_TRY_VOID(transaction.commit());
            return updated;
        }

        Result<bool> update(const RevisionEntry& revision, OutcomeReader& reader)
        {
            bool isUpdated = false;
            for (std::size_t i = 0; i < KeptPartCount; ++i) {
                const auto part = static_cast<KeptPart>(i);
                CBOARD_TRY(const bool holds, confirm(revision, part));
                if (!holds) {
                    CBOARD_TRY(const std::string body, make(revision, part, reader));
                    CBOARD_TRY_VOID(write(revision, part, body));
                    isUpdated = true;
                }
            }
            return isUpdated;
        }

        /// Whether the part holds still; then it is noted that it does up to now.
        Result<bool> confirm(const RevisionEntry& revision, KeptPart part)
        {
            CBOARD_TRY(auto row,
                       m_file.prepare("SELECT generation, body FROM revision_part"
                                      " WHERE revision = ?1 AND part = ?2 AND stamp = ?3"));
            row.bindAll(revision.ref.id, static_cast<std::int64_t>(part), stamp(revision, part));
            CBOARD_TRY(const bool hasRow, row.step());
            if (!hasRow || !m_feed.holds(m_context, revision.ref.id, row.integer(0))) {
                return false;
            }
            if (dependsOnClock(part)) {
                Arena arena;
                CBOARD_TRY(const auto text, m_compressor.decompress(row.blob(1), arena));
                if (!isTrueNow(part, text)) {
                    return false;
                }
            }
            if (row.integer(0) == static_cast<std::int64_t>(m_context.generation)) {
                return true;
            }
            row.reset();
            CBOARD_TRY(auto fresh,
                       m_file.prepare("UPDATE revision_part SET generation = ?3"
                                      " WHERE revision = ?1 AND part = ?2"));
            fresh.bindAll(revision.ref.id, static_cast<std::int64_t>(part),
                          static_cast<std::int64_t>(m_context.generation));
            CBOARD_TRY_VOID(fresh.run());
            return true;
        }

        std::int64_t stamp(const RevisionEntry& revision, KeptPart part) const
        {
            return part == KeptPart::Health
                ? healthStampOf(revision, m_common.window, m_common.limits.labs)
                : stampOf(revision, m_common.window);
        }

        static bool dependsOnClock(KeptPart part)
        {
            return part == KeptPart::Health || part == KeptPart::Sums || part == KeptPart::RunSums;
        }

        bool isTrueNow(KeptPart part, std::string_view body) const
        {
            const auto holds = [this](const ClockSpan& clocks) {
                return clocks.holds(m_common.now);
            };
            if (part == KeptPart::Health) {
                const auto health = decodeHealth(body);
                return health && holds(health->clocks);
            }
            if (part == KeptPart::Sums) {
                const auto sums = decodeSums(body);
                return sums && holds(sums->origin.clocks);
            }
            const auto sums = decodeRunSums(body);
            return sums && holds(sums->origin.clocks);
        }

        Result<std::string> make(const RevisionEntry& revision, KeptPart part,
                                 OutcomeReader& reader)
        {
            if (part == KeptPart::Health) {
                CBOARD_TRY(const auto health, reader.health(revision));
                return encodeHealth(*health);
            }
            if (part == KeptPart::End) {
                CBOARD_TRY(const auto end, revisionEnd(m_context, revision));
                return encodeEnd(end);
            }
            if (part == KeptPart::Sums || part == KeptPart::RunSums) {
                return makeSums(revision, part, reader.openPlan());
            }
            const auto kind = static_cast<ResultKind>(part);
            CBOARD_TRY(const auto outcomes, reader.outcomes(kind, revision, OutcomeDetail::Runs));
            numbersOf(kind).note(*outcomes, m_context.outcomes.cells(kind));
            return encodeOutcomes(*outcomes, numbersOf(kind).numbers());
        }

        Result<std::string> makeSums(const RevisionEntry& revision, KeptPart part,
                                     const FilterPlan& plan)
        {
            ResultReader results(m_context, plan);
            if (part == KeptPart::Sums) {
                CBOARD_TRY(const auto sums, results.sums(revision));
                return encodeSums(*sums);
            }
            CBOARD_TRY(const auto sums, results.runSums(revision));
            return encodeRunSums(*sums);
        }

        Result<void> write(const RevisionEntry& revision, KeptPart part, std::string_view body)
        {
            CBOARD_TRY(auto row,
                       m_file.prepare("INSERT OR REPLACE INTO revision_part"
                                      " (revision, part, generation, stamp, body)"
                                      " VALUES (?1, ?2, ?3, ?4, ?5)"));
            row.bindAll(revision.ref.id, static_cast<std::int64_t>(part),
                        static_cast<std::int64_t>(m_context.generation), stamp(revision, part));
            row.bindBlob(5, m_compressor.compress(body, Compressor::Effort::Fast));
            return row.run();
        }

        CellNumbers& numbersOf(ResultKind kind)
        {
            return m_numbers.at(static_cast<std::size_t>(kind));
        }

        const QueryContext& m_context;
        const query::Common& m_common;
        Database& m_file;
        OutcomeFile m_feed; ///< Knows what commits have touched.
        Compressor m_compressor;
        std::array<CellNumbers, 3> m_numbers; ///< By kind.
    };

} // namespace

Result<OutcomeUpdate> updateOutcomes(const std::filesystem::path& storeFile,
                                     const query::Common& common, const TaskContext& task)
{
    const auto file = OutcomeFile::fileFor(storeFile);
    CBOARD_TRY_VOID(prepareStoreFile(file, true, outcomeMigrationTexts()));
    CBOARD_TRY(const auto kept, Database::open(file, Database::Mode::ReadWrite));
    return inView(storeFile, task, [&](const QueryContext& context) {
        return Updater(context, common, *kept).run();
    });
}

} // namespace cboard::store
