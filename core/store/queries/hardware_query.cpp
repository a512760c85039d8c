// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/hardware_snapshots.h"
#include "core/store/queries/board_facts.h"
#include "core/store/queries/queries.h"
#include "core/store/revisions/branch_lines.h"
#include "core/store/revisions/few_ids.h"
#include "core/store/revisions/result_groups.h"
#include "core/store/revisions/revision_marks.h"

#include <algorithm>
#include <functional>
#include <iterator>

namespace cboard::store {

namespace {

    using query::CellMark;

    /// One board while it is summed up, the newest revision first.
    struct Board {
        query::HardwareRow row;
        FewIds architectures;
        FewIds labs;
        FewIds trees;
        FewIds namelessTrees; ///< The URLs of those without a name.
        const RevisionEntry* newest = nullptr; ///< On which it ran.
        const RevisionEntry* lastBoot = nullptr; ///< That passed.
    };

    class BoardList {
    public:
        BoardList(const QueryContext& context, const query::HardwareRequest& request,
                  const FilterPlan& plan, HistoryJudge& judge, const UserNames& names)
            : m_context(context)
            , m_request(request)
            , m_plan(plan)
            , m_judge(judge)
            , m_reader(context, plan)
            , m_user(names)
        {
        }

        Result<void> addBranches(const std::vector<BranchLine>& lines)
        {
            std::vector<RevisionEntry> newest; // Of each branch.
            for (const BranchLine& line : lines) {
                CBOARD_TRY_VOID(m_context.task.check());
                const auto reach = std::max(m_request.window, m_request.rateWindow);
                CBOARD_TRY(
                    auto revisions,
                    loadRevisionsSince(m_context, line, m_plan, m_request.common.now - reach));
                CBOARD_TRY_VOID(m_reader.readMarksIfAsked(m_request.common, revisions));
                if (!revisions.empty()) {
                    newest.push_back(revisions.front());
                }
                std::ranges::move(revisions, std::back_inserter(m_revisions));
            }
            std::ranges::sort(m_revisions, std::ranges::greater{}, [](const RevisionEntry& entry) {
                return std::pair(entry.orderTime, entry.ref.id);
            });
            for (const RevisionEntry& revision : m_revisions) {
                CBOARD_TRY_VOID(m_context.task.check());
                CBOARD_TRY_VOID(addRevision(revision));
            }
            return m_request.withMarks ? addMarks(newest) : Result<void>();
        }

        Result<query::HardwareSnapshot> take()
        {
            CBOARD_TRY(const auto compatibles, m_context.outcomes.boards().byBoard(m_context));
            query::HardwareSnapshot snapshot;
            snapshot.info.newestData = m_newestData;
            const auto order = boardsInOrder();
            snapshot.rows.reserve(order.size());
            for (const std::int64_t platform : order) {
                Board& board = m_boards[static_cast<std::size_t>(platform)];
                query::HardwareRow& row = board.row;
                row.identity =
                    boardIdentity(m_context.names, platform, m_user.boards, *compatibles);
                row.architectures =
                    namesOfIds(m_context.names, NameKind::Architecture, board.architectures.ids());
                row.labs = m_user.labs.namesOf(m_context.names, board.labs.ids());
                row.trees = namesOfIds(m_context.names, NameKind::Tree, board.trees.ids());
                std::ranges::move(
                    namesOfIds(m_context.names, NameKind::Repository, board.namelessTrees.ids()),
                    std::back_inserter(row.trees));
                std::ranges::reverse(row.strip);
                row.newestRevision = board.newest->ref;
                if (board.lastBoot != nullptr) {
                    row.lastBoot = board.lastBoot->ref;
                }
                snapshot.rows.push_back(std::move(row));
            }
            snapshot.info.shownRows = static_cast<std::int64_t>(snapshot.rows.size());
            snapshot.info.totalRows = snapshot.info.shownRows;
            return snapshot;
        }

    private:
        std::string_view nameOf(std::int64_t platform) const
        {
            return m_user.boards.nameOf(m_context.names, platform);
        }

        /// Those that were seen: by new failures, still failing, then name.
        std::vector<std::int64_t> boardsInOrder() const
        {
            std::vector<std::int64_t> order;
            for (std::size_t platform = 0; platform < m_boards.size(); ++platform) {
                if (m_boards[platform].newest != nullptr) {
                    order.push_back(static_cast<std::int64_t>(platform));
                }
            }
            std::ranges::sort(order, {}, [this](std::int64_t platform) {
                const query::HardwareRow& row = m_boards[static_cast<std::size_t>(platform)].row;
                return std::tuple(-row.newFailures, -row.stillFailing, nameOf(platform));
            });
            return order;
        }

