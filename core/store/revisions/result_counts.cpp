// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revisions/few_ids.h"
#include "core/store/revisions/outcome_codec.h"
#include "core/store/revisions/outcome_file.h"
#include "core/store/revisions/result_groups.h"
#include "core/store/revisions/revision_marks.h"
#include "core/store/revisions/run_texts.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <unordered_map>

/// The part of ResultReader that counts: from the smallest roll-up that can tell.
namespace cboard::store {

std::size_t RunSums::sizeBytes() const
{
    return sizeof(*this) + (labs.size() + origins.size()) * sizeof(SourceSums)
        + boards.size() * sizeof(BoardSums) + words.size() * sizeof(std::int64_t);
}

namespace {

    constexpr int BuildKind = 0; // As the roll-ups number them.
    constexpr int BootKind = 1;

    StatusCounts& countsOfKind(query::ResultCounts& counts, std::int64_t kind)
    {
        if (kind == BuildKind) {
            return counts.builds;
        }
        return kind == BootKind ? counts.boots : counts.tests;
    }

    /// Adds up the runs of one revision.
    class RunSummer {
    public:
        explicit RunSummer(const FilterPlan& plan)
            : m_plan(plan)
        {
        }

        void add(const ResultGroup& group, bool isBoot)
        {
            const ResultFacts& facts = group.facts;
            if (facts.platform != 0) {
                addToBoard(group, isBoot);
            }
            if (facts.statusClass == StatusClass::Pending) {
                return;
            }
            for (SourceSums* source : {&m_labs[facts.lab], &m_origins[facts.build->origin]}) {
                source->runs += group.count;
                source->errors += isInfrastructure(facts.statusClass) ? group.count : 0;
            }
        }

        RunSums take()
        {
            RunSums sums;
            std::ranges::sort(m_boards, {}, [](const Board& board) { return board.sums.platform; });
            sums.boards.reserve(m_boards.size());
            for (Board& board : m_boards) {
                board.sums.firstWord = static_cast<std::uint32_t>(sums.words.size());
                board.sums.architectureCount = appendSorted(board.architectures, sums.words);
                board.sums.labCount = appendSorted(board.labs, sums.words);
                sums.boards.push_back(board.sums);
            }
            sums.labs = listOf(m_labs);
            sums.origins = listOf(m_origins);
            return sums;
        }

    private:
        struct Board {
            BoardSums sums;
            FewIds architectures;
            FewIds labs;
            FewIds builds; ///< That ran on it.
        };
        using Sources = std::map<std::int64_t, SourceSums>;

        void addToBoard(const ResultGroup& group, bool isBoot)
        {
            const ResultFacts& facts = group.facts;
            Board& board = boardOf(facts.platform);
            board.architectures.add(facts.build->architecture);
            board.labs.add(facts.lab);
            (isBoot ? board.sums.boots : board.sums.tests).add(facts.statusClass, group.count);
            if (facts.build->isShown && board.builds.add(facts.build->id)) {
                board.sums.builds.add(m_plan.classOf(facts.build->status, facts.build->start), 1);
            }
        }

        Board& boardOf(std::int64_t platform)
        {
            const auto [place, isNew] = m_places.try_emplace(platform, m_boards.size());
            if (isNew) {
                m_boards.emplace_back().sums.platform = platform;
            }
            return m_boards[place->second];
        }

        /// \returns how many.
        static std::uint16_t appendSorted(const FewIds& few, std::vector<std::int64_t>& words)
        {
            const auto first = static_cast<std::ptrdiff_t>(words.size());
            std::ranges::copy(few.ids(), std::back_inserter(words));
            std::sort(words.begin() + first, words.end());
            return static_cast<std::uint16_t>(few.ids().size());
        }

        static std::vector<SourceSums> listOf(const Sources& sources)
        {
            std::vector<SourceSums> list;
            for (const auto& [id, sums] : sources) {
                list.push_back({id, sums.runs, sums.errors});
            }
            return list;
        }

