// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/git/git_handle.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace cboard::git {

/// All commits behind some, those included, one by one and each once: of those that are next in
/// line always the newest, so a parent before its child only where clocks were wrong. A step takes
/// microseconds, which is what libgit2's own ranges do not offer: they walk the whole history in
/// one call that nothing can stop.
///
/// The parents are those that libgit2 shows to who may hide them, so they are read from the commit
/// graph where the clone has one; where it shows none they are read from the commit.
class HistoryWalk {
public:
    /// \param action What errors are of. Errors: Io.
    static Result<std::unique_ptr<HistoryWalk>>
    create(git_repository* repository, std::span<const git_oid> from, std::string action);
    HistoryWalk(const HistoryWalk&) = delete;
    HistoryWalk& operator=(const HistoryWalk&) = delete;
    ~HistoryWalk() = default;

    /// Goes to the next commit. \returns false when there is none. Errors: Io.
    Result<bool> next();
    const git_oid& id() const { return m_id; }
    const std::vector<git_oid>& parents() const { return m_parents; }

private:
    HistoryWalk(git_repository* repository, WalkHandle walk, std::span<const git_oid> from,
                std::string action);
    static int note(const git_oid* id, void* walk);
    Result<void> readParents();

    git_repository* m_repository;
    WalkHandle m_walk;
    std::vector<git_oid> m_from;
    std::string m_action;
    git_oid m_id{};
    std::vector<git_oid> m_parents;
};

} // namespace cboard::git
