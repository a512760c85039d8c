// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/git/known_ancestors.h"

#include "core/git/git_handle.h"

#include <algorithm>

namespace cboard::git {

namespace {

    constexpr int CheckedEvery = 1024; ///< Commits between two looks at the stop token.

    /// Walks from first parent to first parent, no commit twice.
    class LineWalk {
    public:
        LineWalk(git_repository* repository, const std::vector<std::string>& hashes,
                 const TaskContext& task)
            : m_repository(repository)
            , m_hashes(hashes)
            , m_task(task)
            , m_found(hashes.size())
        {
        }

        Result<std::vector<KnownCommit>> run()
        {
            findAll();
            for (std::size_t i = 0; i < m_hashes.size(); ++i) {
                if (m_found[i].isInClone) {
                    CBOARD_TRY(m_found[i].ancestor, ancestorOf(i));
                }
            }
            return std::move(m_found);
        }

    private:
        void findAll()
        {
            for (std::size_t i = 0; i < m_hashes.size(); ++i) {
                git_oid id;
                git_commit* raw = nullptr;
                const bool isWhole = m_hashes[i].size() == GIT_OID_HEXSZ
                    && git_oid_fromstr(&id, m_hashes[i].c_str()) == 0;
                if (!isWhole || git_commit_lookup(&raw, m_repository, &id) != 0) {
                    continue;
                }
                const CommitHandle commit(raw);
                m_found[i].isInClone = true;
                m_found[i].subject = subjectOf(*commit);
                m_known.emplace(id, i);
                m_oldest = std::min<git_time_t>(m_oldest, git_commit_time(raw));
            }
        }

        Result<std::optional<std::size_t>> ancestorOf(std::size_t index)
        {
            constexpr git_time_t Slack = 7 * 86'400; ///< Clocks of committers differ.
            std::vector<git_oid> walked;
            std::optional<std::size_t> ancestor;
            git_oid id;
            git_oid_fromstr(&id, m_hashes[index].c_str());
            while (true) {
                if (++m_steps % CheckedEvery == 0) {
                    CBOARD_TRY_VOID(m_task.check());
                }
                git_commit* raw = nullptr;
                if (git_commit_lookup(&raw, m_repository, &id) != 0) {
                    break; // A shallow clone ends here.
                }
                const CommitHandle commit(raw);
                if (git_commit_parentcount(raw) == 0 || git_commit_time(raw) < m_oldest - Slack) {
                    break;
                }
                id = *git_commit_parent_id(raw, 0);
                if (const auto known = m_known.find(id); known != m_known.end()) {
                    ancestor = known->second;
                    break;
                }
                if (const auto seen = m_seen.find(id); seen != m_seen.end()) {
                    ancestor = seen->second;
                    break;
                }
                walked.push_back(id);
            }
            for (const git_oid& passed : walked) {
                m_seen.emplace(passed, ancestor);
            }
            return ancestor;
        }

        git_repository* m_repository;
        const std::vector<std::string>& m_hashes;
        const TaskContext& m_task;
        std::vector<KnownCommit> m_found;
        IdMap<std::size_t> m_known;
        IdMap<std::optional<std::size_t>> m_seen; ///< The first known one behind each.
        git_time_t m_oldest = INT64_MAX;
        std::int64_t m_steps = 0;
    };

} // namespace

Result<std::vector<KnownCommit>>
knownAncestors(const Clone& clone, const std::vector<std::string>& hashes, const TaskContext& task)
{
    return LineWalk(clone.handle(), hashes, task).run();
}

} // namespace cboard::git
