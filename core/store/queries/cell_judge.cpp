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

    CellOrder orderOf(const JudgedRun& run)
    {
        const CellKey& cell = run.cell;
        return {run.kind,      cell.config, cell.architecture, cell.compiler,
                cell.platform, cell.path,   cell.lab};
    }

    /// The same cell in any lab.
    CellOrder familyOf(CellOrder cell)
    {
        std::get<6>(cell) = 0;
        return cell;
    }

    void count(CellRuns& runs, StatusClass status)
    {
        runs.passes += status == StatusClass::Pass ? 1 : 0;
        runs.fails += status == StatusClass::Fail ? 1 : 0;
        runs.infrastructure += isInfrastructure(status) ? 1 : 0;
    }

    /// The runs of one revision, by cell.
    class RevisionJudge {
    public:
        RevisionJudge(std::span<JudgedRun> runs, const std::vector<std::int64_t>& illLabs,
                      CellFlakyLimits& limits)
            : m_runs(runs)
            , m_limits(limits)
        {
            for (const JudgedRun& run : runs) {
                Cell& cell = m_cells[orderOf(run)];
                cell.key = run.cell;
                count(cell.runs, run.run.status);
                cell.runs.isLabIll =
                    std::binary_search(illLabs.begin(), illLabs.end(), run.cell.lab);
            }
            for (const auto& [cell, own] : m_cells) {
                const auto outcome = analysis::outcomeOf(own.runs);
                auto& [hasPass, hasFail] = m_families[familyOf(cell)];
                hasPass = hasPass || outcome == analysis::Outcome::Pass;
                hasFail = hasFail || outcome == analysis::Outcome::Fail;
            }
        }

        void judge(std::map<CellOrder, CellTrack>& tracks, std::int32_t place, bool isWhole)
        {
            std::map<CellOrder, CellMarks> marks;
            for (auto& [cell, own] : m_cells) {
                const auto& [hasPass, hasFail] = m_families[familyOf(cell)];
                own.runs.passedElsewhere = hasPass;
                own.runs.failedElsewhere = hasFail;
                marks[cell] = query::countedMarks(
                    tracks[cell].add(own.runs, place, isWhole, m_limits.of(own.key)));
            }
            for (JudgedRun& run : m_runs) {
                run.run.marks = static_cast<CellMarks>(
                    run.run.marks | query::marksOfRun(marks[orderOf(run)], run.run.status));
            }
        }

    private:
        struct Cell {
            CellKey key;
            CellRuns runs;
        };

        std::span<JudgedRun> m_runs;
        CellFlakyLimits& m_limits;
        std::map<CellOrder, Cell> m_cells;
        std::map<CellOrder, std::pair<bool, bool>> m_families; ///< Some lab passes, some fails.
    };

    /// The runs of each revision, oldest first: `visit(place, revision, runs)`; places count from
    /// the oldest revision.
    template <typename Runs, typename Visit>
    Result<void> forEachRevision(const std::vector<RevisionEntry>& revisions, Runs& runs,
                                 Visit&& visit)
    {
        auto end = runs.end();
        for (std::size_t i = revisions.size(); i-- > 0;) {
            const std::int64_t id = revisions[i].ref.id;
            auto begin = end;
            while (begin != runs.begin() && std::prev(begin)->run.revision.id == id) {
                --begin;
            }
            const auto place = static_cast<std::int32_t>(revisions.size() - 1 - i);
            CBOARD_TRY_VOID(visit(place, revisions[i], std::span(begin, end)));
            end = begin;
        }
        return {};
    }

} // namespace

Result<void> judgeRuns(const QueryContext& context, const query::Common& common,
                       const std::vector<RevisionEntry>& revisions, bool isWholeHistory,
                       std::vector<JudgedRun>& runs)
{
    CBOARD_TRY(const auto reader, OutcomeReader::create(context, common));
    std::map<CellOrder, CellTrack> tracks;
    CellFlakyLimits limits(context.names, common.limits);
    return forEachRevision(
        revisions, runs,
        [&](std::int32_t place, const RevisionEntry& revision,
            std::span<JudgedRun> some) -> Result<void> {
            if (some.empty()) {
                return {};
            }
            CBOARD_TRY(const auto health, reader->health(revision));
            for (JudgedRun& run : some) {
                CBOARD_TRY(const bool isKnown, reader->hasIncident(run.kind, run.run.id, run.key));
                const bool isStale = run.run.startTime && revision.ref.time
                    && *run.run.startTime + common.window.length < *revision.ref.time;
                run.run.marks = static_cast<CellMarks>((isKnown ? markBit(CellMark::Known) : 0)
                                                       | (isStale ? markBit(CellMark::Stale) : 0));
            }
            RevisionJudge(some, health->illLabs, limits).judge(tracks, place, isWholeHistory);
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

query::Flakiness flakinessOf(const QueryContext& context,
                             const std::vector<RevisionEntry>& revisions,
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
                                    query::hasMark(run.run.marks, CellMark::LabIncident);
                                if (!isExcused || run.run.status == StatusClass::Pass) {
                                    count(counts, run.run.status);
                                }
                            }
                            track.add(counts, place, false, limits);
                            return {};
                        });
    (void)added; // The visitor does not fail.
    return flakinessOf(track, limits, [&revisions](std::int32_t place) -> const RevisionEntry& {
        return revisions[revisions.size() - 1 - static_cast<std::size_t>(place)];
    });
}

} // namespace cboard::store
