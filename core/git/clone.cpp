// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/git/clone.h"

#include "core/git/commit_range.h"
#include "core/git/git_handle.h"

#include <algorithm>
#include <cstring>

namespace cboard::git {

namespace {

    constexpr int CheckedEvery = 256; ///< Commits between two looks at the stop token.

    /// The library as long as something of it is used; it counts the starts itself.
    struct Library {
        Library() { git_libgit2_init(); }
        Library(const Library&) = delete;
        Library& operator=(const Library&) = delete;
        ~Library() { git_libgit2_shutdown(); }
    };

    Result<CommitHandle> find(git_repository* repository, const std::string& name)
    {
        const std::string action = "commit " + name;
        CBOARD_TRY(const auto object, owned<ObjectHandle>(action, [&](git_object** made) {
                       return git_revparse_single(made, repository, name.c_str());
                   }));
        return owned<CommitHandle>(action, [&](git_commit** made) {
            git_object* peeled = nullptr;
            const int code = git_object_peel(&peeled, object.get(), GIT_OBJECT_COMMIT);
            *made = reinterpret_cast<git_commit*>(peeled); // As libgit2 documents it.
            return code;
        });
    }

    Result<git_oid> idOf(git_repository* repository, const std::string& name)
    {
        CBOARD_TRY(const auto commit, find(repository, name));
        return *git_commit_id(commit.get());
    }

    Commit read(git_commit& commit)
    {
        Commit read;
        read.hash = hashText(*git_commit_id(&commit));
        read.subject = subjectOf(commit);
        const git_signature* author = git_commit_author(&commit);
        read.author = author == nullptr || author->name == nullptr ? "" : author->name;
        read.time = Timestamp(std::chrono::seconds(git_commit_time(&commit)));
        for (unsigned int i = 0; i < git_commit_parentcount(&commit); ++i) {
            read.parents.push_back(hashText(*git_commit_parent_id(&commit, i)));
        }
        return read;
    }

    Result<TreeHandle> treeOf(git_commit& commit)
    {
        return owned<TreeHandle>("files of a commit",
                                 [&](git_tree** made) { return git_commit_tree(made, &commit); });
    }

