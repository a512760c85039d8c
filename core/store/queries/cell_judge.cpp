// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/cell_judge.h"

#include "core/query/counted_marks.h"
#include "core/store/revisions/cell_flaky_limits.h"
#include "core/store/revisions/revision_rows.h"

#include <algorithm>
#include <map>
#include <span>
#include <tuple>

namespace cboard::store {

namespace {

    using analysis::CellRuns;
    using analysis::CellTrack;
    using query::CellMark;
    using query::CellMarks;
    using query::markBit;

    using CellOrder = std::tuple<ResultKind, std::int64_t, std::int64_t, std::int64_t, std::int64_t,
                                 std::int64_t, std::int64_t>;

    /// The lab comes last: the same cell in other labs is beside.
    CellOrder orderOf(const JudgedRun& run)
    {
        const CellKey& cell = run.cell;
        return {run.run->kind, cell.config, cell.architecture, cell.compiler,
                cell.platform, cell.path,   cell.lab};
    }

    bool isSameFamily(CellOrder a, CellOrder b)
    {
        std::get<6>(a) = std::get<6>(b) = 0;
        return a == b;
    }

    void count(CellRuns& runs, StatusClass status)
    {
        runs.passes += status == StatusClass::Pass ? 1 : 0;
        runs.fails += status == StatusClass::Fail ? 1 : 0;
        runs.infrastructure += isInfrastructure(status) ? 1 : 0;
    }

    /// The runs of one revision, cell by cell.
    class RevisionJudge {
    public:
        explicit RevisionJudge(CellFlakyLimits& limits)
            : m_limits(limits)
        {
        }

        void judge(std::span<JudgedRun> runs, const std::vector<std::int64_t>& illLabs,
                   std::int32_t place, bool isWhole)
        {
            collect(runs, illLabs);
            for (auto family = m_cells.begin(); family != m_cells.end();) {
                const auto end = std::find_if(family, m_cells.end(), [family](const Cell& cell) {
                    return !isSameFamily(cell.order, family->order);
                });
                judgeFamily({family, end}, place, isWhole);
                family = end;
            }
            for (JudgedRun& run : runs) {
                const auto cell = std::ranges::lower_bound(m_cells, orderOf(run), {}, &Cell::order);
                run.marks =
                    static_cast<CellMarks>(run.marks | query::marksOfRun(cell->marks, run.status));
            }
        }

    private:
        struct Cell {
            CellOrder order;
            CellKey key;
            CellRuns runs;
            CellMarks marks = 0;
        };

        void collect(std::span<JudgedRun> runs, const std::vector<std::int64_t>& illLabs)
        {
            m_sorted.clear();
            for (const JudgedRun& run : runs) {
                m_sorted.emplace_back(orderOf(run), &run);
            }
            std::ranges::stable_sort(m_sorted, {}, &std::pair<CellOrder, const JudgedRun*>::first);
            m_cells.clear();
            for (const auto& [order, run] : m_sorted) {
                if (m_cells.empty() || m_cells.back().order != order) {
                    m_cells.push_back({order, run->cell, {}});
                    m_cells.back().runs.isLabIll =
                        std::binary_search(illLabs.begin(), illLabs.end(), run->cell.lab);
                }
                count(m_cells.back().runs, run->status);
            }
        }

        void judgeFamily(std::span<Cell> family, std::int32_t place, bool isWhole)
        {
            bool hasPass = false; // In some lab.
            bool hasFail = false;
            for (const Cell& cell : family) {
                const auto outcome = analysis::outcomeOf(cell.runs);
                hasPass = hasPass || outcome == analysis::Outcome::Pass;
                hasFail = hasFail || outcome == analysis::Outcome::Fail;
            }
            for (Cell& cell : family) {
                cell.runs.passedElsewhere = hasPass;
                cell.runs.failedElsewhere = hasFail;
                cell.marks = query::countedMarks(
                    m_tracks[cell.order].add(cell.runs, place, isWhole, m_limits.of(cell.key)));
            }
        }

        CellFlakyLimits& m_limits;
        std::map<CellOrder, CellTrack> m_tracks;
        // Of the revision:
        std::vector<std::pair<CellOrder, const JudgedRun*>> m_sorted;
        std::vector<Cell> m_cells; ///< In order.
    };

