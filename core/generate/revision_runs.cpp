// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/generate/revision_runs.h"

#include "core/generate/random.h"

#include <unordered_map>
#include <unordered_set>

namespace cboard::generate {

namespace {

    // Parts per million of the jobs, or of the cells of a job, at one revision.
    constexpr std::uint64_t UntestedJobs = 70'000;
    constexpr std::uint64_t UntestedCells = 25'000;
    constexpr std::uint64_t HungJobs = 55'000;
    constexpr std::uint64_t HungRetried = 600'000;
    constexpr std::uint64_t PlainRetries = 36'000;
    constexpr std::uint64_t FlakyRetried = 650'000;
    constexpr std::uint64_t FalseBootFails = 1'500;
    constexpr std::uint64_t BoardsOfIllLab = 850'000;
    constexpr std::uint64_t SuitesOfIllLab = 350'000;
    constexpr std::int64_t PendingPermille = 975; ///< Of the newest revision: later jobs still run.

    constexpr std::size_t FewestBoards = 3; ///< That ran, for a lab to be called ill.

    class Runner {
    public:
        Runner(const World& world, const Plan& plan, const History& history, std::int64_t r,
               const RunSink& sink)
            : m_world(world)
            , m_plan(plan)
            , m_history(history)
            , m_r(r)
            , m_sink(sink)
            , m_left(plan.quota(r))
        {
            for (std::size_t i = 0; i < plan.builds.size(); ++i) {
                if (history.activeBuildEvent(i, r) != NoEvent) {
                    m_brokenBuilds.insert(plan.builds[i]);
                }
            }
            for (const Job& boot : plan.boots) {
                if (history.activeEvent(boot.firstCell, r) != NoEvent
                    || history.traits[boot.firstCell] == Trait::KnownFail) {
                    m_deadPlaces.insert(placeOf(boot));
                }
            }
            findIllLabs();
        }

        Result<void> run()
        {
            const auto total = static_cast<std::int64_t>(m_plan.boots.size() + m_plan.jobs.size());
            std::int64_t done = 0;
            for (const Job& boot : m_plan.boots) {
                m_permille = done++ * 1000 / total;
                CBOARD_TRY_VOID(runJob(boot));
            }
            // Each revision begins elsewhere, so that no job is always the one left out.
            const std::size_t jobs = m_plan.jobs.size();
            const std::size_t start = jobs == 0 ? 0 : scaled(key('o', 0), jobs);
            for (std::size_t i = 0; i < jobs; ++i) {
                m_permille = done++ * 1000 / total;
                CBOARD_TRY_VOID(runJob(m_plan.jobs[(start + i) % jobs]));
            }
            return fillUp();
        }

    private:
        template <typename... Parts>
        std::uint64_t key(char purpose, Parts... parts) const
        {
            return keyOf(m_world.seed, purpose, m_plan.index, m_r, parts...);
        }

        bool isUntested(const Job& job) const
        {
            return m_brokenBuilds.contains(job.build)
                || isAmong(key('u', job.firstCell), UntestedJobs);
        }

        /// With too few boards running an ill lab could not be told from ill boards: it stays well.
        void findIllLabs()
        {
            for (const LabIncident& incident : m_history.incidents) {
                if (incident.revision != m_r) {
                    continue;
                }
                std::unordered_set<std::uint32_t> boards;
                for (const Job& boot : m_plan.boots) {
                    if (boot.lab == incident.lab && boot.board && !isUntested(boot)) {
                        boards.insert(*boot.board);
                    }
                }
                if (boards.size() >= FewestBoards) {
                    m_illLabs.emplace(incident.lab, &incident);
                }
            }
        }

        static std::uint64_t placeOf(const Job& job)
        {
            return keyOf(0, job.build, job.lab, job.board.value_or(0xFFFF));
        }

        bool isPending() const
        {
            return m_r + 1 == m_plan.revisions && m_permille >= PendingPermille;
        }