        Result<void> addRevision(const RevisionEntry& revision)
        {
            CBOARD_TRY(const auto sums, m_reader.runSums(revision));
            m_newestData = std::max(m_newestData, revision.lastData());
            if (!sums->boards.empty()) { // They come by platform.
                makeRoom(sums->boards.back().platform);
                for (const NamedThing& board : m_user.boards.all()) {
                    makeRoom(board.ids.front());
                }
            }
            const Timestamp start{std::chrono::microseconds(revision.orderTime)};
            const bool isInWindow = start >= m_request.common.now - m_request.window;
            for (const BoardSums& board : sums->boards) {
                add(revision, *sums, board, isInWindow);
            }
            return {};
        }

        void makeRoom(std::int64_t platform)
        {
            m_boards.resize(std::max(m_boards.size(), static_cast<std::size_t>(platform) + 1));
        }

        void add(const RevisionEntry& revision, const RunSums& sums, const BoardSums& some,
                 bool isInWindow)
        {
            Board& board =
                m_boards[static_cast<std::size_t>(m_user.boards.countedAs(some.platform))];
            query::HardwareRow& row = board.row;
            board.newest = board.newest == nullptr ? &revision : board.newest;
            for (const std::int64_t lab : sums.labsOf(some)) {
                board.labs.add(lab);
            }
            for (const std::int64_t architecture : sums.architecturesOf(some)) {
                board.architectures.add(architecture);
            }
            if (isInWindow) {
                if (revision.tree != 0) {
                    board.trees.add(revision.tree);
                } else {
                    board.namelessTrees.add(revision.url);
                }
                some.builds.addTo(row.counts.builds);
                some.boots.addTo(row.counts.boots);
                some.tests.addTo(row.counts.tests);
            }
            if (!some.boots.isEmpty()) {
                some.boots.addTo(row.boots);
                if (row.strip.empty()) {
                    row.strip.reserve(static_cast<std::size_t>(std::clamp<std::int64_t>(
                        m_request.stripRevisions, 0, std::ssize(m_revisions))));
                }
                if (!row.strip.empty() && row.strip.back().revision == revision.ref.id) {
                    some.boots.addTo(row.strip.back().boots); // Under another name.
                } else if (std::ssize(row.strip) < m_request.stripRevisions) {
                    some.boots.addTo(
                        row.strip.emplace_back(query::BootBar{revision.ref.id, {}}).boots);
                }
            }
            if (some.boots[StatusClass::Pass] > 0 && board.lastBoot == nullptr) {
                board.lastBoot = &revision;
            }
        }

        /// \param newest The newest revision of each branch.
        Result<void> addMarks(const std::vector<RevisionEntry>& newest)
        {
            for (const RevisionEntry& revision : newest) {
                CBOARD_TRY_VOID(m_context.task.check());
                CBOARD_TRY_VOID(addMarks(ResultKind::Boots, {&revision, 1}));
                if (m_request.withTestMarks) {
                    CBOARD_TRY_VOID(addMarks(ResultKind::Tests, {&revision, 1}));
                }
            }
            return {};
        }

        Result<void> addMarks(ResultKind kind, std::span<const RevisionEntry> newest)
        {
            CBOARD_TRY(const auto judged, m_judge.marks(kind, newest));
            const RevisionWords words = m_plan.revisionWords(newest.front());
            const CellIndex& cells = m_context.outcomes.cells(kind);
            for (const auto& [cell, marks] : judged->marks.front()) {
                const CellKey& key = cells.keyOf(cell);
                const auto platform =
                    static_cast<std::size_t>(m_user.boards.countedAs(key.platform));
                if (platform >= m_boards.size() || m_boards[platform].newest == nullptr
                    || !selectsCell(m_plan, kind, key, marks, words)) {
                    continue;
                }
                query::MarkCounts counts;
                counts.add(marks);
                query::HardwareRow& row = m_boards[platform].row;
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
        const UserNames& m_user;
        std::vector<RevisionEntry> m_revisions; ///< Of all branches, newest first.
        std::vector<Board> m_boards; ///< By platform.id; those not seen without `newest`.
        std::optional<Timestamp> m_newestData;
    };

} // namespace

Result<query::HardwareSnapshot> queryHardware(const QueryContext& context,
                                              const query::HardwareRequest& request)
{
    CBOARD_TRY(const auto plan, FilterPlan::create(context, request.common));
    CBOARD_TRY(const auto judge, HistoryJudge::createFor(plan, context, request.common));
    CBOARD_TRY(const auto names, UserNames::of(context));
    BoardList list(context, request, plan, *judge, *names);
    CBOARD_TRY(const auto lines, loadBranchLines(context, plan));
    CBOARD_TRY_VOID(list.addBranches(lines));
    return list.take();
}

} // namespace cboard::store
