// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/branch_news.h"

#include "core/store/queries/cell_names.h"

#include <algorithm>
#include <initializer_list>
#include <unordered_set>

namespace cboard::store {

namespace {

    using analysis::LedgerState;
    using analysis::NoRevision;
    using analysis::Regression;
    using query::CellMark;
    using query::hasMark;

    bool hasAny(query::CellMarks marks, std::initializer_list<CellMark> wanted)
    {
        return std::any_of(wanted.begin(), wanted.end(),
                           [marks](CellMark mark) { return hasMark(marks, mark); });
    }

    /// Fails that say something of the kernel; each is new or old.
    void addTo(query::StripBar& bar, query::CellMarks marks)
    {
        if (hasMark(marks, CellMark::New)) {
            ++bar.newFails;
        } else if (hasAny(marks, {CellMark::StillFailing, CellMark::FirstSeenFailing})) {
            ++bar.oldFails;
        }
    }

    /// How many of them came since; without a time one.
    std::int64_t countSince(const std::vector<RevisionEntry>& revisions,
                            std::optional<Timestamp> since)
    {
        if (!since) {
            return 1;
        }
        const auto last = since->time_since_epoch().count();
        const auto old =
            std::find_if(revisions.begin(), revisions.end(),
                         [last](const RevisionEntry& entry) { return entry.orderTime <= last; });
        return old - revisions.begin();
    }

    /// What became of cells in the revisions since the visit.
    class CellsSince {
    public:
        /// Also of one that was flaky then, which its marks do not say.
        void begin(CellIndex::Cell cell) { m_began.insert(cell); }
        /// Oldest revision first.
        void add(CellIndex::Cell cell, query::CellMarks marks)
        {
            if (hasAny(marks, {CellMark::New, CellMark::FirstSeenFailing})) {
                m_began.insert(cell);
            }
            if (hasMark(marks, CellMark::Fixed)) {
                m_fixed.insert(cell);
            } else if (hasAny(marks,
                              {CellMark::New, CellMark::FirstSeenFailing, CellMark::Flaky,
                               CellMark::Waived})) {
                m_fixed.erase(cell);
            }
        }
        bool hasBegun(CellIndex::Cell cell) const { return m_began.contains(cell); }
        std::int64_t fixedCount() const { return static_cast<std::int64_t>(m_fixed.size()); }

