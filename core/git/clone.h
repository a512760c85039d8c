// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"
#include "core/base/time.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

struct git_repository;

/// Local clones of the trees that are tested: the order of their commits, and what is in them.
/// Nothing is fetched and nothing is written.
namespace cboard::git {

struct Commit {
    std::string hash; ///< 40 hex digits.
    std::string subject; ///< First paragraph of the message as one line; UTF-8 as far as git knows.
    std::string author; ///< Name without address.
    Timestamp time; ///< When it was committed.
    std::vector<std::string> parents; ///< Hashes, the first parent first.

    bool isMerge() const { return parents.size() > 1; }
};

/// One clone, bare or with a working tree. Not thread-safe: a job opens its own.
///
/// Names are those that git takes: hashes of 4 or more digits, tags, branches. Errors: NotFound for
/// a commit that the clone does not have, Io for the rest.
class Clone {
public:
    /// \p folder is the working tree or the git directory itself; the error names it.
    static Result<std::unique_ptr<Clone>> open(const std::filesystem::path& folder);
    Clone(const Clone&) = delete;
    Clone& operator=(const Clone&) = delete;
    ~Clone();

    Result<Commit> commit(const std::string& name) const;
    /// Whether \p ancestor is \p commit or lies behind it. Errors of git, Cancelled.
    Result<bool> isBehind(const std::string& ancestor, const std::string& commit,
                          const TaskContext& task) const;
    /// The best common ancestor. Error NotFound when there is none. One call of libgit2, which
    /// nothing can stop: where somebody waits, ask isBehind() of the commits that were tested.
    Result<std::string> mergeBase(const std::string& one, const std::string& other) const;

    struct Between {
        std::int64_t count = 0; ///< Commits, visited or not.
        bool isBuiltUpon = false; ///< Whether \p good is \p bad or lies behind it.
    };
    /// Calls \p visit for each commit that is behind \p bad and not behind \p good, children before
    /// parents (`git log good..bad`), until it returns false. Can be cancelled at any time; reports
    /// the commits looked at as step "commits". Errors of git, Cancelled.
    Result<Between> between(const std::string& good, const std::string& bad,
                            const std::function<bool(const Commit&)>& visit,
                            const TaskContext& task) const;

    /// Paths that the commit changed against its first parent, sorted. A merge has none: what it
    /// brings is in the commits that it merged.
    Result<std::vector<std::string>> files(const std::string& commit) const;

    /// Names of tags by the hash of the commit that they stand on; sorted.
    Result<std::map<std::string, std::vector<std::string>>> tags(const TaskContext& task) const;

    git_repository* handle() const; ///< For the sources of this module.

private:
    struct Repository;
    explicit Clone(std::unique_ptr<Repository> repository);
    std::unique_ptr<Repository> m_repository;
};

} // namespace cboard::git
