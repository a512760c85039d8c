// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/resolve.h"

#include "ui/base/text_format.h"

namespace cboard::ui {

void nameBranch(ViewState& state, const query::RevisionRef& revision)
{
    state.tree = fromUtf8(revision.tree);
    state.branch = fromUtf8(revision.branch);
    state.repositoryUrl = fromUtf8(revision.repositoryUrl);
}

void nameRevision(ViewState& state, const query::RevisionRef& revision)
{
    nameBranch(state, revision);
    state.revision = fromUtf8(revision.commit);
}

Result<query::Filter> parseStateFilter(const ViewState& state)
{
    auto parsed = query::parseFilter(state.filter.toStdString());
    if (!parsed) {
        const query::FilterError& error = parsed.error();
        return fail(ErrorKind::Invalid,
                    "filter, character " + std::to_string(error.position + 1) + ": "
                        + error.message);
    }
    return std::move(*parsed);
}

Result<query::BranchKey> resolveBranch(query::Engine& engine, const ViewState& state,
                                       const query::Common& common, const TaskContext& task)
{
    query::BranchKey key{state.tree.toStdString(), state.branch.toStdString(),
                         state.repositoryUrl.toStdString()};
    if (!key.tree.empty() && !key.branch.empty()) {
        return key;
    }
    CBOARD_TRY(const auto trees, engine.trees({common}, task));
    for (const query::TreeRow& row : trees->rows) {
        if ((key.tree.empty() || row.tree == key.tree)
            && (key.branch.empty() || row.branch == key.branch)
            && (key.repositoryUrl.empty() || row.repositoryUrl == key.repositoryUrl)) {
            return query::BranchKey{row.tree, row.branch, row.repositoryUrl};
        }
    }
    if (trees->rows.empty()) {
        return fail(ErrorKind::NotFound, "the store holds no results yet");
    }
    return fail(ErrorKind::NotFound, "no tree \"" + key.tree + "\" is stored");
}

Result<query::RevisionRef> resolveRevision(query::Engine& engine, const ViewState& state,
                                           const query::Common& common, const TaskContext& task)
{
    CBOARD_TRY(const auto branch, resolveBranch(engine, state, common, task));
    query::FindRevisionRequest request{common, branch, "HEAD"};
    if (!state.revision.isEmpty()) {
        request.name = state.revision.toStdString();
    }
    auto found = engine.findRevision(request, task);
    if (!found && found.error().kind == ErrorKind::NotFound && state.revision.isEmpty()) {
        return fail(ErrorKind::NotFound, // Nobody asked for a "HEAD".
                    "no revision of " + branchText(branch).toStdString() + " is stored");
    }
    return found;
}

} // namespace cboard::ui
