// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/testtree/breakdown_folds.h"

#include <algorithm>
#include <optional>

namespace cboard::ui {

namespace {

    bool isTrouble(StatusClass status)
    {
        return status == StatusClass::Fail || isInfrastructure(status);
    }

    std::vector<std::int32_t> nodesOfRuns(const query::TestTreeSnapshot& snapshot)
    {
        std::vector<std::int32_t> nodes(snapshot.runs.size());
        for (std::size_t i = 0; i < snapshot.nodes.size(); ++i) {
            const auto first = nodes.begin() + snapshot.nodes[i].firstRun;
            std::fill(first, first + snapshot.nodes[i].ownRuns, static_cast<std::int32_t>(i));
        }
        return nodes;
    }

    /// For each run the node of its group where its run broke down; itself where that is its own;
    /// -1 for all others.
    std::vector<std::int32_t> breakdownNodes(const query::TestTreeSnapshot& snapshot)
    {
        const std::vector<std::int32_t> nodeOfRun = nodesOfRuns(snapshot);
        std::vector<std::int32_t> began(snapshot.runs.size(), -1);
        std::vector<std::int32_t> firstOfGroup(snapshot.nodes.size(), -1);
        for (const query::TestTreeBreakdown& breakdown : snapshot.breakdowns) {
            for (const std::uint32_t run : breakdown.runs) {
                const std::int32_t node = nodeOfRun[run];
                const auto group =
                    static_cast<std::size_t>(snapshot.nodes[static_cast<std::size_t>(node)].parent);
                if (firstOfGroup[group] < 0) {
                    firstOfGroup[group] = node;
                }
                began[run] = firstOfGroup[group];
            }
            for (const std::uint32_t run : breakdown.runs) {
                firstOfGroup[static_cast<std::size_t>(
                    snapshot.nodes[static_cast<std::size_t>(nodeOfRun[run])].parent)] = -1;
            }
        }
        return began;
    }

} // namespace

std::vector<std::int32_t> foldedParents(const query::TestTreeSnapshot& snapshot)
{
    const auto& nodes = snapshot.nodes;
    std::vector<std::int32_t> parents(nodes.size());
    std::transform(nodes.begin(), nodes.end(), parents.begin(),
                   [](const query::TestTreeNode& node) { return node.parent; });
    if (snapshot.breakdowns.empty()) {
        return parents;
    }
    const std::vector<std::int32_t> began = breakdownNodes(snapshot);
    for (std::size_t i = 1; i < nodes.size(); ++i) {
        std::int32_t first = -1;
        bool isOneCause = nodes[i].subtreeSize == 1;
        for (std::int64_t own = 0; own < nodes[i].ownRuns && isOneCause; ++own) {
            const auto run = static_cast<std::size_t>(nodes[i].firstRun + own);
            if (isTrouble(snapshot.runs[run].status)) {
                isOneCause = began[run] >= 0 && (first < 0 || first == began[run]);
                first = began[run];
            }
        }
        const bool isOwn = first == static_cast<std::int32_t>(i);
        if (isOneCause && first >= 0 && !isOwn
            && nodes[static_cast<std::size_t>(first)].subtreeSize == 1) {
            parents[i] = first;
        }
    }
    return parents;
}

FoldedRuns foldedRuns(const query::TestTreeSnapshot& snapshot, std::int32_t node)
{
    const query::TestTreeNode& top = snapshot.nodes[static_cast<std::size_t>(node)];
    const auto first = static_cast<std::uint32_t>(top.firstRun);
    const auto end = first + static_cast<std::uint32_t>(top.counts.total());
    FoldedRuns folded;
    if (top.subtreeSize == 1) {
        return folded;
    }
    for (const query::TestTreeBreakdown& breakdown : snapshot.breakdowns) {
        std::optional<std::uint32_t> shown;
        for (const std::uint32_t run : breakdown.runs) {
            if (run < first || run >= end) {
                continue;
            }
            if (!shown) {
                shown = run;
            } else {
                folded.followers.insert(run);
                ++folded.countAfter[*shown];
            }
        }
    }
    return folded;
}

std::string breakdownCause(const query::TestTreeSnapshot& snapshot, std::int32_t node)
{
    const query::TestTreeNode& one = snapshot.nodes[static_cast<std::size_t>(node)];
    for (const query::TestTreeBreakdown& breakdown : snapshot.breakdowns) {
        const bool isHere =
            std::any_of(breakdown.runs.begin(), breakdown.runs.end(), [&one](std::uint32_t run) {
                return run >= static_cast<std::uint32_t>(one.firstRun)
                    && run < static_cast<std::uint32_t>(one.firstRun + one.ownRuns);
            });
        if (isHere) {
            return breakdown.cause;
        }
    }
    return {};
}

} // namespace cboard::ui
