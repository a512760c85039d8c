// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/analysis/first_error.h"
#include "core/store/queries/cell_names.h"
#include "core/store/queries/queries.h"
#include "core/store/revisions/revision_marks.h"
#include "core/store/revisions/run_reference.h"
#include "core/store/rows/record_decoder.h"

#include <algorithm>
#include <map>
#include <set>

namespace cboard::store {

namespace {

    using query::CellMark;
    using query::CellMarks;
    using query::ProblemRow;
    using query::ProblemState;

    constexpr std::size_t MostCells = 200; ///< Of a row, as documented.
    constexpr std::size_t LogsTried = 8;

    ProblemState stateOf(CellMarks marks)
    {
        constexpr std::array<std::pair<CellMark, ProblemState>, 5> Order = {{
            {CellMark::LabIncident, ProblemState::LabIncident},
            {CellMark::Waived, ProblemState::Waived},
            {CellMark::Flaky, ProblemState::Flaky},
            {CellMark::New, ProblemState::New},
            {CellMark::LabConflict, ProblemState::LabConflict},
        }};
        for (const auto& [mark, state] : Order) {
            if (hasMark(marks, mark)) {
                return state;
            }
        }
        return ProblemState::StillFailing;
    }

    /// A row while its cells are still coming.
    struct Collected {
        ProblemRow row;
        std::set<std::int64_t> boards;
        std::set<std::int64_t> configs;
        std::set<std::int64_t> labs;
        std::int32_t firstBad = analysis::NoRevision;
        std::int32_t lastGood = analysis::NoRevision;
        /// Failing ones: test.key, or build.id, and its cell.
        std::vector<std::pair<std::int64_t, CellIndex::Cell>> runs;
        std::vector<CellIndex::Cell> shown; ///< Parallel to the cells of the row.
    };

    class ProblemCollector {
    public:
        ProblemCollector(const QueryContext& context, HistoryJudge& judge)
            : m_context(context)
            , m_judge(judge)
        {
        }

        /// Cells of one kind that the filter wants.
        Result<void> collect(ResultKind kind, const RevisionEntry& revision, const FilterPlan& plan)
        {
            const RevisionWords words = plan.revisionWords(revision);
            std::unordered_map<CellIndex::Cell, Collected*> rowOfCell;
            CBOARD_TRY_VOID(m_judge.judge(kind, {&revision, 1}, [&](const JudgedCell& cell) {
                const bool isTrouble =
                    cell.outcome->fails > 0 || hasMark(cell.marks, CellMark::LabIncident);
                if (isTrouble && selectsCell(plan, kind, *cell.key, cell.marks, words)) {
                    rowOfCell[cell.cell] = &add(kind, cell);
                }
            }));
            CBOARD_TRY(const auto outcomes,
                       m_judge.outcomes().outcomes(kind, revision, OutcomeDetail::Runs));
            for (const TroubledRun& run : outcomes->troubled) {
                const auto place = rowOfCell.find(run.cell);
                if (place != rowOfCell.end() && run.isFail) {
                    place->second->runs.emplace_back(run.key, run.cell);
                }
            }
            return {};
        }

        Result<std::vector<ProblemRow>> finish()
        {
            std::vector<ProblemRow> rows;
            for (auto& [key, collected] : m_rows) {
                CBOARD_TRY_VOID(nameRun(collected));
                rows.push_back(std::move(collected.row));
            }
            std::sort(rows.begin(), rows.end(), [](const ProblemRow& a, const ProblemRow& b) {
                return std::tie(a.state, b.cellCount, a.kind, a.subject)
                    < std::tie(b.state, a.cellCount, b.kind, b.subject);
            });
            return rows;
        }

    private:
        using Key = std::tuple<ProblemState, ResultKind, std::int64_t>;

        /// What the cells of a row have in common.
        static std::int64_t subjectOf(ResultKind kind, ProblemState state, const CellKey& key)
        {
            if (state == ProblemState::LabIncident) {
                return key.lab;
            }
            return store::subjectOf(kind, key);
        }

