// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/hardware_snapshots.h"
#include "core/store/queries/board_facts.h"
#include "core/store/queries/branch_lines.h"
#include "core/store/queries/queries.h"
#include "core/store/queries/result_groups.h"
#include "core/store/queries/revision_marks.h"

#include <algorithm>
#include <unordered_map>

namespace cboard::store {

namespace {

    using query::CellMark;

    /// One board while it is summed up.
    struct Board {
        query::HardwareRow row;
        std::set<std::int64_t> architectures;
        std::set<std::int64_t> labs;
        std::set<std::int64_t> trees;
        std::set<std::int64_t> builds;
    };

    class BoardList {
    public:
        BoardList(const QueryContext& context, const query::HardwareRequest& request,
                  const FilterPlan& plan, HistoryJudge& judge)
            : m_context(context)
            , m_request(request)
            , m_plan(plan)
            , m_judge(judge)
            , m_reader(context, plan)
        {
        }

        Result<void> addBranch(const BranchLine& line)
        {
            CBOARD_TRY_VOID(m_context.task.check());
            const auto reach = std::max(m_request.window, m_request.rateWindow);
            CBOARD_TRY(const auto revisions,
                       loadRevisionsSince(m_context, line, m_plan, m_request.common.now - reach));
            CBOARD_TRY_VOID(m_reader.readMarksIfAsked(m_request.common, revisions));
            for (const RevisionEntry& revision : revisions) {
                CBOARD_TRY_VOID(addRevision(revision));
            }
            if (!m_request.withMarks || revisions.empty()) {
                return {};
            }
            const std::span<const RevisionEntry> newest(revisions.data(), 1);
            CBOARD_TRY_VOID(addMarks(ResultKind::Boots, newest));
            return m_request.withTestMarks ? addMarks(ResultKind::Tests, newest) : Result<void>();
        }

        Result<query::HardwareSnapshot> take()
        {
            CBOARD_TRY(const auto compatibles, m_context.outcomes.boards().byBoard(m_context));
            query::HardwareSnapshot snapshot;
            snapshot.info.newestData = m_newestData;
            for (auto& [platform, board] : m_boards) {
                query::HardwareRow& row = board.row;
                row.identity = boardIdentity(m_context.names, platform, compatibles);
                row.architectures =
                    namesOfIds(m_context.names, NameKind::Architecture, board.architectures);
                row.labs = namesOfIds(m_context.names, NameKind::Lab, board.labs);
                row.trees = namesOfIds(m_context.names, NameKind::Tree, board.trees);
                cutStrip(row.strip);
                snapshot.rows.push_back(std::move(row));
            }
            std::ranges::sort(snapshot.rows, {}, [](const query::HardwareRow& row) {
                return std::tuple(-row.newFailures, -row.stillFailing,
                                  std::string_view(row.identity.board));
            });
            snapshot.info.shownRows = static_cast<std::int64_t>(snapshot.rows.size());
            snapshot.info.totalRows = snapshot.info.shownRows;
            return snapshot;
        }

    private:
        Result<void> addRevision(const RevisionEntry& revision)
        {
            const Timestamp start{std::chrono::microseconds(revision.orderTime)};
            const bool isInWindow = start >= m_request.common.now - m_request.window;
            m_orderTimes[revision.ref.id] = revision.orderTime;
            m_newestData = std::max(m_newestData, revision.lastData());
            const auto addKind = [&](bool areBoots) {
                const RunSelection selection{.withBoots = areBoots, .withTests = !areBoots};
                return m_reader.runs(revision, selection, [&](const ResultGroup& group) {
                    if (group.facts.platform != 0) {
                        add(revision, group, areBoots, isInWindow);
                    }
                });
            };
            CBOARD_TRY_VOID(addKind(true));
            return addKind(false);
        }

        void add(const RevisionEntry& revision, const ResultGroup& group, bool isBoot,
                 bool isInWindow)
        {
            const ResultFacts& facts = group.facts;
            Board& board = m_boards[facts.platform];
            query::HardwareRow& row = board.row;
            keepNewer(row.newestRevision, revision.ref);
            board.labs.insert(facts.lab);
            board.architectures.insert(facts.build->architecture);
            board.trees.insert(revision.tree);
            if (isInWindow) {
                (isBoot ? row.counts.boots : row.counts.tests)[facts.statusClass] += group.count;
                if (facts.build->isShown && board.builds.insert(facts.build->id).second) {
                    ++row.counts.builds[m_plan.classOf(facts.build->status, facts.build->start)];
                }
            }
            if (isBoot) {
                addBoots(revision, group, row);
            }
        }

        static void addBoots(const RevisionEntry& revision, const ResultGroup& group,
                             query::HardwareRow& row)
        {
            const StatusClass status = group.facts.statusClass;
            row.boots[status] += group.count;
            if (row.strip.empty() || row.strip.back().revision != revision.ref.id) {
                row.strip.push_back({revision.ref.id, {}});
            }
            row.strip.back().boots[status] += group.count;
            if (status == StatusClass::Pass) {
                keepNewer(row.lastBoot, revision.ref);
            }
        }

        /// The newest revisions of all branches, oldest first.
        void cutStrip(std::vector<query::BootBar>& strip) const
        {
            std::ranges::sort(strip, {}, [this](const query::BootBar& bar) {
                return std::pair(m_orderTimes.at(bar.revision), bar.revision);
            });
            const auto most = std::max<std::int64_t>(m_request.stripRevisions, 0);
            if (std::ssize(strip) > most) {
                strip.erase(strip.begin(), strip.end() - most);
            }
        }

        Result<void> addMarks(ResultKind kind, std::span<const RevisionEntry> newest)
        {
            CBOARD_TRY(const auto judged, m_judge.marks(kind, newest));
            const RevisionWords words = m_plan.revisionWords(newest.front());
            const CellIndex& cells = m_context.outcomes.cells(kind);
            for (const auto& [cell, marks] : judged->marks.front()) {
                const CellKey& key = cells.keyOf(cell);
                const auto board = m_boards.find(key.platform);
                if (board == m_boards.end() || !selectsCell(m_plan, kind, key, marks, words)) {
                    continue;
                }
                query::MarkCounts counts;
                counts.add(marks);
                query::HardwareRow& row = board->second.row;
                row.newFailures += counts[CellMark::New];
                row.stillFailing += counts[CellMark::StillFailing];
                row.flakyCells += counts[CellMark::Flaky];
            }
            return {};
        }

        const QueryContext& m_context;
        const query::HardwareRequest& m_request;
        const FilterPlan& m_plan;
        HistoryJudge& m_judge;
        ResultReader m_reader;
        std::unordered_map<std::int64_t, Board> m_boards; ///< By platform.id.
        std::unordered_map<std::int64_t, std::int64_t> m_orderTimes; ///< By revision.id.
        std::optional<Timestamp> m_newestData;
    };

} // namespace

Result<query::HardwareSnapshot> queryHardware(const QueryContext& context,
                                              const query::HardwareRequest& request)
{
    CBOARD_TRY(const auto plan, FilterPlan::create(context, request.common));
    CBOARD_TRY(const auto judge, HistoryJudge::create(context, request.common));
    BoardList list(context, request, plan, *judge);
    CBOARD_TRY(const auto lines, loadBranchLines(context, plan));
    for (const BranchLine& line : lines) {
        CBOARD_TRY_VOID(list.addBranch(line));
    }
    return list.take();
}

} // namespace cboard::store