    private:
        std::unordered_set<CellIndex::Cell> m_began; ///< To fail.
        std::unordered_set<CellIndex::Cell> m_fixed; ///< And have not failed or wavered since.
    };

} // namespace

Result<query::HomeBranch> BranchNews::add(const std::vector<RevisionEntry>& revisions,
                                          ResultReader& reader)
{
    query::HomeBranch branch;
    branch.newest = revisions.front().ref;
    branch.lastData = revisions.front().lastData();
    branch.newRevisions = countSince(revisions, m_request.since);
    for (auto revision = revisions.rbegin(); revision != revisions.rend(); ++revision) {
        branch.strip.push_back({.revision = revision->ref.id});
    }
    CBOARD_TRY(const auto counts, reader.counts(revisions.front(), true));
    for (const StatusCounts* kind : {&counts.builds, &counts.boots, &counts.tests}) {
        branch.infra += kind->infrastructure();
        branch.pending += (*kind)[StatusClass::Pending];
    }
    CBOARD_TRY_VOID(judgeKind(ResultKind::Builds, revisions, branch));
    CBOARD_TRY_VOID(judgeKind(ResultKind::Boots, revisions, branch));
    if (m_request.withTests) {
        CBOARD_TRY_VOID(judgeKind(ResultKind::Tests, revisions, branch));
    }
    return branch;
}

Result<void> BranchNews::judgeKind(ResultKind kind, const std::vector<RevisionEntry>& revisions,
                                   query::HomeBranch& branch)
{
    const auto newCount = static_cast<std::size_t>(branch.newRevisions);
    const RevisionWords words = m_plan.revisionWords(revisions.front());
    CBOARD_TRY(const auto judged, m_judge.marks(kind, revisions));
    const CellIndex& cells = m_context.outcomes.cells(kind);
    const auto last = static_cast<std::int32_t>(m_judge.history().size()) - 1;
    CellsSince since;
    for (const Regression& regression : judged->regressions) {
        if (last - regression.firstBad < branch.newRevisions) {
            since.begin(regression.cell);
        }
    }
    for (std::size_t i = revisions.size(); i-- > 0;) { // Oldest first.
        for (const auto& [cell, marks] : judged->marks[i]) {
            if (!selectsCell(m_plan, kind, cells.keyOf(cell), marks, words)) {
                continue;
            }
            addTo(branch.strip[revisions.size() - 1 - i], marks);
            if (i < newCount) {
                since.add(cell, marks);
            }
            const bool isStill = i == 0 && hasMark(marks, CellMark::StillFailing);
            branch.stillFailing += isStill && !since.hasBegun(cell) ? 1 : 0;
        }
    }
    branch.fixed += since.fixedCount();
    if (kind == ResultKind::Tests) {
        m_watched.add(revisions, *judged);
    }
    return addRegressions(kind, revisions, *judged, branch);
}

Result<void> BranchNews::addRegressions(ResultKind kind,
                                        const std::vector<RevisionEntry>& revisions,
                                        const JudgedMarks& judged, query::HomeBranch& branch)
{
    const RevisionWords words = m_plan.revisionWords(revisions.front());
    const CellIndex& cells = m_context.outcomes.cells(kind);
    const auto last = static_cast<std::int32_t>(m_judge.history().size()) - 1;
    const std::int32_t oldestRun = m_judge.oldestRunPlace();
    const std::int64_t groupedCount = countSince(revisions, m_request.regressionsSince);
    for (const Regression& regression : judged.regressions) {
        const std::int64_t place = last - regression.firstBad; // 0: the newest.
        if (place >= std::max(branch.newRevisions, groupedCount) || regression.isOfFlaky
            || stateOf(regression, oldestRun) != LedgerState::Active
            || !selectsCell(m_plan, kind, cells.keyOf(regression.cell), regression.marks, words)) {
            continue;
        }
        branch.newRegressions += place < branch.newRevisions ? 1 : 0;
        if (place < groupedCount) {
            CBOARD_TRY_VOID(addRegression(kind, regression));
        }
    }
    return {};
}

Result<void> BranchNews::addRegression(ResultKind kind, const Regression& regression)
{
    const CellKey& key = m_context.outcomes.cells(kind).keyOf(regression.cell);
    const std::int64_t subject = subjectOf(kind, key);
    const auto at = [this](std::int32_t revision) -> const RevisionEntry& {
        return m_judge.history()[static_cast<std::size_t>(revision)];
    };
    CBOARD_TRY(const auto failing, m_failing.rowOf(kind, at(regression.lastBad), regression.cell));
    std::optional<KnownError> error;
    if (failing && m_findings) {
        CBOARD_TRY(error, m_findings->worstOf(recordKindOf(kind), *failing));
    }
    const auto [place, isNew] = m_groups.try_emplace(
        {kind, error ? error->fingerprint : std::string(), error ? 0 : subject});
    Group& group = place->second;
    query::HomeRegression& row = group.row;
    if (isNew) {
        row.kind = resultKindKey(kind);
        row.subject = subjectText(m_context.names, kind, subject);
        row.title = error ? error->title : row.subject;
        row.fingerprint = error ? error->fingerprint : std::string();
    }
    ++row.cellCount;
    if (key.platform != 0) {
        group.boards.insert(key.platform);
    }
    row.confidence = std::max(row.confidence, regression.confidence / 100.0);
    const query::RevisionRef lastGood =
        regression.lastGood == NoRevision ? query::RevisionRef{} : at(regression.lastGood).ref;
    const query::RevisionRef& firstBad = at(regression.firstBad).ref;
    if (group.ranges.emplace(lastGood.id, firstBad.id).second) {
        const bool isNewest = row.ranges.empty()
            || std::pair(row.ranges.front().firstBad.time, row.ranges.front().firstBad.id)
                < std::pair(firstBad.time, firstBad.id);
        row.ranges.insert(isNewest ? row.ranges.begin() : row.ranges.end(), {lastGood, firstBad});
        if (isNewest && failing) {
            CBOARD_TRY(row.recordId, m_failing.nameOf(kind, *failing));
        }
    }
    return {};
}

std::vector<query::HomeRegression> BranchNews::takeRegressions()
{
    std::vector<query::HomeRegression> rows;
    for (auto& [key, group] : m_groups) {
        group.row.boardCount = static_cast<std::int64_t>(group.boards.size());
        std::sort(group.row.ranges.begin(), group.row.ranges.end(),
                  [](const query::HomeRange& a, const query::HomeRange& b) {
                      return std::pair(b.firstBad.time, b.firstBad.id)
                          < std::pair(a.firstBad.time, a.firstBad.id);
                  });
        rows.push_back(std::move(group.row));
    }
    m_groups.clear();
    const auto order = [](const query::HomeRegression& row) {
        return std::tuple(-row.cellCount, std::string_view(row.kind),
                          std::string_view(row.subject));
    };
    std::sort(rows.begin(), rows.end(),
              [&order](const auto& a, const auto& b) { return order(a) < order(b); });
    return rows;
}

} // namespace cboard::store