        std::string subjectText(ResultKind kind, ProblemState state, std::int64_t subject) const
        {
            const Dictionary& names = m_context.names;
            if (state == ProblemState::LabIncident) {
                return std::string(names.name(NameKind::Lab, subject));
            }
            return store::subjectText(names, kind, subject);
        }

        Collected& add(ResultKind kind, const JudgedCell& cell)
        {
            const ProblemState state = stateOf(cell.marks);
            // An ill lab is one problem, whatever ran there.
            const ResultKind rowKind =
                state == ProblemState::LabIncident ? ResultKind::Boots : kind;
            const std::int64_t subject = subjectOf(kind, state, *cell.key);
            const auto [place, isNew] = m_rows.try_emplace({state, rowKind, subject});
            Collected& collected = place->second;
            ProblemRow& row = collected.row;
            if (isNew) {
                row.state = state;
                row.kind = state == ProblemState::LabIncident ? "lab" : resultKindKey(kind);
                row.subject = subjectText(kind, state, subject);
                row.title = row.subject;
            }
            ++row.cellCount;
            row.marks = static_cast<CellMarks>(row.marks | cell.marks);
            note(collected, cell);
            if (row.cells.size() < MostCells) {
                row.cells.push_back(shownCell(kind, cell));
                collected.shown.push_back(cell.cell);
                row.confidence = std::max(row.confidence, row.cells.back().confidence);
            }
            return collected;
        }

        void note(Collected& collected, const JudgedCell& cell)
        {
            ProblemRow& row = collected.row;
            const CellKey& key = *cell.key;
            if (key.platform != 0 && collected.boards.insert(key.platform).second) {
                ++row.boardCount;
            }
            if (collected.configs.insert(key.config).second) {
                ++row.configCount;
            }
            if (key.lab != 0 && collected.labs.insert(key.lab).second) {
                row.labs.emplace_back(m_context.names.name(NameKind::Lab, key.lab));
                std::sort(row.labs.begin(), row.labs.end());
            }
            row.failingFor = std::max<std::int64_t>(row.failingFor, cell.track->failingFor());
            if (cell.track->firstBad() > collected.firstBad) {
                collected.firstBad = cell.track->firstBad();
                row.firstBad = refAt(cell.track->firstBad());
                row.lastGood = refAt(cell.track->lastGood());
            }
        }

        std::optional<query::RevisionRef> refAt(std::int32_t place) const
        {
            return place == analysis::NoRevision
                ? std::nullopt
                : std::optional(m_judge.history()[static_cast<std::size_t>(place)].ref);
        }

        query::ProblemCell shownCell(ResultKind kind, const JudgedCell& cell) const
        {
            const analysis::CellTrack& track = *cell.track;
            query::ProblemCell shown;
            shown.names = namesOf(m_context.names, kind, *cell.key);
            shown.marks = cell.marks;
            shown.failingFor = track.failingFor();
            shown.confidence = track.confidence() / 100.0;
            shown.lastGood = refAt(track.lastGood());
            shown.firstBad = refAt(track.firstBad());
            if (shown.lastGood && shown.firstBad) {
                shown.untestedBetween = track.firstBad() - track.lastGood() - 1;
            }
            return shown;
        }

        /// Chooses the run to read first, and takes title and issue from it.
        Result<void> nameRun(Collected& collected)
        {
            ProblemRow& row = collected.row;
            std::sort(collected.runs.rbegin(), collected.runs.rend()); // Keys grow with time.
            const std::size_t tried = std::min(collected.runs.size(), LogsTried);
            for (std::size_t i = 0; i < tried && !row.hasLog; ++i) {
                const auto& [run, cell] = collected.runs[i];
                const bool isFirst = row.recordId.empty();
                CBOARD_TRY_VOID(row.kind == "build" ? tryBuild(row, run) : tryRun(row, run));
                if (isFirst || row.hasLog) {
                    putFirst(collected, cell);
                }
            }
            return {};
        }