        const FilterPlan& m_plan;
        std::vector<Board> m_boards;
        std::unordered_map<std::int64_t, std::size_t> m_places; ///< In m_boards, by platform.id.
        Sources m_labs; ///< By lab.id.
        Sources m_origins; ///< By origin.id.
    };

} // namespace

Result<void> ResultReader::plainCounts(std::int64_t checkout, query::ResultCounts& counts)
{
    CBOARD_TRY(auto rows,
               m_context.database.prepare("SELECT kind, status, count FROM rollup_checkout"
                                          " WHERE checkout = ?1"));
    rows.bind(1, checkout);
    bool hasUnfinished = false;
    CBOARD_TRY_VOID(forEachRow(rows, [&](const Statement& row) -> Result<void> {
        const auto status = toStatus(row.integer(1));
        hasUnfinished = hasUnfinished || !status;
        if (status) {
            countsOfKind(counts, row.integer(0))[m_plan.classOf(status, {})] += row.integer(2);
        }
        return {};
    }));
    if (!hasUnfinished) {
        return {};
    }
    CBOARD_TRY(auto unfinished,
               m_context.database.prepare("SELECT kind, start FROM unfinished"
                                          " WHERE checkout = ?1"));
    unfinished.bind(1, checkout);
    return forEachRow(unfinished, [&](const Statement& row) -> Result<void> {
        const auto start = toTimestamp(row.optionalInteger(1));
        ++countsOfKind(counts, row.integer(0))[m_plan.classOf({}, start)];
        return {};
    });
}

SumsOrigin ResultReader::originOf(const RevisionEntry& revision) const
{
    return {revision.ref.id, stampOf(revision, m_plan.window()), {}};
}

Result<OutcomeCache::SumsPtr> ResultReader::sums(const RevisionEntry& revision)
{
    OutcomeCache& memory = m_context.outcomes;
    const SumsOrigin origin = originOf(revision);
    if (auto known = memory.sums(m_context, origin, m_plan.now())) {
        return known;
    }
    if (OutcomeFile* file = memory.file()) {
        if (auto kept = file->sums(m_context, revision, m_plan.window(), m_plan.now())) {
            memory.keep(m_context, kept);
            return kept;
        }
    }
    auto sums = std::make_shared<RevisionSums>();
    sums->origin = origin;
    CBOARD_TRY(sums->origin.clocks,
               clockSpanOf(m_context, revision, m_plan.now(), m_plan.window()));
    for (const CheckoutEntry& checkout : revision.checkouts) {
        CBOARD_TRY_VOID(plainCounts(checkout.id, sums->counts));
    }
    memory.keep(m_context, OutcomeCache::SumsPtr(sums));
    return OutcomeCache::SumsPtr(std::move(sums));
}

Result<OutcomeCache::RunSumsPtr> ResultReader::runSums(const RevisionEntry& revision)
{
    OutcomeCache& memory = m_context.outcomes;
    const bool areAll = !m_plan.limitsResults(true);
    const SumsOrigin origin = originOf(revision);
    if (areAll) {
        if (auto known = memory.runSums(m_context, origin, m_plan.now())) {
            return known;
        }
        if (OutcomeFile* file = memory.file()) {
            if (auto kept = file->runSums(m_context, revision, m_plan.window(), m_plan.now())) {
                memory.keep(m_context, kept);
                return kept;
            }
        }
    }
    RunSummer summer(m_plan);
    for (const bool areBoots : {true, false}) {
        CBOARD_TRY_VOID(
            runs(revision, {.withBoots = areBoots, .withTests = !areBoots},
                 [&summer, areBoots](const ResultGroup& group) { summer.add(group, areBoots); }));
    }
    auto sums = std::make_shared<RunSums>(summer.take());
    if (areAll) {
        sums->origin = origin;
        CBOARD_TRY(sums->origin.clocks,
                   clockSpanOf(m_context, revision, m_plan.now(), m_plan.window()));
        memory.keep(m_context, OutcomeCache::RunSumsPtr(sums));
    }
    return OutcomeCache::RunSumsPtr(std::move(sums));
}

Result<query::ResultCounts> ResultReader::counts(const RevisionEntry& revision, bool withWords)
{
    if (!m_plan.limitsResults(withWords)) {
        CBOARD_TRY(const auto all, sums(revision));
        return all->counts;
    }
    query::ResultCounts counts;
    const auto countInto = [](StatusCounts& into) {
        return [&into](const ResultGroup& group) { into[group.facts.statusClass] += group.count; };
    };
    CBOARD_TRY_VOID(builds(revision, countInto(counts.builds), withWords));
    RunSelection boots{.withTests = false, .withWords = withWords};
    CBOARD_TRY_VOID(runs(revision, boots, countInto(counts.boots)));
    RunSelection tests{.withBoots = false, .withWords = withWords};
    CBOARD_TRY_VOID(runs(revision, tests, countInto(counts.tests)));
    return counts;
}

} // namespace cboard::store
