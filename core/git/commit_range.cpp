// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/git/commit_range.h"

#include <queue>

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <span>

namespace cboard::git {

namespace {

    constexpr std::size_t CheckedEvery = 64; ///< Commits between two looks at the stop token.
    constexpr std::size_t ReportedEvery = 8192;
    /// So many commits are looked at beyond the end, since clocks of committers differ.
    constexpr std::size_t MostLate = 64;

    using Place = std::uint32_t; ///< Of a commit in the order in which they are met.
    constexpr Place NoPlace = std::numeric_limits<Place>::max();

} // namespace

/// Walks from both ends at once, the newest commits first, and carries what is behind the good one
/// on to the parents. What is open is met and neither walked nor behind the good one.
class CommitRange::Reading {
public:
    Reading(git_repository* repository, const git_oid& good, const git_oid& bad, Wanted wanted,
            const TaskContext& task)
        : m_repository(repository)
        , m_ends{good, bad}
        , m_wanted(wanted)
        , m_task(task)
    {
    }

    Result<CommitRange> run()
    {
        m_good = placeOf(m_ends[0]);
        hide(m_good);
        m_range.m_isBuiltUpon = placeOf(m_ends[1]) == m_good;
        if (m_openCount == 0) { // The bad one is the good one.
            return std::move(m_range);
        }
        CBOARD_TRY_VOID(walk());
        if (m_wanted == Wanted::Commits) {
            CBOARD_TRY_VOID(list());
        }
        return std::move(m_range);
    }

private:
    struct Node {
        git_oid id{};
        std::size_t firstParent = 0; ///< In m_parents.
        std::uint32_t parentCount = 0;
        bool isWalked = false;
        bool isHidden = false; ///< Behind the good commit.
    };

    Result<void> walk()
    {
        const std::string action = "commits " + hashText(m_ends[0]) + ".." + hashText(m_ends[1]);
        CBOARD_TRY(const auto walk, HistoryWalk::create(m_repository, m_ends, action));
        std::size_t late = 0; // Commits walked since nothing was open.
        for (std::size_t steps = 0; !isDone(late); ++steps) {
            if (steps % CheckedEvery == 0) {
                CBOARD_TRY_VOID(m_task.check());
            }
            if (steps % ReportedEvery == 0) {
                m_task.report({static_cast<std::int64_t>(steps), 0, "commits"});
            }
            CBOARD_TRY(const bool hasCommit, walk->next());
            if (!hasCommit) {
                return {};
            }
            take(walk->id(), walk->parents());
            if (m_openCount == 0) {
                CBOARD_TRY(const bool isLate, isOlderThanRange(walk->id()));
                late = isLate ? late + 1 : 0;
            }
        }
        return {};
    }

    bool isDone(std::size_t late) const
    {
        return m_wanted == Wanted::Commits ? late == MostLate
                                           : m_range.m_isBuiltUpon || m_openCount == 0;
    }

    void take(const git_oid& id, std::span<const git_oid> parents)
    {
        const Place place = placeOf(id);
        const bool isHidden = m_nodes[place].isHidden;
        m_nodes[place].isWalked = true;
        m_nodes[place].firstParent = m_parents.size();
        m_nodes[place].parentCount = static_cast<std::uint32_t>(parents.size());
        m_openCount -= isHidden ? 0 : 1;
        for (const git_oid& parentId : parents) {
            const Place parent = placeOf(parentId);
            m_parents.push_back(parent);
            m_isInOrder = m_isInOrder && !m_nodes[parent].isWalked;
            m_range.m_isBuiltUpon = m_range.m_isBuiltUpon || (parent == m_good && !isHidden);
            if (isHidden) {
                hide(parent);
            }
        }
        if (!isHidden) {
            m_walked.push_back(place);
        }
    }

    Place placeOf(const git_oid& id)
    {
        const auto [found, isNew] = m_places.try_emplace(id, static_cast<Place>(m_nodes.size()));
        if (isNew) {
            m_nodes.push_back({.id = id});
            ++m_openCount;
        }
        return found->second;
    }

