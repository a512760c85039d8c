// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/git/history_walk.h"

#include <algorithm>

namespace cboard::git {

HistoryWalk::HistoryWalk(git_repository* repository, WalkHandle walk, std::span<const git_oid> from,
                         std::string action)
    : m_repository(repository)
    , m_walk(std::move(walk))
    , m_from(from.begin(), from.end())
    , m_action(std::move(action))
{
}

Result<std::unique_ptr<HistoryWalk>>
HistoryWalk::create(git_repository* repository, std::span<const git_oid> from, std::string action)
{
    CBOARD_TRY(auto handle, owned<WalkHandle>(action, [repository](git_revwalk** made) {
                   return git_revwalk_new(made, repository);
               }));
    std::unique_ptr<HistoryWalk> walk(
        new HistoryWalk(repository, std::move(handle), from, std::move(action)));
    git_revwalk* raw = walk->m_walk.get();
    // Unsorted, and with nothing that limits it, is the only walk that is done step by step. Who
    // may hide commits limits it, too, which a reset takes back: it makes a walk as good as new,
    // but for who is asked.
    int code = git_revwalk_add_hide_cb(raw, &HistoryWalk::note, walk.get());
    code = code == 0 ? git_revwalk_reset(raw) : code;
    for (std::size_t i = 0; code == 0 && i < from.size(); ++i) {
        code = git_revwalk_push(raw, &from[i]);
    }
    return code == 0 ? Result<std::unique_ptr<HistoryWalk>>(std::move(walk))
                     : gitError(code, walk->m_action);
}

/// Asked of each parent of the commit that is being walked; hides none.
int HistoryWalk::note(const git_oid* id, void* walk)
{
    static_cast<HistoryWalk*>(walk)->m_parents.push_back(*id);
    return 0;
}

Result<bool> HistoryWalk::next()
{
    m_parents.clear();
    const int code = git_revwalk_next(&m_id, m_walk.get());
    if (code == GIT_ITEROVER) {
        return false;
    }
    if (code != 0) {
        return gitError(code, m_action);
    }
    const auto isThis = [this](const git_oid& id) { return git_oid_equal(&id, &m_id) != 0; };
    std::erase_if(m_parents, isThis); // Later versions of libgit2 ask for itself, too, and before
    // the first step for all that it began with. Whoever was not asked for anything looks.
    if (m_parents.empty() || std::any_of(m_from.begin(), m_from.end(), isThis)) {
        CBOARD_TRY_VOID(readParents());
    }
    return true;
}

Result<void> HistoryWalk::readParents()
{
    CBOARD_TRY(const auto commit, owned<CommitHandle>(m_action, [this](git_commit** made) {
                   return git_commit_lookup(made, m_repository, &m_id);
               }));
    m_parents.clear();
    for (unsigned int i = 0; i < git_commit_parentcount(commit.get()); ++i) {
        m_parents.push_back(*git_commit_parent_id(commit.get(), i));
    }
    return {};
}

} // namespace cboard::git
