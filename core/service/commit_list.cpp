// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/commit_list.h"

#include "core/analysis/commit_relevance.h"
#include "core/git/clone.h"
#include "core/query/hardware_snapshots.h"

#include <algorithm>
#include <set>

namespace cboard::service {

namespace {

    constexpr std::size_t MostFiles = 20; ///< Named for one commit.
    constexpr std::size_t MostBoards = 8; ///< Whose compatibles are asked for.
    constexpr std::int64_t LookedBack = 300; ///< Revisions of another branch.

    Result<std::unique_ptr<git::Clone>> cloneOf(const ClonePaths& clones, const std::string& tree)
    {
        const auto path = clones.find(tree);
        if (!path) {
            return fail(ErrorKind::NotFound,
                        "no git clone is set for the tree " + tree + " (setting git/" + tree
                            + ", or git/clone for all)");
        }
        return git::Clone::open(*path);
    }

    query::CommitRow rowOf(const git::Commit& commit)
    {
        return {.hash = commit.hash,
                .subject = commit.subject,
                .author = commit.author,
                .time = commit.time,
                .isMerge = commit.isMerge(),
                .touch = query::CommitTouch::None,
                .files = {}};
    }

    void mark(query::CommitRow& row, const std::vector<std::string>& files,
              const analysis::CommitRelevance& relevance)
    {
        for (const std::string& file : files) {
            const query::CommitTouch touch = relevance.touchOf(file);
            if (touch > row.touch) {
                row.files.clear();
                row.touch = touch;
            }
            if (touch != query::CommitTouch::None && touch == row.touch
                && row.files.size() < MostFiles) {
                row.files.push_back(file);
            }
        }
    }

    /// Whether the clone knows both, and one is built upon the other.
    bool isBehind(const git::Clone& clone, const std::string& ancestor, const std::string& commit,
                  const TaskContext& task)
    {
        return !ancestor.empty() && !commit.empty()
            && clone.isBehind(ancestor, commit, task).value_or(false);
    }

} // namespace

query::Answer<query::CommitsSnapshot> commitsBetween(const ClonePaths& clones,
                                                     const query::CommitsRequest& request,
                                                     const TaskContext& task)
{
    CBOARD_TRY(const auto clone, cloneOf(clones, request.tree));
    auto snapshot = std::make_shared<query::CommitsSnapshot>();
    CBOARD_TRY(const git::Commit good, clone->commit(request.good));
    CBOARD_TRY(const git::Commit bad, clone->commit(request.bad));
    snapshot->good = good.hash;
    snapshot->bad = bad.hash;
    const auto addRow = [&](const git::Commit& commit) {
        if (std::ssize(snapshot->rows) >= request.limit) {
            return false;
        }
        snapshot->rows.push_back(rowOf(commit));
        return true;
    };
    CBOARD_TRY(const auto range, clone->between(good.hash, bad.hash, addRow, task));
    snapshot->total = range.count;
    snapshot->isForked = !range.isBuiltUpon;
    const analysis::CommitRelevance relevance(request.interest);
    std::int64_t done = 0;
    for (query::CommitRow& row : snapshot->rows) {
        CBOARD_TRY_VOID(task.check());
        task.report({done++, std::ssize(snapshot->rows), "commits"});
        CBOARD_TRY(const auto files, clone->files(row.hash));
        mark(row, files, relevance);
        snapshot->touching += row.touch != query::CommitTouch::None ? 1 : 0;
    }
    return std::shared_ptr<const query::CommitsSnapshot>(std::move(snapshot));
}

Result<query::CommitInterest> interestOf(query::Engine& engine, const query::Common& common,
                                         const query::RegressionRow& row, const TaskContext& task)
{
    std::set<std::string> boards;
    std::set<std::string> paths;
    for (const query::RegressionCell& cell : row.cells) {
        boards.insert(cell.names.platform);
        paths.insert(cell.names.path);
    }
    boards.erase(std::string());
    paths.erase(std::string());
    query::CommitInterest interest;
    interest.errors = {row.title};
    interest.paths.assign(paths.begin(), paths.end());
    if (boards.size() <= MostBoards) { // What fails everywhere is no board's.
        for (const std::string& board : boards) {
            query::BoardRequest request{.common = common, .board = board};
            request.common.filter = {};
            request.lastRevisions = 1;
            request.withMarks = false;
            request.withTestMarks = false;
            const auto found = engine.board(request, task);
            if (!found && found.error().kind == ErrorKind::Cancelled) {
                return tl::unexpected(found.error());
            }
            interest.boards.push_back(board);
            if (found) { // An engine without boards marks by their names alone.
                const auto& names = (*found)->identity.compatibles;
                interest.compatibles.insert(interest.compatibles.end(), names.begin(), names.end());
            }
        }
    }
    return interest;
}

Result<std::optional<query::RevisionRef>>
revisionBefore(query::Engine& engine, const ClonePaths& clones, const query::RevisionRef& shown,
               const query::BranchKey& branch, const query::Common& common, const TaskContext& task)
{
    using Found = std::optional<query::RevisionRef>;
    query::RevisionsRequest request{common, branch, LookedBack};
    request.common.filter = {};
    for (const std::string& tree : {shown.tree, branch.tree}) {
        const auto clone = cloneOf(clones, tree);
        if (!clone) {
            continue;
        }
        CBOARD_TRY(const auto others, engine.revisions(request, task));
        for (const query::RevisionRow& row : others->rows) {
            CBOARD_TRY_VOID(task.check());
            if (row.revision.id != shown.id
                && isBehind(**clone, row.revision.commit, shown.commit, task)) {
                return Found(row.revision);
            }
        }
    }
    request.limit = 1;
    request.newest = shown.id;
    CBOARD_TRY(const auto older, engine.revisions(request, task));
    return older->rows.empty() ? Found() : Found(older->rows.front().revision);
}

} // namespace cboard::service
