// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/history_neighbours.h"

#include "ui/base/text_format.h"

#include <QCoreApplication>

#include <algorithm>

namespace cboard::ui {

namespace {

    using History = std::shared_ptr<const query::HistorySnapshot>;

    constexpr std::size_t MostTrees = 12;

    QString boardOf(const query::HistoryRun& run)
    {
        return run.platform.empty() ? QCoreApplication::translate("History", "(no board)")
                                    : fromUtf8(run.platform);
    }

    QString testOf(const query::HistoryRun& run)
    {
        return run.path.empty() ? QCoreApplication::translate("History", "(no path)")
                                : fromUtf8(run.path);
    }

    QString treeOf(const query::HistoryRun& run)
    {
        return branchText(run.revision);
    }

    /// Without \p own, lanes; only the worst are kept.
    NeighbourStrip stripOf(History history, const std::vector<query::RevisionRow>& revisions,
                           const LaneOf& laneOf, const QStringList& own)
    {
        const auto scale = revisions.empty() ? HistoryScale::Time : HistoryScale::Revision;
        NeighbourStrip strip;
        strip.lanes = makeHistoryLanes(*history, revisions, scale, laneOf);
        auto& lanes = strip.lanes.lanes;
        std::erase_if(lanes, [&own](const HistoryLane& lane) { return own.contains(lane.name); });
        strip.laneCount = static_cast<int>(lanes.size());
        lanes.resize(std::min<std::size_t>(lanes.size(), NeighbourStrip::MostLanes));
        strip.history = std::move(history);
        return strip;
    }

    /// All names of the board: results have one of them.
    QStringList namesOf(const std::string& platform, const query::HistorySnapshot& own)
    {
        QStringList names{fromUtf8(platform)};
        for (const query::HistoryRun& run : own.runs) {
            names << fromUtf8(run.platform);
        }
        names.removeDuplicates();
        return names;
    }

    /// The cell on the newest other branches, all runs in one snapshot.
    Result<History> otherTrees(query::Engine& engine, query::HistoryRequest request,
                               const TaskContext& task)
    {
        auto all = std::make_shared<query::HistorySnapshot>();
        CBOARD_TRY(const auto trees, engine.trees({request.common}, task));
        const query::BranchKey own = request.branch;
        request.lab.clear();
        std::size_t asked = 0;
        for (const query::TreeRow& row : trees->rows) {
            const bool isOwn = row.tree == own.tree && row.branch == own.branch;
            if (isOwn || asked == MostTrees) {
                continue;
            }
            ++asked;
            request.branch = {row.tree, row.branch, row.repositoryUrl};
            CBOARD_TRY(const auto history, engine.history(request, task));
            all->runs.insert(all->runs.end(), history->runs.begin(), history->runs.end());
        }
        std::stable_sort(all->runs.begin(), all->runs.end(), [](const auto& a, const auto& b) {
            return a.revision.time > b.revision.time;
        });
        return History(std::move(all));
    }

} // namespace

Result<std::shared_ptr<const HistoryNeighbours>>
findNeighbours(query::Engine& engine, const query::HistoryRequest& request,
               const query::HistorySnapshot& own, const std::vector<query::RevisionRow>& revisions,
               const TaskContext& task)
{
    auto found = std::make_shared<HistoryNeighbours>();
    const bool isOfBoard = request.kind != query::MatrixKind::Build && !request.platform.empty();
    if (isOfBoard && (!request.path.empty() || request.kind == query::MatrixKind::Boot)) {
        query::HistoryRequest boards = request;
        boards.platform.clear();
        boards.lab.clear();
        CBOARD_TRY(auto history, engine.history(boards, task));
        found->strips[HistoryNeighbours::Boards] =
            stripOf(std::move(history), revisions, boardOf, namesOf(request.platform, own));
    }
    if (isOfBoard) {
        query::HistoryRequest tests = request;
        tests.kind = query::MatrixKind::Test;
        tests.path.clear();
        CBOARD_TRY(auto history, engine.history(tests, task));
        found->strips[HistoryNeighbours::Tests] =
            stripOf(std::move(history), revisions, testOf, {fromUtf8(request.path)});
    }
    CBOARD_TRY(auto trees, otherTrees(engine, request, task));
    found->strips[HistoryNeighbours::Trees] = stripOf(std::move(trees), {}, treeOf, {});
    return std::shared_ptr<const HistoryNeighbours>(std::move(found));
}

} // namespace cboard::ui
