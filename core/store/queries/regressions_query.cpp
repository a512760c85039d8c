// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/analysis/ledger.h"
#include "core/store/queries/attached_issues.h"
#include "core/store/queries/cell_names.h"
#include "core/store/queries/failing_runs.h"
#include "core/store/queries/queries.h"
#include "core/store/revisions/baseline_outcomes.h"
#include "core/store/revisions/finding_file.h"
#include "core/store/revisions/revision_marks.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace cboard::store {

namespace {

    using analysis::LedgerState;
    using analysis::NoRevision;
    using analysis::Regression;
    using query::CellMark;
    using query::RegressionRow;

    query::RegressionState snapshotState(LedgerState state)
    {
        switch (state) {
        case LedgerState::Active:
            return query::RegressionState::Active;
        case LedgerState::Inactive:
            return query::RegressionState::Inactive;
        case LedgerState::Waived:
            return query::RegressionState::Waived;
        case LedgerState::Fixed:
            return query::RegressionState::Fixed;
        }
        return query::RegressionState::Active;
    }

    /// The ledgers of the three kinds, cell by cell, put into rows.
    class RegressionCollector {
    public:
        RegressionCollector(const QueryContext& context, const FilterPlan& plan,
                            HistoryJudge& judge, const std::vector<RevisionEntry>& revisions,
                            const std::optional<RevisionEntry>& baseline)
            : m_context(context)
            , m_plan(plan)
            , m_judge(judge)
            , m_revisions(revisions)
            , m_baseline(baseline)
            , m_words(plan.revisionWords(revisions.front()))
            , m_failing(context, judge.outcomes())
            , m_findings(FindingFile::open(context))
            , m_issues(context, judge.outcomes())
        {
        }

        Result<void> collect(ResultKind kind)
        {
            CBOARD_TRY(const auto regressions, m_baseline ? againstBaseline(kind) : ledger(kind));
            const std::int32_t oldestRun = m_judge.oldestRunPlace();
            const std::int32_t window = m_judge.windowBegin(m_revisions);
            const CellIndex& cells = m_context.outcomes.cells(kind);
            for (const Regression& regression : regressions) {
                const CellKey& key = cells.keyOf(regression.cell);
                const LedgerState state = stateOf(regression, oldestRun);
                if (isOf(window, regression, state) && isWanted(kind, key, regression)) {
                    CBOARD_TRY_VOID(add(kind, key, regression, state));
                }
            }
            finishRows();
            return {};
        }

        std::vector<RegressionRow> takeRows()
        {
            const auto order = [](const RegressionRow& row) {
                const auto time =
                    row.firstBad.time ? row.firstBad.time->time_since_epoch().count() : 0;
                return std::tuple(row.state, -time, -row.firstBad.id, -std::ssize(row.cells),
                                  std::string_view(row.kind), std::string_view(row.subject),
                                  -row.lastGood.id);
            };
            std::sort(m_rows.begin(), m_rows.end(),
                      [&order](const auto& a, const auto& b) { return order(a) < order(b); });
            return std::move(m_rows);
        }

    private:
        /// State, fingerprint (else subject), and the places of last good, first bad and fix.
        using Key = std::tuple<LedgerState, std::string, std::int64_t, std::int32_t, std::int32_t,
                               std::int32_t>;

        struct OpenRow {
            RegressionRow row;
            std::int32_t lastBad = NoRevision; ///< Place of row.lastBad.
        };

        /// The newest failing run of a cell.
        struct Failure {
            std::string record;
            std::optional<KnownError> error;
            std::vector<query::AttachedIssue> issues;
        };

        Result<std::vector<Regression>> ledger(ResultKind kind)
        {
            CBOARD_TRY(const auto judged, m_judge.marks(kind, m_revisions));
            return judged->regressions;
        }

