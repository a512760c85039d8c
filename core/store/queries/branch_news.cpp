// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/branch_news.h"

#include "core/store/queries/cell_names.h"

#include <algorithm>
#include <unordered_set>

namespace cboard::store {

namespace {

    using analysis::LedgerState;
    using analysis::NoRevision;
    using analysis::Regression;
    using query::CellMark;
    using query::hasMark;

    /// Fails that say something of the kernel; each is new or old.
    void addTo(query::StripBar& bar, const JudgedCell& cell)
    {
        const query::CellMarks silent = query::markBit(CellMark::Flaky)
            | query::markBit(CellMark::Waived) | query::markBit(CellMark::LabIncident);
        if (cell.outcome->fails > 0 && (cell.marks & silent) == 0) {
            ++(hasMark(cell.marks, CellMark::New) ? bar.newFails : bar.oldFails);
        }
    }

    /// Counts the cells that were fixed and have not failed since.
    class FixedCells {
    public:
        void add(const JudgedCell& cell)
        {
            if (hasMark(cell.marks, CellMark::Fixed) && !hasMark(cell.marks, CellMark::Flaky)) {
                m_cells.insert(cell.cell);
            } else if (cell.isConclusive() && cell.track->failingFor() > 0) {
                m_cells.erase(cell.cell);
            }
        }
        std::int64_t count() const { return static_cast<std::int64_t>(m_cells.size()); }

    private:
        std::unordered_set<CellIndex::Cell> m_cells;
    };

} // namespace

std::size_t BranchNews::newRevisions(const std::vector<RevisionEntry>& revisions) const
{
    if (!m_request.since) {
        return 1;
    }
    const auto last = m_request.since->time_since_epoch().count();
    const auto old =
        std::find_if(revisions.begin(), revisions.end(),
                     [last](const RevisionEntry& entry) { return entry.orderTime <= last; });
    return static_cast<std::size_t>(old - revisions.begin());
}

Result<query::HomeBranch> BranchNews::add(const std::vector<RevisionEntry>& revisions,
                                          ResultReader& reader)
{
    query::HomeBranch branch;
    branch.newest = revisions.front().ref;
    branch.lastData = revisions.front().lastData();
    branch.newRevisions = static_cast<std::int64_t>(newRevisions(revisions));
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
    analysis::Ledger ledger;
    FixedCells fixed;
    CBOARD_TRY_VOID(m_judge.judge(kind, revisions, [&](const JudgedCell& cell) {
        ledger.add(cell.cell, cell.place, cell.isConclusive(), cell.marks, *cell.track);
        if (!selectsCell(m_plan, kind, *cell.key, cell.marks, words)) {
            return;
        }
        addTo(branch.strip[revisions.size() - 1 - cell.wanted], cell);
        if (cell.wanted < newCount) {
            fixed.add(cell);
        }
        const auto last = static_cast<std::int32_t>(m_judge.history().size()) - 1;
        const bool beganBefore = last - cell.track->firstBad() >= branch.newRevisions;
        query::MarkCounts marks;
        marks.add(cell.marks);
        if (cell.wanted == 0 && beganBefore) {
            branch.stillFailing += marks[CellMark::StillFailing];
        }
    }));
    branch.fixed += fixed.count();
    const auto last = static_cast<std::int32_t>(m_judge.history().size()) - 1;
    const std::int32_t oldestRun = m_judge.oldestRunPlace();
    for (const Regression& regression : ledger.regressions()) {
        const CellKey& key = m_context.outcomes.cells(kind).keyOf(regression.cell);
        if (last - regression.firstBad < branch.newRevisions && !regression.isFlaky()
            && stateOf(regression, oldestRun) == LedgerState::Active
            && selectsCell(m_plan, kind, key, regression.marks, words)) {
            ++branch.newRegressions;
            CBOARD_TRY_VOID(addRegression(kind, regression));
        }
    }
    return {};
}

Result<void> BranchNews::addRegression(ResultKind kind, const Regression& regression)
{
    const CellKey& key = m_context.outcomes.cells(kind).keyOf(regression.cell);
    const std::int64_t subject = subjectOf(kind, key);
    const auto [place, isNew] = m_groups.try_emplace({kind, subject});
    Group& group = place->second;
    query::HomeRegression& row = group.row;
    if (isNew) {
        row.kind = resultKindKey(kind);
        row.subject = subjectText(m_context.names, kind, subject);
        row.title = row.subject;
    }
    ++row.cellCount;
    if (key.platform != 0) {
        group.boards.insert(key.platform);
    }
    row.confidence = std::max(row.confidence, regression.confidence / 100.0);
    const auto at = [this](std::int32_t revision) -> const RevisionEntry& {
        return m_judge.history()[static_cast<std::size_t>(revision)];
    };
    const query::RevisionRef lastGood =
        regression.lastGood == NoRevision ? query::RevisionRef{} : at(regression.lastGood).ref;
    const query::RevisionRef& firstBad = at(regression.firstBad).ref;
    if (group.ranges.emplace(lastGood.id, firstBad.id).second) {
        const bool isNewest = row.ranges.empty()
            || std::pair(row.ranges.front().firstBad.time, row.ranges.front().firstBad.id)
                < std::pair(firstBad.time, firstBad.id);
        row.ranges.insert(isNewest ? row.ranges.begin() : row.ranges.end(), {lastGood, firstBad});
        if (isNewest) {
            CBOARD_TRY(row.recordId,
                       m_failing.recordOf(kind, at(regression.lastBad), regression.cell));
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