        Result<void> emit(const Job& job, int attempt, Ending ending, std::vector<Row> rows)
        {
            if (std::ssize(rows) > m_left) {
                rows.resize(static_cast<std::size_t>(m_left));
            }
            if (rows.empty()) {
                return {};
            }
            m_left -= std::ssize(rows);
            return m_sink({&job, m_r, attempt, m_permille, ending, std::move(rows)});
        }

        Result<void> runJob(const Job& job)
        {
            if (m_left == 0 || isUntested(job)) {
                return {};
            }
            if (const auto ill = m_illLabs.find(job.lab); ill != m_illLabs.end()) {
                return runInIllLab(job, *ill->second);
            }
            if (job.suite != 0 && m_deadPlaces.contains(placeOf(job))) {
                return {};
            }
            if (isPending()) {
                std::vector<Row> rows = normalRows(job, 0);
                for (Row& row : rows) {
                    row = {row.path, std::nullopt, true, NoEvent};
                }
                return emit(job, 0, Ending::Pending, std::move(rows));
            }
            return runInGoodLab(job);
        }

        Result<void> runInGoodLab(const Job& job)
        {
            if (isAmong(key('h', job.firstCell), HungJobs)) {
                CBOARD_TRY_VOID(emit(job, 0, Ending::Hang, hungRows(job)));
                const bool isRetried = isAmong(key('r', job.firstCell), HungRetried);
                return isRetried ? emit(job, 1, Ending::Whole, normalRows(job, 1)) : Result<void>{};
            }
            if (job.suite == 0 && m_history.traits[job.firstCell] == Trait::Pass
                && m_history.activeEvent(job.firstCell, m_r) == NoEvent
                && isAmong(key('F', job.firstCell), FalseBootFails) && m_left >= 2) {
                CBOARD_TRY_VOID(emit(job, 0, Ending::LabDown, {{0, Status::Fail, true, NoEvent}}));
                return emit(job, 1, Ending::Whole, normalRows(job, 1));
            }
            std::vector<Row> rows = normalRows(job, 0);
            std::vector<Row> again = flakyRetries(job, rows);
            CBOARD_TRY_VOID(emit(job, 0, Ending::Whole, std::move(rows)));
            if (isAmong(key('R', job.firstCell), PlainRetries)) {
                again = normalRows(job, 1);
            }
            return emit(job, 1, Ending::Whole, std::move(again));
        }

        Result<void> runInIllLab(const Job& job, const LabIncident& incident)
        {
            std::vector<Row> rows = allRows(job);
            if (incident.shape == LabIncident::Shape::LooksLikeFail) {
                for (Row& row : rows) {
                    row.status = Status::Fail;
                }
                return emit(job, 0, Ending::LabDown, std::move(rows));
            }
            if (!isAmong(key('B', job.lab, job.board.value_or(0)), BoardsOfIllLab)) {
                return m_deadPlaces.contains(placeOf(job)) && job.suite != 0
                    ? Result<void>{}
                    : emit(job, 0, Ending::Whole, steadyRows(job));
            }
            if (job.suite != 0 && !isAmong(key('J', job.firstCell), SuitesOfIllLab)) {
                return {};
            }
            const bool isError = isAmong(key('e', job.firstCell), 600'000);
            for (Row& row : rows) {
                row.status = isError ? Status::Error : Status::Miss;
            }
            return emit(job, 0, Ending::LabDown, std::move(rows));
        }

        /// Every cell of the job as noise without an outcome yet.
        static std::vector<Row> allRows(const Job& job)
        {
            std::vector<Row> rows;
            for (std::uint32_t i = 0; i < job.count; ++i) {
                rows.push_back({i, std::nullopt, true, NoEvent});
            }
            return rows;
        }

        std::vector<Row> normalRows(const Job& job, int attempt) const
        {
            std::vector<Row> rows;
            rows.reserve(job.count);
            for (std::uint32_t i = 0; i < job.count; ++i) {
                const std::uint32_t cell = job.firstCell + i;
                if (job.suite == 0 || !isAmong(key('U', cell), UntestedCells)) {
                    rows.push_back(normalRow(job, i, attempt));
                }
            }
            return rows;
        }

        /// What runs in an ill lab without being hit shows nothing that changes at some time:
        /// whether a change that is first seen there counts is a matter of taste.
        std::vector<Row> steadyRows(const Job& job) const
        {
            std::vector<Row> rows = normalRows(job, 0);
            std::erase_if(rows, [&](const Row& row) {
                const std::uint32_t cell = job.firstCell + row.path;
                return m_history.eventOfCell[cell] != NoEvent
                    || m_history.traits[cell] == Trait::Flaky;
            });
            return rows;
        }

        Row normalRow(const Job& job, std::uint32_t path, int attempt) const
        {
            const std::uint32_t cell = job.firstCell + path;
            const Status good = m_world.suites[job.suite].kind == SuiteKind::Benchmark
                ? Status::Done
                : Status::Pass;
            switch (m_history.traits[cell]) {
            case Trait::Skip:
                return {path, Status::Skip, false, NoEvent};
            case Trait::KnownFail:
                return {path, Status::Fail, false, NoEvent};
            case Trait::Flaky: {
                const std::uint64_t rate =
                    350'000 + scaled(keyOf(m_world.seed, 'p', cell), 300'000);
                const bool fails = isAmong(key('y', cell, attempt), rate);
                return {path, fails ? Status::Fail : good, false, NoEvent};
            }
            case Trait::Pass:
                break;
            }
            const std::int32_t event = m_history.activeEvent(cell, m_r);
            if (event != NoEvent && good == Status::Pass) {
                return {path, Status::Fail, false, event};
            }
            return {path, good, false, NoEvent};
        }

