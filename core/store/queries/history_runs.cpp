// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/history_runs.h"

#include "core/store/revisions/outcome_cache.h"
#include "core/store/revisions/outcome_codec.h"
#include "core/store/revisions/result_groups.h"
#include "core/store/revisions/run_reference.h"
#include "core/store/rows/record_decoder.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace cboard::store {

namespace {

    using query::MatrixKind;

    /// Within a revision newest first; runs without a time last, then by id.
    bool comesFirst(const CellRun& a, const CellRun& b)
    {
        return std::tie(b.start, a.id) < std::tie(a.start, b.id);
    }

    /// Reads the runs of the history at one revision after the other.
    class HistoryReader {
    public:
        HistoryReader(const QueryContext& context, const query::HistoryRequest& request,
                      const FilterPlan& plan, const CellSelection& cell)
            : m_context(context)
            , m_request(request)
            , m_plan(plan)
            , m_reader(context, plan)
            , m_platforms(cell.platforms)
        {
            const PathNode& path =
                context.names.path(context.names.findPath(request.path).value_or(0));
            m_selection.withBoots = request.path.empty() || path.isBoot;
            m_selection.withTests = request.kind != MatrixKind::Boot && !path.isBoot;
        }

        Result<void> prepare(const std::vector<RevisionPtr>& revisions)
        {
            CBOARD_TRY(m_areLogsStored, hasAnyRunLog(m_context));
            std::vector<RevisionEntry> judged; // For terms over marks.
            if (m_plan.hasMarkTerms()) {
                for (const RevisionPtr& revision : revisions) {
                    judged.push_back(*revision);
                }
            }
            return m_reader.readMarksIfAsked(m_request.common, judged);
        }

        Result<std::vector<CellRun>> read(const RevisionEntry& revision)
        {
            m_runs.clear();
            if (m_request.kind == MatrixKind::Build) {
                CBOARD_TRY_VOID(m_reader.builds(revision, [this](const ResultGroup& group) {
                    const BuildFacts& build = *group.facts.build;
                    CellRun run;
                    run.id = build.extId;
                    run.key = build.id;
                    run.kind = ResultKind::Builds;
                    run.hasLog = build.hasLog;
                    run.start = build.start;
                    add(std::move(run), group.facts);
                }));
            }
            for (const CheckoutEntry& checkout : revision.checkouts) {
                if (m_request.kind == MatrixKind::Build) {
                    break;
                }
                if (m_platforms.empty()) {
                    CBOARD_TRY_VOID(readRuns(revision, checkout.id));
                }
                for (const std::int64_t platform : m_platforms) {
                    m_selection.platform = platform;
                    CBOARD_TRY_VOID(readRuns(revision, checkout.id));
                }
            }
            m_context.decoder.clear();
            std::sort(m_runs.begin(), m_runs.end(), comesFirst);
            return m_runs;
        }

    private:
        void add(CellRun run, const ResultFacts& facts)
        {
            run.place = {facts.build->config,
                         facts.build->architecture,
                         facts.build->compiler,
                         facts.platform,
                         facts.path,
                         facts.lab};
            run.origin = facts.origin;
            run.status = facts.status;
            run.durationSeconds = facts.durationSeconds;
            m_runs.push_back(std::move(run));
        }

        Result<void> readRuns(const RevisionEntry& revision, std::int64_t checkout)
        {
            CBOARD_TRY(const auto builds, buildsWithRuns(checkout));
            const RevisionWords words = m_plan.revisionWords(revision);
            for (const std::int64_t id : builds) {
                CBOARD_TRY(const BuildFacts* build, m_reader.build(id));
                CBOARD_TRY_VOID(m_reader.singleRunsOfBuild(
                    *build, m_selection, words,
                    [this](const TestColumns& columns, const ResultFacts& facts) {
                        return addRun(columns, facts);
                    }));
            }
            return {};
        }

