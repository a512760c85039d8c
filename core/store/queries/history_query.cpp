// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/cell_judge.h"
#include "core/store/queries/queries.h"
#include "core/store/revisions/name_aliases.h"
#include "core/store/revisions/result_groups.h"
#include "core/store/revisions/run_reference.h"
#include "core/store/rows/record_decoder.h"

#include <algorithm>
#include <set>

namespace cboard::store {

namespace {

    using query::FilterKey;
    using query::MatrixKind;

    /// The cell's members are limits of the plan: one way to choose results, not two. A name that
    /// is not stored like that is looked for as a filter does, in whatever case.
    class CellLimits {
    public:
        /// \p board Null for one that has one name.
        CellLimits(const Dictionary& names, const query::HistoryRequest& request,
                   const NamedThing* board)
            : m_names(names)
            , m_common(request.common)
            , m_board(board)
        {
            m_cell.config = idOf(FilterKey::Config, NameKind::Config, request.config);
            m_cell.architecture =
                idOf(FilterKey::Arch, NameKind::Architecture, request.architecture);
            m_cell.compiler = idOf(FilterKey::Compiler, NameKind::Compiler, request.compiler);
            m_cell.lab = idOf(FilterKey::Lab, NameKind::Lab, request.lab);
            if (request.kind != MatrixKind::Build) {
                m_cell.platform = board != nullptr
                    ? 0
                    : idOf(FilterKey::Board, NameKind::Platform, request.platform);
                m_cell.path = take(FilterKey::Path, request.path, names.findPath(request.path));
            }
        }

        Result<FilterPlan> plan(const QueryContext& context) const
        {
            CBOARD_TRY(auto plan, FilterPlan::create(context, m_common));
            plan.limitTo(m_cell);
            if (m_board != nullptr) {
                plan.limitToPlatforms(m_board->ids);
            }
            return plan;
        }

    private:
        std::int64_t idOf(FilterKey key, NameKind kind, const std::string& text)
        {
            return take(key, text, m_names.findName(kind, text));
        }

        std::int64_t take(FilterKey key, const std::string& text, std::optional<std::int64_t> id)
        {
            if (text.empty() || id) {
                return text.empty() ? 0 : *id;
            }
            query::FilterTerm term;
            term.key = key;
            term.values.push_back({query::MatchKind::Exact, text, {}, false});
            m_common.filter.terms.push_back(std::move(term));
            return 0;
        }

        const Dictionary& m_names;
        query::Common m_common;
        const NamedThing* m_board;
        CellKey m_cell;
    };

    class HistoryReader {
    public:
        HistoryReader(const QueryContext& context, const query::HistoryRequest& request,
                      const FilterPlan& plan, const NamedThing* board)
            : m_context(context)
            , m_request(request)
            , m_plan(plan)
            , m_reader(context, plan)
        {
            const PathNode& path =
                context.names.path(context.names.findPath(request.path).value_or(0));
            m_selection.withBoots = request.path.empty() || path.isBoot;
            m_selection.withTests = request.kind != MatrixKind::Boot && !path.isBoot;
            if (board != nullptr) {
                m_platforms = board->ids;
            } else if (!request.platform.empty()) {
                m_platforms = {
                    context.names.findName(NameKind::Platform, request.platform).value_or(-1)};
            }
        }

        Result<void> prepare(const std::vector<RevisionEntry>& revisions)
        {
            CBOARD_TRY(m_areLogsStored, hasAnyRunLog(m_context));
            return m_reader.readMarksIfAsked(m_request.common, revisions);
        }

        Result<void> read(const RevisionEntry& revision)
        {
            if (m_request.kind == MatrixKind::Build) {
                return m_reader.builds(revision, [&](const ResultGroup& group) {
                    query::HistoryRun run = runOf(revision, group.facts);
                    run.id = group.facts.build->extId;
                    run.startTime = group.facts.build->start;
                    run.hasLog = group.facts.build->hasLog;
                    add(std::move(run), ResultKind::Builds, group.facts, group.facts.build->id);
                });
            }
            for (const CheckoutEntry& checkout : revision.checkouts) {
                if (m_platforms.empty()) {
                    CBOARD_TRY_VOID(readRuns(revision, checkout.id));
                }
                for (const std::int64_t platform : m_platforms) {
                    m_selection.platform = platform;
                    CBOARD_TRY_VOID(readRuns(revision, checkout.id));
                }
            }
            return {};
        }

        std::vector<JudgedRun> take() { return std::move(m_runs); }