        /// The job hung in the middle: what came after never reported.
        std::vector<Row> hungRows(const Job& job) const
        {
            std::vector<Row> rows = normalRows(job, 0);
            const std::uint64_t draw = key('H', job.firstCell);
            const std::size_t from =
                rows.size() < 2 ? 0 : scaled(mix(draw), static_cast<std::uint64_t>(rows.size()));
            std::optional<Status> status;
            if (!isAmong(draw, 100'000)) {
                status = isAmong(draw, 550'000) ? Status::Miss : Status::Error;
            }
            for (std::size_t i = from; i < rows.size(); ++i) {
                rows[i] = {rows[i].path, status, true, NoEvent};
            }
            return rows;
        }

        std::vector<Row> flakyRetries(const Job& job, const std::vector<Row>& rows) const
        {
            std::vector<Row> again;
            for (const Row& row : rows) {
                const std::uint32_t cell = job.firstCell + row.path;
                if (row.status == Status::Fail && m_history.traits[cell] == Trait::Flaky
                    && isAmong(key('Y', cell), FlakyRetried)) {
                    again.push_back(normalRow(job, row.path, 1));
                }
            }
            return again;
        }

        /// Runs jobs once more until the quota is met.
        Result<void> fillUp()
        {
            const std::vector<Job>& jobs = m_plan.jobs.empty() ? m_plan.boots : m_plan.jobs;
            for (int attempt = 2; m_left > 0 && attempt < 1000; ++attempt) {
                for (const Job& job : jobs) {
                    const bool isUsable = !m_illLabs.contains(job.lab)
                        && (attempt > 4
                            || (!m_brokenBuilds.contains(job.build)
                                && !m_deadPlaces.contains(placeOf(job))));
                    if (isUsable && m_left > 0) {
                        CBOARD_TRY_VOID(
                            emit(job, attempt, Ending::Whole, normalRows(job, attempt)));
                    }
                }
            }
            return {};
        }

        const World& m_world;
        const Plan& m_plan;
        const History& m_history;
        std::int64_t m_r;
        const RunSink& m_sink;
        std::int64_t m_left;
        std::int64_t m_permille = 0;
        std::unordered_set<std::uint16_t> m_brokenBuilds;
        std::unordered_set<std::uint64_t> m_deadPlaces;
        std::unordered_map<std::uint16_t, const LabIncident*> m_illLabs;
    };

} // namespace

Result<void> runRevision(const World& world, const Plan& plan, const History& history,
                         std::int64_t r, const RunSink& sink)
{
    return Runner(world, plan, history, r, sink).run();
}

} // namespace cboard::generate