        /// How the cells of the newest revision stand against the baseline.
        Result<std::vector<Regression>> againstBaseline(ResultKind kind)
        {
            CBOARD_TRY(const auto before,
                       BaselineOutcomes::read(m_context, m_judge.outcomes(), kind, *m_baseline));
            std::vector<Regression> found;
            const std::span<const RevisionEntry> newest(m_revisions.data(), 1);
            CBOARD_TRY_VOID(m_judge.judge(kind, newest, [&](const JudgedCell& cell) {
                if (!cell.isConclusive()) {
                    return;
                }
                const bool isFail = cell.track->failingFor() > 0;
                const auto wanted = isFail ? analysis::Outcome::Pass : analysis::Outcome::Fail;
                if (before.of(cell.cell) != wanted
                    || (isFail && hasMark(cell.marks, CellMark::LabConflict))) {
                    return;
                }
                found.push_back({.cell = cell.cell,
                                 .lastGood = isFail ? cell.track->lastGood() : NoRevision,
                                 .firstBad = isFail ? cell.track->firstBad() : NoRevision,
                                 .lastBad = isFail ? cell.place : NoRevision,
                                 .fixedIn = isFail ? NoRevision : cell.place,
                                 .lastRun = cell.place,
                                 .failingFor = cell.track->failingFor(),
                                 .confidence = cell.track->confidence(),
                                 .marks = cell.marks,
                                 .isOfFlaky = hasMark(cell.marks, CellMark::Flaky)});
            }));
            return found;
        }

        /// Whether it belongs to the revisions from a place on. What began before them does while
        /// it lasts: when it failed or was fixed in them, or is expected to run again. Terms that
        /// choose revisions (since:) choose where regressions began.
        bool isOf(std::int32_t window, const Regression& regression, LedgerState state) const
        {
            if (m_baseline || regression.firstBad >= window) {
                return true;
            }
            return !m_plan.choosesLaterRevisions()
                && (regression.isFixed() || regression.lastBad >= window
                    || state == LedgerState::Active);
        }

        bool isWanted(ResultKind kind, const CellKey& key, const Regression& regression) const
        {
            const bool isHidden = regression.isOfFlaky && !m_plan.hasMarkTerms();
            return !isHidden && selectsCell(m_plan, kind, key, regression.marks, m_words);
        }

        /// Where the history does not reach the baseline stands for it.
        query::RevisionRef refAt(std::int32_t place) const
        {
            if (place != NoRevision) {
                return m_judge.history()[static_cast<std::size_t>(place)].ref;
            }
            return m_baseline ? m_baseline->ref : query::RevisionRef{};
        }

        Result<void> add(ResultKind kind, const CellKey& key, const Regression& regression,
                         LedgerState state)
        {
            const std::int64_t subject = subjectOf(kind, key);
            CBOARD_TRY(Failure failure, failureOf(kind, regression));
            const std::string fingerprint = failure.error ? failure.error->fingerprint : "";
            const auto [place, isNew] =
                m_open.try_emplace({state, fingerprint, fingerprint.empty() ? subject : 0,
                                    regression.lastGood, regression.firstBad, regression.fixedIn});
            RegressionRow& row = place->second.row;
            if (isNew) {
                row.state = snapshotState(state);
                row.kind = resultKindKey(kind);
                row.subject = subjectText(m_context.names, kind, subject);
                row.title = failure.error ? failure.error->title : row.subject;
                row.fingerprint = fingerprint;
                const bool hasGood = regression.lastGood != NoRevision;
                // Of what is fixed since the baseline only that is known.
                if (hasGood || !regression.isFixed()) {
                    row.lastGood = refAt(regression.lastGood);
                }
                row.firstBad = refAt(regression.firstBad);
                if (regression.isFixed()) {
                    row.fixedIn = refAt(regression.fixedIn);
                }
                row.untestedBetween = hasGood ? regression.untestedBetween() : 0;
            }
            row.failingFor = std::max<std::int64_t>(row.failingFor, regression.failingFor);
            row.confidence = std::max(row.confidence, regression.confidence / 100.0);
            if (regression.lastBad > place->second.lastBad) {
                place->second.lastBad = regression.lastBad;
                row.lastBad = refAt(regression.lastBad);
            }
            row.issues.insert(row.issues.end(), failure.issues.begin(), failure.issues.end());
            row.cells.push_back({namesOf(m_context.names, kind, key), std::move(failure.record)});
            return {};
        }