    /// The runs of each revision that has any, oldest first: `visit(place, revision, runs)`; places
    /// count from the oldest revision.
    template <typename Runs, typename Visit>
    Result<void> forEachRevision(const std::vector<RevisionPtr>& revisions, Runs& runs,
                                 Visit&& visit)
    {
        auto end = runs.end();
        while (end != runs.begin()) {
            const std::size_t revision = std::prev(end)->revision;
            auto begin = end;
            while (begin != runs.begin() && std::prev(begin)->revision == revision) {
                --begin;
            }
            const auto place = static_cast<std::int32_t>(revisions.size() - 1 - revision);
            CBOARD_TRY_VOID(visit(place, *revisions[revision], std::span(begin, end)));
            end = begin;
        }
        return {};
    }

} // namespace

Result<void> judgeRuns(const QueryContext& context, OutcomeReader& reader,
                       const query::Common& common, const std::vector<RevisionPtr>& revisions,
                       bool isWholeHistory, std::vector<JudgedRun>& runs)
{
    // For fewer it does not pay to read what names all others: tens of milliseconds in large
    // stores.
    constexpr std::size_t FewRuns = 1000;
    if (runs.size() > FewRuns) {
        CBOARD_TRY_VOID(reader.incidents());
    }
    CellFlakyLimits limits(context.names, common.limits);
    RevisionJudge judge(limits);
    return forEachRevision(
        revisions, runs,
        [&](std::int32_t place, const RevisionEntry& revision,
            std::span<JudgedRun> some) -> Result<void> {
            CBOARD_TRY(const auto health, reader.health(revision));
            for (JudgedRun& run : some) {
                const CellRun& own = *run.run;
                CBOARD_TRY(const bool isKnown, reader.hasIncident(own.kind, own.id, own.key));
                const bool isStale = own.start && revision.ref.time
                    && *own.start + common.window.length < *revision.ref.time;
                run.marks = static_cast<CellMarks>((isKnown ? markBit(CellMark::Known) : 0)
                                                   | (isStale ? markBit(CellMark::Stale) : 0));
            }
            judge.judge(some, health->illLabs, place, isWholeHistory);
            return {};
        });
}

query::Flakiness flakinessOf(const CellTrack& track, const query::FlakyLimits& limits,
                             const RevisionAt& revisionAt)
{
    const auto refAt = [&revisionAt](std::int32_t place) -> std::optional<query::RevisionRef> {
        return place == analysis::NoRevision ? std::nullopt : std::optional(revisionAt(place).ref);
    };
    const analysis::RunWindow& window = track.window();
    return {.runs = window.runs(),
            .passes = window.passes(),
            .flips = window.flips(),
            .disagreements = window.disagreements(),
            .comparable = window.comparable(),
            .failingFor = track.failingFor(),
            .firstBad = refAt(track.firstBad()),
            .lastGood = refAt(track.lastGood()),
            .isFlaky = analysis::isFlaky(window, limits)};
}

query::Flakiness flakinessOf(const QueryContext& context, const std::vector<RevisionPtr>& revisions,
                             const std::vector<JudgedRun>& runs, const query::Limits& allLimits)
{
    CellFlakyLimits exceptions(context.names, allLimits);
    const query::FlakyLimits& limits =
        runs.empty() ? allLimits.flaky : exceptions.of(runs.front().cell);
    CellTrack track;
    const auto added =
        forEachRevision(revisions, runs,
                        [&track, &limits](std::int32_t place, const RevisionEntry&,
                                          std::span<const JudgedRun> some) -> Result<void> {
                            CellRuns counts;
                            for (const JudgedRun& run : some) {
                                const bool isExcused =
                                    query::hasMark(run.marks, CellMark::LabIncident);
                                if (!isExcused || run.status == StatusClass::Pass) {
                                    count(counts, run.status);
                                }
                            }
                            track.add(counts, place, false, limits);
                            return {};
                        });
    (void)added; // The visitor does not fail.
    return flakinessOf(track, limits, [&revisions](std::int32_t place) -> const RevisionEntry& {
        return *revisions[revisions.size() - 1 - static_cast<std::size_t>(place)];
    });
}

} // namespace cboard::store