        Result<void> addRun(const TestColumns& columns, const ResultFacts& facts)
        {
            const bool isBoot = m_context.names.path(facts.path).isBoot;
            CellRun run;
            run.key = columns.key;
            run.kind = isBoot ? ResultKind::Boots : ResultKind::Tests;
            CBOARD_TRY(run.id, m_context.decoder.testId(columns));
            CBOARD_TRY(const JobFacts* job, m_reader.job(columns.job));
            if (columns.start) {
                run.start = toTimestamp(*columns.start + job->start);
            }
            run.hasLog = columns.excerpt.has_value();
            if (!run.hasLog && m_areLogsStored) {
                CBOARD_TRY(run.hasLog, hasRunLog(m_context, columns.key));
            }
            add(std::move(run), facts);
            return {};
        }

        /// The roll-up tells which builds ran on the platform; without one it is all builds.
        Result<std::vector<std::int64_t>> buildsWithRuns(std::int64_t checkout)
        {
            std::vector<std::int64_t> found;
            if (!m_selection.platform) {
                CBOARD_TRY(const auto* builds, m_reader.buildsOf(checkout));
                for (const BuildFacts& build : *builds) {
                    found.push_back(build.id);
                }
                return found;
            }
            // Doubles go below: DISTINCT would build a table for each of these small answers.
            CBOARD_TRY(
                auto rows,
                m_context.database.prepare("SELECT build FROM rollup_platform WHERE checkout = ?1"
                                           " AND kind = ?2 AND platform = ?3"));
            for (const int kind : {1, 2}) { // Boots, other tests.
                if (!(kind == 1 ? m_selection.withBoots : m_selection.withTests)) {
                    continue;
                }
                rows.reset();
                rows.bindAll(checkout, kind, *m_selection.platform);
                CBOARD_TRY_VOID(forEachRow(rows, [&found](const Statement& row) -> Result<void> {
                    found.push_back(row.integer(0));
                    return {};
                }));
            }
            std::sort(found.begin(), found.end());
            found.erase(std::unique(found.begin(), found.end()), found.end());
            return found;
        }

        const QueryContext& m_context;
        const query::HistoryRequest& m_request;
        const FilterPlan& m_plan;
        ResultReader m_reader;
        RunSelection m_selection;
        const std::vector<std::int64_t>& m_platforms; ///< Empty: all boards.
        bool m_areLogsStored = false;
        std::vector<CellRun> m_runs;
    };

} // namespace

Result<std::vector<std::shared_ptr<const CellRunsAt>>>
readHistoryRuns(const QueryContext& context, const query::HistoryRequest& request,
                const FilterPlan& plan, const CellSelection& cell, bool isPlain,
                const std::vector<RevisionPtr>& revisions)
{
    HistoryReader reader(context, request, plan, cell);
    CBOARD_TRY_VOID(reader.prepare(revisions));
    OutcomeCache& cache = context.outcomes;
    const CellHistoryPtr known = isPlain ? cache.cellRuns(context, cell) : nullptr;
    std::vector<std::shared_ptr<const CellRunsAt>> found;
    std::vector<std::int64_t> added; // Revisions, and where their runs stand.
    std::vector<std::size_t> places;
    found.reserve(revisions.size());
    for (const RevisionPtr& revision : revisions) {
        CBOARD_TRY_VOID(context.task.check());
        const auto touch = cache.touchOf(context, revision->ref.id);
        const std::int64_t stamp = stampOf(*revision, request.common.window);
        const auto kept = known ? known->find(revision->ref.id) : CellHistory::const_iterator();
        const bool serves = known && touch && kept != known->end() && kept->second->touch == *touch
            && kept->second->stamp == stamp;
        if (serves) {
            found.push_back(kept->second);
            continue;
        }
        CBOARD_TRY(auto runs, reader.read(*revision));
        if (touch) {
            added.push_back(revision->ref.id);
            places.push_back(found.size());
        }
        found.push_back(std::make_shared<const CellRunsAt>(
            CellRunsAt{stamp, touch.value_or(0), std::move(runs)}));
    }
    if (isPlain && !added.empty()) {
        auto history =
            known ? std::make_shared<CellHistory>(*known) : std::make_shared<CellHistory>();
        for (std::size_t i = 0; i < added.size(); ++i) {
            history->insert_or_assign(added[i], found[places[i]]);
        }
        cache.keep(context, cell, std::move(history));
    }
    return found;
}

} // namespace cboard::store
