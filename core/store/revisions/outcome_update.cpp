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
#include <bitset>
#include <map>

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

    /// What the file says of a part, without its body.
    struct KeptState {
        std::int64_t generation = 0;
        std::int64_t stamp = 0;
        ClockSpan clocks;
    };

    struct MadePart {
        std::string body;
        ClockSpan clocks; ///< Any clock where the part does not depend on it.
    };

    using Parts = std::bitset<KeptPartCount>;

    struct StaleRevision {
        const RevisionEntry* revision = nullptr;
        Parts parts;
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
            CBOARD_TRY(const auto revisions, allRevisions(m_context));
            OutcomeUpdate done{.revisions = std::ssize(revisions)};
            CBOARD_TRY(const bool isOurTurn, claim());
            if (!isOurTurn) {
                return done;
            }
            CBOARD_TRY(const auto stale, findStale(revisions));
            const std::span<const StaleRevision> all(stale);
            for (std::size_t first = 0; first < all.size(); first += RevisionsAtOnce) {
                m_context.task.report(
                    {static_cast<std::int64_t>(first), std::ssize(all), "outcomes"});
                const auto some = all.subspan(first, std::min(RevisionsAtOnce, all.size() - first));
                CBOARD_TRY(const bool isStillOurTurn, updateSome(some));
                if (!isStillOurTurn) {
                    return done;
                }
                done.updated += std::ssize(some);
            }
            CBOARD_TRY_VOID(confirm());
            return done;
        }

    private:
        std::int64_t generation() const { return static_cast<std::int64_t>(m_context.generation); }

        /// No value while nothing was confirmed.
        Result<std::optional<std::int64_t>> confirmedGeneration()
        {
            CBOARD_TRY(auto row, m_file.prepare("SELECT value FROM meta WHERE key = ?1"));
            CBOARD_TRY(const bool hasRow, row.bind(1, KeptConfirmedKey).step());
            return hasRow ? std::optional(row.integer(0)) : std::nullopt;
        }

        /// Another program that has seen a newer state has done what is to be done here.
        Result<bool> isOvertaken()
        {
            CBOARD_TRY(const auto confirmed, confirmedGeneration());
            return confirmed && *confirmed > generation();
        }

        Result<void> putMeta(std::string_view key, std::int64_t value)
        {
            CBOARD_TRY(auto row, m_file.prepare("INSERT OR REPLACE INTO meta VALUES (?1, ?2)"));
            row.bindAll(key, value);
            return row.run();
        }

        /// What was kept for another store goes. \returns whether there can be something to do.
        Result<bool> claim()
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
            CBOARD_TRY(const bool overtaken, isOvertaken());
            if (overtaken) {
                return false;
            }
            CBOARD_TRY_VOID(putMeta(KeptWindowKey, m_common.window.length.count()));
            CBOARD_TRY_VOID(transaction.commit());
            return true;
        }

        /// All that is kept holds at this state; and what the boards are, read on from what was
        /// known.
        Result<void> confirm()
        {
            CBOARD_TRY(const auto boards, m_context.outcomes.boards().byBoard(m_context));
            CBOARD_TRY(const std::int64_t newest,
                       m_context.database.scalar("SELECT max(id) FROM checkout"));
            const std::string body = encodeBoards({m_context.generation, newest, *boards});
            CBOARD_TRY(auto transaction, Transaction::begin(m_file, Transaction::Kind::Write));
            CBOARD_TRY(const bool overtaken, isOvertaken());
            if (overtaken) {
                return {};
            }
            CBOARD_TRY(auto row, m_file.prepare("INSERT OR REPLACE INTO meta VALUES (?1, ?2)"));
            row.bind(1, KeptBoardsKey);
            CBOARD_TRY_VOID(row.bindBlob(2, body).run());
            CBOARD_TRY_VOID(putMeta(KeptConfirmedKey, generation()));
            return transaction.commit();
        }

        /// The revisions of which a part is missing or no longer true. Reads no bodies: one commit
        /// leaves nearly all of them as they are.
        Result<std::vector<StaleRevision>> findStale(const std::vector<RevisionEntry>& revisions)
        {
            CBOARD_TRY_VOID(readKept());
            std::vector<StaleRevision> stale;
            for (const RevisionEntry& revision : revisions) {
                StaleRevision found{&revision, {}};
                for (std::size_t part = 0; part < KeptPartCount; ++part) {
                    found.parts[part] = !holds(revision, static_cast<KeptPart>(part));
                }
                if (found.parts.any()) {
                    stale.push_back(found);
                }
            }
            m_kept.clear();
            return stale;
        }

        Result<void> readKept()
        {
            CBOARD_TRY(const auto confirmed, confirmedGeneration());
            CBOARD_TRY(auto rows,
                       m_file.prepare("SELECT revision, part, generation, stamp, clock_from,"
                                      " clock_until FROM revision_part"));
            return forEachRow(rows, [&](const Statement& row) -> Result<void> {
                KeptState state{
                    std::max(row.integer(2), confirmed.value_or(0)), row.integer(3), {}};
                if (!row.isNull(4)) {
                    state.clocks.from = Timestamp(Timestamp::duration(row.integer(4)));
                }
                if (!row.isNull(5)) {
                    state.clocks.until = Timestamp(Timestamp::duration(row.integer(5)));
                }
                m_kept[{row.integer(0), static_cast<KeptPart>(row.integer(1))}] = state;
                return {};
            });
        }

        bool holds(const RevisionEntry& revision, KeptPart part)
        {
            const auto kept = m_kept.find({revision.ref.id, part});
            return kept != m_kept.end() && kept->second.stamp == stamp(revision, part)
                && kept->second.clocks.holds(m_common.now)
                && m_feed.holds(m_context, revision.ref.id, kept->second.generation);
        }

        /// \returns false, and nothing is done, when another program has overtaken this one.
        Result<bool> updateSome(std::span<const StaleRevision> revisions)
        {
            CBOARD_TRY(const auto reader, OutcomeReader::create(m_context, m_common));
            CBOARD_TRY(auto transaction, Transaction::begin(m_file, Transaction::Kind::Write));
            CBOARD_TRY(const bool overtaken, isOvertaken());
            if (overtaken) {
                return false;
            }
            for (const ResultKind kind : ResultKinds) {
                CBOARD_TRY_VOID(
                    numbersOf(kind).refresh(m_file, kind, m_context.outcomes.cells(kind)));
            }
            for (const StaleRevision& stale : revisions) {
                CBOARD_TRY_VOID(m_context.task.check());
                for (std::size_t i = 0; i < KeptPartCount; ++i) {
                    if (stale.parts[i]) {
                        const auto part = static_cast<KeptPart>(i);
                        CBOARD_TRY(const MadePart made, make(*stale.revision, part, *reader));
                        CBOARD_TRY_VOID(write(*stale.revision, part, made));
                    }
                }
            }
            for (const ResultKind kind : ResultKinds) {
                CBOARD_TRY_VOID(numbersOf(kind).store(m_file, kind));
            }
            CBOARD_TRY_VOID(transaction.commit());
            return true;
        }

        std::int64_t stamp(const RevisionEntry& revision, KeptPart part) const
        {
            return part == KeptPart::Health
                ? healthStampOf(revision, m_common.window, m_common.limits.labs)
                : stampOf(revision, m_common.window);
        }

        Result<MadePart> make(const RevisionEntry& revision, KeptPart part, OutcomeReader& reader)
        {
            if (part == KeptPart::Health) {
                CBOARD_TRY(const auto health, reader.health(revision));
                return MadePart{encodeHealth(*health), health->clocks};
            }
            if (part == KeptPart::End) {
                CBOARD_TRY(const auto end, revisionEnd(m_context, revision));
                return MadePart{encodeEnd(end), {}};
            }
            if (part == KeptPart::Sums || part == KeptPart::RunSums) {
                return makeSums(revision, part, reader.openPlan());
            }
            const auto kind = static_cast<ResultKind>(part);
            CBOARD_TRY(const auto outcomes, reader.outcomes(kind, revision, OutcomeDetail::Runs));
            numbersOf(kind).note(*outcomes, m_context.outcomes.cells(kind));
            return MadePart{encodeOutcomes(*outcomes, numbersOf(kind).numbers()), {}};
        }

        Result<MadePart> makeSums(const RevisionEntry& revision, KeptPart part,
                                  const FilterPlan& plan)
        {
            ResultReader results(m_context, plan);
            if (part == KeptPart::Sums) {
                CBOARD_TRY(const auto sums, results.sums(revision));
                return MadePart{encodeSums(*sums), sums->origin.clocks};
            }
            CBOARD_TRY(const auto sums, results.runSums(revision));
            return MadePart{encodeRunSums(*sums), sums->origin.clocks};
        }

        /// What another program has written of a newer state stays.
        Result<void> write(const RevisionEntry& revision, KeptPart part, const MadePart& made)
        {
            CBOARD_TRY(
                auto row,
                m_file.prepare("INSERT INTO revision_part VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
                               " ON CONFLICT DO UPDATE SET generation = excluded.generation,"
                               " stamp = excluded.stamp, clock_from = excluded.clock_from,"
                               " clock_until = excluded.clock_until, body = excluded.body"
                               " WHERE generation <= excluded.generation"));
            const auto count = [](Timestamp time) { return time.time_since_epoch().count(); };
            const ClockSpan& clocks = made.clocks;
            row.bindAll(revision.ref.id, static_cast<std::int64_t>(part), generation(),
                        stamp(revision, part));
            row.bind(5,
                     clocks.from == Timestamp::min() ? std::nullopt
                                                     : std::optional(count(clocks.from)));
            row.bind(6, clocks.until ? std::optional(count(*clocks.until)) : std::nullopt);
            row.bindBlob(7, m_compressor.compress(made.body, Compressor::Effort::Fast));
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
        std::map<std::pair<std::int64_t, KeptPart>, KeptState> m_kept; ///< By revision.
        Compressor m_compressor;
        std::array<CellNumbers, 3> m_numbers; ///< By kind.
    };

} // namespace

Result<OutcomeUpdate> updateOutcomes(const std::filesystem::path& storeFile,
                                     const query::Common& common, const TaskContext& task)
{
    const auto file = OutcomeFile::fileFor(storeFile);
    CBOARD_TRY_VOID(prepareStoreFile(file, true, outcomeMigrationTexts(), OldFile::Goes));
    CBOARD_TRY(const auto kept, Database::open(file, Database::Mode::ReadWrite));
    // What a power cut takes is read again: no commit waits for the disk.
    CBOARD_TRY_VOID(kept->execute("PRAGMA synchronous = NORMAL"));
    return inView(storeFile, task, [&](const QueryContext& context) {
        return Updater(context, common, *kept).run();
    });
}

} // namespace cboard::store