    /// Whether one meets \p wanted by going from first parent to first parent. Tested commits
    /// mostly lie on one such line, which is short beside all that was merged into it.
    Result<bool> isOnLineOf(git_repository* repository, const git_oid& wanted, git_oid at,
                            const TaskContext& task)
    {
        constexpr git_time_t Skew = 24 * 60 * 60; // Clocks of committers differ, in seconds.
        const auto lookUp = [repository](const git_oid& id) {
            return owned<CommitHandle>("commit " + hashText(id), [&](git_commit** made) {
                return git_commit_lookup(made, repository, &id);
            });
        };
        CBOARD_TRY(const auto target, lookUp(wanted));
        const git_time_t oldest = git_commit_time(target.get()) - Skew;
        for (int count = 0; git_oid_equal(&at, &wanted) == 0; ++count) {
            if (count % CheckedEvery == 0) {
                CBOARD_TRY_VOID(task.check());
            }
            CBOARD_TRY(const auto commit, lookUp(at));
            if (git_commit_parentcount(commit.get()) == 0
                || git_commit_time(commit.get()) < oldest) {
                return false;
            }
            at = *git_commit_parent_id(commit.get(), 0);
        }
        return true;
    }

} // namespace

struct Clone::Repository {
    Library library; // First: outlives the handle.
    RepositoryHandle handle;
};

Clone::Clone(std::unique_ptr<Repository> repository)
    : m_repository(std::move(repository))
{
}

Clone::~Clone() = default;

git_repository* Clone::handle() const
{
    return m_repository->handle.get();
}

Result<std::unique_ptr<Clone>> Clone::open(const std::filesystem::path& folder)
{
    auto repository = std::make_unique<Repository>();
    auto opened = owned<RepositoryHandle>(
        "no git clone in " + folder.string(),
        [&folder](git_repository** made) { return git_repository_open(made, folder.c_str()); });
    if (!opened) {
        return tl::unexpected(opened.error());
    }
    repository->handle = std::move(*opened);
    return std::unique_ptr<Clone>(new Clone(std::move(repository)));
}

Result<Commit> Clone::commit(const std::string& name) const
{
    CBOARD_TRY(const auto found, find(handle(), name));
    return read(*found);
}

Result<bool> Clone::isBehind(const std::string& ancestor, const std::string& commit,
                             const TaskContext& task) const
{
    CBOARD_TRY(const git_oid wanted, idOf(handle(), ancestor));
    CBOARD_TRY(const git_oid from, idOf(handle(), commit));
    CBOARD_TRY(const bool isOnLine, isOnLineOf(handle(), wanted, from, task));
    if (isOnLine) {
        return true;
    }
    CBOARD_TRY(const auto range,
               CommitRange::read(handle(), wanted, from, CommitRange::Wanted::IsBuiltUpon, task));
    return range.isBuiltUpon();
}

Result<std::string> Clone::mergeBase(const std::string& one, const std::string& other) const
{
    CBOARD_TRY(const git_oid first, idOf(handle(), one));
    CBOARD_TRY(const git_oid second, idOf(handle(), other));
    git_oid base;
    if (const int code = git_merge_base(&base, handle(), &first, &second); code != 0) {
        return gitError(code, "merge base of " + one + " and " + other);
    }
    return hashText(base);
}

Result<Clone::Between> Clone::between(const std::string& good, const std::string& bad,
                                      const std::function<bool(const Commit&)>& visit,
                                      const TaskContext& task) const
{
    CBOARD_TRY(const git_oid hidden, idOf(handle(), good));
    CBOARD_TRY(const git_oid from, idOf(handle(), bad));
    CBOARD_TRY(const auto range,
               CommitRange::read(handle(), hidden, from, CommitRange::Wanted::Commits, task));
    int count = 0;
    for (const git_oid& id : range.commits()) {
        if (count++ % CheckedEvery == 0) {
            CBOARD_TRY_VOID(task.check());
        }
        CBOARD_TRY(const auto found,
                   owned<CommitHandle>("commit " + hashText(id), [&](git_commit** made) {
                       return git_commit_lookup(made, handle(), &id);
                   }));
        if (!visit(read(*found))) {
            break;
        }
    }
    return Between{std::ssize(range.commits()), range.isBuiltUpon()};
}

Result<std::vector<std::string>> Clone::files(const std::string& commit) const
{
    CBOARD_TRY(const auto found, find(handle(), commit));
    std::vector<std::string> paths;
    if (git_commit_parentcount(found.get()) > 1) {
        return paths;
    }
    CBOARD_TRY(const auto tree, treeOf(*found));
    TreeHandle before; // None: the first commit of all brings every file.
    if (git_commit_parentcount(found.get()) == 1) {
        CBOARD_TRY(const auto parent,
                   owned<CommitHandle>("parent of " + commit, [&](git_commit** made) {
                       return git_commit_parent(made, found.get(), 0);
                   }));
        CBOARD_TRY(before, treeOf(*parent));
    }
    CBOARD_TRY(const auto diff, owned<DiffHandle>("files of " + commit, [&](git_diff** made) {
                   return git_diff_tree_to_tree(made, handle(), before.get(), tree.get(), nullptr);
               }));
    for (std::size_t i = 0; i < git_diff_num_deltas(diff.get()); ++i) {
        const git_diff_delta* delta = git_diff_get_delta(diff.get(), i);
        paths.emplace_back(delta->new_file.path != nullptr ? delta->new_file.path
                                                           : delta->old_file.path);
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

Result<std::map<std::string, std::vector<std::string>>> Clone::tags(const TaskContext& task) const
{
    constexpr const char* Folder = "refs/tags/";
    CBOARD_TRY(const auto references,
               owned<ReferencesHandle>("tags", [this](git_reference_iterator** made) {
                   return git_reference_iterator_glob_new(made, handle(), "refs/tags/*");
               }));
    std::map<std::string, std::vector<std::string>> tags;
    while (true) {
        CBOARD_TRY_VOID(task.check());
        git_reference* raw = nullptr;
        const int code = git_reference_next(&raw, references.get());
        const ReferenceHandle reference(raw);
        if (code == GIT_ITEROVER) {
            break;
        }
        if (code != 0) {
            return gitError(code, "tags");
        }
        git_object* peeled = nullptr;
        if (git_reference_peel(&peeled, reference.get(), GIT_OBJECT_COMMIT) == 0) {
            const ObjectHandle commit(peeled); // Tags of trees and files are none of ours.
            tags[hashText(*git_object_id(peeled))].emplace_back(git_reference_name(reference.get())
                                                                + std::strlen(Folder));
        }
    }
    for (auto& [hash, names] : tags) {
        std::sort(names.begin(), names.end());
    }
    return tags;
}

} // namespace cboard::git