        /// The cell of the run to read first stands first: what is said of both is of one thing.
        static void putFirst(Collected& collected, CellIndex::Cell cell)
        {
            const auto found = std::find(collected.shown.begin(), collected.shown.end(), cell);
            if (found == collected.shown.end()) {
                return;
            }
            const auto place = found - collected.shown.begin();
            std::rotate(collected.shown.begin(), found, found + 1);
            auto& cells = collected.row.cells;
            std::rotate(cells.begin(), cells.begin() + place, cells.begin() + place + 1);
            cells.front().recordId = collected.row.recordId;
        }

        Result<void> tryBuild(ProblemRow& row, std::int64_t id)
        {
            CBOARD_TRY(const auto build, m_context.decoder.build(id));
            const bool isFirst = row.recordId.empty();
            row.hasLog = build.logExcerpt.has_value();
            if (isFirst || row.hasLog) {
                row.recordId = build.id;
            }
            if (row.hasLog) {
                const std::string line = analysis::firstErrorLine(*build.logExcerpt);
                row.title = line.empty() ? row.title : line;
            }
            CBOARD_TRY_VOID(findIssue(row, "build_id", build.id));
            m_context.decoder.clear();
            return {};
        }

        Result<void> tryRun(ProblemRow& row, std::int64_t key)
        {
            CBOARD_TRY(auto rows,
                       m_context.database.prepare("SELECT excerpt IS NOT NULL FROM test"
                                                  " WHERE key = ?1"));
            rows.bind(1, key);
            CBOARD_TRY(const bool hasRow, rows.step());
            CBOARD_TRY(const bool isStored, hasRunLog(m_context, key));
            row.hasLog = isStored || (hasRow && rows.integer(0) != 0);
            if (row.recordId.empty() || row.hasLog) {
                row.recordId = runReference(key);
            }
            if (!hasMark(row.marks, CellMark::Known)) {
                return {};
            }
            CBOARD_TRY(const auto test, m_context.decoder.test(key));
            CBOARD_TRY_VOID(findIssue(row, "test_id", test.id));
            m_context.decoder.clear();
            return {};
        }

        Result<void> findIssue(ProblemRow& row, std::string_view column, std::string_view id)
        {
            if (!row.issueId.empty()) {
                return {};
            }
            CBOARD_TRY(auto rows,
                       m_context.database.prepare("SELECT issue_id FROM incident WHERE "
                                                  + std::string(column)
                                                  + " = ?1 AND present IS NOT 0"));
            rows.bind(1, id);
            CBOARD_TRY(const bool hasRow, rows.step());
            if (hasRow) {
                row.issueId = rows.text(0);
            }
            return {};
        }

        const QueryContext& m_context;
        HistoryJudge& m_judge;
        std::map<Key, Collected> m_rows;
    };

} // namespace

Result<query::ProblemsSnapshot> queryProblems(const QueryContext& context,
                                              const query::ProblemsRequest& request)
{
    CBOARD_TRY(const auto plan, FilterPlan::create(context, request.common));
    CBOARD_TRY(const auto revision, loadRevision(context, request.revision));
    CBOARD_TRY(const auto judge, HistoryJudge::create(context, request.common));
    ProblemCollector collector(context, *judge);
    for (const ResultKind kind : {ResultKind::Builds, ResultKind::Boots, ResultKind::Tests}) {
        CBOARD_TRY_VOID(collector.collect(kind, revision, plan));
    }
    query::ProblemsSnapshot snapshot;
    CBOARD_TRY(snapshot.rows, collector.finish());
    snapshot.revision = revision.ref;
    snapshot.info.newestData = revision.lastData();
    snapshot.info.totalRows = static_cast<std::int64_t>(snapshot.rows.size());
    const auto limit = static_cast<std::size_t>(std::max<std::int64_t>(request.limit, 0));
    if (snapshot.rows.size() > limit) {
        snapshot.rows.resize(limit);
        snapshot.info.isComplete = false;
        snapshot.info.incompleteKey = "limit_reached";
    }
    snapshot.info.shownRows = static_cast<std::int64_t>(snapshot.rows.size());
    return snapshot;
}

} // namespace cboard::store