    private:
        void add(query::HistoryRun run, ResultKind kind, const ResultFacts& facts, std::int64_t key)
        {
            CellKey cell = cellOf(kind, facts);
            if (!m_platforms.empty()) {
                cell.platform = m_platforms.front(); // All names of a board are one history.
            }
            m_runs.push_back({std::move(run), kind, cell, key});
        }

        query::HistoryRun runOf(const RevisionEntry& revision, const ResultFacts& facts) const
        {
            const Dictionary& names = m_context.names;
            query::HistoryRun run;
            run.revision = revision.ref;
            run.lab = names.name(NameKind::Lab, facts.lab);
            run.origin = names.name(NameKind::Origin, facts.origin);
            run.platform = names.name(NameKind::Platform, facts.platform);
            run.path = names.path(facts.path).text;
            run.config = names.name(NameKind::Config, facts.build->config);
            run.architecture = names.name(NameKind::Architecture, facts.build->architecture);
            run.compiler = names.name(NameKind::Compiler, facts.build->compiler);
            run.status = facts.statusClass;
            run.durationSeconds = facts.durationSeconds;
            return run;
        }

        Result<void> readRuns(const RevisionEntry& revision, std::int64_t checkout)
        {
            CBOARD_TRY(const auto builds, buildsWithRuns(checkout));
            const RevisionWords words = m_plan.revisionWords(revision);
            for (const std::int64_t id : builds) {
                CBOARD_TRY(const BuildFacts* build, m_reader.build(id));
                CBOARD_TRY_VOID(m_reader.singleRunsOfBuild(
                    *build, m_selection, words,
                    [&](const TestColumns& columns, const ResultFacts& facts) -> Result<void> {
                        query::HistoryRun run = runOf(revision, facts);
                        CBOARD_TRY(run.id, m_context.decoder.testId(columns));
                        CBOARD_TRY(const JobFacts* job, m_reader.job(columns.job));
                        if (columns.start) {
                            run.startTime = toTimestamp(*columns.start + job->start);
                        }
                        run.hasLog = columns.excerpt.has_value();
                        if (!run.hasLog && m_areLogsStored) {
                            CBOARD_TRY(run.hasLog, hasRunLog(m_context, columns.key));
                        }
                        const bool isBoot = m_context.names.path(facts.path).isBoot;
                        add(std::move(run), isBoot ? ResultKind::Boots : ResultKind::Tests, facts,
                            columns.key);
                        return {};
                    }));
            }
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
        std::vector<std::int64_t> m_platforms; ///< The names of the board; empty: all boards.
        bool m_areLogsStored = false;
        std::vector<JudgedRun> m_runs;
    };

    /// Within a revision newest first; runs without a time last, then by id.
    bool comesFirst(const JudgedRun& a, const JudgedRun& b)
    {
        return std::tie(b.run.startTime, a.run.id) < std::tie(a.run.startTime, b.run.id);
    }

} // namespace

Result<query::HistorySnapshot> queryHistory(const QueryContext& context,
                                            const query::HistoryRequest& request)
{
    query::HistorySnapshot snapshot;
    CBOARD_TRY(const auto user, UserNames::of(context));
    const NamedThing* board =
        request.kind == MatrixKind::Build ? nullptr : user->boards.find(request.platform);
    CBOARD_TRY(const auto plan, CellLimits(context.names, request, board).plan(context));
    const auto branch = findBranch(context.names, request.branch);
    if (!branch) {
        return snapshot;
    }
    CBOARD_TRY(const auto revisions,
               loadRevisions(context, *branch, plan, {.limit = request.lastRevisions}));
    HistoryReader reader(context, request, plan, board);
    CBOARD_TRY_VOID(reader.prepare(revisions));
    std::vector<JudgedRun> judged;
    for (const RevisionEntry& revision : revisions) {
        CBOARD_TRY_VOID(context.task.check());
        CBOARD_TRY_VOID(reader.read(revision));
        auto runs = reader.take();
        std::sort(runs.begin(), runs.end(), comesFirst);
        std::move(runs.begin(), runs.end(), std::back_inserter(judged));
        snapshot.info.newestData = std::max(snapshot.info.newestData, revision.lastData());
    }
    context.decoder.clear();
    const bool isWhole = static_cast<std::int64_t>(revisions.size()) < request.lastRevisions;
    CBOARD_TRY_VOID(judgeRuns(context, request.common, revisions, isWhole, judged));
    snapshot.flakiness = flakinessOf(context, revisions, judged, request.common.limits);
    for (JudgedRun& run : judged) {
        snapshot.runs.push_back(std::move(run.run));
    }
    snapshot.info.totalRows = static_cast<std::int64_t>(snapshot.runs.size());
    snapshot.info.shownRows = snapshot.info.totalRows;
    return snapshot;
}

} // namespace cboard::store
