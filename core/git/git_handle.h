// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"

#include <cstring>
#include <git2.h>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

/// Owners of what libgit2 hands out, and its errors as ours. For the sources of this module.
namespace cboard::git {

template <auto Free>
struct Freer {
    template <typename Object>
    void operator()(Object* object) const
    {
        Free(object);
    }
};

using RepositoryHandle = std::unique_ptr<git_repository, Freer<git_repository_free>>;
using ObjectHandle = std::unique_ptr<git_object, Freer<git_object_free>>;
using CommitHandle = std::unique_ptr<git_commit, Freer<git_commit_free>>;
using TreeHandle = std::unique_ptr<git_tree, Freer<git_tree_free>>;
using DiffHandle = std::unique_ptr<git_diff, Freer<git_diff_free>>;
using WalkHandle = std::unique_ptr<git_revwalk, Freer<git_revwalk_free>>;
using ReferenceHandle = std::unique_ptr<git_reference, Freer<git_reference_free>>;
using ReferencesHandle =
    std::unique_ptr<git_reference_iterator, Freer<git_reference_iterator_free>>;

/// What libgit2 said last: NotFound for what is not there, else Io.
inline tl::unexpected<Error> gitError(int code, std::string_view action)
{
    const git_error* last = git_error_last();
    const bool isMissing = code == GIT_ENOTFOUND || code == GIT_EAMBIGUOUS;
    return fail(isMissing ? ErrorKind::NotFound : ErrorKind::Io,
                std::string(action) + ": "
                    + (last == nullptr ? "unknown error of git" : last->message),
                code);
}

/// Calls `make(&raw)` and owns what it made.
template <typename Handle, typename Make>
Result<Handle> owned(std::string_view action, Make&& make)
{
    typename Handle::pointer raw = nullptr;
    if (const int code = make(&raw); code != 0) {
        return gitError(code, action);
    }
    return Handle(raw);
}

inline std::string hashText(const git_oid& id)
{
    std::string text(GIT_OID_HEXSZ, '\0');
    git_oid_fmt(text.data(), &id);
    return text;
}

struct IdHash {
    std::size_t operator()(const git_oid& id) const
    {
        std::size_t hash = 0;
        std::memcpy(&hash, id.id, sizeof hash); // As good as random already.
        return hash;
    }
};
struct IdEqual {
    bool operator()(const git_oid& one, const git_oid& other) const
    {
        return git_oid_equal(&one, &other) != 0;
    }
};
template <typename Value>
using IdMap = std::unordered_map<git_oid, Value, IdHash, IdEqual>;

/// First paragraph of the message as one line; empty when it has none.
inline std::string subjectOf(git_commit& commit)
{
    const char* subject = git_commit_summary(&commit);
    return subject == nullptr ? std::string() : subject;
}

} // namespace cboard::git