    /// With all that is known to be behind it.
    void hide(Place first)
    {
        std::vector<Place> pending{first};
        while (!pending.empty()) {
            Node& node = m_nodes[pending.back()];
            pending.pop_back();
            if (node.isHidden) {
                continue;
            }
            node.isHidden = true;
            m_openCount -= node.isWalked ? 0 : 1;
            const auto parents = parentsOf(node);
            pending.insert(pending.end(), parents.begin(), parents.end());
        }
    }

    std::span<const Place> parentsOf(const Node& node) const
    {
        return std::span(m_parents).subspan(node.firstParent, node.parentCount);
    }

    /// Once nothing is open: whether what is met now is older than the last commit of the range,
    /// so that it leads to one of them only where clocks were wrong.
    Result<bool> isOlderThanRange(const git_oid& id)
    {
        if (m_walked.empty()) {
            return true;
        }
        if (m_oldestOf != m_walked.back()) {
            CBOARD_TRY(m_oldest, timeOf(m_nodes[m_walked.back()].id));
            m_oldestOf = m_walked.back();
        }
        CBOARD_TRY(const git_time_t time, timeOf(id));
        return time < m_oldest;
    }

    Result<git_time_t> timeOf(const git_oid& id) const
    {
        CBOARD_TRY(const auto commit,
                   owned<CommitHandle>("commit " + hashText(id), [&](git_commit** made) {
                       return git_commit_lookup(made, m_repository, &id);
                   }));
        return git_commit_time(commit.get());
    }

    Result<void> list()
    {
        std::erase_if(m_walked, [this](Place place) { return m_nodes[place].isHidden; });
        if (!m_isInOrder) {
            CBOARD_TRY_VOID(sortChildrenFirst());
        }
        m_range.m_commits.reserve(m_walked.size());
        for (const Place place : m_walked) {
            m_range.m_commits.push_back(m_nodes[place].id);
        }
        return {};
    }

    /// Of those whose children are listed always the one that was walked first.
    Result<void> sortChildrenFirst()
    {
        constexpr std::uint32_t NotListed = std::numeric_limits<std::uint32_t>::max();
        std::vector<std::uint32_t> rank(m_nodes.size(), NotListed); ///< By place.
        for (std::size_t i = 0; i < m_walked.size(); ++i) {
            rank[m_walked[i]] = static_cast<std::uint32_t>(i);
        }
        std::vector<std::uint32_t> children(m_walked.size()); ///< Still to be listed, by rank.
        for (const Place place : m_walked) {
            for (const Place parent : parentsOf(m_nodes[place])) {
                if (rank[parent] != NotListed) {
                    ++children[rank[parent]];
                }
            }
        }
        std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, std::greater<>> ready;
        for (std::uint32_t i = 0; i < children.size(); ++i) {
            if (children[i] == 0) {
                ready.push(i);
            }
        }
        std::vector<Place> sorted;
        sorted.reserve(m_walked.size());
        while (!ready.empty()) {
            if (sorted.size() % CheckedEvery == 0) {
                CBOARD_TRY_VOID(m_task.check());
            }
            sorted.push_back(m_walked[ready.top()]);
            ready.pop();
            for (const Place parent : parentsOf(m_nodes[sorted.back()])) {
                if (rank[parent] != NotListed && --children[rank[parent]] == 0) {
                    ready.push(rank[parent]);
                }
            }
        }
        m_walked = std::move(sorted);
        return {};
    }

    git_repository* m_repository;
    const std::array<git_oid, 2> m_ends; ///< The good and the bad one.
    const Wanted m_wanted;
    const TaskContext& m_task;
    CommitRange m_range;
    IdMap<Place> m_places;
    std::vector<Node> m_nodes; ///< By place.
    std::vector<Place> m_parents; ///< Of all that were walked, one after the other.
    std::vector<Place> m_walked; ///< That were not known to be hidden then.
    std::int64_t m_openCount = 0;
    bool m_isInOrder = true; ///< No parent was walked before its child.
    Place m_good = NoPlace;
    Place m_oldestOf = NoPlace; ///< Whose time m_oldest is.
    git_time_t m_oldest = 0;
};

Result<CommitRange> CommitRange::read(git_repository* repository, const git_oid& good,
                                      const git_oid& bad, Wanted wanted, const TaskContext& task)
{
    return Reading(repository, good, bad, wanted, task).run();
}

} // namespace cboard::git
