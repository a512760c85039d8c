// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/cell_judge.h"
#include "core/store/queries/history_runs.h"
#include "core/store/queries/queries.h"
#include "core/store/revisions/name_aliases.h"

#include <algorithm>
#include <optional>

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
            , m_kind(request.kind)
            , m_board(board)
        {
            const bool isPlain = m_common.filter.terms.empty();
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
            m_isPlain = isPlain && m_common.filter.terms.empty();
        }

        CellSelection selection() const { return {m_kind, m_cell, platforms()}; }
        /// Whether the selection says it all; else a filter chooses, too.
        bool isPlain() const { return m_isPlain; }

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
        /// The names of the board; none for all boards.
        std::vector<std::int64_t> platforms() const
        {
            if (m_board != nullptr) {
                return m_board->ids;
            }
            return m_cell.platform == 0 ? std::vector<std::int64_t>()
                                        : std::vector{m_cell.platform};
        }

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
        MatrixKind m_kind;
        const NamedThing* m_board;
        bool m_isPlain = false; ///< The cell's ids alone choose.
        CellKey m_cell;
    };

    query::HistoryRun shownRun(const Dictionary& names, const RevisionEntry& revision,
                               const JudgedRun& judged)
    {
        const CellRun& own = *judged.run;
        query::HistoryRun run;
        run.id = own.id;
        run.revision = revision.ref;
        run.lab = names.name(NameKind::Lab, own.place.lab);
        run.origin = names.name(NameKind::Origin, own.origin);
        run.platform = names.name(NameKind::Platform, own.place.platform);
        run.path = names.path(own.place.path).text;
        run.config = names.name(NameKind::Config, own.place.config);
        run.architecture = names.name(NameKind::Architecture, own.place.architecture);
        run.compiler = names.name(NameKind::Compiler, own.place.compiler);
        run.status = judged.status;
        run.startTime = own.start;
        run.durationSeconds = own.durationSeconds;
        run.marks = judged.marks;
        run.hasLog = own.hasLog;
        return run;
    }

    /// All names of a board are one history: \p platform, when not 0, is the first of them.
    CellKey judgedCell(const CellRun& run, std::int64_t platform)
    {
        CellKey cell = cellOf(run.kind, run.place);
        if (platform != 0) {
            cell.platform = platform;
        }
        return cell;
    }

} // namespace

Result<query::HistorySnapshot> queryHistory(const QueryContext& context,
                                            const query::HistoryRequest& request)
{
    query::HistorySnapshot snapshot;
    const query::Common& common = request.common;
    CBOARD_TRY(const auto user, UserNames::of(context));
    const CellLimits limits(
        context.names, request,
        request.kind == MatrixKind::Build ? nullptr : user->boards.find(request.platform));
    CBOARD_TRY(const auto plan, limits.plan(context));
    const auto branch = findBranch(context.names, request.branch);
    if (!branch) {
        return snapshot;
    }
    CBOARD_TRY(const auto revisions,
               walkRevisions(context, *branch, plan, {.limit = request.lastRevisions}));
    CBOARD_TRY(const auto outcomes, OutcomeReader::create(context, common));
    const CellSelection cell = limits.selection();
    const std::int64_t board = cell.platforms.empty() ? 0 : cell.platforms.front();
    CBOARD_TRY(const auto runs,
               readHistoryRuns(context, request, plan, cell, limits.isPlain(), revisions));

    std::vector<JudgedRun> judged;
    for (std::size_t i = 0; i < revisions.size(); ++i) {
        for (const CellRun& run : runs[i]->runs) {
            judged.push_back(
                {&run, i, judgedCell(run, board), plan.classOf(run.status, run.start)});
        }
        snapshot.info.newestData = std::max(snapshot.info.newestData, revisions[i]->lastData());
    }
    const bool isWhole = static_cast<std::int64_t>(revisions.size()) < request.lastRevisions;
    CBOARD_TRY_VOID(judgeRuns(context, *outcomes, common, revisions, isWhole, judged));
    snapshot.flakiness = flakinessOf(context, revisions, judged, common.limits);
    snapshot.runs.reserve(judged.size());
    for (const JudgedRun& run : judged) {
        snapshot.runs.push_back(shownRun(context.names, *revisions[run.revision], run));
    }
    snapshot.info.totalRows = static_cast<std::int64_t>(snapshot.runs.size());
    snapshot.info.shownRows = snapshot.info.totalRows;
    return snapshot;
}

} // namespace cboard::store
