// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"
#include "core/git/git_handle.h"
#include "core/git/history_walk.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace cboard::git {

/// What is behind \p bad and not behind \p good. Each step can be cancelled, however long the
/// history is; reports how many commits it has seen as step "commits".
class CommitRange {
public:
    /// How much of it is wanted: `IsBuiltUpon` ends where that is known.
    enum class Wanted : bool { Commits, IsBuiltUpon };
    /// Errors: Io, Cancelled.
    static Result<CommitRange> read(git_repository* repository, const git_oid& good,
                                    const git_oid& bad, Wanted wanted, const TaskContext& task);

    /// Whether \p good is \p bad or lies behind it.
    bool isBuiltUpon() const { return m_isBuiltUpon; }
    /// Children before their parents, else the newest first.
    const std::vector<git_oid>& commits() const { return m_commits; }

private:
    class Reading;

    bool m_isBuiltUpon = false;
    std::vector<git_oid> m_commits;
};

} // namespace cboard::git