        Result<Failure> failureOf(ResultKind kind, const Regression& regression)
        {
            if (regression.lastBad == NoRevision) {
                return Failure{};
            }
            const auto& revision = m_judge.history()[static_cast<std::size_t>(regression.lastBad)];
            CBOARD_TRY(const auto row, m_failing.rowOf(kind, revision, regression.cell));
            if (!row) {
                return Failure{};
            }
            Failure failure;
            CBOARD_TRY(failure.record, m_failing.nameOf(kind, *row));
            if (m_findings) {
                CBOARD_TRY(failure.error, m_findings->worstOf(recordKindOf(kind), *row));
            }
            CBOARD_TRY(failure.issues, m_issues.of(kind, *row));
            return failure;
        }

        void finishRows()
        {
            for (auto& [key, open] : m_open) {
                RegressionRow& row = open.row;
                std::ranges::sort(row.issues);
                row.issues.erase(std::unique(row.issues.begin(), row.issues.end()),
                                 row.issues.end());
                m_rows.push_back(std::move(row));
            }
            m_open.clear();
        }

        const QueryContext& m_context;
        const FilterPlan& m_plan;
        HistoryJudge& m_judge;
        const std::vector<RevisionEntry>& m_revisions; ///< Newest first.
        const std::optional<RevisionEntry>& m_baseline;
        RevisionWords m_words;
        FailingRuns m_failing;
        std::unique_ptr<FindingFile> m_findings; ///< Null where no logs were looked at.
        AttachedIssues m_issues;
        std::map<Key, OpenRow> m_open; ///< Of the kind that is being collected.
        std::vector<RegressionRow> m_rows;
    };

    Result<std::vector<query::LabIncidentRow>>
    labIncidents(const QueryContext& context, HistoryJudge& judge,
                 const std::vector<RevisionEntry>& revisions)
    {
        std::vector<query::LabIncidentRow> rows;
        for (const RevisionEntry& revision : revisions) {
            CBOARD_TRY(const auto health, judge.outcomes().health(revision));
            for (const std::int64_t lab : health->illLabs) {
                rows.push_back({revision.ref, std::string(context.names.name(NameKind::Lab, lab))});
            }
        }
        return rows;
    }

} // namespace

Result<query::RegressionsSnapshot> queryRegressions(const QueryContext& context,
                                                    const query::RegressionsRequest& request)
{
    CBOARD_TRY(const auto plan, FilterPlan::create(context, request.common));
    CBOARD_TRY(
        const auto revisions,
        revisionsUpTo(context, request.branch, request.revision, plan, request.lastRevisions));
    query::RegressionsSnapshot snapshot;
    if (revisions.empty()) {
        return snapshot;
    }
    std::optional<RevisionEntry> baseline;
    if (request.baseline) {
        CBOARD_TRY(baseline, loadRevision(context, *request.baseline));
        snapshot.baseline = baseline->ref;
    }
    CBOARD_TRY(const auto judge, HistoryJudge::createFor(plan, context, request.common));
    RegressionCollector collector(context, plan, *judge, revisions, baseline);
    for (const ResultKind kind : {ResultKind::Builds, ResultKind::Boots, ResultKind::Tests}) {
        CBOARD_TRY_VOID(collector.collect(kind));
    }
    snapshot.rows = collector.takeRows();
    CBOARD_TRY(snapshot.labIncidents, labIncidents(context, *judge, revisions));
    snapshot.revision = revisions.front().ref;
    snapshot.info.newestData = revisions.front().lastData();
    snapshot.info.totalRows = static_cast<std::int64_t>(snapshot.rows.size());
    snapshot.info.shownRows = snapshot.info.totalRows;
    return snapshot;
}

} // namespace cboard::store
